package archive

import (
	"context"
	"strconv"

	"yinju/index"
)

// sideYears counts the columns by year, from the first to the last year of all that
// matched, then the undated. What is in no column is 无.
func sideYears(all []index.YearCount, columns [3]*index.Answer) []index.SidesYear {
	var by [3]map[int]int
	for i, c := range columns {
		by[i] = map[int]int{}
		for _, y := range c.Histogram {
			by[i][yearKey(y.Year)] = y.Count
		}
	}
	years := make([]index.SidesYear, len(all))
	for i, y := range all {
		k := yearKey(y.Year)
		years[i] = index.SidesYear{Year: y.Year, Covered: y.Covered, Held: y.Held,
			Add: by[0][k], Cut: by[1][k], Both: by[2][k], Neither: y.Count - by[0][k] - by[1][k] - by[2][k]}
	}
	return years
}

// yearKey is 0 for undated.
func yearKey(year *int) int {
	if year == nil {
		return 0
	}
	return *year
}

// extent is what a generation was searched in; counting the store takes longer than
// a search.
type extent struct {
	generation string
	searched   index.Searched
}

// searched says what the archive holds, counted once a generation.
func (a *Archive) searched(ctx context.Context, generation string) (index.Searched, error) {
	if known := a.extent.Load(); known != nil && known.generation == generation {
		return known.searched, nil
	}
	c, err := a.Coverage(ctx)
	if err != nil {
		return index.Searched{}, err
	}
	s := searchedIn(c)
	a.extent.Store(&extent{generation, s})
	return s, nil
}

// searchedIn says what a coverage has, and the years that it has nothing of.
func searchedIn(c *Coverage) index.Searched {
	s := index.Searched{Documents: c.Documents, Passages: c.Passages, Undated: c.Undated, Gaps: [][2]int{}}
	if n := len(c.Years); n > 0 {
		s.From, s.To = &c.Years[0].Year, &c.Years[n-1].Year
	}
	for _, y := range c.Years {
		if y.Documents > 0 {
			continue
		}
		if n := len(s.Gaps); n > 0 && s.Gaps[n-1][1] == y.Year-1 {
			s.Gaps[n-1][1] = y.Year
		} else {
			s.Gaps = append(s.Gaps, [2]int{y.Year, y.Year})
		}
	}
	return s
}

// yearSpan writes 2004—2025, or 2004 where both are one.
func yearSpan(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return strconv.Itoa(from) + "—" + strconv.Itoa(to)
}
