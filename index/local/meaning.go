package local

import (
	"context"
	"math"
	"slices"

	"yinju/index/vector"
)

// Meaning: passages are matched by the cosine of their vector with the
// question's, and the two legs are fused. The weights and floors are the
// caller's; this file only applies them.

// vectorRows says in which rows of a vector table the passages of a generation are.
type vectorRows struct {
	table     *vector.Table
	numbering int       // of the table: in another one rows have other numbers
	known     int       // rows of the table when they were looked up
	byView    [][]int32 // by number; absent for passages without a vector
	missing   int       // live passages without one
}

const absent = -1

// UseVectors has searches by meaning look in a table. It is called again when the
// table has grown: what it has gained is searched from then on.
func (e *Engine) UseVectors(t *vector.Table) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.table = t
	e.locate(e.current.Load())
}

// Unembedded returns how many served passages have no vector in the table.
func (e *Engine) Unembedded() int {
	g := e.acquire()
	defer g.release()
	if rows := g.rows.Load(); rows != nil {
		return rows.missing
	}
	return g.passages
}

// DocumentsUnembedded returns the ids of the documents with served passages that
// have no vector in the table, in the order of the index.
func (e *Engine) DocumentsUnembedded() []string {
	g := e.acquire()
	defer g.release()
	rows := g.rows.Load()
	var ids []string
	if rows == nil {
		return nil
	}
	for i, v := range g.views {
		for d := range v.docs {
			if !v.deadDoc(d) && v.lacks(d, rows.byView[i]) {
				ids = append(ids, v.docs[d].ID)
			}
		}
	}
	return ids
}

// lacks reports a document with a passage that has no row.
func (v *view) lacks(doc int, rows []int32) bool {
	for o := v.first[doc]; o < v.first[doc+1]; o++ {
		if rows[v.number[o]] == absent {
			return true
		}
	}
	return false
}

// Keys returns the keys of the vectors of all served passages.
func (e *Engine) Keys() map[vector.Key]bool {
	g := e.acquire()
	defer g.release()
	keys := make(map[vector.Key]bool, g.passages)
	g.eachLive(func(v *view, number uint32) { keys[v.key(v.Ordinal[number])] = true })
	return keys
}

// locate finds the rows of a generation's passages, unless the table is as it was.
func (e *Engine) locate(g *generation) {
	if e.table == nil || g == nil {
		return
	}
	s := e.table.Snapshot()
	defer s.Release()
	if old := g.rows.Load(); old != nil && old.table == e.table && old.numbering == s.Numbering() && old.known == s.Rows() {
		return
	}
	rows := &vectorRows{table: e.table, numbering: s.Numbering(), known: s.Rows()}
	for _, v := range g.views {
		at := make([]int32, len(v.Ordinal))
		for number, ordinal := range v.Ordinal {
			row, ok := s.Row(v.key(ordinal))
			if at[number] = row; !ok {
				at[number] = absent
			}
			if !ok && !v.isDead(uint32(number)) {
				rows.missing++
			}
		}
		rows.byView = append(rows.byView, at)
	}
	g.rows.Store(rows)
}

// key is under what the vector of a passage is kept.
func (s *shard) key(ordinal uint32) vector.Key {
	return vector.Key(s.Input[16*ordinal : 16*ordinal+16])
}

// matchMeaning adds the passages that are near enough to the question.
func (s *search) matchMeaning(ctx context.Context) error {
	m := s.r.Meaning
	if s.rows = s.g.rows.Load(); m == nil || s.rows == nil {
		return nil
	}
	if err := s.scan(ctx); err != nil || s.cosines == nil {
		return err
	}
	best := make([]float32, len(s.parts))
	err := s.run(func(p *part) error {
		p.rows = s.rows.byView[p.at]
		best[p.at] = p.nearest(s.cosines)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	floor := float32(max(m.Floor, float64(slices.Max(best))-m.Within))
	return s.run(func(p *part) error {
		p.joinNear(s.cosines, floor)
		return nil
	})
}

// scan compares the question with every vector of the table.
func (s *search) scan(ctx context.Context) error {
	snapshot := s.rows.table.Snapshot()
	defer snapshot.Release()
	if snapshot.Numbering() != s.rows.numbering { // until UseVectors is called
		return nil
	}
	s.cosines = make([]float32, snapshot.Rows())
	return snapshot.Scan(ctx, s.r.Meaning.Vector, s.cosines)
}

// cosine of a passage with the question, -1 for one without a vector.
func (p *part) cosine(cosines []float32, number uint32) float32 {
	if p.rows == nil || p.rows[number] == absent {
		return -1
	}
	return cosines[p.rows[number]]
}

// nearest returns the best cosine of the passages that may match.
func (p *part) nearest(cosines []float32) float32 {
	best := float32(-1)
	for n := range uint32(len(p.rows)) {
		if c := p.cosine(cosines, n); c > best && p.mayMatch(n) {
			best = c
		}
	}
	return best
}

func (p *part) joinNear(cosines []float32, floor float32) {
	for n := range uint32(len(p.rows)) {
		if p.cosine(cosines, n) >= floor && p.mayMatch(n) {
			p.join(n, meant)
		}
	}
}

// mayMatch reports a live passage that holds what is required.
func (p *part) mayMatch(n uint32) bool {
	return !p.v.isDead(n) && (p.base == nil || p.base.Contains(n))
}

// fuse makes the score of every member from both legs, each scaled to 0 to 1 over
// its own best members (min-max; a convex combination, as Bruch, Gai and Ingber
// recommend, arXiv 2210.11934). Filters come later and change no score. What is
// beyond the best of both goes by its words.
func (s *search) fuse() {
	if s.cosines == nil {
		return
	}
	words := s.bestRange(func(p *part, n uint32) float64 { return p.score[n] })
	meaning := s.bestRange(func(p *part, n uint32) float64 { return float64(p.cosine(s.cosines, n)) })
	a := s.r.Meaning.Weight
	if s.r.Meaning.Alone {
		a = 1
	}
	for _, p := range s.parts {
		for _, n := range p.members {
			w := p.score[n]
			p.words[n] = w
			p.score[n] = (1-a)*words.scale(w) + a*meaning.scale(float64(p.cosine(s.cosines, n))) + beyond*w
		}
	}
}

// beyond orders what both scales put at 0; it is too small to change anything else.
const beyond = 1e-9

// span is the range of the best values of a leg.
type span struct{ low, high float64 }

// bestOfLeg is over how many members a leg is scaled.
const bestOfLeg = 1000

// bestRange returns the range of the best members' values.
func (s *search) bestRange(value func(p *part, n uint32) float64) span {
	best := make(lowestFirst, 0, bestOfLeg)
	for _, p := range s.parts {
		for _, n := range p.members {
			best.offer(value(p, n))
		}
	}
	if len(best) == 0 {
		return span{}
	}
	return span{best[0], slices.Max(best)}
}

// scale puts a value into the range; what is below it is 0.
func (r span) scale(v float64) float64 {
	switch {
	case v < r.low || v <= 0:
		return 0
	case r.high == r.low:
		return 1
	}
	return math.Min((v-r.low)/(r.high-r.low), 1)
}

// lowestFirst is a heap of the largest values, the least of them first.
type lowestFirst []float64

// offer keeps v if it is among the bestOfLeg largest.
func (h *lowestFirst) offer(v float64) {
	if len(*h) < bestOfLeg {
		*h = append(*h, v)
		h.up(len(*h) - 1)
	} else if v > (*h)[0] {
		(*h)[0] = v
		h.down()
	}
}

func (h lowestFirst) up(i int) {
	for parent := (i - 1) / 2; i > 0 && h[i] < h[parent]; i, parent = parent, (parent-1)/2 {
		h[i], h[parent] = h[parent], h[i]
	}
}

func (h lowestFirst) down() {
	for i := 0; ; {
		least := 2*i + 1
		if least >= len(h) {
			return
		}
		if right := least + 1; right < len(h) && h[right] < h[least] {
			least = right
		}
		if h[i] <= h[least] {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
