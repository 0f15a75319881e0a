package local

import (
	"cmp"
	"slices"
	"time"

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
	today := dayNumber(time.Now())
	for _, same := range g.grouped(func(d docRef) string { return d.row().Text }) {
		g.noteCopies(same)
	}
	for _, texts := range g.grouped(func(d docRef) string { return d.row().Name }) {
		g.noteTexts(texts)
	}
	called := g.grouped(func(d docRef) string { return d.row().Called })
	numbered := g.grouped(func(d docRef) string { return d.v.nums[d.doc] })
	g.eachDoc(func(v *view, d int) {
		for _, clause := range v.docs[d].Repeals {
			named := called[clause.Called]
			if len(named) == 0 {
				named = numbered[clause.Number]
			}
			g.noteRepeal(docRef{v, d}, clause, named, v.docs[d].Effective > today)
		}
	})
}

// grouped returns the documents by what they have in common, those without it
// left out.
func (g *generation) grouped(by func(docRef) string) map[string][]docRef {
	groups := map[string][]docRef{}
	g.eachDoc(func(v *view, d int) {
		if key := by(docRef{v, d}); key != "" {
			groups[key] = append(groups[key], docRef{v, d})
		}
	})
	return groups
}

// standing returns the standing of a document.
func (g *generation) standing(doc string) index.Standing {
	if s, ok := g.standings[doc]; ok {
		return *s
	}
	return index.Standing{Status: index.UnknownValue}
}

// status is the facet value of a document; "" for 效力未核.
func (g *generation) status(doc string) string {
	if s := g.standing(doc).Status; s != index.UnknownValue {
		return s
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
		g.note(r.row().ID).Copies = ids(same, func(o docRef) bool { return o != r })
	}
}

// noteTexts notes the texts of one document under several keys. A text is
// superseded if its date lies wholly before that of the newest, and both are not
// of the same edition. The newest is called so if every text that is not of its
// edition is superseded.
func (g *generation) noteTexts(texts []docRef) {
	if !slices.ContainsFunc(texts, func(r docRef) bool { return r.row().Text != texts[0].row().Text }) {
		return
	}
	slices.SortFunc(texts, func(a, b docRef) int {
		return cmp.Or(cmp.Compare(b.row().Date, a.row().Date), cmp.Compare(a.row().Rank, b.row().Rank), cmp.Compare(a.row().ID, b.row().ID))
	})
	newest, older, unsure := texts[0].row(), false, false
	for _, r := range texts {
		s := g.note(r.row().ID)
		s.Texts = ids(texts, func(o docRef) bool { return o.row().Text != r.row().Text })
		switch {
		case r.row().Text == newest.Text:
		case r.row().supersededBy(newest):
			s.Status, s.By, older = index.Superseded, newest.ID, true
		case !r.row().sameDay(newest):
			unsure = true
		}
	}
	for _, r := range texts {
		if s := g.note(r.row().ID); older && !unsure && s.Status == index.UnknownValue {
			s.Status = index.Newest
		}
	}
}

// sameDay reports two texts of one day: one edition, typed twice.
func (d *shardDoc) sameDay(o *shardDoc) bool {
	return d.Date == o.Date && d.Effective == o.Effective && d.Date%100 != 0
}

// supersededBy reports that a text is known to be older than the newest of its
// name. Texts in force from the same day may be one edition dated in two ways, by
// who passed it and by who put it on a page; a revision after that day tells them
// apart, since a text that is amended keeps the day from which it is in force. So a
// text that is dated by that day alone may be of any edition.
func (d *shardDoc) supersededBy(newest *shardDoc) bool {
	if d.InForce || newest.InForce || d.Date == 0 || newest.Date == 0 || !before(d.Date, newest.Date) {
		return false
	}
	return d.Effective == 0 || d.Effective != newest.Effective || newest.amended()
}

// amended reports a text that was revised after it had come into force.
func (d *shardDoc) amended() bool {
	return d.Revised != 0 && d.Effective != 0 && before(d.Effective, d.Revised)
}

// ids returns the ids of the first documents that count, at most listed.
func ids(of []docRef, counts func(docRef) bool) []string {
	var first []string
	for _, o := range of {
		if len(first) < listed && counts(o) {
			first = append(first, o.row().ID)
		}
	}
	return first
}

// before reports that the first of two dates lies wholly before the other.
func before(a, b int) bool {
	return corpus.DateFromNumber(a).Last() < corpus.DateFromNumber(b).First()
}

// dayNumber packs a day as shardDoc has it.
func dayNumber(t time.Time) int { return t.Year()*10000 + int(t.Month())*100 + t.Day() }

// noteRepeal notes the documents that a clause repeals. A clause that is not yet
// in force on the day on which the generation is opened takes no status away: it
// is only named.
func (g *generation) noteRepeal(by docRef, clause repeal, named []docRef, pending bool) {
	for _, r := range named {
		if r == by || !repeals(by, clause, r) {
			continue
		}
		s := g.note(r.row().ID)
		switch {
		case !pending:
			s.Status, s.By = index.Repealed, clause.Passage
		case s.By == "":
			s.By = clause.Passage
		}
		maker := g.note(by.row().ID)
		maker.Repeals = append(maker.Repeals, r.row().ID)
	}
}

// repeals reports whether a clause means a document that it names: one of the
// 文号 that the clause gives, if both have one, older than the clause, and not made
// after the date that the clause gives.
func repeals(by docRef, clause repeal, r docRef) bool {
	held, maker := r.row(), by.row()
	if number := r.v.nums[r.doc]; clause.Number != "" && number != "" && clause.Number != number {
		return false
	}
	return clause.means(held.Made) && (held.Date == 0 || maker.Date == 0 || before(held.Date, maker.Date))
}

// means is lineage.Repeal.Means. A law that is revised keeps the clause about what
// was before its first text: of its own title it means only what it dates.
func (c repeal) means(made int) bool {
	if c.Made == 0 || made == 0 {
		return !c.Own
	}
	return made/10000 <= c.Made/10000
}

// Standing returns how a document stands among the others.
func (e *Engine) Standing(doc string) index.Standing {
	g := e.acquire()
	defer g.release()
	return g.standing(doc)
}
