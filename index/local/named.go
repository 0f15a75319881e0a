package local

import (
	"cmp"
	"slices"

	"yinju/corpus"
	"yinju/index"
)

// What the query names leads: a document by its first passage, a place by the
// passages that have it. names.go says how documents are named.

// addNamed adds the document or the place that the query names. A name that ends
// like a place (金融支持25条) is tried whole too.
func (p *part) addNamed(name index.Named) {
	for _, d := range p.live(name.Number) {
		p.lift(p.v.number[p.v.first[d]])
	}
	if name.Article == "" {
		return
	}
	wanted, _ := corpus.ParsePlace(name.Article)
	for _, d := range p.live(name.Title) {
		p.liftPlace(d, wanted)
	}
}

// live returns the documents of a name that are served.
func (p *part) live(name string) []uint32 {
	return slices.DeleteFunc(slices.Clone(p.v.called(name)), func(d uint32) bool {
		return p.v.deadDoc(int(d)) || p.v.first[d] == p.v.first[d+1]
	})
}

func (p *part) lift(number uint32) { p.join(number, worded|lifted) }

// liftPlace lifts the passages of a document that have something of a place, and
// reports whether there are any.
func (p *part) liftPlace(doc uint32, wanted corpus.Place) (any bool) {
	for o := p.v.first[doc]; o < p.v.first[doc+1]; o++ {
		nth := int(o - p.v.first[doc])
		if nth >= len(p.v.docs[doc].Locators) {
			break
		}
		if _, has := wanted.In(p.v.docs[doc].Locators[nth], p.v.passage(o)); has {
			p.lift(p.v.number[o])
			any = true
		}
	}
	return any
}

// nameNearest lifts what is nearest to a place that no document of the name has:
// its article, or the beginning of the document.
func (s *search) nameNearest() {
	name := s.r.Named
	if name.Article == "" || slices.ContainsFunc(s.parts, (*part).hasLifted) {
		return
	}
	wanted, _ := corpus.ParsePlace(name.Article)
	wanted.Clause, wanted.Item = 0, 0
	for _, p := range s.parts {
		for _, d := range p.live(name.Title) {
			s.misplaced = p.liftPlace(d, wanted) || s.misplaced
		}
	}
	if s.misplaced {
		return
	}
	for _, p := range s.parts {
		for _, d := range p.live(name.Title) {
			p.lift(p.v.number[p.v.first[d]])
			s.misplaced = true
		}
	}
}

func (p *part) hasLifted() bool {
	return slices.ContainsFunc(p.members, func(n uint32) bool { return p.marks[n]&lifted != 0 })
}

// byNamed orders what the query names: the newest text first, of several of one date
// the one with the best source, and a document's passages as they stand in it.
func byNamed(a, b *candidate) int {
	x, y := &a.p.v.docs[a.p.v.Doc[a.number]], &b.p.v.docs[b.p.v.Doc[b.number]]
	return cmp.Or(
		cmp.Compare(y.Date, x.Date),
		cmp.Compare(x.Rank, y.Rank),
		cmp.Compare(x.ID, y.ID),
		cmp.Compare(a.p.v.Ordinal[a.number], b.p.v.Ordinal[b.number]),
	)
}
