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
	wanted, _ := corpus.ParsePlaces(name.Article)
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

// liftPlace lifts the passages of a document that have something of the places.
func (p *part) liftPlace(doc uint32, wanted corpus.Places) {
	p.eachPlaced(doc, func(o uint32, locator string) {
		if wanted.In(locator, p.v.passage(o)) != nil {
			p.lift(p.v.number[o])
		}
	})
}

// eachPlaced gives the passages of a document with their locators.
func (p *part) eachPlaced(doc uint32, do func(ordinal uint32, locator string)) {
	for nth, locator := range p.v.docs[doc].Locators {
		if o := p.v.first[doc] + uint32(nth); o < p.v.first[doc+1] {
			do(o, locator)
		}
	}
}

// nameNearest lifts what is nearest to a place that no document of the name has: the
// article of the nearest number, or the beginning of a document without articles.
func (s *search) nameNearest() {
	name := s.r.Named
	if slices.ContainsFunc(s.parts, (*part).hasLifted) {
		return
	}
	s.unnamed = !s.isCalled(name.Title)
	wanted, ok := corpus.ParsePlaces(name.Article)
	if !ok || s.unnamed {
		return
	}
	s.misplaced = true
	if nearest, any := s.nearest(name.Title, wanted[0].From.Article); any {
		s.liftArticle(name.Title, nearest)
		return
	}
	for _, p := range s.parts {
		for _, d := range p.live(name.Title) {
			p.lift(p.v.number[p.v.first[d]])
		}
	}
}

// nearest returns the number of the article nearest to one in the documents of a
// name, the lower of two; false where they have no articles.
func (s *search) nearest(title string, to int) (article int, any bool) {
	far := func(n int) int { return max(to-n, n-to) }
	s.eachArticle(title, func(_ *part, _ uint32, n int) {
		if !any || far(n) < far(article) || far(n) == far(article) && n < article {
			article, any = n, true
		}
	})
	return article, any
}

func (s *search) liftArticle(title string, article int) {
	s.eachArticle(title, func(p *part, o uint32, n int) {
		if n == article {
			p.lift(p.v.number[o])
		}
	})
}

// eachArticle gives the passages of articles in the documents of a name.
func (s *search) eachArticle(title string, do func(p *part, ordinal uint32, article int)) {
	for _, p := range s.parts {
		for _, d := range p.live(title) {
			p.eachPlaced(d, func(o uint32, locator string) {
				if at, ok := corpus.ParsePlace(locator); ok {
					do(p, o, at.Article)
				}
			})
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
