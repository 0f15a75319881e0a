package archive

import (
	"cmp"
	"context"
	"slices"

	"yinju/corpus"
	"yinju/corpus/overlap"
	"yinju/corpus/store"
	"yinju/index"
	"yinju/index/rewrite"
	"yinju/index/vector"
)

// Similar is what other documents have that resembles a passage: the same
// wording, and apart from it what is near in meaning.
type Similar struct {
	Passage  string
	Shared   []SimilarPassage // longest shared stretch first
	Near     []SimilarPassage // nearest first; none that is in Shared
	Degraded []string         // codes as in index.Results
}

// SimilarPassage is a passage of another document. Own are the shared stretches in
// the passage that was asked about, in code points; the hit's Marks those in its
// own text.
type SimilarPassage struct {
	Hit    index.Hit
	Own    [][2]int
	Shared int     // word characters of the longest shared stretch, 0 for near ones
	Cosine float64 // 0 for shared ones
}

const (
	similarShown = 10
	sharedRunes  = 12 // word characters that make a stretch shared wording and no set phrase
	sharedFrom   = 60 // passages with the most of the words that are compared
	sharedWords  = 24 // words that are looked up: the rarest

	// nearFloor says how near is near in meaning: between passages
	// cosines are higher than between question and passage.
	nearFloor = .6
)

// Similar finds what resembles a passage. It fails with ErrNotFound and ErrGone as
// Passage does, and with an *UnusableError without an index.
func (a *Archive) Similar(ctx context.Context, passage string) (*Similar, error) {
	e, err := a.usable()
	if err != nil {
		return nil, err
	}
	row, _, _, err := a.store.Passage(ctx, passage)
	if err != nil {
		return nil, err
	}
	s := &Similar{Passage: passage, Shared: []SimilarPassage{}, Near: []SimilarPassage{}, Degraded: []string{}}
	f := &finding{engine: e, query: index.Query{Page: 1, Size: sharedFrom}}
	if err := s.addShared(ctx, a, f, row); err != nil {
		return nil, a.faulty(err)
	}
	return s, a.faulty(s.addNear(ctx, a, f, row))
}

// addShared compares the passage with those that have the most of its rare words.
func (s *Similar) addShared(ctx context.Context, a *Archive, f *finding, row *store.Row) error {
	words := index.KeptTerms(a.tokens.Query(row.Text))
	idf := f.idf()
	slices.SortStableFunc(words, func(x, y string) int { return cmp.Compare(idf(y), idf(x)) })
	words = words[:min(len(words), sharedWords)]
	f.plan = index.Request{Wording: index.Wording{Terms: words, Bigrams: bigrams(row.Text)}, Size: sharedFrom}
	if len(words) == 0 {
		return nil
	}
	hits, err := a.others(ctx, f, row.DocID)
	if err != nil {
		return err
	}
	for _, h := range hits {
		runs := overlap.Runs(row.Text, h.Text, sharedRunes)
		if len(runs) == 0 {
			continue
		}
		p := SimilarPassage{Hit: h}
		p.mark(row.Text, runs)
		s.Shared = append(s.Shared, p)
	}
	slices.SortStableFunc(s.Shared, func(x, y SimilarPassage) int { return cmp.Compare(y.Shared, x.Shared) })
	s.Shared = s.Shared[:min(len(s.Shared), similarShown)]
	return nil
}

// mark notes the shared stretches in both texts.
func (p *SimilarPassage) mark(text string, runs []overlap.Run) {
	var own, other [][2]int
	for _, r := range runs {
		own, other = append(own, r.A), append(other, r.B)
		p.Shared = max(p.Shared, r.Length)
	}
	slices.SortFunc(other, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	p.Own, p.Hit.Marks = index.CodePoints(text, own), index.CodePoints(p.Hit.Text, other)
}

// addNear finds the passages whose vectors are nearest, less those of shared wording.
func (s *Similar) addNear(ctx context.Context, a *Archive, f *finding, row *store.Row) error {
	v, missing := a.vectorOf(ctx, row)
	if missing != "" {
		s.Degraded = append(s.Degraded, missing)
		return nil
	}
	if f.engine.Unembedded() > 0 {
		s.Degraded = append(s.Degraded, vectorsIncomplete)
	}
	f.plan = index.Request{Meaning: &index.Nearness{Vector: v, Floor: nearFloor, Within: 1, Alone: true}, Size: sharedFrom}
	hits, err := a.others(ctx, f, row.DocID)
	if err != nil {
		return err
	}
	cosines := map[string]float64{}
	for _, h := range f.answer.Hits {
		cosines[h.ID] = h.Cosine
	}
	for _, h := range hits {
		if len(s.Near) < similarShown && !s.shares(h.ID) && len(overlap.Runs(row.Text, h.Text, sharedRunes)) == 0 {
			s.Near = append(s.Near, SimilarPassage{Hit: h, Own: [][2]int{}, Cosine: cosines[h.ID]})
		}
	}
	return nil
}

func (s *Similar) shares(passage string) bool {
	return slices.ContainsFunc(s.Shared, func(p SimilarPassage) bool { return p.Hit.ID == passage })
}

// others asks the engine and returns the hits of other documents.
func (a *Archive) others(ctx context.Context, f *finding, doc string) ([]index.Hit, error) {
	var err error
	if f.answer, err = f.engine.Search(ctx, f.plan); err != nil {
		return nil, err
	}
	ranked := slices.DeleteFunc(slices.Clone(f.answer.Hits), func(h index.Scored) bool { return corpus.DocOf(h.ID) == doc })
	hits, err := a.hits(ctx, f, ranked)
	if err != nil {
		return nil, err
	}
	for i := range hits {
		hits[i].Marks = [][2]int{}
	}
	return hits, a.notes(ctx, hits)
}

// vectorOf returns the vector of a passage, made anew if it is not kept yet, or
// nil and the code of what is missing.
func (a *Archive) vectorOf(ctx context.Context, row *store.Row) (v []float32, missing string) {
	s := a.semantics.Load()
	if s == nil {
		return nil, a.missing()
	}
	text := index.EmbeddingInput(&index.Document{Title: row.Document.Title.Value}, &index.Passage{Headings: row.Headings, Text: row.Text})
	kept := s.table.Snapshot()
	defer kept.Release()
	if at, ok := kept.Row(vector.KeyOf(text)); ok {
		if v := kept.Vector(at); v != nil {
			return v, ""
		}
	}
	return a.embedded(ctx, vector.Passage, text)
}

// Suggestion is a way to go on typing.
type Suggestion = rewrite.Suggestion

// Suggest returns up to n words and titles of the archive that begin with what has
// been typed, in Han characters, pinyin or initials.
func (a *Archive) Suggest(prefix string, n int) []Suggestion { return a.rewriter.Suggest(prefix, n) }
