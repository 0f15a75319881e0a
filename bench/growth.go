package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"

	"yinju/archive"
	"yinju/corpus/store"
)

// shares of the archive, in per cent, at which the cost of an answer is measured.
var shares = []int{10, 30}

// growth asks the same queries of a tenth, of three tenths and of all documents.
func (b *bench) growth(ctx context.Context, dir string, q questions) error {
	dirs := []string{}
	for _, share := range shares {
		part, err := b.part(ctx, dir, share)
		if err != nil {
			return err
		}
		dirs = append(dirs, part)
	}
	var held, words, sentences, builds []string
	for _, d := range append(dirs, dir) {
		m, err := b.measurePart(ctx, d, q)
		if err != nil {
			return err
		}
		held, words = append(held, fmt.Sprint(m.passages)), append(words, m.words)
		sentences, builds = append(sentences, m.sentences), append(builds, m.build)
	}
	b.add(row{what: "growth: passages at 10 %, 30 %, 100 % of the documents", ours: strings.Join(held, "; ")})
	b.add(row{what: "growth: 1-3 words p50 / p99 / worst", ours: strings.Join(words, "; ")})
	b.add(row{what: "growth: pasted sentence p50 / p99 / worst", ours: strings.Join(sentences, "; ")})
	b.add(row{what: "growth: store to published generation", ours: strings.Join(builds, "; ")})
	return nil
}

type partFigures struct {
	passages                int
	words, sentences, build string
}

func (b *bench) measurePart(ctx context.Context, dir string, q questions) (partFigures, error) {
	var m partFigures
	took, err := timed(func() error { return command(ctx, b.binary, "rebuild", "-d", dir) })
	if err != nil {
		return m, err
	}
	a, err := archive.Open(ctx, dir, archive.Options{ReadOnly: true})
	if err != nil {
		return m, err
	}
	defer a.Close()
	held, err := a.Coverage(ctx)
	if err != nil {
		return m, err
	}
	m.passages, m.build = held.Passages, seconds(took)
	if m.words, err = percentiles(ctx, q.words, answering(a)); err == nil {
		m.sentences, err = percentiles(ctx, q.sentences, answering(a))
	}
	return m, err
}

// part returns the folder of an archive that holds share per cent of the
// documents of another, chosen by key.
func (b *bench) part(ctx context.Context, dir string, share int) (string, error) {
	name := fmt.Sprintf("%s-%d", b.name(), share)
	list := b.in(name + ".jsonl")
	if err := writePart(ctx, dir, list, share); err != nil {
		return "", err
	}
	return b.imported(ctx, name, list)
}

func writePart(ctx context.Context, dir, list string, share int) error {
	s, err := store.Open(dir, true)
	if err != nil {
		return err
	}
	defer s.Close()
	f, err := os.Create(filepath.Clean(list))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	lines := json.NewEncoder(w)
	err = s.EachDocument(ctx, func(d *store.StoredDocument) error {
		if chosen(d.Document.Key, share) {
			return lines.Encode(recordOf(d))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

func chosen(key string, share int) bool {
	hash := fnv.New32a()
	hash.Write([]byte(key))
	return hash.Sum32()%100 < uint32(share)
}

// recordOf is a document as a record of JSON Lines.
func recordOf(d *store.StoredDocument) map[string]string {
	record := map[string]string{
		"key": d.Document.Key, "title": d.Document.Title.Value, "text": d.Document.Text,
		"source": d.Document.Source.Value, "genre": d.Document.Genre.Value, "number": d.Document.Number.Value,
	}
	if main, ok := d.Document.MainDate(); ok {
		record["date"] = main.Date.String()
	}
	return record
}
