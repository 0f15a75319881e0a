package rewrite

import (
	"regexp"
	"unicode/utf8"
)

// number is a document's number as typed, in any brackets: 京人社发〔2025〕9号. Its
// first part names an organ in a way of its own and is no abbreviation.
var number = regexp.MustCompile(`\p{Han}+ ?[〔\[（(【［] ?(?:19|20)\d\d ?[〕\]）)】］] ?(?:第 ?)?\d+ ?号?`)

// numbersIn returns the spans of the document numbers in a query, in order.
func numbersIn(runes []rune) []span {
	var list []span
	text := string(runes)
	for _, at := range number.FindAllStringIndex(text, -1) {
		start := utf8.RuneCountInString(text[:at[0]])
		list = append(list, span{start, start + utf8.RuneCountInString(text[at[0]:at[1]])})
	}
	return list
}
