package archive

import (
	"context"
	"slices"
	"strings"
	"time"

	"yinju/corpus"
	"yinju/corpus/provenance"
	"yinju/corpus/store"
	"yinju/corpus/theme"
	"yinju/index"
	"yinju/index/zh"
)

func bigrams(text string) []string { return zh.Bigrams(text) }

// Document returns the newest version of a document with all its passages and
// their labels, and how it stands among the others; ErrNotFound or ErrGone.
func (a *Archive) Document(ctx context.Context, id string) (*Document, error) {
	s, err := a.store.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	d, err := a.document(ctx, s)
	if err != nil {
		return nil, err
	}
	return d, a.stand(ctx, d)
}

// Version returns version n of a document, counted from 1. One that is not the
// newest has the standing of its document if that is repealed or superseded,
// else it is Superseded by its own document. ErrNotFound if there is no such
// version, ErrGone.
func (a *Archive) Version(ctx context.Context, id string, n int) (*Document, error) {
	s, err := a.store.DocumentVersion(ctx, id, n)
	if err != nil {
		return nil, err
	}
	d, err := a.document(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := a.stand(ctx, d); err != nil || s.Current {
		return d, err
	}
	d.outdate()
	return d, nil
}

// outdate says of an old version that there is a newer one, and keeps what speaks
// against the document as a whole. What the newest text repeals or has in common
// with others need not hold for an old one.
func (d *Document) outdate() {
	d.Related = slices.DeleteFunc(d.Related, func(r Related) bool {
		return r.Relation != RelatedRepealedBy && r.Relation != RelatedVersion
	})
	switch d.Status {
	case index.Repealed, index.Superseded:
		d.StatusNote = replaced + "；" + d.StatusNote
	default:
		d.Status, d.StatusNote, d.StatusBy = index.Superseded, replaced, d.ID
	}
}

// replaced says what became of an old version and of passages that only it has.
const replaced = "已有新版"

func (a *Archive) document(ctx context.Context, s *store.StoredDocument) (*Document, error) {
	versions, err := a.store.Versions(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	d := fields(&s.Document)
	d.ID, d.Imported, d.Hash, d.Version = s.ID, stamp(s.Imported), s.Original.Hash, s.Number
	d.Versions = []Version{}
	for _, v := range versions {
		d.Versions = append(d.Versions, Version{v.Number, stamp(v.Imported), v.Original.Hash, v.Current})
	}
	corrections, err := a.corrections(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	d.Passages = []Passage{}
	for i := range s.Passages {
		p := a.passage(s, i)
		p.correct(corrections)
		d.Passages = append(d.Passages, p)
	}
	d.Sections = sections(s)
	return d, nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func fields(s *corpus.Document) *Document {
	d := &Document{
		Key: s.Key, Title: known(s.Title), OriginalTitle: known(s.OriginalTitle), Subtitle: known(s.Subtitle),
		Source: known(s.Source), SourceClass: provenance.Class(s), Issuers: s.Issuers, Level: known(s.Level),
		Place: known(s.Place), Number: known(s.Number), Genre: known(s.Genre), Speaker: known(s.Speaker),
		Author: known(s.Author), URL: known(s.URL), Extra: s.Extra, Warnings: warnings(s), Text: s.Text,
		Dates: map[string]corpus.Field{},
	}
	if d.Issuers.Values = orEmpty(d.Issuers.Values); d.Issuers.State == "" {
		d.Issuers.State = corpus.Unknown
	}
	if d.Extra == nil {
		d.Extra = map[string]string{}
	}
	for _, kind := range corpus.DateKinds {
		d.Dates[string(kind)] = known(corpus.Field{})
	}
	for _, f := range s.Dates {
		d.Dates[string(f.Kind)] = known(corpus.Field{Value: f.Date.String(), State: f.State, Basis: f.Basis})
	}
	if main, ok := s.MainDate(); ok {
		date, kind := main.Date.String(), string(main.Kind)
		d.Date, d.DateKind = &date, &kind
	}
	return d
}

// known gives a field that was never set its state.
func known(f corpus.Field) corpus.Field {
	if f.State == "" {
		f.State = corpus.Unknown
	}
	return f
}

func sections(s *store.StoredDocument) []Section {
	first := map[int]string{}
	for i := len(s.Passages) - 1; i >= 0; i-- {
		first[s.Passages[i].Section] = s.Passages[i].ID
	}
	all := []Section{}
	for i, section := range s.Document.Sections {
		all = append(all, Section{section.Heading, section.Depth, section.Span, section.Title, first[i]})
	}
	return all
}

// passage returns passage i with its label and what made it.
func (a *Archive) passage(s *store.StoredDocument, i int) Passage {
	p := s.Passages[i]
	text := s.Document.Text[p.Span.Start:p.Span.End]
	headings := s.Document.Headings(p.Section)
	label := a.annotator().Annotate(theme.Input{Title: s.Document.Title.Value, Headings: headings, Text: text})
	return Passage{
		ID: p.ID, Order: p.Order, Section: orEmpty(headings), SectionAt: p.Section, Locator: p.Locator, Text: text, Span: p.Span,
		Category: label.Category, Rel: label.Rel, Confidence: label.Confidence, Themes: orEmpty(label.Themes), Reason: cues(label),
	}
}

func cues(l theme.Label) []Cue {
	all := []Cue{}
	for _, r := range l.Cues() {
		all = append(all, Cue{Text: r.Text, Start: r.Start, End: r.End, Weight: r.Weight, For: r.For})
	}
	return all
}

// Passage returns a passage by its id, live or retired; ErrNotFound or ErrGone.
func (a *Archive) Passage(ctx context.Context, id string) (*PassageView, error) {
	row, previous, next, err := a.store.Passage(ctx, id)
	if err != nil {
		return nil, err
	}
	label := a.annotator().Annotate(passageInput(row))
	v := &PassageView{
		Passage: Passage{
			ID: row.ID, Order: row.Order, Section: orEmpty(row.Headings), SectionAt: row.Section, Locator: row.Locator,
			Text: row.Text, Span: row.Span, Category: label.Category, Rel: label.Rel, Confidence: label.Confidence,
			Themes: orEmpty(label.Themes), Reason: cues(label),
		},
		Doc: row.DocID, Key: row.Document.Key, Title: row.Document.Title.Value, Previous: previous, Next: next,
		Version: row.Version,
	}
	if !row.Live {
		v.Gone = replaced
	}
	corrections, err := a.corrections(ctx, row.DocID)
	if err != nil {
		return nil, err
	}
	v.correct(corrections)
	return v, nil
}

// MarkDocument fills the marks of the passages that a query matches, as the
// result list marks them. A phrase that runs over passage ends is marked in each.
func (a *Archive) MarkDocument(ctx context.Context, d *Document, q index.Query) {
	plan := index.Plan(q, a.cutters())
	if e, err := a.usable(); err == nil {
		a.reword(&plan, a.rewritten(ctx, e, q))
	}
	whole := plan.Holds(d.Text)
	literal := len(whole) > 0 || len(plan.Phrases) > 0
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Marks = within(whole, p); len(p.Marks) == 0 && !literal {
			p.Marks = plan.Marks(p.Text, false)
		}
	}
}

// within returns the parts of byte spans of the document that lie in a passage,
// in code points of the passage.
func within(spans [][2]int, p *Passage) [][2]int {
	var inside [][2]int
	for _, s := range spans {
		if start, end := max(s[0], p.Span.Start), min(s[1], p.Span.End); start < end && strings.TrimSpace(p.Text[start-p.Span.Start:end-p.Span.Start]) != "" {
			inside = append(inside, [2]int{start - p.Span.Start, end - p.Span.Start})
		}
	}
	return index.CodePoints(p.Text, inside)
}
