package local

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"yinju/index"
)

// rankedByLeg is how many passages have a rank among a leg's best.
const rankedByLeg = 1000

// Search answers a request over the current generation.
func (e *Engine) Search(ctx context.Context, r index.Request) (*index.Answer, error) {
	answers, err := e.SearchEach(ctx, []index.Request{r})
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

// SearchEach answers requests that differ in filters, order, folding and page only.
// They are matched once, in one generation, so that their counts agree.
func (e *Engine) SearchEach(ctx context.Context, requests []index.Request) (answers []*index.Answer, err error) {
	err = guard(func() (err error) {
		answers, err = e.searchEach(ctx, requests)
		return err
	})
	return answers, err
}

func (e *Engine) searchEach(ctx context.Context, requests []index.Request) ([]*index.Answer, error) {
	g := e.acquire()
	defer g.release()
	s := e.begin(g, requests[0])
	defer e.end(s)
	if err := s.match(ctx); err != nil {
		return nil, err
	}
	s.fuse()
	answers := make([]*index.Answer, len(requests))
	for i, r := range requests {
		s.r = r
		var err error
		if answers[i], err = s.answer(&e.values); err != nil {
			return nil, err
		}
	}
	if g.altered() {
		return nil, ErrFault
	}
	return answers, ctx.Err()
}

// answer counts and ranks what is matched.
func (s *search) answer(values *valueTable) (*index.Answer, error) {
	s.unfilter()
	t, err := s.count(values)
	if err != nil {
		return nil, err
	}
	hits, rows := s.page(t.docs)
	return &index.Answer{
		Relaxed:    s.relaxed,
		Matched:    s.matched(),
		Total:      t.total,
		Documents:  t.docs,
		Facets:     t.facets(values),
		Histogram:  t.histogram(s.g, values),
		Rows:       rows,
		Hits:       hits,
		Borne:      s.borne(),
		Misplaced:  s.misplaced,
		Unnamed:    s.unnamed,
		Generation: s.g.name(),
	}, nil
}

// unfilter forgets which passages passed the filters of the request before.
func (s *search) unfilter() {
	for _, p := range s.parts {
		for _, n := range p.passed {
			p.marks[n] &^= kept
		}
		p.passed = p.passed[:0]
	}
}

func (e *Engine) begin(g *generation, r index.Request) *search {
	s := &search{g: g, r: r}
	for i, v := range g.views {
		memory, ok := e.pool.Get().(*scratch)
		if !ok {
			memory = &scratch{}
		}
		memory.resize(len(v.Ordinal))
		s.parts = append(s.parts, &part{scratch: memory, at: i, v: v})
	}
	return s
}

func (e *Engine) end(s *search) {
	for _, p := range s.parts {
		p.scratch.clear()
		e.pool.Put(p.scratch)
	}
}

// matched is the size of the matched set, before filters.
func (s *search) matched() int {
	n := 0
	for _, p := range s.parts {
		n += len(p.members)
	}
	return n
}

// count counts the facets and leaves in every part the passages that pass all
// filters.
func (s *search) count(values *valueTable) (*tally, error) {
	t := newTally(s.r.Filters, values)
	s.counters = make([]*counter, len(s.parts))
	err := s.run(func(p *part) error {
		c := newCounter(t, p.v, values)
		for _, n := range p.members {
			if c.add(n) {
				p.passed = append(p.passed, n)
				p.marks[n] |= kept
			}
		}
		c.finish()
		s.counters[p.at] = c
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, c := range s.counters {
		t.merge(c)
	}
	return t, nil
}

// Groups of hits, best first.
const (
	groupNamed uint8 = iota
	groupWhole
	groupRun
	groupLooseWhole // other punctuation than the excerpt
	groupLooseRun
	groupRest
)

// candidate is a passage that passes all filters.
type candidate struct {
	p      *part
	number uint32
	score  float64
	group  uint8
	length int        // of a run: code points of the part in this passage
	lead   *candidate // of a run: the passage with the longest part
}

func (c *candidate) date() int { return c.p.v.date(c.number) }

// page returns the hits of the page that is asked for, and how many rows there
// are in all; docs is how many documents they are of.
func (s *search) page(docs int) (hits []index.Scored, rows int) {
	ranks := s.legRanks()
	order, leads := s.order()
	if s.r.RelFirst {
		order = relFirst(order)
	}
	var top []candidate
	var f *folding
	if n := s.r.From + s.r.Size; s.r.Fold {
		f = s.folded(order, leads, docs)
		top, rows = f.best(n), len(f.rows)
	} else {
		top, rows = s.best(n, order, leads), s.passed()
	}
	hits = []index.Scored{}
	for i := s.r.From; i < len(top); i++ {
		hit := s.scored(&top[i], ranks)
		if f != nil {
			hit.Same, hit.More = f.belongings(&top[i])
		}
		hits = append(hits, hit)
	}
	return hits, rows
}

func (s *search) passed() int {
	n := 0
	for _, p := range s.parts {
		n += len(p.passed)
	}
	return n
}

// borne looks through everything that passes the filters: sorted by date, what bears
// the question out can be on any page.
func (s *search) borne() index.Borne {
	var all uint8
	best := float32(-1)
	for _, p := range s.parts {
		for _, number := range p.passed {
			all |= p.marks[number]
			best = max(best, p.cosine(s.cosines, number))
		}
	}
	return index.Borne{
		Literal: all&(whole|touched) != 0,
		Words:   all&worded != 0 && s.full,
		Meaning: all&meant != 0 && s.r.Meaning != nil && float64(best) >= s.r.Meaning.Bears,
	}
}

func (s *search) scored(c *candidate, ranks legRanks) index.Scored {
	label, doc := c.p.v.labels.label(c.number), c.p.v.Doc[c.number]
	standing := s.g.standing(c.p.v.docs[doc].ID)
	return index.Scored{
		ID:          c.p.v.id(c.number),
		Score:       c.score,
		Named:       c.p.marks[c.number]&lifted != 0,
		Literal:     c.p.marks[c.number]&(whole|touched) != 0,
		WordsRank:   ranks.words[place{c.p.at, c.number}],
		MeaningRank: ranks.meaning[place{c.p.at, c.number}],
		Cosine:      max(0, float64(c.p.cosine(s.cosines, c.number))),
		Category:    label.Category,
		Rel:         label.Rel,
		Confidence:  label.Confidence,
		Corrected:   c.p.v.labels.flags[c.number]&corrected != 0,
		Themes:      label.Themes,
		Standing:    index.Standing{Status: standing.Status, By: standing.By},
		Same:        s.same(c),
		More:        int(s.counters[c.p.at].labelled[doc]) - 1,
	}
}

// place names a passage of a generation.
type place struct {
	part   int
	number uint32
}

// legRanks are the ranks, from 1, of each leg's best among what passes the filters.
type legRanks struct{ words, meaning map[place]int }

func (s *search) legRanks() legRanks {
	if s.r.Blank {
		return legRanks{}
	}
	byWords := func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.p.lexical(b.number), a.p.lexical(a.number)), byScore(a, b))
	}
	byMeaning := func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.p.cosine(s.cosines, b.number), a.p.cosine(s.cosines, a.number)), byScore(a, b))
	}
	return legRanks{s.ranked(worded, byWords), s.ranked(meant, byMeaning)}
}

// ranked returns the ranks of the passages with a mark.
func (s *search) ranked(mark uint8, order func(a, b *candidate) int) map[place]int {
	top := newTop(rankedByLeg, order)
	var c candidate
	for _, p := range s.parts {
		for _, number := range p.passed {
			if p.marks[number]&mark != 0 {
				c = p.candidate(number, nil)
				top.offer(&c)
			}
		}
	}
	ranks := map[place]int{}
	for i, c := range top.sorted() {
		ranks[place{c.p.at, c.number}] = i + 1
	}
	return ranks
}

// lexical is the score of a member by its words alone.
func (p *part) lexical(number uint32) float64 {
	if p.rows != nil {
		return p.words[number]
	}
	return p.scratch.score[number]
}

// order returns the order that is asked for and, where it goes by groups, the
// runs of the passages that are touched by one.
func (s *search) order() (func(a, b *candidate) int, map[place]candidate) {
	switch {
	case s.r.Sort == index.OldestFirst:
		return byDate(1), nil
	case s.r.Sort == index.NewestFirst, s.r.Blank:
		return byDate(-1), nil
	}
	leads := map[place]candidate{}
	for _, p := range s.parts {
		for _, r := range longest(p.runs) {
			p.leadRun(r, leads)
		}
	}
	return byGroup, leads
}

// leadRun gives the passages of a run that pass the filters their common lead. A
// passage that an earlier, longer run has is left to it.
func (p *part) leadRun(r run, leads map[place]candidate) {
	var members []candidate
	for i, length := range r.parts {
		n := p.v.number[r.first+uint32(i)]
		if _, taken := leads[place{p.at, n}]; taken || p.marks[n]&touched == 0 {
			continue
		}
		members = append(members, candidate{p: p, number: n, score: p.scratch.score[n], group: runGroup(p.marks[n]), length: length})
	}
	if len(members) == 0 {
		return
	}
	lead := slices.MaxFunc(members, func(a, b candidate) int { return cmp.Compare(a.length, b.length) })
	for _, c := range members {
		c.lead = &lead
		leads[place{p.at, c.number}] = c
	}
}

// candidate returns a passage with the group it belongs to.
func (p *part) candidate(number uint32, leads map[place]candidate) candidate {
	c := candidate{p: p, number: number, score: p.scratch.score[number], group: groupRest}
	switch marks := p.marks[number]; {
	case marks&lifted != 0:
		c.group = groupNamed
	case marks&(whole|exact) == whole|exact:
		c.group = groupWhole
	case marks&whole != 0:
		c.group = groupLooseWhole
	case marks&touched != 0:
		if run, ok := leads[place{p.at, number}]; ok {
			return run
		}
		c.group = runGroup(marks)
	}
	return c
}

func runGroup(marks uint8) uint8 {
	if marks&exact != 0 {
		return groupRun
	}
	return groupLooseRun
}

func byGroup(a, b *candidate) int {
	if order := cmp.Compare(a.group, b.group); order != 0 {
		return order
	}
	if a.group == groupNamed {
		return byNamed(a, b)
	}
	if a.lead != nil && b.lead != nil {
		if a.lead != b.lead {
			return byScore(a.lead, b.lead)
		}
		if order := cmp.Compare(b.length, a.length); order != 0 {
			return order
		}
	}
	return byScore(a, b)
}

// byScore orders by score, then the newest main date, then id.
func byScore(a, b *candidate) int {
	if order := cmp.Compare(b.score, a.score); order != 0 {
		return order
	}
	if order := cmp.Compare(b.date(), a.date()); order != 0 {
		return order
	}
	return compareIDs(a.p.v, a.number, b.p.v, b.number)
}

// byDate orders by main date, oldest first with 1 and newest first with -1; the
// undated come last both ways.
func byDate(direction int) func(a, b *candidate) int {
	return func(a, b *candidate) int {
		x, y := a.date(), b.date()
		if (x == 0) != (y == 0) {
			if x == 0 {
				return 1
			}
			return -1
		}
		if order := direction * cmp.Compare(x, y); order != 0 {
			return order
		}
		return byScore(a, b)
	}
}

// relFirst puts the passages that speak of the relation of adding and subtracting
// before the others.
func relFirst(order func(a, b *candidate) int) func(a, b *candidate) int {
	return func(a, b *candidate) int {
		if x, y := a.rel(), b.rel(); x != y {
			if x {
				return -1
			}
			return 1
		}
		return order(a, b)
	}
}

func (c *candidate) rel() bool { return c.p.v.labels.flags[c.number]&1 != 0 }

// best returns the first n passages in the given order.
func (s *search) best(n int, order func(a, b *candidate) int, leads map[place]candidate) []candidate {
	top := newTop(n, order)
	var c candidate // one for all: its address is taken
	for _, p := range s.parts {
		for _, number := range p.passed {
			c = p.candidate(number, leads)
			top.offer(&c)
		}
	}
	return top.sorted()
}

// top keeps the first n of the candidates that it is offered.
type top struct {
	n int
	worstFirst
}

func newTop(n int, order func(a, b *candidate) int) *top {
	return &top{n, worstFirst{order: order}}
}

func (t *top) offer(c *candidate) {
	if len(t.items) < t.n {
		heap.Push(&t.worstFirst, *c)
	} else if t.n > 0 && t.order(c, &t.items[0]) < 0 {
		t.items[0] = *c
		heap.Fix(&t.worstFirst, 0)
	}
}

func (t *top) sorted() []candidate {
	slices.SortFunc(t.items, func(a, b candidate) int { return t.order(&a, &b) })
	return t.items
}

// worstFirst is a heap with the worst candidate on top.
type worstFirst struct {
	items []candidate
	order func(a, b *candidate) int
}

func (h *worstFirst) Len() int           { return len(h.items) }
func (h *worstFirst) Less(i, j int) bool { return h.order(&h.items[i], &h.items[j]) > 0 }
func (h *worstFirst) Swap(i, j int)      { h.items[i], h.items[j] = h.items[j], h.items[i] }
func (h *worstFirst) Push(x any)         { h.items = append(h.items, x.(candidate)) }
func (h *worstFirst) Pop() any {
	last := h.items[len(h.items)-1]
	h.items = h.items[:len(h.items)-1]
	return last
}

// guard turns a panic in bleve or on a damaged file into an error.
func guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // a mapped file may be cut under us: an error, not the end of the process
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }:
			err = ErrFault
		default:
			err = fmt.Errorf("检索出错：%v\n%s", r, debug.Stack())
		}
	}()
	return do()
}

// ErrFault is the error of a search that read in a file of the index which somebody
// has cut or written into while it was served.
var ErrFault = errors.New("索引文件在使用中被改动；请运行 yinju rebuild")
