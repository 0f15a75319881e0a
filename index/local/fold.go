package local

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Folding puts the passages of one document into one row, at its best passage, and
// then the rows of documents whose best passages are identical. By relevance the
// row belongs to the one that the query names or quotes best, then the earliest,
// then the one with the best source; by date to the first. Every document is
// a row of its own or among the places of a row's passage: none is lost from
// sight. A row stands where the best of its passages would stand alone.

// classes are the sets of identical passages of a generation: those of class c,
// counted from 1, are members[starts[c-1]:starts[c]], earliest first.
type classes struct {
	starts  []uint32
	members []place
}

// classify finds the live passages whose ids say the same of their text, and
// gives every view the classes of its passages (by number; 0 for none).
func (g *generation) classify() {
	const once = math.MaxUint32
	seen := make(map[uint64]uint32, g.passages)
	sizes := []uint32{0}
	g.eachLive(func(v *view, number uint32) {
		h := v.textHash(number)
		switch c := seen[h]; c {
		case 0:
			seen[h] = once
		case once:
			seen[h] = uint32(len(sizes))
			sizes = append(sizes, 2)
		default:
			sizes[c]++
		}
	})
	for i := 1; i < len(sizes); i++ {
		sizes[i] += sizes[i-1]
	}
	g.classes = classes{sizes, make([]place, sizes[len(sizes)-1])}
	g.fillClasses(func(h uint64) uint32 {
		if c := seen[h]; c != once {
			return c
		}
		return 0
	})
}

func (g *generation) fillClasses(class func(hash uint64) uint32) {
	next := slices.Clone(g.classes.starts)
	for at, v := range g.views {
		v.class = make([]uint32, len(v.Ordinal))
		for number := range v.class {
			if v.isDead(uint32(number)) {
				continue
			}
			if c := class(v.textHash(uint32(number))); c > 0 {
				v.class[number] = c
				g.classes.members[next[c-1]] = place{at, uint32(number)}
				next[c-1]++
			}
		}
	}
	for c := 1; c < len(g.classes.starts); c++ {
		slices.SortFunc(g.classes.of(uint32(c)), g.byOrigin)
	}
}

func (c *classes) of(class uint32) []place {
	if class == 0 {
		return nil
	}
	return c.members[c.starts[class-1]:c.starts[class]]
}

// textHash is the part of a passage's id that names its text.
func (s *shard) textHash(number uint32) uint64 {
	return binary.LittleEndian.Uint64(s.Hash[8*s.Ordinal[number]:])
}

// byOrigin orders identical passages: the earliest first, the undated last, then
// the best source, then by id.
func (g *generation) byOrigin(a, b place) int {
	v, w := g.views[a.part], g.views[b.part]
	x, y := &v.docs[v.Doc[a.number]], &w.docs[w.Doc[b.number]]
	return cmp.Or(
		cmp.Compare(datedFirst(x.Date), datedFirst(y.Date)),
		cmp.Compare(x.Rank, y.Rank),
		compareIDs(v, a.number, w, b.number),
	)
}

func datedFirst(date int) int {
	if date == 0 {
		return math.MaxInt
	}
	return date
}

// folding folds the passages that pass all filters into rows.
type folding struct {
	s     *search
	leads map[place]candidate
	order func(a, b *candidate) int
	row   []int32     // by document of the generation: its row, from 1; 0 for none
	rows  []candidate // the best of each
	next  candidate   // the passage to be added

	merged []candidate // rows, of those with identical passages one
}

func (s *search) folded(order func(a, b *candidate) int, leads map[place]candidate, docs int) *folding {
	f := &folding{s: s, leads: leads, order: order, rows: make([]candidate, 0, docs), row: make([]int32, s.g.allDocs)}
	for _, p := range s.parts {
		for _, number := range p.passed {
			f.add(p, number)
		}
	}
	f.merge()
	return f
}

// add puts a passage into the row of its document.
func (f *folding) add(p *part, number uint32) {
	doc := p.v.docsBefore + int(p.v.Doc[number])
	f.next = p.candidate(number, f.leads)
	switch at := f.row[doc]; {
	case at == 0:
		f.rows = append(f.rows, f.next)
		f.row[doc] = int32(len(f.rows))
	case f.order(&f.next, &f.rows[at-1]) < 0:
		f.rows[at-1] = f.next
	}
}

// merge leaves of the rows with identical passages the first.
func (f *folding) merge() {
	first := map[uint32]int{} // by class: where its row is, from 1
	for _, c := range f.rows {
		class := c.p.v.class[c.number]
		switch at := first[class]; {
		case class == 0:
			f.merged = append(f.merged, c)
		case at == 0:
			f.merged = append(f.merged, c)
			first[class] = len(f.merged)
		case f.order(&c, &f.merged[at-1]) < 0:
			f.merged[at-1] = c
		}
	}
}

// best returns the first n rows, each as the passage that leads it.
func (f *folding) best(n int) []candidate {
	top := newTop(n, f.order)
	for i := range f.merged {
		top.offer(&f.merged[i])
	}
	rows := top.sorted()
	if f.leads != nil { // by relevance
		for i := range rows {
			rows[i] = f.leader(&rows[i])
		}
	}
	return rows
}

// leader returns the passage that stands for those identical with c, of which
// each is the best of its document.
func (f *folding) leader(c *candidate) candidate {
	lead, group := *c, groupRest+1
	for _, m := range f.s.g.classes.of(c.p.v.class[c.number]) {
		p := f.s.parts[m.part]
		if p.marks[m.number]&kept == 0 || !f.isBest(p, m.number) {
			continue
		}
		if other := p.candidate(m.number, f.leads); other.group < group {
			lead, group = other, other.group
		}
	}
	return lead
}

func (f *folding) isBest(p *part, number uint32) bool {
	row := &f.rows[f.row[p.v.docsBefore+int(p.v.Doc[number])]-1]
	return row.p == p && row.number == number
}

// same returns the ids of the passages identical with c that pass the filters.
func (s *search) same(c *candidate) []string {
	var ids []string
	for _, m := range s.g.classes.of(c.p.v.class[c.number]) {
		p := s.parts[m.part]
		if p.marks[m.number]&kept != 0 && (p != c.p || m.number != c.number) {
			ids = append(ids, p.v.id(m.number))
		}
	}
	return ids
}
