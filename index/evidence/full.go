package evidence

import (
	_ "embed"
	"strings"
)

//go:embed full.tsv
var fullTSV string

var fullForms = rows(fullTSV, 2)

// inFull returns the text with its short forms (GDP) in full. A short form within
// another Latin word stays.
func (f folded) inFull() folded {
	for _, row := range fullForms {
		for from := 0; ; {
			n := strings.Index(f.text[from:], row[0])
			if n < 0 {
				break
			}
			start, end := from+n, from+n+len(row[0])
			from = end
			if !isLatin(f.before(start)) && !isLatin(f.after(end)) {
				f = f.replaced(start, end, row[1])
				from = start + len(row[1])
			}
		}
	}
	return f
}

// replaced returns the text with other words for the bytes [start, end); they stand
// for the same code points of the source, the last of them for all that is left.
func (f folded) replaced(start, end int, words string) folded {
	at := append([]int{}, f.at[:start]...)
	for i := range len(words) {
		at = append(at, f.at[min(start+i, end-1)])
	}
	at = append(at, f.at[end:]...)
	return folded{text: f.text[:start] + words + f.text[end:], at: at, runes: f.runes}
}
