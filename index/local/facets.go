package local

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"yinju/index"
)

// tally counts a matched set: every facet under all filters but its own.
type tally struct {
	filters  index.Filters
	selected []map[uint32]bool // by docFacets; nil for a facet without selection
	counts   []map[uint32]int
	themes   map[string]int
	category map[string]int
	total    int
	docs     int
}

// Bits of the filters that a passage fails. The first are docFacets.
const (
	failsTheme    = 1 << 16
	failsCategory = 1 << 17
	failsRange    = 1 << 18
)

func newTally(filters index.Filters, values *valueTable) *tally {
	t := &tally{filters: filters, themes: map[string]int{}, category: map[string]int{}}
	for f, facet := range docFacets {
		t.counts = append(t.counts, map[uint32]int{})
		var selected map[uint32]bool
		if s := filters.Values[facet]; len(s) > 0 {
			selected = values.lookup(f, s)
		}
		t.selected = append(t.selected, selected)
	}
	return t
}

// counter counts one shard with arrays, and is then added to the tally. What
// belongs to documents is counted once a document, not once a passage.
type counter struct {
	t        *tally
	v        *view
	mask     labelMask
	fails    []int    // by document, -1 for not yet known
	labelled []uint32 // by document: passages that no filter of labels takes out
	counts   [][]int  // by facet and code
	themes   []int
	category []int
	total    int
	docs     int
}

func newCounter(t *tally, v *view, values *valueTable) *counter {
	c := &counter{t: t, v: v, mask: v.labels.mask(t.filters), fails: make([]int, len(v.docs)), labelled: make([]uint32, len(v.docs))}
	for i := range c.fails {
		c.fails[i] = -1
	}
	for f := range docFacets {
		c.counts = append(c.counts, make([]int, len(values.snapshot(f))))
	}
	c.themes, c.category = make([]int, len(v.labels.ThemeCodes)+1), make([]int, len(v.labels.Categories))
	return c
}

// add counts one matched passage and reports whether it passes all filters.
func (c *counter) add(number uint32) bool {
	doc, l := c.v.Doc[number], c.v.labels
	if c.fails[doc] < 0 {
		c.fails[doc] = c.t.docFails(c.v, doc)
	}
	fails := c.mask.fails(l, number)
	if fails == 0 {
		c.labelled[doc]++
	}
	if c.fails[doc] != 0 {
		return false
	}
	if fails&^failsCategory == 0 {
		c.category[l.category[number]]++
	}
	if fails&^failsTheme == 0 {
		for _, theme := range l.themes[3*number : 3*number+3] {
			c.themes[theme]++
		}
	}
	return fails == 0
}

// finish counts the facets of documents.
func (c *counter) finish() {
	for doc, n := range c.labelled {
		if n == 0 {
			continue
		}
		fails := c.fails[doc]
		for f := range docFacets {
			if fails&^(1<<f) == 0 {
				for _, code := range c.v.codes.of(f, uint32(doc)) {
					c.counts[f][code] += int(n)
				}
			}
		}
		if fails == 0 {
			c.total += int(n)
			c.docs++
		}
	}
}

// merge adds a shard's counts.
func (t *tally) merge(c *counter) {
	for f := range docFacets {
		for code, n := range c.counts[f] {
			if n > 0 {
				t.counts[f][uint32(code)] += n
			}
		}
	}
	for i, n := range c.themes[1:] {
		t.themes[c.v.labels.ThemeCodes[i]] += n
	}
	for i, n := range c.category {
		t.category[c.v.labels.Categories[i]] += n
	}
	t.total += c.total
	t.docs += c.docs
}

// facetLimit is how many values a facet lists besides the selected ones.
const facetLimit = 200

// facets returns the counts by value, largest first.
func (t *tally) facets(values *valueTable) map[index.Facet][]index.FacetValue {
	all := map[index.Facet][]index.FacetValue{
		index.Theme:    list(t.themes, t.filters.Values[index.Theme]),
		index.Category: list(t.category, t.filters.Values[index.Category]),
	}
	for f, facet := range docFacets {
		names, counts := values.snapshot(f), map[string]int{}
		for code, n := range t.counts[f] {
			counts[names[code]] = n
		}
		all[facet] = list(counts, t.filters.Values[facet])
	}
	return all
}

func list(counts map[string]int, selected []string) []index.FacetValue {
	counts = maps.Clone(counts)
	for _, value := range selected {
		counts[value] += 0
	}
	values := []index.FacetValue{}
	for value, n := range counts {
		if on := slices.Contains(selected, value); n > 0 || on {
			values = append(values, index.FacetValue{Value: value, Count: n, Selected: on})
		}
	}
	slices.SortFunc(values, func(a, b index.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	kept := 0
	return slices.DeleteFunc(values, func(v index.FacetValue) bool {
		kept++
		return kept > facetLimit && !v.Selected
	})
}

// histogram returns every year from the first to the last of the matched set,
// then the undated.
func (t *tally) histogram(g *generation, values *valueTable) []index.YearCount {
	names := values.snapshot(len(docFacets) - 1)
	byYear := map[int]int{}
	for code, n := range t.counts[len(docFacets)-1] {
		year, _ := strconv.Atoi(names[code]) // "unknown" is year 0
		byYear[year] = n
	}
	undated := index.YearCount{Count: byYear[0], Covered: g.years[0] > 0, Held: g.years[0]}
	delete(byYear, 0)
	bars := []index.YearCount{}
	if len(byYear) > 0 {
		years := slices.Sorted(maps.Keys(byYear))
		for year := years[0]; year <= years[len(years)-1]; year++ {
			bars = append(bars, index.YearCount{Year: &year, Count: byYear[year], Covered: g.years[year] > 0, Held: g.years[year]})
		}
	}
	return append(bars, undated)
}
