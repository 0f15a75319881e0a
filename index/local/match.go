package local

import (
	"context"
	"runtime"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"yinju/index"
)

// strictTerms is the largest number of kept terms that must all occur; with
// more, or fewer than strictFound passages, the share of the best passage's idf
// decides (design, section 4.3).
const (
	strictTerms  = 3
	strictFound  = 20
	relaxedShare = .3
)

// Marks on a matched passage.
const (
	member  = 1 << iota
	whole   // holds every phrase, or the excerpt, in full
	touched // holds part of one that runs over its end
	exact   // does so as printed
	lifted  // is what the query names
	kept    // passes all filters
	worded  // matched by words
	meant   // matched by meaning
)

// scratch is the memory of one search over one shard. Only what was touched is
// cleared, so that a search costs what it matches.
type scratch struct {
	idf     []float32
	score   []float64 // by which members are ordered
	words   []float64 // scores of one wording, and once legs are fused of the words
	count   []uint8
	marks   []uint8
	touched []uint32 // numbers with a term
	members []uint32 // numbers in the matched set
	passed  []uint32 // of these, the ones that pass all filters
}

func (s *scratch) resize(n int) {
	if len(s.score) < n {
		*s = scratch{idf: make([]float32, n), score: make([]float64, n), words: make([]float64, n), count: make([]uint8, n), marks: make([]uint8, n),
			touched: make([]uint32, 0, n), members: make([]uint32, 0, n), passed: make([]uint32, 0, n)}
	}
}

func (s *scratch) clear() {
	for _, numbers := range [][]uint32{s.touched, s.members} {
		for _, n := range numbers {
			s.idf[n], s.score[n], s.words[n], s.count[n], s.marks[n] = 0, 0, 0, 0, 0
		}
	}
	s.touched, s.members, s.passed = s.touched[:0], s.members[:0], s.passed[:0]
}

// part is a search in one shard.
type part struct {
	*scratch
	at     int // which shard of the generation
	v      *view
	base   *roaring.Bitmap // passages that hold what is required; nil for all
	held   *roaring.Bitmap // passages that hold every phrase in full
	agreed *roaring.Bitmap // those of them that hold every phrase as printed
	quote  *occurrences    // of the excerpt; nil if there is none
	runs   []run

	begun int     // how many passages other wordings have touched
	best  float32 // idf sum of this wording's best passage
	all   int     // passages with every kept term of it

	rows []int32 // by number, of the vectors; nil without
}

// search is one request over one generation.
type search struct {
	g         *generation
	r         index.Request
	parts     []*part
	counters  []*counter // by part, once counted
	relaxed   bool
	full      bool        // a passage has every kept term of a wording
	misplaced bool        // the place that is named is in no document of the name
	unnamed   bool        // no document has the name
	rows      *vectorRows // nil: no search by meaning
	cosines   []float32   // by row, with the question; nil where nothing is matched by meaning
}

// run does a step in all shards at once.
func (s *search) run(step func(*part) error) error {
	errs := make([]error, len(s.parts))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, p := range s.parts {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			errs[i] = guard(func() error { return step(p) })
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// match finds the matched set and scores it: it depends on the query only, never
// on filters. Meaning goes first, so that what it adds has scores of words too.
func (s *search) match(ctx context.Context) error {
	if err := s.run(func(p *part) error { return p.require(ctx, s.r) }); err != nil {
		return err
	}
	s.requireInTitles()
	if err := s.matchMeaning(ctx); err != nil {
		return err
	}
	if m := s.r.Meaning; m == nil || !m.Alone || s.cosines == nil {
		if err := s.matchWords(ctx); err != nil {
			return err
		}
	}
	excludes := newNeedles(s.r.Excludes)
	return s.run(func(p *part) error { return p.exclude(excludes) })
}

func (s *search) matchWords(ctx context.Context) error {
	s.nameWhole()
	if err := s.run(func(p *part) error { return p.findExcerpt(s.r) }); err != nil {
		return err
	}
	for nth, w := range append([]index.Wording{s.r.Wording}, s.r.Also...) {
		if err := s.matchWording(ctx, nth, w); err != nil {
			return err
		}
	}
	return nil
}

// matchWording matches and scores one wording; the first is what was typed.
func (s *search) matchWording(ctx context.Context, nth int, w index.Wording) error {
	terms, err := s.g.lookupAll(wordField, w.Terms, scoredWords)
	if err != nil || nth > 0 && len(terms) == 0 {
		return err
	}
	if err := s.run(func(p *part) error { return p.accumulate(ctx, s, terms) }); err != nil {
		return err
	}
	strict, best := s.strictness(w, len(terms))
	quoted := nth == 0 && s.quoted()
	err = s.run(func(p *part) error {
		p.choose(s.r, len(terms), strict, best)
		if nth == 0 {
			p.amend(s.r, quoted)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if nth == 0 {
		s.nameNearest()
	}
	if err := s.rankWording(ctx, w); err != nil {
		return err
	}
	return s.run(func(p *part) error { p.settle(w); return nil })
}

// strictness decides whether all terms must occur, and returns the best idf sum.
func (s *search) strictness(w index.Wording, terms int) (strict bool, best float32) {
	all := 0
	for _, p := range s.parts {
		all += p.all
		best = max(best, p.best)
	}
	s.full = s.full || all > 0
	strict = w.Strict || terms == 1 || terms <= strictTerms && all >= strictFound
	s.relaxed = s.relaxed || terms > 1 && !strict
	return strict, best
}

// accumulate adds up idf and score of the kept terms.
func (p *part) accumulate(ctx context.Context, s *search, terms []term) error {
	average := s.g.average[0]
	for _, t := range terms {
		weight := float32(t.idf)
		err := eachPosting(ctx, t.lists[p.at], func(n uint32, tf float64) {
			if p.v.isDead(n) || p.base != nil && !p.base.Contains(n) {
				return
			}
			if p.count[n] == 0 {
				p.touched = append(p.touched, n)
			}
			p.count[n]++
			p.idf[n] += weight
			p.words[n] += t.idf * bm25(tf, float64(p.v.Words[n]), average)
		})
		if err != nil {
			return err
		}
	}
	for _, n := range p.touched[p.begun:] {
		if int(p.count[n]) == len(terms) {
			p.all++
		}
		p.best = max(p.best, p.idf[n])
	}
	return nil
}

// choose picks the members that the terms select.
func (p *part) choose(r index.Request, terms int, strict bool, best float32) {
	switch {
	case terms > 0:
		floor := best * relaxedShare * (1 - 1e-6)
		for _, n := range p.touched[p.begun:] {
			if strict && int(p.count[n]) == terms || !strict && p.idf[n] >= floor {
				p.join(n, worded)
			}
		}
	case p.base != nil:
		for it := p.base.Iterator(); it.HasNext(); {
			p.join(it.Next(), worded)
		}
	case r.Blank:
		for n := range p.v.Ordinal {
			if !p.v.isDead(uint32(n)) {
				p.join(uint32(n), worded)
			}
		}
	}
}

// join makes a passage a member, with further marks.
func (p *part) join(number uint32, marks uint8) {
	if p.marks[number]&member == 0 {
		p.members = append(p.members, number)
	}
	p.marks[number] |= member | marks
}

// amend adds what the query quotes or names, and marks it. Where the query as a
// whole is an excerpt, holding it goes before holding the phrases in it.
func (p *part) amend(r index.Request, quoted bool) {
	if quoted {
		p.runs = nil
		p.addExcerpt(r.Excerpt)
	} else {
		p.markPhrases(r)
	}
	p.addNamed(r.Named)
}

// settle keeps for every passage the score of the wording that it fits best, and
// makes ready for the next wording.
func (p *part) settle(w index.Wording) {
	weight := w.Weight
	if weight == 0 {
		weight = 1
	}
	for _, numbers := range [][]uint32{p.members, p.touched[p.begun:]} {
		for _, n := range numbers {
			p.score[n] = max(p.score[n], weight*p.words[n])
			p.words[n], p.idf[n], p.count[n] = 0, 0, 0
		}
	}
	p.begun, p.best, p.all = len(p.touched), 0, 0
}
