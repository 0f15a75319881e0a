package index

import (
	"slices"
	"strings"
	"unicode"
)

// closing maps an opening quotation mark to the mark that closes it.
var closing = map[rune]rune{'「': '」', '『': '』', '“': '”', '"': '"', '＂': '＂', '«': '»'}

// ParseText reads what was typed. It never fails: what is not a quoted phrase,
// -exclusion, 标题: or 文号: is plain words, and an unpaired mark is ignored.
// The outermost pair of marks delimits a phrase, marks inside it are text. Text of
// several lines is pasted, not typed: all of it is plain words.
func ParseText(text string) Query {
	q := Query{Text: text}
	if pasted(text) {
		q.Words = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || isMark(r) || r == 0 }), " ")
		return Defaults(q)
	}
	rest := []rune(text)
	var words []string
	for len(rest) > 0 {
		if unicode.IsSpace(rest[0]) || rest[0] == 0 {
			rest = rest[1:]
			continue
		}
		var into *[]string
		into, rest = q.prefix(rest)
		if into == nil {
			into = &words
		}
		var phrase string
		var quoted bool
		if phrase, rest, quoted = takePhrase(rest); quoted {
			if into == &words {
				into = &q.Phrases
			}
		} else {
			phrase, rest = takeWord(rest)
		}
		if phrase = strings.TrimSpace(phrase); phrase != "" {
			*into = append(*into, phrase)
		}
	}
	q.Words = strings.Join(words, " ")
	return Defaults(q)
}

// pasted reports text of several lines that is not one quotation.
func pasted(text string) bool {
	r := []rune(strings.TrimSpace(text))
	return slices.Contains(r, '\n') && pairEnd(r) != len(r)-1
}

// prefix takes a leading minus or field name and returns the list that the next
// word belongs to, nil for plain words.
func (q *Query) prefix(rest []rune) (*[]string, []rune) {
	if len(rest) > 1 && (rest[0] == '-' || rest[0] == '－') && !unicode.IsSpace(rest[1]) {
		return &q.Excludes, rest[1:]
	}
	if len(rest) > 3 && (rest[2] == ':' || rest[2] == '：') && !unicode.IsSpace(rest[3]) {
		switch string(rest[:2]) {
		case "标题", "標題":
			return &q.Titles, rest[3:]
		case "文号", "文號":
			return &q.Numbers, rest[3:]
		}
	}
	return nil, rest
}

// takePhrase takes a quoted phrase off the front, if a pair of marks stands there.
func takePhrase(rest []rune) (phrase string, after []rune, ok bool) {
	if len(rest) == 0 {
		return "", rest, false
	}
	end := pairEnd(rest)
	if end < 0 {
		return "", rest, false
	}
	return string(rest[1:end]), rest[end+1:], true
}

// pairEnd returns the index of the mark that closes the one at rest[0], nesting
// counted, or -1.
func pairEnd(rest []rune) int {
	open := rest[0]
	end, ok := closing[open]
	if !ok {
		return -1
	}
	depth := 1
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case end:
			if depth--; depth == 0 {
				return i
			}
		case open:
			depth++
		}
	}
	return -1
}

// takeWord takes plain text up to white space or the next quoted phrase; marks
// without a partner are dropped.
func takeWord(rest []rune) (word string, after []rune) {
	var b strings.Builder
	for i, r := range rest {
		if unicode.IsSpace(r) || r == 0 {
			return b.String(), rest[i:]
		}
		if _, mark := closing[r]; mark && pairEnd(rest[i:]) > 0 {
			return b.String(), rest[i:]
		}
		if !isMark(r) {
			b.WriteRune(r)
		}
	}
	return b.String(), nil
}

func isMark(r rune) bool {
	for open, end := range closing {
		if r == open || r == end {
			return true
		}
	}
	return false
}
