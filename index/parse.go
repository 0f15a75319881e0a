package index

import (
	"slices"
	"strings"
	"unicode"

	"yinju/corpus/hanzi"
)

// closing maps an opening quotation mark to the mark that closes it.
var closing = map[rune]rune{'「': '」', '『': '』', '“': '”', '"': '"', '＂': '＂', '«': '»'}

// MaxOperators is how many phrases, exclusions and fields a text may have; with
// more it is taken for pasted.
const MaxOperators = 16

// ParseText reads what was typed. It never fails: what is not a quoted phrase,
// -exclusion, 标题: or 文号: is plain words, and an unpaired mark is ignored.
// The outermost pair of marks delimits a phrase, marks inside it are text. Text of
// several lines, or with very many phrases, is pasted, not typed: all of it is
// plain words.
func ParseText(text string) Query {
	q := Defaults(Query{Text: text})
	if pasted(text) {
		return q.Plain()
	}
	if phrase, ok := quotedWhole(text); ok {
		q.Phrases = []string{phrase}
		return q
	}
	p := parser{rest: []rune(text), spaced: true}
	for len(p.rest) > 0 {
		p.next(&q)
	}
	q.Words = strings.Join(p.words, " ")
	if len(q.Phrases)+len(q.Excludes)+len(q.Titles)+len(q.Numbers) > MaxOperators {
		return q.Plain()
	}
	return q
}

// quotedWhole returns the text between its first and last character if these are
// a pair of marks and others of their kind inside have no partner.
func quotedWhole(text string) (string, bool) {
	r := []rune(strings.TrimSpace(text))
	if len(r) < 3 || pairEnd(r) >= 0 || closing[r[0]] != r[len(r)-1] {
		return "", false
	}
	return string(r[1 : len(r)-1]), true
}

// parser takes a text apart from the front.
type parser struct {
	rest   []rune
	words  []string
	spaced bool // white space stands before rest
}

// next takes one word, phrase, exclusion or field.
func (p *parser) next(q *Query) {
	if unicode.IsSpace(p.rest[0]) || p.rest[0] == 0 {
		p.rest, p.spaced = p.rest[1:], true
		return
	}
	into, rest, field := q.prefix(p.rest)
	phrase, after, quoted := takePhrase(rest)
	switch {
	case quoted && into == nil:
		into = &q.Phrases
		q.Inline = q.Inline || !p.spaced || len(after) > 0 && hanzi.IsWord(after[0])
	case quoted:
	case field:
		phrase, after = takeField(rest)
	default:
		phrase, after = takeWord(rest)
	}
	if into == nil {
		into = &p.words
	}
	if phrase = strings.TrimSpace(phrase); phrase != "" {
		*into = append(*into, phrase)
	}
	p.rest, p.spaced = after, false
}

// pasted reports text of several lines that is not one quotation.
func pasted(text string) bool {
	r := []rune(strings.TrimSpace(text))
	return slices.Contains(r, '\n') && pairEnd(r) != len(r)-1
}

// prefix takes a leading minus or field name and returns the list that the next
// word belongs to, nil for plain words.
func (q *Query) prefix(rest []rune) (into *[]string, after []rune, field bool) {
	if len(rest) > 1 && (rest[0] == '-' || rest[0] == '－') && !unicode.IsSpace(rest[1]) {
		return &q.Excludes, rest[1:], false
	}
	if len(rest) < 4 || rest[2] != ':' && rest[2] != '：' {
		return nil, rest, false
	}
	value := rest[3:]
	for len(value) > 0 && unicode.IsSpace(value[0]) {
		value = value[1:]
	}
	if len(value) == 0 {
		return nil, rest, false
	}
	switch string(rest[:2]) {
	case "标题", "標題":
		return &q.Titles, value, true
	case "文号", "文號":
		return &q.Numbers, value, true
	}
	return nil, rest, false
}

// takeField takes the value of a field up to white space; marks inside it are text.
func takeField(rest []rune) (value string, after []rune) {
	for i, r := range rest {
		if unicode.IsSpace(r) || r == 0 {
			return string(rest[:i]), rest[i:]
		}
	}
	return string(rest), nil
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
