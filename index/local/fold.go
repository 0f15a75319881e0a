package local

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Folding makes rows of the passages that pass all filters, each passage in one row
// only. Identical passages are one text, and a text belongs to one document: by
// relevance the one that the query names, else the earliest, then the one with the
// best source. A document that texts belong to has a row, at the best of them; the
// others that say the same as its head are listed with it (same), and so are the
// passages of documents that have nothing of their own, with the row that their text
// belongs to. What is left of a document stands under its row (more). So a row takes
// in a document only where all that was found in it is said elsewhere, earlier.

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
	leads map[place]candidate // nil in an order by date
	order func(a, b *candidate) int

	texts []text
	class []int32 // by class: its text, from 1; 0 for none
	rows  []int32 // the text that heads each
	row   []int32 // by document of the generation: its row, from 1; 0 for none
}

// text is what one passage says, or several identical ones.
type text struct {
	head  candidate // the passage that it belongs to
	stand candidate // where it stands: by relevance with the best of its passages
}

func (s *search) folded(order func(a, b *candidate) int, leads map[place]candidate, docs int) *folding {
	f := &folding{s: s, leads: leads, order: order, rows: make([]int32, 0, docs),
		class: make([]int32, len(s.g.classes.starts)), row: make([]int32, s.g.allDocs)}
	for _, p := range s.parts {
		for _, number := range p.passed {
			f.add(p, number)
		}
	}
	return f
}

// add adds the text of a passage to the rows, unless an identical one has.
func (f *folding) add(p *part, number uint32) {
	class := p.v.class[number]
	if class > 0 && f.class[class] > 0 {
		return
	}
	f.texts = append(f.texts, f.textOf(p, number))
	at := int32(len(f.texts))
	if class > 0 {
		f.class[class] = at
	}
	t := &f.texts[at-1]
	switch row := &f.row[docNumber(t.head.p, t.head.number)]; {
	case *row == 0:
		f.rows = append(f.rows, at-1)
		*row = int32(len(f.rows))
	case f.order(&t.stand, &f.texts[f.rows[*row-1]].stand) < 0:
		f.rows[*row-1] = at - 1
	}
}

// textOf returns the text of a passage and of those identical with it.
func (f *folding) textOf(p *part, number uint32) text {
	class := p.v.class[number]
	if class == 0 {
		c := p.candidate(number, f.leads)
		return text{c, c}
	}
	var t text
	f.s.eachKept(class, func(p *part, number uint32) {
		c := p.candidate(number, f.leads)
		if t.head.p == nil {
			t.head, t.stand = c, c
		}
		if f.leads != nil && f.order(&c, &t.stand) < 0 {
			t.stand = c
		}
	})
	if t.stand.group == groupNamed {
		t.head = t.stand
	}
	return t
}

// eachKept calls do for the passages of a class that pass the filters, earliest first.
func (s *search) eachKept(class uint32, do func(p *part, number uint32)) {
	for _, m := range s.g.classes.of(class) {
		if p := s.parts[m.part]; p.marks[m.number]&kept != 0 {
			do(p, m.number)
		}
	}
}

// docNumber is the number of a passage's document in its generation.
func docNumber(p *part, number uint32) int { return p.v.docsBefore + int(p.v.Doc[number]) }

// best returns the first n rows, each as the passage that heads it.
func (f *folding) best(n int) []candidate {
	top := newTop(n, f.order)
	for _, at := range f.rows {
		top.offer(&f.texts[at].stand)
	}
	rows := top.sorted()
	for i := range rows {
		if class := rows[i].p.v.class[rows[i].number]; class > 0 {
			rows[i] = f.texts[f.class[class]-1].head
		}
	}
	return rows
}

// belongings returns what belongs to a row besides its head: the passages listed
// with it, those that say the same as the head first, and how many others of its
// document there are.
func (f *folding) belongings(head *candidate) (same []string, more int) {
	same = f.s.same(head)
	doc := head.p.v.Doc[head.number]
	for o := head.p.v.first[doc]; o < head.p.v.first[doc+1]; o++ {
		number := head.p.v.number[o]
		if head.p.marks[number]&kept == 0 {
			continue
		}
		if !f.heads(head.p.v.class[number]) && number != head.number {
			more++
		}
		same = append(same, f.taken(head.p, number)...)
	}
	return same, more
}

// heads reports a class that heads a row: its passages are listed there.
func (f *folding) heads(class uint32) bool {
	if class == 0 {
		return false
	}
	at := f.class[class] - 1
	head := &f.texts[at].head
	return f.rows[f.row[docNumber(head.p, head.number)]-1] == at
}

// taken returns the passages of documents without a row that are identical with a
// further passage, if their text belongs to it.
func (f *folding) taken(p *part, number uint32) (ids []string) {
	class := p.v.class[number]
	if class == 0 || f.heads(class) {
		return nil
	}
	if head := &f.texts[f.class[class]-1].head; head.p != p || head.number != number {
		return nil
	}
	f.s.eachKept(class, func(p *part, number uint32) {
		if f.row[docNumber(p, number)] == 0 {
			ids = append(ids, p.v.id(number))
		}
	})
	return ids
}

// same returns the ids of the passages identical with c that pass the filters.
func (s *search) same(c *candidate) []string {
	var ids []string
	s.eachKept(c.p.v.class[c.number], func(p *part, number uint32) {
		if p != c.p || number != c.number {
			ids = append(ids, p.v.id(number))
		}
	})
	return ids
}
