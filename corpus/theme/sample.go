package theme

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Sample is a passage that people have read: the settled answer and the two
// readings that it was settled from.
type Sample struct {
	ID       string
	Input    Input
	Category string
	Rel      bool
	Themes   []string
	Readings []Reading
}

// Reading is one person's answer.
type Reading struct {
	Category string
	Rel      bool
	Themes   []string
}

// ReadSamples reads a table of labelled passages: tab-separated, with a head
// line that names the columns id, title, text, category, rel, themes and, where
// there are readings, reading_a and reading_b (category|rel|themes). Lists are
// joined by commas. An error names the line.
func ReadSamples(r io.Reader) ([]Sample, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var columns map[string]int
	var samples []Sample
	for n := 1; lines.Scan(); n++ {
		row := strings.Split(lines.Text(), "\t")
		if columns == nil {
			columns = positions(row)
			if err := wanted(columns, "id", "title", "text", "category", "rel", "themes"); err != nil {
				return nil, err
			}
			continue
		}
		if len(row) < len(columns) {
			return nil, fmt.Errorf("theme: line %d of the labels has %d columns, the head line %d", n, len(row), len(columns))
		}
		samples = append(samples, sample(row, columns))
	}
	return samples, lines.Err()
}

func positions(head []string) map[string]int {
	at := make(map[string]int, len(head))
	for i, name := range head {
		at[name] = i
	}
	return at
}

func wanted(columns map[string]int, names ...string) error {
	for _, name := range names {
		if _, ok := columns[name]; !ok {
			return fmt.Errorf("theme: the labels have no column %s; the first line must name the columns", name)
		}
	}
	return nil
}

func sample(row []string, columns map[string]int) Sample {
	at := func(name string) string { return row[columns[name]] }
	s := Sample{
		ID:       at("id"),
		Input:    Input{Title: at("title"), Text: at("text")},
		Category: at("category"),
		Rel:      at("rel") == "1",
		Themes:   splitList(at("themes")),
	}
	for _, name := range []string{"reading_a", "reading_b"} {
		if _, ok := columns[name]; ok {
			s.Readings = append(s.Readings, parseReading(at(name)))
		}
	}
	return s
}

func parseReading(s string) Reading {
	part := append(strings.Split(s, "|"), "", "")
	return Reading{Category: part[0], Rel: part[1] == "1", Themes: splitList(part[2])}
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
