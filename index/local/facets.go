package local

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"sync"

	"yinju/corpus"
	"yinju/index"
)

// docFacets are the facets whose value is the document's, in the order of the
// arrays below; theme and category come from the label column set.
var docFacets = []index.Facet{index.Source, index.Issuer, index.Level, index.Place, index.Genre, index.Year}

// valueTable gives every facet value of an engine a code. Codes are never taken
// back, so that generations can share it; code 0 is 不详.
type valueTable struct {
	mu    *sync.Mutex
	codes []map[string]uint32 // by facet
	names [][]string
}

func newValueTable() valueTable {
	t := valueTable{mu: &sync.Mutex{}}
	for range docFacets {
		t.codes = append(t.codes, map[string]uint32{"": 0})
		t.names = append(t.names, []string{index.UnknownValue})
	}
	return t
}

func (t *valueTable) code(facet int, value string) uint32 {
	c, ok := t.codes[facet][value]
	if !ok {
		c = uint32(len(t.names[facet]))
		t.codes[facet][value] = c
		t.names[facet] = append(t.names[facet], value)
	}
	return c
}

// docCodes are the facet values of a shard's documents: those of document d for
// facet f are values[f][starts[f][d]:starts[f][d+1]].
type docCodes struct {
	starts [][]uint32
	values [][]uint32
}

func (c docCodes) of(facet int, doc uint32) []uint32 {
	return c.values[facet][c.starts[facet][doc]:c.starts[facet][doc+1]]
}

func (t *valueTable) encode(docs []shardDoc) docCodes {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := docCodes{make([][]uint32, len(docFacets)), make([][]uint32, len(docFacets))}
	for f, facet := range docFacets {
		c.starts[f] = make([]uint32, 1, len(docs)+1)
		for d := range docs {
			for _, value := range docs[d].facetText(facet) {
				c.values[f] = append(c.values[f], t.code(f, value))
			}
			c.starts[f] = append(c.starts[f], uint32(len(c.values[f])))
		}
	}
	return c
}

// lookup returns the codes of selected values; a value that no document has
// gets none.
func (t *valueTable) lookup(facet int, selected []string) map[uint32]bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	codes := map[uint32]bool{}
	for _, value := range selected {
		if value == index.UnknownValue {
			value = ""
		}
		if c, ok := t.codes[facet][value]; ok {
			codes[c] = true
		}
	}
	return codes
}

func (t *valueTable) snapshot(facet int) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.names[facet]
}

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

// docFails returns the bits of the filters that a document fails.
func (t *tally) docFails(v *view, doc uint32) int {
	fails := 0
	for f, selected := range t.selected {
		if selected != nil && !slices.ContainsFunc(v.codes.of(f, doc), func(c uint32) bool { return selected[c] }) {
			fails |= 1 << f
		}
	}
	if !inRange(t.filters, v.docs[doc].Date) {
		fails |= failsRange
	}
	return fails
}

// labelFails does the same for the label of a passage, with the masks of
// selected codes made for its column set.
func (m labelMask) fails(l *labels, number uint32) int {
	fails := 0
	if m.category != nil && !m.category[l.category[number]] {
		fails |= failsCategory
	}
	if m.theme != nil && !m.theme[l.themes[3*number]] && !m.theme[l.themes[3*number+1]] && !m.theme[l.themes[3*number+2]] {
		fails |= failsTheme
	}
	if m.uncertain && l.confidence[number] >= uncertainBelow {
		fails |= failsRange
	}
	return fails
}

// uncertainBelow is the confidence, in ten-thousandths, under which a label is 待定.
const uncertainBelow = 5000

// labelMask holds the selected codes of one label column set; nil is no selection.
type labelMask struct {
	category  []bool
	theme     []bool // by code + 1, as stored; entry 0 is no theme
	uncertain bool
}

func (l *labels) mask(f index.Filters) labelMask {
	m := labelMask{uncertain: f.Uncertain}
	if s := f.Values[index.Category]; len(s) > 0 {
		for _, c := range l.Categories {
			m.category = append(m.category, slices.Contains(s, c))
		}
	}
	if s := f.Values[index.Theme]; len(s) > 0 {
		m.theme = []bool{false}
		for _, c := range l.ThemeCodes {
			m.theme = append(m.theme, slices.Contains(s, c))
		}
	}
	return m
}

// inRange reports whether a date's span overlaps the filters' span. An undated
// document is outside any span.
func inRange(f index.Filters, date int) bool {
	if f.From.Year == 0 && f.To.Year == 0 {
		return true
	}
	if date == 0 {
		return false
	}
	d := corpus.DateFromNumber(date)
	return (f.From.Year == 0 || d.Last() >= f.From.First()) && (f.To.Year == 0 || d.First() <= f.To.Last())
}

// counter counts one shard with arrays, and is then added to the tally.
type counter struct {
	t        *tally
	v        *view
	mask     labelMask
	docFails []int // by document, -1 for not yet known
	docIn    []bool
	counts   [][]int // by facet and code
	themes   []int
	category []int
	total    int
	docs     int
}

func newCounter(t *tally, v *view, values *valueTable) *counter {
	c := &counter{t: t, v: v, mask: v.labels.mask(t.filters), docFails: make([]int, len(v.docs)), docIn: make([]bool, len(v.docs))}
	for i := range c.docFails {
		c.docFails[i] = -1
	}
	for f := range docFacets {
		c.counts = append(c.counts, make([]int, len(values.snapshot(f))))
	}
	c.themes, c.category = make([]int, len(v.labels.ThemeCodes)+1), make([]int, len(v.labels.Categories))
	return c
}

// add counts one matched passage and reports whether it passes all filters.
func (c *counter) add(number uint32) bool {
	doc := c.v.Doc[number]
	if c.docFails[doc] < 0 {
		c.docFails[doc] = c.t.docFails(c.v, doc)
	}
	fails := c.docFails[doc] | c.mask.fails(c.v.labels, number)
	for f := range docFacets {
		if fails&^(1<<f) == 0 {
			for _, code := range c.v.codes.of(f, doc) {
				c.counts[f][code]++
			}
		}
	}
	if fails&^failsCategory == 0 {
		c.category[c.v.labels.category[number]]++
	}
	if fails&^failsTheme == 0 {
		for _, theme := range c.v.labels.themes[3*number : 3*number+3] {
			c.themes[theme]++
		}
	}
	if fails != 0 {
		return false
	}
	c.total++
	if !c.docIn[doc] {
		c.docIn[doc] = true
		c.docs++
	}
	return true
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
	undated := index.YearCount{Count: byYear[0], Covered: g.undated}
	delete(byYear, 0)
	bars := []index.YearCount{}
	if len(byYear) > 0 {
		years := slices.Sorted(maps.Keys(byYear))
		for year := years[0]; year <= years[len(years)-1]; year++ {
			bars = append(bars, index.YearCount{Year: &year, Count: byYear[year], Covered: g.years[year]})
		}
	}
	return append(bars, undated)
}
