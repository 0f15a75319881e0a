package effect

import (
	"unicode"

	"yinju/corpus/hanzi"
)

// folded is a text as words are matched on it: simplified, half width, lower
// case, without invisible characters except line ends. at[i] is the code point
// of the text that gave runes[i].
type folded struct {
	runes []rune
	at    []int32
}

func fold(s string) folded {
	f := folded{make([]rune, 0, len(s)/2+1), make([]int32, 0, len(s)/2+1)}
	point := int32(-1)
	for _, r := range s {
		point++
		if r != '\n' && hanzi.Invisible(r) {
			continue
		}
		f.runes = append(f.runes, unicode.ToLower(hanzi.Fold(r)))
		f.at = append(f.at, point)
	}
	return f
}

// span returns the code points [start, end) of the text under folded runes [i, j).
func (f folded) span(i, j int) (start, end int) {
	return int(f.at[i]), int(f.at[j-1]) + 1
}
