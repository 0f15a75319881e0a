package local

import (
	"cmp"
	"slices"
	"strings"

	"yinju/corpus"
	"yinju/index"
)

// How documents stand to one another follows from what each says of itself: the
// name that its other texts have too, the hash of its text, its date, and the
// texts that it repeals. It is worked out for all documents when a generation is
// opened, so that it is of one generation with every count.

// docRef is a document of a generation.
type docRef struct {
	v   *view
	doc int
}

func (r docRef) row() *shardDoc { return &r.v.docs[r.doc] }

// stand works out the standings. What repeals goes before what is only newer.
func (g *generation) stand() {
	g.standings = map[string]*index.Standing{}
	byName, byText, byTitle := map[string][]docRef{}, map[string][]docRef{}, map[string][]docRef{}
	g.eachDoc(func(v *view, d int) {
		r := docRef{v, d}
		for _, title := range names(v.titles[d], "") {
			byTitle[title] = append(byTitle[title], r)
		}
		if name := r.row().Name; name != "" {
			byName[name] = append(byName[name], r)
		}
		if text := r.row().Text; text != "" {
			byText[text] = append(byText[text], r)
		}
	})
	for _, same := range byText {
		g.noteCopies(same)
	}
	for _, texts := range byName {
		g.noteTexts(texts)
	}
	g.eachDoc(func(v *view, d int) {
		for _, clause := range v.docs[d].Repeals {
			g.noteRepeal(docRef{v, d}, clause, byTitle[strings.TrimPrefix(clause.Title, commonName)])
		}
	})
}

// standing returns the standing of a document.
func (g *generation) standing(doc string) standing {
	if s, ok := g.standings[doc]; ok {
		return standing(*s)
	}
	return standing{Status: index.UnknownValue}
}

type standing index.Standing

// brief is a standing without its lists.
func (s standing) brief() index.Standing { return index.Standing{Status: s.Status, By: s.By} }

// status is the facet value of a document; "" for 效力未核.
func (g *generation) status(doc string) string {
	if s, ok := g.standings[doc]; ok && s.Status != index.UnknownValue {
		return s.Status
	}
	return ""
}

// note returns the standing of a document, to be changed.
func (g *generation) note(doc string) *index.Standing {
	s, ok := g.standings[doc]
	if !ok {
		s = &index.Standing{Status: index.UnknownValue}
		g.standings[doc] = s
	}
	return s
}

// listed is how many documents a standing names of one kind.
const listed = 100

// noteCopies notes documents with the same text, best source first.
func (g *generation) noteCopies(same []docRef) {
	if len(same) < 2 {
		return
	}
	slices.SortFunc(same, func(a, b docRef) int {
		return cmp.Or(cmp.Compare(a.row().Rank, b.row().Rank), cmp.Compare(datedFirst(a.row().Date), datedFirst(b.row().Date)), cmp.Compare(a.row().ID, b.row().ID))
	})
	for _, r := range same {
		g.note(r.row().ID).Copies = others(same, r)
	}
}

// noteTexts notes the texts of one document under several keys. A text is
// superseded if its date lies wholly before that of the newest; of undated ones
// nothing is said.
func (g *generation) noteTexts(texts []docRef) {
	if !slices.ContainsFunc(texts, func(r docRef) bool { return r.row().Text != texts[0].row().Text }) {
		return
	}
	slices.SortFunc(texts, func(a, b docRef) int {
		return cmp.Or(cmp.Compare(b.row().Date, a.row().Date), cmp.Compare(a.row().Rank, b.row().Rank), cmp.Compare(a.row().ID, b.row().ID))
	})
	newest := texts[0].row()
	for _, r := range texts {
		s := g.note(r.row().ID)
		s.Texts = others(slices.DeleteFunc(slices.Clone(texts), func(o docRef) bool { return o != r && o.row().Text == r.row().Text }), r)
		switch {
		case r.row().Date == 0 || newest.Date == 0:
		case before(r.row().Date, newest.Date):
			s.Status, s.By = index.Superseded, newest.ID
		default:
			s.Status = index.Newest
		}
	}
}

func others(of []docRef, r docRef) []string {
	var ids []string
	for _, o := range of {
		if o != r && len(ids) < listed {
			ids = append(ids, o.row().ID)
		}
	}
	return ids
}

// before reports that the first of two dates lies wholly before the other.
func before(a, b int) bool {
	return corpus.DateFromNumber(a).Last() < corpus.DateFromNumber(b).First()
}

// noteRepeal notes the documents that a clause repeals.
func (g *generation) noteRepeal(by docRef, clause repeal, named []docRef) {
	for _, r := range named {
		if r != by && repeals(by, clause, r) {
			s := g.note(r.row().ID)
			s.Status, s.By = index.Repealed, clause.Passage
			maker := g.note(by.row().ID)
			maker.Repeals = append(maker.Repeals, r.row().ID)
		}
	}
}

// repeals reports whether a clause that names a document by title means it: one
// of the same place, of the number that the clause gives if both have one, and
// older than the clause. An undated document is not known to be older than a new
// text of its own title.
func repeals(by docRef, clause repeal, r docRef) bool {
	held, maker := r.row(), by.row()
	if held.Place != maker.Place {
		return false
	}
	if number := r.v.nums[r.doc]; clause.Number != "" && number != "" && clause.Number != number {
		return false
	}
	if held.Date == 0 || maker.Date == 0 {
		return held.Name != maker.Name
	}
	return before(held.Date, maker.Date)
}

// Standing returns how a document stands among the others.
func (e *Engine) Standing(doc string) index.Standing {
	g := e.acquire()
	defer g.release()
	return index.Standing(g.standing(doc))
}
