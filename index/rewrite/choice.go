package rewrite

import (
	"slices"
	"strings"

	"yinju/index"
)

// edit puts other words in the place of a span.
type edit struct {
	span
	to   []string // alternatives, best first; "" leaves the span out, and is not shown
	kind string
}

// choice is a part of the query with the ways to rewrite it, best first. A way is
// a list of edits that do not overlap.
type choice struct {
	ways   [][]edit
	beside bool // the typed form is no worse: only a further way to ask
}

// propose adds a choice of one edit, unless an earlier one has touched its span.
func (a *attempt) propose(e edit, beside bool) {
	if len(e.to) > 0 && !a.touched(e.span) {
		a.choices = append(a.choices, choice{ways: [][]edit{{e}}, beside: beside})
	}
}

// touched reports whether a choice edits anything in a span.
func (a *attempt) touched(s span) bool {
	for _, c := range a.choices {
		for _, way := range c.ways {
			if slices.ContainsFunc(way, func(e edit) bool { return e.overlaps(s) }) {
				return true
			}
		}
	}
	return false
}

// compose makes whole queries of the choices: all best ways together; then, one
// at a time, the other ways, the other alternatives of an edit, and what is only
// a further way to ask.
func (a *attempt) compose() Rewriting {
	c := composer{attempt: a, query: string(a.raw)}
	base := a.base()
	c.out.Meaning = a.render(base)
	c.plain(base)
	c.add(base)
	for i, choice := range a.choices {
		for _, way := range choice.ways[1:] {
			c.add(a.with(base, i, way))
		}
	}
	for _, alternative := range []int{1, 2} {
		for i, e := range base {
			if alternative < len(e.to) {
				other := slices.Clone(base)
				other[i].to = e.to[alternative:]
				c.add(other)
			}
		}
	}
	for _, choice := range a.choices {
		if choice.beside {
			for i := range choice.ways[0][0].to {
				e := choice.ways[0][0]
				e.to = e.to[i:]
				c.add(append(slices.Clone(base), e))
			}
		}
	}
	return c.out
}

// base returns the edits of all best ways.
func (a *attempt) base() []edit {
	var edits []edit
	for _, c := range a.choices {
		if !c.beside {
			edits = append(edits, c.ways[0]...)
		}
	}
	return edits
}

// with returns base with another way for choice i.
func (a *attempt) with(base []edit, i int, way []edit) []edit {
	replaced := a.choices[i].ways[0]
	kept := slices.DeleteFunc(slices.Clone(base), func(e edit) bool {
		return slices.ContainsFunc(replaced, func(o edit) bool { return o.span == e.span })
	})
	return append(kept, way...)
}

// render returns the query with the first alternatives of the edits.
func (a *attempt) render(edits []edit) string {
	slices.SortFunc(edits, func(x, y edit) int { return x.start - y.start })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(string(a.runes[at:e.start]))
		b.WriteString(e.to[0])
		at = e.end
	}
	b.WriteString(string(a.runes[at:]))
	fields := strings.Fields(b.String())
	for i, field := range fields {
		fields[i] = strings.TrimLeft(field, "-－") // it would exclude a word
	}
	return strings.Join(slices.Compact(slices.DeleteFunc(fields, func(f string) bool { return f == "" })), " ")
}

type composer struct {
	*attempt
	query string
	out   Rewriting
}

// plain adds the simplified query where the index would read what was typed
// otherwise (失業保険) and nothing else is changed.
func (c *composer) plain(base []edit) {
	if text := c.out.Meaning; len(base) == 0 && text != "" && !same(text, c.query) && len(c.runes) <= maxRunes {
		c.out.Variants = append(c.out.Variants, text)
	}
}

// add adds a variant and what it changes, if it is new.
func (c *composer) add(edits []edit) {
	if len(edits) == 0 || len(c.out.Variants) == maxVariants {
		return
	}
	text := c.render(edits)
	if text == "" || same(text, c.query) || slices.Contains(c.out.Variants, text) {
		return
	}
	c.out.Variants = append(c.out.Variants, text)
	for _, e := range edits {
		shown := index.Rewrite{From: strings.TrimSpace(string(c.raw[e.start:e.end])), To: e.to[0], Kind: e.kind}
		if strings.TrimSpace(e.to[0]) != "" && shown.From != shown.To && !slices.Contains(c.out.Rewrites, shown) && len(c.out.Rewrites) < maxRewrites {
			c.out.Rewrites = append(c.out.Rewrites, shown)
		}
	}
}
