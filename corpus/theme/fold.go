package theme

import (
	"sync"
	"unicode"

	"yinju/corpus/hanzi"
)

// folded is a text as cues are matched on it: simplified, half width, lower
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
		f.runes = append(f.runes, even(r))
		f.at = append(f.at, point)
	}
	return f
}

// even returns the form in which r is matched.
func even(r rune) rune {
	if r >= 0x4E00 && r < 0xA000 {
		return commonForms()[r-0x4E00]
	}
	return unicode.ToLower(hanzi.Fold(r))
}

// commonForms has the folded form of every common Chinese character, in order:
// looking them up in hanzi's map took half of an annotation's time.
var commonForms = sync.OnceValue(func() *[0xA000 - 0x4E00]rune {
	var forms [0xA000 - 0x4E00]rune
	for i := range forms {
		forms[i] = hanzi.Fold(rune(0x4E00 + i))
	}
	return &forms
})

// span returns the code points [start, end) of the text under folded runes [i, j).
func (f folded) span(i, j int) (start, end int) {
	return int(f.at[i]), int(f.at[j-1]) + 1
}
