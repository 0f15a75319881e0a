package archive

import (
	"slices"

	"yinju/corpus"
	"yinju/corpus/whole"
)

// warnings says what a reader should know of a text: what the reader of the file
// noticed, and the signs that it is not whole.
func warnings(d *corpus.Document) []string {
	all := append([]string{}, d.Warnings...)
	for _, f := range whole.Check(d) {
		if !slices.Contains(all, f.Text) {
			all = append(all, f.Text)
		}
	}
	return all
}
