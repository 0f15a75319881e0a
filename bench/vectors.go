package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"yinju/index"
	"yinju/index/vector"
)

// The size of the scan: about what the bench archive holds.
const (
	scanRows       = 350_000
	scanDimensions = 512
)

// scanning times the comparison of a question with every vector. What the vectors
// are does not matter to it: they are random.
func (b *bench) scanning(ctx context.Context) error {
	t, err := b.randomTable()
	if err != nil {
		return err
	}
	defer t.Close()
	s := t.Snapshot()
	defer s.Release()
	questions, out := randomVectors(40), make([]float32, s.Rows())
	took := make([]time.Duration, len(questions))
	for i, q := range questions {
		if took[i], err = timed(func() error { return s.Scan(ctx, q, out) }); err != nil {
			return err
		}
	}
	slices.Sort(took)
	b.add(row{what: fmt.Sprintf("scan of %d x %d: p50 / worst", s.Rows(), scanDimensions), target: "20 ms",
		ours: fmt.Sprintf("%s / %s ms", millis(at(took, .50)), millis(took[len(took)-1]))})
	return nil
}

// randomTable opens the table of random vectors, and makes it where there is none.
func (b *bench) randomTable() (*vector.Table, error) {
	m := vector.Model{Name: "random", Fingerprint: "random", Dimensions: scanDimensions}
	t, err := vector.OpenTable(b.in("random.vec"), m, true)
	if err != nil || t.Rows() >= scanRows {
		return t, err
	}
	note("write %d random vectors", scanRows)
	some := randomVectors(10_000)
	for first := t.Rows(); first < scanRows; first += len(some) {
		keys := make([]vector.Key, len(some))
		for i := range keys {
			keys[i] = vector.KeyOf(fmt.Sprint(first + i))
		}
		if _, err := t.Append(keys, some); err != nil {
			return nil, errors.Join(err, t.Close())
		}
	}
	return t, nil
}

func randomVectors(n int) [][]float32 {
	draw := rand.New(rand.NewPCG(seed, 1))
	all := make([][]float32, n)
	for i := range all {
		all[i] = make([]float32, scanDimensions)
		for j := range all[i] {
			all[i][j] = float32(draw.NormFloat64())
		}
	}
	return all
}

// embedBatch is how many passages are embedded at a time, as the archive does.
const embedBatch = 64

// originals embeds the passages and returns their unrounded vectors.
func (b *bench) originals(ctx context.Context, e vector.Embedder, all []passage) (map[vector.Key][]float32, error) {
	note("embed %d passages", len(all))
	made := make(map[vector.Key][]float32, len(all))
	took, err := timed(func() error {
		for batch := range slices.Chunk(all, embedBatch) {
			if err := embed(ctx, e, batch, made); err != nil {
				return err
			}
		}
		return nil
	})
	b.measured(embeddingRow, fmt.Sprintf("%.0f", float64(len(all))/took.Seconds()))
	return made, err
}

func embed(ctx context.Context, e vector.Embedder, batch []passage, made map[vector.Key][]float32) error {
	texts := make([]string, len(batch))
	for i, p := range batch {
		texts[i] = index.EmbeddingInput(&index.Document{Title: p.Title}, &index.Passage{Headings: p.Headings, Text: p.Text})
	}
	vectors, err := e.Embed(ctx, vector.Passage, texts)
	if err != nil {
		return err
	}
	for i, text := range texts {
		made[vector.KeyOf(text)] = vectors[i]
	}
	return nil
}

// overlap keeps the vectors where the archive looks for them, and measures what
// rounding them has cost.
func (b *bench) overlap(ctx context.Context, u *understood, originals map[vector.Key][]float32) error {
	m := u.embedder.Model()
	t, err := vector.OpenTable(filepath.Join(u.dir, "vectors", m.Fingerprint[:12]+".vec"), m, true)
	if err != nil {
		return err
	}
	defer t.Close()
	if err := keepVectors(t, originals); err != nil {
		return err
	}
	asked, err := u.embedder.Embed(ctx, vector.Question, slices.Concat(u.q.words, u.q.sentences))
	if err != nil {
		return err
	}
	s := t.Snapshot()
	defer s.Release()
	share, err := s.Overlap(ctx, asked, originals, 100)
	if err == nil {
		b.measured(overlapRow, fmt.Sprintf("%.4f (%d questions over %d passages)", share, len(asked), len(originals)))
	}
	return err
}

func keepVectors(t *vector.Table, originals map[vector.Key][]float32) error {
	var keys []vector.Key
	var vectors [][]float32
	for k, v := range originals {
		keys, vectors = append(keys, k), append(vectors, v)
	}
	_, err := t.Append(keys, vectors)
	return err
}

// writeEvenly writes n lines of a gzipped file, spread over all of it; all of them
// where it has no more.
func writeEvenly(from, to string, n int) error {
	lines, err := readLines(from)
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Clean(to))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for i := range min(n, len(lines)) {
		w.Write(lines[i*len(lines)/min(n, len(lines))])
	}
	return errors.Join(w.Flush(), f.Close())
}

func readLines(gzipped string) (lines [][]byte, err error) {
	f, err := os.Open(gzipped)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	r := bufio.NewReader(z)
	for {
		line, err := r.ReadBytes('\n')
		if len(line) > 0 {
			lines = append(lines, line)
		}
		if err == io.EOF {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
	}
}
