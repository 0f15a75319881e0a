package archive

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"yinju/golden"
)

// A change in ranking is a change in this file, to be read in review: for every
// topic of the seed the first three passages, and where the expected one stands.
func TestRankings(t *testing.T) {
	a := seedArchive(t)
	topics, expected := table(t, "../seeds/topics.tsv"), table(t, "../seeds/expected.tsv")
	var out strings.Builder
	first, reciprocal := 0, 0.
	for id, topic := range topics.rows {
		r := search(t, a, topic)
		rank := 0
		fmt.Fprintf(&out, "%s %s: %d\n", topics.ids[id], topic, r.Total)
		for i, h := range r.Hits {
			if rank == 0 && strings.Contains(h.Text, expected.byID[topics.ids[id]]) {
				rank = i + 1
			}
			if i < 3 {
				fmt.Fprintf(&out, "   %d. %s %s\n", i+1, h.Locator, firstRunes(h.Text, 16))
			}
		}
		fmt.Fprintf(&out, "   expected: %d\n", rank)
		if rank == 1 {
			first++
		}
		if rank > 0 {
			reciprocal += 1 / float64(rank)
		}
	}
	fmt.Fprintf(&out, "first %d of %d, MRR %.3f\n", first, len(topics.ids), reciprocal/float64(len(topics.ids)))
	golden.Check(t, "testdata/rankings.txt", out.String())
}

func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

type rows struct {
	ids  []string
	rows []string
	byID map[string]string
}

// table reads the first two columns of a TSV.
func table(t *testing.T, path string) rows {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rows{byID: map[string]string{}}
	for line := range strings.Lines(string(data)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) < 2 || strings.HasPrefix(line, "#") || columns[0] == "id" {
			continue
		}
		r.ids, r.rows = append(r.ids, columns[0]), append(r.rows, columns[1])
		r.byID[columns[0]] = columns[1]
	}
	return r
}
