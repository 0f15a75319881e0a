package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"

	"yinju/archive"
	"yinju/index"
	"yinju/index/vector"
	"yinju/index/zh"
)

// understood is an archive whose passages all have a vector.
type understood struct {
	dir      string
	archive  *archive.Archive
	embedder vector.Embedder
	q        questions
}

// meaning measures what searching by meaning costs, over a part of bench/policy:
// the whole of it takes minutes to embed. The scan needs no model and is of the size
// of the bench archive.
func (b *bench) meaning(ctx context.Context) error {
	if err := b.scanning(ctx); err != nil {
		return err
	}
	e, err := vector.Open(ctx, vector.Options{})
	if none := new(vector.UnavailableError); errors.As(err, &none) {
		note("%s", none.Reason)
		b.unmeasured("no model")
		return nil
	}
	if err != nil {
		return err
	}
	defer e.Close()
	return b.meaningWith(ctx, e)
}

// The rows that need a model, and their targets.
var meaningRows = []struct{ what, target string }{
	embeddingRow:  {"embedding, passages a second", "50 on two cores"},
	overlapRow:    {"int8 against float32, overlap of the top 100", ".98"},
	encodingRow:   {"encode a question: p50 / p99 / worst", "6 ms"},
	wordsRow:      {"with meaning, 1-3 words: p50 / p99 / worst", "45 / 140 ms (aim 35 / 100)"},
	sentencesRow:  {"with meaning, a pasted sentence: p50 / p99 / worst", "45 / 140 ms (aim 35 / 100)"},
	throughputRow: {"with meaning, mixed queries a second, 16 clients", "40 (aim 80)"},
	startRow:      {"start to first answer by meaning", "3 s"},
	memoryRow:     {"anonymous memory serving, with vectors", "750 MB"},
}

const (
	embeddingRow = iota
	overlapRow
	encodingRow
	wordsRow
	sentencesRow
	throughputRow
	startRow
	memoryRow
)

// measured adds one of the meaningRows.
func (b *bench) measured(nth int, ours string) {
	b.add(row{what: meaningRows[nth].what, target: meaningRows[nth].target, ours: ours})
}

// unmeasured adds all of them without a figure, for want of something.
func (b *bench) unmeasured(want string) {
	for nth := range meaningRows {
		b.measured(nth, "n/a, "+want)
	}
}

func (b *bench) meaningWith(ctx context.Context, e vector.Embedder) error {
	dir, err := b.policyPart(ctx)
	if err != nil || dir == "" {
		return err
	}
	u := &understood{dir: dir, embedder: e}
	if err := b.embedding(ctx, u); err != nil {
		return err
	}
	u.archive, err = archive.Open(ctx, dir, archive.Options{ReadOnly: true, Model: archive.AnyModel})
	if err != nil {
		return err
	}
	defer u.archive.Close()
	if err := b.answers(ctx, u); err != nil {
		return err
	}
	return b.servingVectors(ctx, u)
}

// policyPart returns an archive of the part of bench/policy that is embedded, "" and
// a row that says so where the collection is not there.
func (b *bench) policyPart(ctx context.Context) (string, error) {
	corpus := filepath.Join(b.shared, "bench/policy/corpus.jsonl.gz")
	if _, err := os.Stat(corpus); err != nil {
		b.unmeasured("no bench/policy")
		return "", nil
	}
	name := fmt.Sprintf("meaning-%d", b.embedded)
	list := b.in(name + ".jsonl")
	if err := writeEvenly(corpus, list, b.embedded); err != nil {
		return "", err
	}
	return b.imported(ctx, name, list)
}

// embedding makes the vectors of the part anew, for the sake of the unrounded ones,
// and keeps those that the archive lacks.
func (b *bench) embedding(ctx context.Context, u *understood) error {
	all, err := readPassages(ctx, u.dir)
	if err != nil {
		return err
	}
	tokenizer, err := zh.New()
	if err != nil {
		return err
	}
	u.q = ask(all, 200, tokenizer)
	b.add(row{what: "with meaning: passages of bench/policy, model", ours: fmt.Sprintf("%d, %s", len(all), u.embedder.Model().Name)})
	o, err := b.originals(ctx, u.embedder, all)
	if err != nil {
		return err
	}
	return b.overlap(ctx, u, o)
}

// answers measures full answers in the default mode. Those that lacked a leg are
// counted: they would be too cheap.
func (b *bench) answers(ctx context.Context, u *understood) error {
	var degraded atomic.Int64
	answer := answeringByMeaning(u.archive, &degraded)
	said := func(figures string) string {
		if n := degraded.Swap(0); n > 0 {
			return fmt.Sprintf("%s (%d answers degraded)", figures, n)
		}
		return figures
	}
	encode := func(ctx context.Context, text string) error {
		_, err := u.embedder.Embed(ctx, vector.Question, []string{text})
		return err
	}
	for _, kind := range []struct {
		row    int
		texts  []string
		answer answerer
	}{{encodingRow, u.q.sentences, encode}, {wordsRow, u.q.words, answer}, {sentencesRow, u.q.sentences, answer}} {
		figures, err := percentiles(ctx, kind.texts, kind.answer)
		if err != nil {
			return err
		}
		b.measured(kind.row, said(figures))
	}
	n, err := perSecond(ctx, u.q.mixed(), answer)
	if err == nil {
		b.measured(throughputRow, said(fmt.Sprintf("%.0f", n)))
	}
	return err
}

// answeringByMeaning asks an archive by words and meaning, as a reader does.
func answeringByMeaning(a *archive.Archive, degraded *atomic.Int64) answerer {
	return func(ctx context.Context, text string) error {
		r, err := a.Search(ctx, index.Defaults(index.ParseText(text)))
		if err == nil && len(r.Degraded) > 0 {
			degraded.Add(1)
		}
		return err
	}
}
