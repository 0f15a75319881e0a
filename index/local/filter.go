package local

import (
	"slices"

	"yinju/corpus"
	"yinju/index"
)

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
const uncertainBelow = index.UncertainBelow * 10000

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
