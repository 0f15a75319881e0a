package seeds

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rows returns a table's rows, which must have this many columns.
func rows(t *testing.T, name string, columns int) (rows [][]string) {
	t.Helper()
	for line := range strings.Lines(read(t, name)) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(row) != columns {
			t.Fatalf("%s: %q has %d columns, want %d", name, line, len(row), columns)
		}
		for _, cell := range row {
			if cell == "" || cell != strings.TrimSpace(cell) {
				t.Errorf("%s: %q has an empty cell or space around one", name, line)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func TestEveryTopicHasOnePlaceInTheArticle(t *testing.T) {
	article := read(t, Name)
	topics, expected := rows(t, "topics.tsv", 2), rows(t, "expected.tsv", 3)
	if len(topics) != len(expected) {
		t.Fatalf("%d topics, %d expectations", len(topics), len(expected))
	}
	seen := map[string]bool{}
	for i, topic := range topics {
		id, excerpt := topic[0], expected[i][1]
		if expected[i][0] != id || seen[id] {
			t.Errorf("row %d: topic %s (seen before: %v), expectation of %s", i+1, id, seen[id], expected[i][0])
		}
		seen[id] = true
		if n := strings.Count(article, excerpt); n != 1 {
			t.Errorf("%s: %q is in the article %d times", id, excerpt, n)
		}
	}
}

func TestTheArticleIsAsItWasReceived(t *testing.T) {
	files, _ := filepath.Glob("../../shared/seed/*.txt")
	if len(files) == 0 {
		t.Skip("../shared/seed is not there")
	}
	received, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(received, []byte(read(t, Name))) {
		t.Errorf("%s differs from %s", Name, files[0])
	}
}
