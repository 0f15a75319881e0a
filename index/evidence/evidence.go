// Package evidence says what a hit holds of a claim, and where in it.
//
// The tour: Parts finds what a claim stands on, its figures, dates and names,
// each with a normalised value (figure.go and numeral.go, date.go, name.go,
// person.go). NewClaim reads it once, Compare looks for every part in a passage and
// says whether it is contained, differs or is absent (claim.go, compare.go). Where a
// value stands decides: scene.go cuts a text into clauses, segments and sentences,
// respective.go says what 分别 gives a value to, span.go what is a range, strength.go
// how far two values stand in the same place, differ.go which value is meant, years.go
// which year is nearest. Sentences cuts a passage into sentences,
// Best picks the one that answers a question (sentence.go, best.go), Clip the window
// of a long passage to show round it (clip.go).
//
// The lists are data: units.tsv has the units of figures, names.tsv places and
// offices, nopersons.txt words that look like persons, light.txt and common.txt the
// characters and pairs that support nothing, telling.txt the pairs that do all the
// same, full.tsv short forms (GDP), asks.tsv what a question asks for by its
// words.
//
// All spans are half-open ranges of code points of the text that was passed in.
// All functions are pure and safe for concurrent use.
//
// The package does not search, loads no model and does not judge whether a claim
// is true: a passage may hold every figure of a claim and say the contrary.
package evidence

import (
	"cmp"
	"slices"

	"yinju/corpus"
)

// Kind is what a part of a claim is.
type Kind string

const (
	Figure Kind = "figure" // 147.2亿元, 百分之五, 三个月, 第十条
	Date   Kind = "date"   // 2020年, 二〇二〇年一月一日, “十四五”, 2025年底
	Name   Kind = "name"   // 《民法典》, 国办发〔2018〕123号, 国务院, 北京
)

// Part is one thing that a claim stands on.
type Part struct {
	Text  string // as written in the claim
	Kind  Kind
	Span  [2]int // code points of the claim
	Value Value
}

// Value is the normalised value of a part: two values are the same if they are
// equal. Which fields are set depends on the kind.
type Value struct {
	// Of a figure: the amount in the base unit of its class, a decimal ("0.05")
	// or, where it has no end, a fraction ("1/3").
	Number string
	// Of a figure, the class of its unit (units.tsv), "第条" for ordinals,
	// "" without a unit; of a date day, month, year, plan, end, start, half,
	// quarter or decade; of a name title, number, person, or a class of names.tsv.
	Class string
	// Of a date: its first and last day. Year 0 where the text names no year.
	From, To corpus.Date
	// Of a name: its skeleton (corpus/hanzi) in the form that names.tsv prefers.
	Name string
}

// Parts returns the figures, dates and names of a claim or a question, in the
// order of the text; they do not overlap. Approximations (几十, 十几, 两三个月)
// and the 一 of 一个, 一项 are no figures.
func Parts(query string) []Part {
	f := foldText(query)
	found := names(f)
	found = append(found, outside(found, dates(f))...)
	found = append(found, outside(found, figures(f))...)
	slices.SortFunc(found, func(a, b item) int { return cmp.Compare(a.start, b.start) })
	parts := make([]Part, len(found))
	for i, it := range found {
		parts[i] = it.part(f)
	}
	return parts
}

// item is a part found in folded text, at bytes [start, end).
type item struct {
	start, end int
	kind       Kind
	value      Value
	implied    bool // said by other means: see implied
	ofSpan     bool // an end of a range of amounts
	span       bool // such a range
}

func (it item) part(f folded) Part {
	span := f.span(it.start, it.end)
	return Part{f.source(span), it.kind, span, it.value}
}

// outside returns the items of found that overlap none of taken.
func outside(taken, found []item) []item {
	return slices.DeleteFunc(found, func(it item) bool {
		return slices.ContainsFunc(taken, func(t item) bool { return it.start < t.end && t.start < it.end })
	})
}
