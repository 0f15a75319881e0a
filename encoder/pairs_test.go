// Package encoder is the recipe of the encoder (README.md): the questions and
// claims that were written for it, and the Python that trains it. It has no Go but
// this test.
package encoder

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// row is a line of pairs.tsv.
type row struct{ passage, key, title, section, text, question, claim, english, split string }

func pairs(t *testing.T) (rows []row) {
	t.Helper()
	for _, line := range lines(t, "pairs.tsv") {
		f := strings.Split(line, "\t")
		if len(f) != 9 {
			t.Fatalf("%d fields in %q", len(f), line)
		}
		rows = append(rows, row{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]})
	}
	return rows
}

// lines are the lines of a file that are no comments.
func lines(t *testing.T, path string) (all []string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if !strings.HasPrefix(s.Text(), "#") {
			all = append(all, s.Text())
		}
	}
	return all
}

// Every passage has a question, a claim and an English question; a document is in
// one split only, and the test has at least 300 passages.
func TestPairsAreWhole(t *testing.T) {
	split, n, seen := map[string]string{}, map[string]int{}, map[string]bool{}
	for _, r := range pairs(t) {
		for _, field := range []string{r.text, r.question, r.claim, r.english} {
			if strings.TrimSpace(field) == "" {
				t.Errorf("%s has an empty field", r.passage)
			}
		}
		if seen[r.passage] {
			t.Errorf("%s stands twice", r.passage)
		}
		if s, ok := split[r.key]; ok && s != r.split {
			t.Errorf("%s is in both splits", r.key)
		}
		seen[r.passage], split[r.key] = true, r.split
		n[r.split]++
	}
	if n["test"] < 300 || n["test"]+n["train"] < 2000 || len(n) != 2 {
		t.Errorf("passages by split: %v", n)
	}
}

// No question or claim equals, or nearly equals, a question of a bench.
func TestPairsAreNoBenchQuestions(t *testing.T) {
	var benches []map[string]bool
	for _, name := range []string{"statutes/queries.tsv", "policy/queries.tsv", "policy/canonical.tsv"} {
		path := filepath.Join("..", "..", "shared", "bench", filepath.FromSlash(name))
		if _, err := os.Stat(path); err != nil {
			t.Skipf("needs %s", path)
		}
		for _, line := range lines(t, path) {
			_, question, _ := strings.Cut(line, "\t")
			benches = append(benches, bigrams(question))
		}
	}
	for _, r := range pairs(t) {
		for _, text := range []string{r.question, r.claim} {
			own := bigrams(text)
			for _, other := range benches {
				if likeness(own, other) >= .6 {
					t.Errorf("%s: %s is too near a bench question", r.passage, text)
				}
			}
		}
	}
}

func bigrams(text string) map[string]bool {
	var runes []rune
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			runes = append(runes, r)
		}
	}
	all := map[string]bool{}
	for i := 0; i+1 < len(runes); i++ {
		all[string(runes[i:i+2])] = true
	}
	return all
}

// likeness is the share of the bigrams of two texts that both have.
func likeness(a, b map[string]bool) float64 {
	both := 0
	for g := range a {
		if b[g] {
			both++
		}
	}
	return float64(both) / float64(max(1, len(a)+len(b)-both))
}
