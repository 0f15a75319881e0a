package main

import (
	"bytes"
	"fmt"

	"yinju/corpus/theme"
)

// figures are the means of several cross-validations.
type figures struct {
	n, repeats                                   int
	accuracy, macroF1, themesMicroF1, firstTheme float64
}

func (f *figures) add(r theme.Report) {
	share := 1 / float64(f.repeats)
	f.accuracy += share * r.Accuracy
	f.macroF1 += share * r.MacroF1
	f.themesMicroF1 += share * r.ThemesMicroF1
	f.firstTheme += share * r.FirstTheme
}

// table prints what theme.CrossValidated reads.
func (f *figures) table() []byte {
	fitted := fmt.Sprintf("mean of %d cross-validations of %d folds by document title, measured on the %d passages of labels/dev.tsv", f.repeats, folds, f.n)
	read := fmt.Sprintf("on the %d passages of labels/dev.tsv; theme weights are set by reading, not fitted, so there is nothing to leave out", f.n)
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Quality on passages whose documents were not fitted on, written by go run ./corpus/theme/fit -write; do not edit.\n# figure\tvalue\thow\n")
	fmt.Fprintf(&b, "category accuracy\t%.3f\t%s\n", f.accuracy, fitted)
	fmt.Fprintf(&b, "category macro-F1\t%.3f\t%s\n", f.macroF1, fitted)
	fmt.Fprintf(&b, "themes micro-F1\t%.3f\t%s\n", f.themesMicroF1, read)
	fmt.Fprintf(&b, "first theme\t%.3f\t%s\n", f.firstTheme, read)
	return b.Bytes()
}
