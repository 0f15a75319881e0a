// Package table reads the tab-separated files that the rooms of corpus keep their
// data in: one row a line, comments behind #. What the columns mean is the matter of
// the room.
package table

import (
	"fmt"
	"strings"
)

// Rows returns the rows of a tab-separated file with at least n columns each. Empty
// lines and lines that start with # are comments. A row that is too short is an error
// naming the file, which name begins with its room, and the line.
func Rows(name, data string, n int) ([][]string, error) {
	var rows [][]string
	line := 0
	for text := range strings.Lines(data) {
		line++
		text = strings.TrimRight(text, "\r\n")
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		row := strings.Split(text, "\t")
		if len(row) < n {
			return nil, fmt.Errorf("%s line %d has %d columns, wants %d", name, line, len(row), n)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
