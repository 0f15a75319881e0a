package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"yinju/corpus/theme"
)

// readings returns what may be fitted to, with the texts of the news where they lie.
func readings(news string) ([]theme.Read, error) {
	var rows []theme.Read
	for _, name := range []string{"readings.tsv", "once.tsv"} {
		data, err := os.ReadFile(filepath.Join(home, "readings", name))
		if err != nil {
			return nil, err
		}
		some, err := theme.ParseReadings(name, string(data))
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	if err := fill(rows, news); err != nil {
		return nil, err
	}
	short, err := sentences()
	if err != nil {
		return nil, err
	}
	rows = append(rows, short...)
	all := len(rows)
	rows = slices.DeleteFunc(rows, func(r theme.Read) bool { return r.Input.Text == "" })
	fmt.Printf("%d passages to fit to; of %d more, of the news, the text is not here\n", len(rows), all-len(rows))
	return rows, nil
}

// sentences returns the short sentences that were written for fitting; they have no
// theme.
func sentences() ([]theme.Read, error) {
	data, err := os.ReadFile(filepath.Join(home, "readings", "short.tsv"))
	if err != nil {
		return nil, err
	}
	var rows []theme.Read
	for line := range strings.Lines(string(data)) {
		text, category, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		rows = append(rows, theme.Read{Sample: theme.Sample{ID: text, Input: theme.Input{Text: text}, Category: category}, Split: "train", Key: "written/"})
	}
	return rows, nil
}

// fill gives the passages of news their texts and titles.
func fill(rows []theme.Read, dir string) error {
	wanted := map[string][]int{}
	for i, r := range rows {
		if r.Input.Text == "" {
			wanted[r.Key] = append(wanted[r.Key], i)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	for _, file := range files {
		if err := eachRecord(file, func(r record) {
			for _, i := range wanted[r.ID] {
				r.fill(&rows[i])
			}
		}); err != nil {
			return err
		}
	}
	return err
}

// record is a piece of news as it lies in the corpora.
type record struct {
	ID, Title  string
	Paragraphs []string
}

// fill looks for the paragraph with the hash of a reading.
func (r record) fill(row *theme.Read) {
	for _, p := range r.Paragraphs {
		p = strings.TrimSpace(p)
		if sum := sha256.Sum256([]byte(p)); hex.EncodeToString(sum[:])[:16] == row.Hash {
			row.Input.Text, row.Input.Title = p, r.Title
		}
	}
}

func eachRecord(file string, do func(record)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		do(r)
	}
	return lines.Err()
}

// makeup counts what was fitted to and tested on, by split and corpus.
func makeup(rows []theme.Read) []theme.DataPart {
	type part struct{ split, corpus string }
	docs, passages := map[part]map[string]bool{}, map[part]int{}
	test, _ := theme.TestReadings() // parsed before
	for _, r := range append(slices.Clone(rows), test...) {
		p := part{r.Split, "news"}
		if corpus, _, ok := strings.Cut(r.Key, "/"); ok {
			p.corpus = corpus
		}
		if docs[p] == nil {
			docs[p] = map[string]bool{}
		}
		docs[p][r.Document()] = true
		passages[p]++
	}
	var list []theme.DataPart
	for p, n := range passages {
		list = append(list, theme.DataPart{Split: p.split, Corpus: p.corpus, Documents: len(docs[p]), Passages: n})
	}
	slices.SortFunc(list, func(a, b theme.DataPart) int {
		return cmp.Or(cmp.Compare(a.Split, b.Split), cmp.Compare(a.Corpus, b.Corpus))
	})
	return list
}
