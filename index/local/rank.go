package local

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"yinju/index"
)

// rankedByWords is how many passages have a rank among the words' best.
const rankedByWords = 1000

// Search answers a request over the current generation.
func (e *Engine) Search(ctx context.Context, r index.Request) (*index.Answer, error) {
	g := e.acquire()
	defer g.release()
	s := e.begin(g, r)
	defer e.end(s)
	if err := s.match(ctx); err != nil {
		return nil, err
	}
	if err := s.score(ctx); err != nil {
		return nil, err
	}
	t, passed, err := s.count(&e.values)
	if err != nil {
		return nil, err
	}
	return &index.Answer{
		Relaxed:    s.relaxed,
		Total:      t.total,
		Documents:  t.docs,
		Facets:     t.facets(&e.values),
		Histogram:  t.histogram(g, &e.values),
		Hits:       s.page(passed),
		Generation: g.manifest.name(),
	}, ctx.Err()
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

// count counts the facets and returns the passages that pass all filters.
func (s *search) count(values *valueTable) (*tally, []candidate, error) {
	t := newTally(s.r.Filters, values)
	counters := make([]*counter, len(s.parts))
	passed := make([][]candidate, len(s.parts))
	err := s.run(func(p *part) error {
		c := newCounter(t, p.v, values)
		for _, n := range p.members {
			if c.add(n) {
				passed[p.at] = append(passed[p.at], candidate{p: p, number: n, score: p.scratch.score[n]})
			}
		}
		counters[p.at] = c
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, c := range counters {
		t.merge(c)
	}
	return t, slices.Concat(passed...), nil
}

// Groups of hits, best first.
const (
	groupNamed uint8 = iota
	groupWhole
	groupRun
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

// page orders the candidates as far as the page wants them.
func (s *search) page(all []candidate) []index.Scored {
	ranks := s.wordRanks(all)
	less := s.order(all)
	top := best(all, s.r.From+s.r.Size, less)
	hits := []index.Scored{}
	for _, c := range top[min(s.r.From, len(top)):] {
		hits = append(hits, c.scored(ranks))
	}
	return hits
}

func (c *candidate) scored(ranks map[place]int) index.Scored {
	label := c.p.v.labels.label(c.number)
	return index.Scored{
		ID:         c.p.v.id(c.number),
		Score:      c.score,
		Literal:    c.p.marks[c.number]&(whole|touched) != 0,
		WordsRank:  ranks[place{c.p.at, c.number}],
		Category:   label.Category,
		Rel:        label.Rel,
		Confidence: label.Confidence,
		Themes:     label.Themes,
	}
}

// place names a passage of a generation.
type place struct {
	part   int
	number uint32
}

// wordRanks returns the ranks, from 1, of the words' best.
func (s *search) wordRanks(all []candidate) map[place]int {
	ranks := map[place]int{}
	if s.r.Blank {
		return ranks
	}
	for i, c := range best(all, rankedByWords, byScore) {
		ranks[place{c.p.at, c.number}] = i + 1
	}
	return ranks
}

// order prepares the candidates for the order that is asked for and returns it.
func (s *search) order(all []candidate) func(a, b *candidate) int {
	switch {
	case s.r.Sort == index.OldestFirst:
		return byDate(1)
	case s.r.Sort == index.NewestFirst, s.r.Blank:
		return byDate(-1)
	}
	s.group(all)
	return byGroup
}

func (s *search) group(all []candidate) {
	at := make(map[place]*candidate)
	for i := range all {
		c := &all[i]
		switch marks := c.p.marks[c.number]; {
		case marks&lifted != 0:
			c.group = groupNamed
		case marks&whole != 0:
			c.group = groupWhole
		case marks&touched != 0:
			c.group = groupRun
			c.lead = c
			at[place{c.p.at, c.number}] = c
		default:
			c.group = groupRest
		}
	}
	for _, p := range s.parts {
		for _, r := range longest(p.runs) {
			p.leadRun(r, at)
		}
	}
}

// leadRun gives the passages of a run their common lead. A passage that an
// earlier, longer run has is left to it.
func (p *part) leadRun(r run, at map[place]*candidate) {
	var members []*candidate
	for i, length := range r.parts {
		c := at[place{p.at, p.v.number[r.first+uint32(i)]}]
		if c != nil && c.length == 0 {
			c.length = length
			members = append(members, c)
		}
	}
	if len(members) == 0 {
		return
	}
	lead := slices.MaxFunc(members, func(a, b *candidate) int { return cmp.Compare(a.length, b.length) })
	for _, c := range members {
		c.lead = lead
	}
}

func byGroup(a, b *candidate) int {
	if order := cmp.Compare(a.group, b.group); order != 0 {
		return order
	}
	if a.group == groupRun {
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
	return cmp.Compare(a.p.v.id(a.number), b.p.v.id(b.number))
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

// best returns the first n candidates in the given order.
func best(all []candidate, n int, order func(a, b *candidate) int) []*candidate {
	h := &worstFirst{order: order}
	for i := range all {
		c := &all[i]
		if h.Len() < n {
			heap.Push(h, c)
		} else if n > 0 && order(c, h.items[0]) < 0 {
			h.items[0] = c
			heap.Fix(h, 0)
		}
	}
	slices.SortFunc(h.items, order)
	return h.items
}

// worstFirst is a heap with the worst candidate on top.
type worstFirst struct {
	items []*candidate
	order func(a, b *candidate) int
}

func (h *worstFirst) Len() int           { return len(h.items) }
func (h *worstFirst) Less(i, j int) bool { return h.order(h.items[i], h.items[j]) > 0 }
func (h *worstFirst) Swap(i, j int)      { h.items[i], h.items[j] = h.items[j], h.items[i] }
func (h *worstFirst) Push(x any)         { h.items = append(h.items, x.(*candidate)) }
func (h *worstFirst) Pop() any {
	last := h.items[len(h.items)-1]
	h.items = h.items[:len(h.items)-1]
	return last
}

// guard turns a panic in bleve or on a damaged file into an error.
func guard(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("检索出错：%v\n%s", r, debug.Stack())
		}
	}()
	return do()
}
