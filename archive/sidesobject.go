package archive

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yinju/corpus/effect"
	"yinju/corpus/store"
	"yinju/index"
)

// objectRead is how many passages are read for an object: the best of those that
// match.
const objectRead = 1000

// object is what the second reading is about.
type object struct {
	name  string
	named bool
	words []string
}

// objectOf returns the object that a person names, else the one that the question
// does; nil for none.
func (a *Archive) objectOf(q index.Query, named string) *object {
	if named = strings.TrimSpace(named); named != "" {
		return &object{named, true, a.effects.Words(named)}
	}
	if name, words, ok := a.effects.Object(q.Text); ok {
		return &object{name, false, words}
	}
	return nil
}

// objectSides reads the best of the matched passages for what they do to an object.
func (a *Archive) objectSides(ctx context.Context, f *sided, o *object) (*index.ObjectSides, error) {
	if o == nil {
		return nil, nil
	}
	r := effectReading{a: a, words: o.words}
	if err := r.read(ctx, f.all.Hits); err != nil {
		return nil, err
	}
	s := &index.ObjectSides{Name: o.name, Named: o.named, Words: orEmpty(o.words),
		Read: r.texts, Mention: r.mention, Unclear: r.sides[effect.Unclear].total}
	for value, column := range map[effect.Value]*index.Column{effect.Support: &s.Support, effect.Limit: &s.Limit, effect.Both: &s.Both} {
		var err error
		if *column, err = r.column(ctx, f, value); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// effectReading reads passages for an object and sorts them by what they do to it.
type effectReading struct {
	a       *Archive
	words   []string
	texts   int
	mention int
	sides   [effect.Both + 1]readSide
}

// readSide has the passages of one effect, folded into rows in search order.
type readSide struct {
	total, uncertain int
	rows             []readRow
	byText, byDoc    map[string]int // row
}

type readRow struct {
	index.Scored
	effect effect.Effect
}

func (r *effectReading) read(ctx context.Context, ranked []index.Scored) error {
	ids, scored := make([]string, len(ranked)), make(map[string]index.Scored, len(ranked))
	for i, s := range ranked {
		ids[i], scored[s.ID] = s.ID, s
	}
	rows, err := r.a.store.HitRows(ctx, ids)
	if err != nil {
		return err
	}
	r.texts = len(rows)
	for i := range rows {
		r.add(&rows[i], scored[rows[i].ID])
	}
	return ctx.Err()
}

// add reads one passage. What does not speak of the object has no side.
func (r *effectReading) add(row *store.Row, s index.Scored) {
	e := r.a.effects.Read(r.words, effect.Input{Title: row.Document.Title.Value, Headings: row.Headings, Text: row.Text})
	if e.Mentions == 0 {
		return
	}
	r.mention++
	r.sides[e.Value].add(row.DocID, row.Text, readRow{s, e})
}

// add folds a passage as the engine does: one row for a text, one for a document.
func (s *readSide) add(doc, text string, row readRow) {
	if s.byText == nil {
		s.byText, s.byDoc = map[string]int{}, map[string]int{}
	}
	s.total++
	if row.effect.Confidence < index.UncertainBelow {
		s.uncertain++
	}
	if at, ok := s.byText[text]; ok {
		s.rows[at].Same = append(s.rows[at].Same, row.ID)
		if _, ok := s.byDoc[doc]; !ok {
			s.byDoc[doc] = at
		}
		return
	}
	if at, ok := s.byDoc[doc]; ok {
		s.rows[at].More++
		return
	}
	s.byText[text], s.byDoc[doc] = len(s.rows), len(s.rows)
	row.Same, row.More = nil, 0
	s.rows = append(s.rows, row)
}

// column is the page that is asked for of the passages of one effect.
func (r *effectReading) column(ctx context.Context, f *sided, value effect.Value) (index.Column, error) {
	side := &r.sides[value]
	c := index.Column{Total: side.total, Documents: len(side.byDoc), Uncertain: side.uncertain, Rows: len(side.rows), Hits: []index.SideHit{}}
	if side.total == 0 {
		c.Empty = r.empty(value)
	}
	from := min(f.plan.From, len(side.rows))
	page := side.rows[from:min(from+f.plan.Size, len(side.rows))]
	ranked, effects := make([]index.Scored, len(page)), map[string]effect.Effect{}
	for i, row := range page {
		ranked[i], effects[row.ID] = row.Scored, row.effect
	}
	hits, err := r.a.hits(ctx, f.finding, ranked)
	if err == nil {
		err = r.a.describe(ctx, f.plan, hits)
	}
	for _, h := range hits {
		c.Hits = append(c.Hits, index.SideHit{Hit: h, Reason: r.a.sideReason(&h), Effect: effectOf(effects[h.ID])})
	}
	return c, err
}

func (r *effectReading) empty(value effect.Value) string {
	if r.mention == 0 {
		return fmt.Sprintf("读了最相关的 %d 段，没有一段说到这个对象。", r.texts)
	}
	return fmt.Sprintf("读了最相关的 %d 段，其中 %d 段说到这个对象，没有读作「%s」的；%d 段看不出。",
		r.texts, r.mention, value.Label(), r.sides[effect.Unclear].total)
}

func effectOf(e effect.Effect) *index.Effect {
	out := &index.Effect{Value: e.Value.String(), Label: e.Value.Label(), Confidence: e.Confidence, Reason: []Cue{}}
	for _, c := range e.Cues {
		cue := Cue{Text: c.Text, Start: c.Start, End: c.End, Weight: c.Weight, For: c.For.String()}
		if slices.ContainsFunc(out.Reason, func(o Cue) bool { return o.Text == cue.Text && o.Start == cue.Start && o.For == cue.For }) {
			continue // the same words may speak of two mentions
		}
		out.Reason = append(out.Reason, cue)
	}
	return out
}
