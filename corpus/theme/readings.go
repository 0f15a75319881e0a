package theme

import (
	_ "embed"
	"fmt"
	"strings"

	"yinju/corpus/table"
)

//go:embed readings/test.tsv
var testTSV string

// Read is a passage of corpus/theme/readings. A text that is not ours to keep is
// empty: Key and Hash, the first 16 digits of the passage's SHA-256, stand for it.
type Read struct {
	Sample
	Key, Hash, Split string
}

// Document returns the id of the passage's document.
func (r Read) Document() string {
	doc, _, _ := strings.Cut(r.ID, ".")
	return doc
}

// ParseReadings reads a table of corpus/theme/readings; its head names the columns.
func ParseReadings(name, data string) ([]Read, error) {
	rows, err := table.Rows("theme: "+name, data, 13)
	if err != nil {
		return nil, err
	}
	list := make([]Read, 0, len(rows))
	for _, row := range rows {
		r := Read{Key: row[1], Hash: row[5], Split: row[12]}
		r.Sample = Sample{ID: row[0], Input: Input{Title: row[2], Text: row[4]}, Category: row[6], Rel: row[7] == "1", Themes: splitList(row[8])}
		if row[3] != "" {
			r.Input.Headings = strings.Split(row[3], " / ")
		}
		for _, reading := range row[9:12] {
			if reading != "" {
				r.Readings = append(r.Readings, parseReading(reading))
			}
		}
		if len(r.Readings) == 0 || len(r.Themes) == 0 {
			return nil, fmt.Errorf("theme: %s: %s has no reading or no theme", name, row[0])
		}
		list = append(list, r)
	}
	return list, nil
}

// TestReadings returns the passages of the published test.
func TestReadings() ([]Read, error) { return ParseReadings("test.tsv", testTSV) }
