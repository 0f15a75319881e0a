package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"yinju/archive"
	"yinju/index"
	"yinju/index/zh"
)

// answerer answers one query in full: facets, marks and text of ten hits.
type answerer func(ctx context.Context, text string) error

// speed measures the bench archive and stock bleve over its passages.
func (b *bench) speed(ctx context.Context) error {
	dir, err := b.imported(ctx, b.name(), b.texts()...)
	if err != nil {
		return err
	}
	if err := b.rebuilt(ctx, dir); err != nil {
		return err
	}
	all, err := readPassages(ctx, dir)
	if err != nil {
		return err
	}
	s, err := openStock(ctx, b.in(b.name()+"-stock"), all)
	if err != nil {
		return err
	}
	defer s.index.Close()
	if err := b.sizes(dir, s, all); err != nil {
		return err
	}
	tokenizer, err := zh.New()
	if err != nil {
		return err
	}
	q := ask(all, 400, tokenizer)
	for _, part := range []func() error{
		func() error { return b.latency(ctx, dir, s, q) },
		func() error { return b.hostile(ctx, dir) },
		func() error { return b.profile(ctx, dir, q) },
		func() error { return b.serving(ctx, dir, q) },
		func() error { return b.growth(ctx, dir, q) },
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// rebuilt times the way from the store to a published generation.
func (b *bench) rebuilt(ctx context.Context, dir string) error {
	note("rebuild")
	took, err := timed(func() error { return command(ctx, b.binary, "rebuild", "-d", dir) })
	b.add(row{what: "store to published generation, words only", target: "180 s (aim 90)", ours: seconds(took)})
	return err
}

// sizes compares what the indexes take with the text they hold, and fills in the
// stock build time.
func (b *bench) sizes(dir string, s *stock, all []passage) error {
	ours, err := size(dir + "/index")
	if err != nil {
		return err
	}
	theirs, err := size(s.dir)
	if err != nil {
		return err
	}
	text, runes := bytesAndRunes(all)
	b.rows[len(b.rows)-1].stock = "kept from an earlier run"
	if s.built > 0 {
		b.rows[len(b.rows)-1].stock = seconds(s.built)
	}
	b.add(row{what: "passages / characters", ours: fmt.Sprintf("%d / %.1f million", len(all), float64(runes)/1e6), stock: "the same"})
	b.add(row{what: "index, times the text", target: "6 (aim 4)", ours: times(ours, text), stock: times(theirs, text)})
	return nil
}

func (b *bench) latency(ctx context.Context, dir string, s *stock, q questions) error {
	a, err := archive.Open(ctx, dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer a.Close()
	ours := answering(a)
	kinds := []struct {
		what, target string
		texts        []string
	}{
		{"full answer, 1-3 words: p50 / p99 / worst", "12 / 80 ms (aim 8 / 50)", q.words},
		{"full answer, a pasted sentence: p50 / p99 / worst", "25 / 110 ms (aim 15 / 60)", q.sentences},
	}
	for _, k := range kinds {
		note("%s", k.what)
		r, err := compare(ctx, k.texts, ours, s.answer)
		if err != nil {
			return err
		}
		b.add(row{k.what, k.target, r[0], r[1]})
	}
	return b.throughput(ctx, q.mixed(), ours, s.answer)
}

// answering asks an archive by words, as the API does.
func answering(a *archive.Archive) answerer {
	return func(ctx context.Context, text string) error {
		query := index.Defaults(index.ParseText(text))
		query.Mode = index.Words
		_, err := a.Search(ctx, query)
		return err
	}
}

// compare times the same queries with both, each after a short warming up; the
// slower one is asked every fourth.
func compare(ctx context.Context, texts []string, ours, theirs answerer) (r [2]string, err error) {
	if r[0], err = percentiles(ctx, texts, ours); err != nil {
		return r, err
	}
	r[1], err = percentiles(ctx, everyFourth(texts), theirs)
	return r, err
}

func everyFourth(texts []string) []string {
	var some []string
	for i := 0; i < len(texts); i += 4 {
		some = append(some, texts[i])
	}
	return some
}

func percentiles(ctx context.Context, texts []string, answer answerer) (string, error) {
	for _, text := range texts[:min(20, len(texts))] {
		if err := answer(ctx, text); err != nil {
			return "", err
		}
	}
	took := make([]time.Duration, len(texts))
	for i, text := range texts {
		var err error
		if took[i], err = timed(func() error { return answer(ctx, text) }); err != nil {
			return "", err
		}
	}
	slices.Sort(took)
	return fmt.Sprintf("%s / %s / %s ms", millis(at(took, .50)), millis(at(took, .99)), millis(took[len(took)-1])), nil
}

// at is the share-th value of sorted times.
func at(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func (b *bench) throughput(ctx context.Context, texts []string, ours, theirs answerer) error {
	note("throughput")
	r := row{what: "mixed queries a second, 16 clients", target: "100 (aim 150)"}
	for _, side := range []struct {
		answer answerer
		cell   *string
	}{{ours, &r.ours}, {theirs, &r.stock}} {
		n, err := perSecond(ctx, texts, side.answer)
		if err != nil {
			return err
		}
		*side.cell = fmt.Sprintf("%.0f", n)
	}
	b.add(r)
	return nil
}

// perSecond lets sixteen clients ask for ten seconds.
func perSecond(ctx context.Context, texts []string, answer answerer) (float64, error) {
	const clients, span = 16, 10 * time.Second
	var asked atomic.Int64
	var failed atomic.Value
	var wait sync.WaitGroup
	start := time.Now()
	for range clients {
		wait.Go(func() {
			for time.Since(start) < span {
				n := asked.Add(1)
				if err := answer(ctx, texts[int(n)%len(texts)]); err != nil {
					failed.Store(err)
					return
				}
			}
		})
	}
	wait.Wait()
	if err, bad := failed.Load().(error); bad {
		return 0, err
	}
	return float64(asked.Load()) / time.Since(start).Seconds(), nil
}
