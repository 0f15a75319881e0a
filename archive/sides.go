package archive

import (
	"context"
	"slices"
	"time"

	"yinju/corpus/theme"
	"yinju/index"
)

// Sides answers a query with both its columns. object names what the second
// reading is about; "" finds it in the question, if it names one. Page and Size of
// the query count the rows of each column, which are folded as on the page of
// results. A filter by category hides the other columns and changes no count.
func (a *Archive) Sides(ctx context.Context, q index.Query, object string) (*index.Sides, error) {
	started := time.Now()
	q.Fold = true
	o := a.objectOf(q, object)
	f, err := a.bothSides(ctx, q, o != nil)
	if err != nil {
		return nil, err
	}
	s, err := a.sides(ctx, f, o)
	if err != nil {
		return nil, err
	}
	s.TookMS = float64(time.Since(started).Microseconds()) / 1000
	return s, nil
}

// sided is a query as it was asked, and the answers to sideRequests.
type sided struct {
	*finding
	all       *index.Answer // of every category; its hits are those to be read for an object
	uncertain *index.Answer
	columns   [3]*index.Answer // of sideCategories
	hits      [3][]index.Hit
}

// sideCategories are the categories that have a column.
var sideCategories = [3]string{theme.Add, theme.Cut, theme.Both}

// bothSides asks the engine and fills the hits from the store, again where a
// document was removed in between.
func (a *Archive) bothSides(ctx context.Context, q index.Query, read bool) (*sided, error) {
	for {
		f, err := a.askSides(ctx, q, read)
		if err != nil {
			return nil, err
		}
		whole, err := a.fillSides(ctx, f)
		if err != nil || whole {
			return f, err
		}
		if err := a.bury(ctx, f.engine, f.all.Generation); err != nil {
			return nil, err
		}
	}
}

// askSides is ask for all sides at once.
func (a *Archive) askSides(ctx context.Context, q index.Query, read bool) (*sided, error) {
	e, err := a.usable()
	if err != nil {
		return nil, err
	}
	f := &sided{finding: &finding{engine: e}}
	for relaxed := false; ; q, relaxed = q.Plain(), true {
		f.prepare(ctx, a, q)
		answers, err := e.SearchEach(ctx, sideRequests(f.plan, read))
		if err != nil {
			return nil, a.faulty(err)
		}
		f.all, f.uncertain, f.columns = answers[0], answers[1], [3]*index.Answer(answers[2:])
		f.all.Relaxed = f.all.Relaxed || relaxed
		if f.all.Matched > 0 || !q.Inline {
			return f, nil
		}
	}
}

// sideRequests are a plan for every category, for what is 待定 of each, and for
// every column. With read, the first has the passages to be read for an object.
func sideRequests(plan index.Request, read bool) []index.Request {
	all := plan
	all.Filters = lessFacet(plan.Filters, index.Category)
	all.From, all.Size, all.Fold, all.Sort = 0, 0, false, index.ByRelevance
	if read {
		all.Size = objectRead
	}
	uncertain := all
	uncertain.Size, uncertain.Filters.Uncertain = 0, true
	requests := []index.Request{all, uncertain}
	for _, c := range sideCategories {
		side := plan
		side.Filters = lessFacet(plan.Filters, index.Category)
		side.Filters.Values[index.Category] = []string{c}
		side.RelFirst = c == theme.Both
		if hidden(plan.Filters, c) {
			side.Size = 0
		}
		requests = append(requests, side)
	}
	return requests
}

func lessFacet(f index.Filters, facet index.Facet) index.Filters {
	return index.Query{Filters: f}.Without(facet).Filters
}

// hidden reports a column that a filter by category leaves out.
func hidden(f index.Filters, category string) bool {
	chosen := f.Values[index.Category]
	return len(chosen) > 0 && !slices.Contains(chosen, category)
}

// fillSides fills the hits of the columns; whole is false where some are gone.
func (a *Archive) fillSides(ctx context.Context, f *sided) (whole bool, err error) {
	for i, answer := range f.columns {
		if f.hits[i], err = a.hits(ctx, f.finding, answer.Hits); err != nil {
			return false, err
		}
		if len(f.hits[i]) < len(answer.Hits) {
			return false, nil
		}
		if err := a.describe(ctx, f.plan, f.hits[i]); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (a *Archive) sides(ctx context.Context, f *sided, o *object) (*index.Sides, error) {
	held, err := a.searched(ctx, f.all.Generation)
	if err != nil {
		return nil, err
	}
	s := &index.Sides{
		Query: f.query.Text, Rewrites: f.rewrites, Relaxed: f.all.Relaxed, Degraded: f.degraded,
		Total: f.all.Total, Documents: f.all.Documents,
		Neither:   count(f.all.Facets[index.Category], theme.Neither),
		Uncertain: f.uncertain.Total,
		Years:     sideYears(f.all.Histogram, f.columns),
		Searched:  held, Facets: f.all.Facets, Generation: f.all.Generation,
	}
	for i, column := range []*index.Column{&s.Add, &s.Cut, &s.Both} {
		*column = a.column(f, i)
		if column.Total == 0 || hidden(f.plan.Filters, sideCategories[i]) {
			column.Empty = a.emptyColumn(f, s, sideCategories[i], column.Total)
		}
	}
	s.Object, err = a.objectSides(ctx, f, o)
	return s, err
}

func (a *Archive) column(f *sided, i int) index.Column {
	answer := f.columns[i]
	c := index.Column{
		Total: answer.Total, Documents: answer.Documents, Rows: answer.Rows,
		Uncertain: count(f.uncertain.Facets[index.Category], sideCategories[i]),
		Hits:      make([]index.SideHit, len(f.hits[i])),
	}
	for n, h := range f.hits[i] {
		c.Hits[n] = index.SideHit{Hit: h, Reason: a.sideReason(&h)}
	}
	return c
}

// sideReason names the cues that made a hit's category; a person's label has none.
func (a *Archive) sideReason(h *index.Hit) []Cue {
	reason := []Cue{}
	if h.Corrected {
		return reason
	}
	label := a.annotator().Annotate(theme.Input{Title: h.Title, Headings: h.Section, Text: h.Text})
	for _, r := range label.Reasons {
		if r.SpeaksFor(h.Category) {
			reason = append(reason, Cue{Text: r.Text, Start: r.Start, End: r.End, Weight: r.Weight, For: r.For})
		}
	}
	return reason
}

func count(values []index.FacetValue, value string) int {
	for _, v := range values {
		if v.Value == value {
			return v.Count
		}
	}
	return 0
}
