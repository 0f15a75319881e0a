package read

import (
	_ "embed"
	"strings"
)

//go:embed labels.tsv
var labelsText string

// labels gives the field that a label of a header or a table names.
var labels = table(labelsText)

// table reads a list of two columns and a comment: key, value, why.
func table(text string) map[string]string {
	m := map[string]string{}
	for _, row := range rows(text) {
		m[row[0]] = column(row, 1)
	}
	return m
}

// rows reads a tab-separated list; lines that begin with # are comments.
func rows(text string) [][]string {
	var list [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

func column(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}
