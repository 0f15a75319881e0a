package local

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Folding puts into one row the identical passages, whatever their documents,
// and the passages of one document. A row belongs to the document of its lead:
// of identical passages the one that the query names or quotes best, then the
// one with the best source, then the earliest. It stands where the best of its
// passages would stand alone.

// classes are the sets of identical passages of a generation: those of class c,
// counted from 1, are members[starts[c-1]:starts[c]], best source first.
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
		slices.SortFunc(g.classes.of(uint32(c)), g.bySource)
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

// bySource orders identical passages: best source first, then the earliest, the
// undated last, then by id.
func (g *generation) bySource(a, b place) int {
	v, w := g.views[a.part], g.views[b.part]
	x, y := &v.docs[v.Doc[a.number]], &w.docs[w.Doc[b.number]]
	return cmp.Or(
		cmp.Compare(x.Rank, y.Rank),
		cmp.Compare(datedFirst(x.Date), datedFirst(y.Date)),
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
	lead  []int32     // by class: which member leads it, from 1; 0 for not yet known
	next  candidate   // the passage to be added
}

func (s *search) folded(order func(a, b *candidate) int, leads map[place]candidate, docs int) *folding {
	f := &folding{s: s, leads: leads, order: order, rows: make([]candidate, 0, docs)}
	f.row, f.lead = make([]int32, s.g.allDocs), make([]int32, len(s.g.classes.starts))
	for _, p := range s.parts {
		for _, number := range p.passed {
			f.add(p, number)
		}
	}
	return f
}

func (f *folding) add(p *part, number uint32) {
	doc := p.v.docsBefore + int(p.v.Doc[number])
	if class := p.v.class[number]; class > 0 {
		lead := f.leader(class)
		v := f.s.g.views[lead.part]
		doc = v.docsBefore + int(v.Doc[lead.number])
	}
	f.next = p.candidate(number, f.leads)
	switch at := f.row[doc]; {
	case at == 0:
		f.rows = append(f.rows, f.next)
		f.row[doc] = int32(len(f.rows))
	case f.order(&f.next, &f.rows[at-1]) < 0:
		f.rows[at-1] = f.next
	}
}

// leader returns the passage of a class that stands for all of them.
func (f *folding) leader(class uint32) place {
	members := f.s.g.classes.of(class)
	if f.lead[class] == 0 {
		best := groupRest + 1
		for i, m := range members {
			p := f.s.parts[m.part]
			if p.marks[m.number]&kept == 0 {
				continue
			}
			if g := p.candidate(m.number, f.leads).group; g < best {
				best, f.lead[class] = g, int32(i+1)
			}
		}
	}
	return members[f.lead[class]-1]
}

// best returns the first n rows, each as the passage that leads it.
func (f *folding) best(n int) []candidate {
	top := newTop(n, f.order)
	for i := range f.rows {
		top.offer(&f.rows[i])
	}
	rows := top.sorted()
	for i, c := range rows {
		if class := c.p.v.class[c.number]; class > 0 {
			lead := f.leader(class)
			p := f.s.parts[lead.part]
			rows[i] = p.candidate(lead.number, f.leads)
		}
	}
	return rows
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
