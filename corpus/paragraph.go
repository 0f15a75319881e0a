package corpus

import (
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// paragraphs returns the spans of the non-empty lines of text, without the
// white space around them.
func paragraphs(text string) []Span {
	var spans []Span
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if s := trimSpan(text, Span{start, end}); s.Start < s.End {
			spans = append(spans, s)
		}
		start = end + 1
	}
	return spans
}

// trimSpan takes what cannot be seen off both ends of a span.
func trimSpan(text string, s Span) Span {
	for s.Start < s.End {
		r, size := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !blank(r, size) {
			break
		}
		s.Start += size
	}
	for s.Start < s.End {
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !blank(r, size) {
			break
		}
		s.End -= size
	}
	return s
}

// blank reports a rune that leaves no mark; a broken byte is not blank.
func blank(r rune, size int) bool {
	return hanzi.Invisible(r) && !(r == utf8.RuneError && size == 1)
}

func (s Span) of(text string) string { return text[s.Start:s.End] }

func runes(text string) int { return utf8.RuneCountInString(text) }

// endsSentence reports a line that ends as a sentence or a clause does, closing
// quotation marks and brackets not counted.
func endsSentence(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, closers))
	return strings.ContainsRune("。！？；，、：!?;,:…", r)
}

const closers = "”’」』）)》〉】\"' 　"
