package archive

import (
	"cmp"
	"context"

	"yinju/corpus/store"
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
		Sources: valueCounts(held.Sources), Genres: valueCounts(held.Genres), Years: []YearCoverage{},
	}
	if held.Last != nil {
		c.Imported = orNil(stamp(held.Last.Finished))
	}
	for _, y := range held.Years {
		c.fillTo(y.Year)
		c.Years = append(c.Years, YearCoverage{y.Year, y.Documents, y.Passages})
	}
	return c, nil
}

func valueCounts(held []store.ValueCount) []ValueCount {
	counts := make([]ValueCount, len(held))
	for i, n := range held {
		counts[i] = ValueCount{cmp.Or(n.Value, index.UnknownValue), n.Documents}
	}
	return counts
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
