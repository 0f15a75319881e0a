package archive

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// paragraphNumber matches the 款 of a place.
var paragraphNumber = regexp.MustCompile(`^第([零一二三四五六七八九十百]+)款`)

// askedPlace returns the mark, in code points, of the 款 that a place such as
// 第十条第二款 names in a passage that is the whole article: a 款 is a paragraph.
// It is nil where the place names none, the passage is not the article, or the
// article has no such 款.
func askedPlace(text, locator, place string) [][2]int {
	rest, within := strings.CutPrefix(place, locator)
	m := paragraphNumber.FindStringSubmatch(rest)
	if !within || m == nil {
		return nil
	}
	wanted, _ := corpus.Numeral(m[1])
	at, n := 0, 0
	for line := range strings.Lines(text) {
		length := utf8.RuneCountInString(line)
		if shown := utf8.RuneCountInString(strings.TrimSpace(line)); shown > 0 {
			if n++; n == wanted {
				return [][2]int{{at, at + utf8.RuneCountInString(strings.TrimRight(line, "\n"))}}
			}
		}
		at += length
	}
	return nil
}
