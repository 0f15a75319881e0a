package theme

import (
	_ "embed"
	"fmt"
	"strconv"
)

//go:embed crossvalidated.tsv
var crossvalidatedTSV string

// Figure is a measure of quality, a share from 0 to 1, with how it was found.
type Figure struct {
	Name  string // category accuracy, category macro-F1, themes micro-F1, first theme
	Value float64
	How   string
}

// CrossValidated returns the figures that corpus/theme/fit found on passages of
// documents it had not fitted on, when it wrote the shipped weights. They are
// what to expect of other passages; Evaluate on labels/dev.tsv gives more,
// because the weights were fitted there. An error means that the file is broken.
func CrossValidated() ([]Figure, error) {
	rows, err := readTable("crossvalidated.tsv", crossvalidatedTSV, 3)
	if err != nil {
		return nil, err
	}
	var list []Figure
	for _, row := range rows {
		value, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return nil, fmt.Errorf("theme: crossvalidated.tsv, %s: %w", row[0], err)
		}
		list = append(list, Figure{Name: row[0], Value: value, How: row[2]})
	}
	return list, nil
}
