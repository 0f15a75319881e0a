package archive

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"yinju/corpus"
	"yinju/corpus/provenance"
	"yinju/corpus/store"
	"yinju/index"
	"yinju/index/local"
)

// Search answers a query. The error is an *UnusableError if there is no index
// to answer from.
func (a *Archive) Search(ctx context.Context, q index.Query) (*index.Results, error) {
	started := time.Now()
	r, err := a.answer(ctx, q)
	if err != nil {
		return nil, err
	}
	r.TookMS = float64(time.Since(started).Microseconds()) / 1000
	return r, nil
}

func (a *Archive) answer(ctx context.Context, q index.Query) (*index.Results, error) {
	f, hits, err := a.found(ctx, q)
	if err != nil {
		return nil, err
	}
	answer := f.answer
	return &index.Results{
		Query:        q.Text,
		Rewrites:     f.rewrites,
		Relaxed:      answer.Relaxed,
		Insufficient: f.insufficient(),
		Total:        answer.Total,
		Documents:    answer.Documents,
		Rows:         answer.Rows,
		Degraded:     f.degraded,
		Facets:       a.labelled(answer.Facets),
		Histogram:    answer.Histogram,
		Next:         next(q, answer.Rows),
		Hits:         hits,
		Misplaced:    f.misplaced(),
		Unheld:       f.unheld(f.engine.InTitle),

		Generation: answer.Generation,
	}, a.describe(ctx, f.plan, hits)
}

// found asks the engine and fills the hits from the store. A document that was
// removed after the generation was published is taken off it, and the engine is
// asked again: counts and hits are of one state.
func (a *Archive) found(ctx context.Context, q index.Query) (*finding, []index.Hit, error) {
	for {
		f, err := a.ask(ctx, q)
		if err != nil {
			return nil, nil, err
		}
		hits, err := a.hits(ctx, f, f.answer.Hits)
		if err != nil || len(hits) == len(f.answer.Hits) {
			return f, hits, err
		}
		if err := a.bury(ctx, f.engine, f.answer.Generation); err != nil {
			return nil, nil, err
		}
	}
}

// bury takes the documents off a generation that were removed since.
func (a *Archive) bury(ctx context.Context, e *local.Engine, generation string) error {
	changes, err := a.store.Changes(ctx, e.Manifest().Seq)
	if err != nil {
		return err
	}
	var removed []string
	for _, c := range changes {
		if !c.Live {
			removed = append(removed, c.DocID)
		}
	}
	if !e.Bury(generation, removed) {
		return &UnusableError{"索引里有库中没有的段落；请运行 yinju rebuild"}
	}
	return nil
}

// faulty withdraws an index whose files were cut while they were served.
func (a *Archive) faulty(err error) error {
	if !errors.Is(err, local.ErrFault) {
		return err
	}
	a.withdraw(err.Error())
	return &UnusableError{err.Error()}
}

// ask has the engine that is served answer a query. Running text with quoted words
// in it that no passage holds is asked again as plain words: it was cut out of a
// text, or nearly.
func (a *Archive) ask(ctx context.Context, q index.Query) (*finding, error) {
	e, err := a.usable()
	if err != nil {
		return nil, err
	}
	f := &finding{engine: e}
	err = f.search(ctx, a, q)
	if err == nil && f.answer.Matched == 0 && q.Inline {
		if err = f.search(ctx, a, q.Plain()); err == nil {
			f.answer.Relaxed = true
		}
	}
	return f, a.faulty(err)
}

// finding is a query as it was asked, and the engine's answer.
type finding struct {
	query    index.Query
	engine   *local.Engine
	plan     index.Request
	rewrites []index.Rewrite
	degraded []string
	answer   *index.Answer
}

func (f *finding) search(ctx context.Context, a *Archive, q index.Query) (err error) {
	f.prepare(ctx, a, q)
	f.answer, err = f.engine.Search(ctx, f.plan)
	return err
}

// prepare plans a query and puts it in other words and, with a model, in a vector.
func (f *finding) prepare(ctx context.Context, a *Archive, q index.Query) {
	f.query, f.plan, f.degraded = q, index.Plan(q, a.cutters()), []string{}
	words := a.rewritten(ctx, f.engine, q)
	f.rewrites = words.Rewrites
	a.reword(&f.plan, words)
	if q.Mode != index.Words && !q.Blank() {
		f.mean(ctx, a, q, words.Meaning)
	} else if q.Mode != index.Words && a.semantics.Load() == nil {
		f.degraded = []string{a.missing()}
	}
}

// mean adds the leg of meaning, or says what is missing of it.
func (f *finding) mean(ctx context.Context, a *Archive, q index.Query, words string) {
	text := strings.TrimSpace(strings.Join(append([]string{words}, q.Phrases...), " "))
	if text == "" { // fields only
		return
	}
	near, missing := a.nearness(ctx, q, text)
	if missing != "" {
		f.degraded = []string{missing}
		return
	}
	f.plan.Meaning = near
	if f.engine.Unembedded() > 0 {
		f.degraded = []string{vectorsIncomplete}
	}
}

// cutters cut text into tokens.
func (a *Archive) cutters() index.Tokens {
	return index.Tokens{Words: a.tokens.Query, Bigrams: bigrams}
}

// window is the depth up to which pages can be asked for.
const window = 10_000

func next(q index.Query, rows int) *string {
	shown := q.Page * q.Size
	if shown >= rows || shown+q.Size > window {
		return nil
	}
	q.Page++
	url := "/api/search?" + q.Params().Encode()
	return &url
}

// unknownLabel is what a reader sees for index.UnknownValue.
const unknownLabel = "不详"

// codeLabels returns the labels of the codes of themes and categories.
func codeLabels() map[string]string {
	v := Vocabulary()
	labels := map[string]string{}
	for _, t := range slices.Concat(v.Themes, v.Categories) {
		labels[t.Code] = t.Label
	}
	return labels
}

// labelled fills in the labels of facet values.
func (a *Archive) labelled(facets map[index.Facet][]index.FacetValue) map[index.Facet][]index.FacetValue {
	labels := codeLabels()
	for facet, values := range facets {
		for i, value := range values {
			values[i].Label = value.Value
			if facet == index.Theme || facet == index.Category {
				values[i].Label = labels[value.Value]
			} else if facet == index.Status {
				values[i].Label = statusLabels[value.Value]
			} else if value.Value == index.UnknownValue {
				values[i].Label = unknownLabel
			}
		}
	}
	return facets
}

// hits fills ranked passages from the store.
func (a *Archive) hits(ctx context.Context, f *finding, ranked []index.Scored) ([]index.Hit, error) {
	ids := make([]string, len(ranked))
	scored := make(map[string]index.Scored, len(ranked))
	for i, s := range ranked {
		ids[i], scored[s.ID] = s.ID, s
	}
	rows, err := a.store.HitRows(ctx, ids)
	if err != nil {
		return nil, err
	}
	hits, x := make([]index.Hit, 0, len(rows)), f.explainer(a)
	for i := range rows {
		h := hit(&rows[i], scored[rows[i].ID], f.plan)
		main, _ := rows[i].Document.MainDate()
		x.explain(&h, main.Date)
		hits = append(hits, h)
	}
	return hits, nil
}

// describe adds to hits what their documents' standing is, and with folding where
// else they stand.
func (a *Archive) describe(ctx context.Context, plan index.Request, hits []index.Hit) error {
	if plan.Fold {
		if err := a.findElsewhere(ctx, hits); err != nil {
			return err
		}
	}
	return a.notes(ctx, hits)
}

func hit(row *store.Row, s index.Scored, plan index.Request) index.Hit {
	d := row.Document
	h := index.Hit{
		ID: row.ID, Doc: row.DocID, Key: d.Key, Title: d.Title.Value,
		Section: orEmpty(row.Headings), Locator: row.Locator, Text: row.Text,
		Marks: plan.Marks(row.Text, s.Literal), Score: s.Score,
		Why:      index.Why{Literal: s.Literal, WordsRank: positive(s.WordsRank), MeaningRank: positive(s.MeaningRank)},
		Category: s.Category, Rel: s.Rel, Confidence: s.Confidence, Corrected: s.Corrected, Themes: orEmpty(s.Themes),
		Source: d.Source.Value, SourceClass: provenance.Class(d).Value, Issuers: orEmpty(d.Issuers.Values), Level: d.Level.Value, Place: d.Place.Value,
		Number: d.Number.Value, Genre: d.Genre.Value, Speaker: d.Speaker.Value, URL: d.URL.Value,
		Status: s.Standing.Status, StatusBy: s.Standing.By, Same: orEmpty(s.Same), More: s.More,
	}
	if s.Named {
		if asked := askedPlace(row.Text, row.Locator, plan.Named.Article); asked != nil {
			h.Marks = asked
		}
	}
	if main, ok := d.MainDate(); ok {
		date, kind, year := main.Date.String(), string(main.Kind), main.Date.Year
		h.Date, h.DateKind, h.Year = &date, &kind, &year
	}
	return h
}

func positive(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// Ranked is a passage in a ranking.
type Ranked struct {
	Passage string
	Doc     string
	Key     string
	Score   float64
}

// Ranker ranks for many queries: it knows the keys of all documents.
type Ranker struct {
	a    *Archive
	keys map[string]string
}

// Ranker returns a ranker over the documents held now.
func (a *Archive) Ranker(ctx context.Context) (*Ranker, error) {
	a.Learn(ctx)
	keys, err := a.store.Keys(ctx)
	return &Ranker{a, keys}, err
}

// Rank returns the best passages of a query, at most depth, in the order of the
// pages but past their limit.
func (r *Ranker) Rank(ctx context.Context, q index.Query, depth int) ([]Ranked, error) {
	q.Page, q.Size = 1, depth
	f, err := r.a.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	ranked := make([]Ranked, len(f.answer.Hits))
	for i, h := range f.answer.Hits {
		doc := corpus.DocOf(h.ID)
		ranked[i] = Ranked{h.ID, doc, r.keys[doc], h.Score}
	}
	return ranked, nil
}
