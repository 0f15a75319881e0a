package local

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
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
	exact   // does so with the same punctuation
	lifted  // is what the query names
)

// scratch is the memory of one search over one shard. Only what was touched is
// cleared, so that a search costs what it matches.
type scratch struct {
	idf     []float32
	score   []float64
	count   []uint8
	marks   []uint8
	touched []uint32 // numbers with a term
	members []uint32 // numbers in the matched set
	passed  []uint32 // of these, the ones that pass all filters
}

func (s *scratch) resize(n int) {
	if len(s.score) < n {
		*s = scratch{idf: make([]float32, n), score: make([]float64, n), count: make([]uint8, n), marks: make([]uint8, n)}
	}
}

func (s *scratch) clear() {
	for _, numbers := range [][]uint32{s.touched, s.members} {
		for _, n := range numbers {
			s.idf[n], s.score[n], s.count[n], s.marks[n] = 0, 0, 0, 0
		}
	}
	s.touched, s.members, s.passed = s.touched[:0], s.members[:0], s.passed[:0]
}

// part is a search in one shard.
type part struct {
	*scratch
	at    int // which shard of the generation
	v     *view
	base  *roaring.Bitmap // passages that hold what is required; nil for all
	held  *roaring.Bitmap // passages that hold every phrase in full
	quote *occurrences    // of the excerpt; nil if there is none
	runs  []run
	best  float32
	all   int // passages with every kept term
}

// search is one request over one generation.
type search struct {
	g       *generation
	r       index.Request
	parts   []*part
	relaxed bool
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

// match finds the matched set: it depends on the query only, never on filters.
func (s *search) match(ctx context.Context) error {
	if err := s.run(func(p *part) error { return p.require(ctx, s.r) }); err != nil {
		return err
	}
	s.requireInTitles()
	terms, err := s.g.lookupAll(wordField, s.r.Terms, scoredWords)
	if err != nil {
		return err
	}
	if err := s.run(func(p *part) error { return p.accumulate(ctx, s, terms) }); err != nil {
		return err
	}
	if err := s.run(func(p *part) error { return p.findExcerpt(s.r) }); err != nil {
		return err
	}
	strict, best := s.strictness(len(terms))
	quoted := s.quoted()
	return s.run(func(p *part) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.choose(s.r, len(terms), strict, best)
		return p.amend(s.r, quoted)
	})
}

// quoted reports that the whole query was found as an excerpt.
func (s *search) quoted() bool {
	return slices.ContainsFunc(s.parts, func(p *part) bool {
		return p.quote != nil && (!p.quote.whole.IsEmpty() || len(p.quote.runs) > 0)
	})
}

// strictness decides whether all terms must occur, and returns the best idf sum.
func (s *search) strictness(terms int) (strict bool, best float32) {
	all := 0
	for _, p := range s.parts {
		all += p.all
		best = max(best, p.best)
	}
	strict = terms == 1 || terms <= strictTerms && all >= strictFound
	s.relaxed = terms > 1 && !strict
	return strict, best
}

// require finds the passages that hold the phrases and whose documents have the
// titles and numbers asked for.
func (p *part) require(ctx context.Context, r index.Request) error {
	for _, phrase := range longestFirst(r.Phrases) {
		if err := ctx.Err(); err != nil || p.base != nil && p.base.IsEmpty() {
			return err
		}
		found, err := p.v.find(phrase, p.base)
		if err != nil {
			return err
		}
		p.narrow(&p.held, found.whole)
		p.runs = append(p.runs, found.runs...)
		any := found.whole.Clone()
		for _, r := range found.runs {
			for i := range r.parts {
				any.Add(p.v.number[r.first+uint32(i)])
			}
		}
		p.narrow(&p.base, any)
	}
	if len(r.Titles)+len(r.Numbers) > 0 {
		docs := roaring.New()
		p.v.addDocs(docs, func(d int) bool { return containsAll(p.v.titles[d], r.Titles) && containsAll(p.v.nums[d], r.Numbers) })
		p.narrow(&p.base, docs)
	}
	if p.base != nil && p.v.dead != nil {
		p.base.AndNot(p.v.dead)
	}
	return nil
}

// requireInTitles lets a phrase that no text holds be one of titles: a document
// is then found at its first passage, as a heading is at the passage after it.
func (s *search) requireInTitles() {
	for _, p := range s.parts {
		if p.base == nil || !p.base.IsEmpty() {
			return
		}
	}
	if len(s.r.Phrases) != 1 || len(s.r.Titles)+len(s.r.Numbers) > 0 {
		return
	}
	for _, p := range s.parts {
		p.held = p.v.titled(s.r.Phrases[0])
		p.base = p.held.Clone()
	}
}

func (p *part) narrow(set **roaring.Bitmap, by *roaring.Bitmap) {
	if *set == nil {
		*set = by.Clone()
		return
	}
	(*set).And(by)
}

func containsAll(text string, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) })
}

// accumulate adds up idf and score of the kept terms.
func (p *part) accumulate(ctx context.Context, s *search, terms []term) error {
	average := s.g.average[0]
	for _, t := range terms {
		weight := float32(t.idf)
		err := eachPosting(ctx, t.lists[p.at], func(n uint32, tf float64) {
			if p.v.dead != nil && p.v.dead.Contains(n) || p.base != nil && !p.base.Contains(n) {
				return
			}
			if p.count[n] == 0 {
				p.touched = append(p.touched, n)
			}
			p.count[n]++
			p.idf[n] += weight
			p.score[n] += t.idf * bm25(tf, float64(p.v.Words[n]), average)
		})
		if err != nil {
			return err
		}
	}
	for _, n := range p.touched {
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
		for _, n := range p.touched {
			if strict && int(p.count[n]) == terms || !strict && p.idf[n] >= floor {
				p.join(n, 0)
			}
		}
	case p.base != nil:
		for it := p.base.Iterator(); it.HasNext(); {
			p.join(it.Next(), 0)
		}
	case r.Blank:
		for n := range p.v.Ordinal {
			if p.v.dead == nil || !p.v.dead.Contains(uint32(n)) {
				p.join(uint32(n), 0)
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

// findExcerpt looks for the query as an excerpt.
func (p *part) findExcerpt(r index.Request) (err error) {
	if r.Excerpt != nil {
		p.quote, err = p.v.find(r.Excerpt.Literal, nil)
	}
	return err
}

// amend adds what the query quotes or names, marks it, and takes off what is
// excluded. Where the query as a whole is an excerpt, holding it goes before
// holding the phrases in it.
func (p *part) amend(r index.Request, quoted bool) error {
	if quoted {
		p.runs = nil
		p.addExcerpt(r.Excerpt)
	} else {
		p.markPhrases(r)
	}
	p.addNamed(r.Named)
	return p.exclude(r.Excludes)
}

// exclude takes off the members whose text or title holds one of the phrases.
func (p *part) exclude(phrases []index.Literal) error {
	for _, phrase := range phrases {
		candidates, err := p.v.shortlist([]rune(phrase.Skeleton), nil)
		if err != nil {
			return err
		}
		titled := p.v.titlesHolding(phrase)
		kept := p.members[:0]
		for _, n := range p.members {
			if titled[p.v.Doc[n]] || candidates != nil && candidates.Contains(n) && holds(p.v.passage(p.v.Ordinal[n]), phrase) {
				p.idf[n], p.score[n], p.count[n], p.marks[n] = 0, 0, 0, 0
				continue
			}
			kept = append(kept, n)
		}
		p.members = kept
	}
	return nil
}

// titlesHolding tells of every document whether its title holds the phrase.
func (v *view) titlesHolding(phrase index.Literal) []bool {
	held := make([]bool, len(v.titles))
	for d, title := range v.titles {
		held[d] = strings.Contains(title, phrase.Skeleton) && holds(v.docs[d].Title, phrase)
	}
	return held
}

// longestFirst orders phrases so that the one with the fewest passages likely
// comes first.
func longestFirst(phrases []index.Literal) []index.Literal {
	return slices.SortedStableFunc(slices.Values(phrases), func(a, b index.Literal) int { return cmp.Compare(len(b.Skeleton), len(a.Skeleton)) })
}

func (p *part) markPhrases(r index.Request) {
	if len(r.Phrases) == 0 {
		return
	}
	for _, n := range p.members {
		if p.held.Contains(n) {
			p.marks[n] |= whole | exact
		} else {
			p.marks[n] |= touched | exact
		}
	}
}

// addExcerpt marks the passages that hold the whole query as an excerpt; a long
// one adds those that are no members.
func (p *part) addExcerpt(x *index.Excerpt) {
	for it := p.quote.whole.Iterator(); it.HasNext(); {
		n := it.Next()
		p.quoteIn(n, x, whole, p.quote.agrees.Contains(n))
	}
	same := index.Literal{Skeleton: x.Skeleton, Exact: x.Form}
	for _, run := range p.quote.runs {
		agrees := holds(p.v.edged(run.first, run.first+uint32(len(run.parts))-1), same)
		for i := range run.parts {
			if n := p.v.number[run.first+uint32(i)]; p.marks[n]&whole == 0 {
				p.quoteIn(n, x, touched, agrees)
			}
		}
	}
	p.runs = append(p.runs, p.quote.runs...)
}

func (p *part) quoteIn(n uint32, x *index.Excerpt, mark uint8, agrees bool) {
	if !x.Adds && p.marks[n]&member == 0 {
		return
	}
	if agrees {
		mark |= exact
	}
	p.join(n, mark)
}

// addNamed adds the document or the place that the query names. A document is
// lifted by its first passage.
func (p *part) addNamed(name index.Named) {
	docs := p.v.named[name.Title]
	if name.Number != name.Title {
		docs = append(slices.Clip(docs), p.v.named[name.Number]...)
	}
	for _, d := range docs {
		if !p.v.deadDoc(int(d)) {
			p.lift(int(d), name.Article)
		}
	}
}

func (p *part) lift(doc int, article string) {
	for o := p.v.first[doc]; o < p.v.first[doc+1]; o++ {
		mark := uint8(0)
		if article == "" && o == p.v.first[doc] || article != "" && p.v.docs[doc].hasPlace(int(o-p.v.first[doc]), article) {
			mark = lifted
		}
		if mark != 0 || article == "" {
			p.join(p.v.number[o], mark)
		}
	}
}

// hasPlace reports whether the nth passage is the place, holds it, or is part of it.
func (d *shardDoc) hasPlace(nth int, place string) bool {
	if nth >= len(d.Locators) {
		return false
	}
	l := d.Locators[nth]
	within := func(outer, inner string) bool {
		rest, ok := strings.CutPrefix(inner, outer)
		return ok && !strings.HasPrefix(rest, "之")
	}
	return within(l, place) || within(place, l)
}
