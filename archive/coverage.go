package archive

import (
	"cmp"
	"context"

	"yinju/index"
)

// Coverage says what the archive holds, by the newest versions and main dates.
func (a *Archive) Coverage(ctx context.Context) (*Coverage, error) {
	held, err := a.store.Coverage(ctx)
	if err != nil {
		return nil, err
	}
	c := &Coverage{
		Documents: held.Documents, Passages: held.Passages, Undated: held.Undated,
		From: orNil(held.From.String()), To: orNil(held.To.String()),
		Sources: []ValueCount{}, Genres: []ValueCount{}, Years: []YearCoverage{},
	}
	if held.Last != nil {
		c.Imported = orNil(stamp(held.Last.Finished))
	}
	for _, s := range held.Sources {
		c.Sources = append(c.Sources, ValueCount{cmp.Or(s.Source, index.UnknownValue), s.Documents})
	}
	for _, g := range held.Genres {
		c.Genres = append(c.Genres, ValueCount{cmp.Or(g.Genre, index.UnknownValue), g.Documents})
	}
	for _, y := range held.Years {
		c.fillTo(y.Year)
		c.Years = append(c.Years, YearCoverage{y.Year, y.Documents, y.Passages})
	}
	return c, nil
}

// fillTo adds the years without documents before a year.
func (c *Coverage) fillTo(year int) {
	if len(c.Years) == 0 {
		return
	}
	for y := c.Years[len(c.Years)-1].Year + 1; y < year; y++ {
		c.Years = append(c.Years, YearCoverage{Year: y})
	}
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
