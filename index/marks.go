package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// Marks returns what to mark in a passage that the request found: the phrases
// and the excerpt where it holds them, else the words. Code point offsets of
// text, half open, sorted, disjoint. With literal, a passage that holds no
// phrase in full is marked where one runs over its beginning or end.
func (r Request) Marks(text string, literal bool) [][2]int {
	m := r.marker(text)
	if r.Excerpt != nil && m.phrase(r.Excerpt.Literal) {
		return m.codePoints()
	}
	if literal && len(m.spans) == 0 {
		for _, phrase := range r.Phrases {
			m.ends(phrase)
		}
		if r.Excerpt != nil {
			m.ends(r.Excerpt.Literal)
		}
	}
	if !literal || len(m.spans) == 0 || len(r.Phrases) > 0 {
		for _, w := range append([]Wording{r.Wording}, r.Also...) {
			for _, term := range w.Terms {
				m.find(m.lower(), term)
			}
		}
	}
	return m.codePoints()
}

// Holds returns the byte spans of text that hold a phrase or the excerpt in full.
func (r Request) Holds(text string) [][2]int {
	m := r.marker(text)
	if r.Excerpt != nil {
		m.phrase(r.Excerpt.Literal)
	}
	return merge(m.spans)
}

// marker returns a marker of text with the phrases found.
func (r Request) marker(text string) *marker {
	m := &marker{text: text, exact: hanzi.Literal(text), skeleton: hanzi.Skeleton(text)}
	for _, phrase := range r.Phrases {
		m.phrase(phrase)
	}
	return m
}

type marker struct {
	text            string
	exact, skeleton hanzi.Folded
	small           hanzi.Folded // exact, lower case
	spans           [][2]int     // bytes of text
}

func (m *marker) lower() hanzi.Folded {
	if m.small.Runes == nil {
		m.small = hanzi.Folded{Runes: make([]rune, len(m.exact.Runes)), Offsets: m.exact.Offsets}
		for i, r := range m.exact.Runes {
			m.small.Runes[i] = unicode.ToLower(r)
		}
	}
	return m.small
}

// phrase marks the occurrences of a phrase and reports whether there are any.
func (m *marker) phrase(l Literal) bool {
	if l.Exact == "" {
		return m.find(m.skeleton, l.Skeleton)
	}
	return m.find(m.exact, l.Exact)
}

func (m *marker) find(in hanzi.Folded, what string) bool {
	if n := utf8.RuneCountInString(what); n == 0 || n > len(in.Runes) {
		return false
	}
	wanted, found := []rune(what), false
	for i := 0; i+len(wanted) <= len(in.Runes); i++ {
		if in.Runes[i] == wanted[0] && slices.Equal(in.Runes[i:i+len(wanted)], wanted) {
			m.add(in, i, i+len(wanted))
			i += len(wanted) - 1
			found = true
		}
	}
	return found
}

func (m *marker) add(in hanzi.Folded, i, j int) {
	start, end := in.Span(m.text, i, j)
	m.spans = append(m.spans, [2]int{start, end})
}

// ends marks the longest part of a phrase that the text begins or ends with.
func (m *marker) ends(l Literal) {
	t, length := m.skeleton.Runes, utf8.RuneCountInString(l.Skeleton)
	if len(t) > 0 && len(t) < length && strings.Contains(l.Skeleton, string(t)) {
		m.add(m.skeleton, 0, len(t))
		return
	}
	reach := min(len(t), length-1)
	head, tail := firstRunes(l.Skeleton, reach), lastRunes(l.Skeleton, reach)
	for n := reach; n > 0; n-- {
		if slices.Equal(t[len(t)-n:], head[:n]) {
			m.add(m.skeleton, len(t)-n, len(t))
			break
		}
	}
	for n := reach; n > 0; n-- {
		if slices.Equal(t[:n], tail[reach-n:]) {
			m.add(m.skeleton, 0, n)
			break
		}
	}
}

// firstRunes and lastRunes return the first and the last n runes of s, which has
// as many.
func firstRunes(s string, n int) []rune {
	end := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return []rune(s[:end])
}

func lastRunes(s string, n int) []rune {
	start := len(s)
	for range n {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return []rune(s[start:])
}

// codePoints merges the spans and counts them in code points.
func (m *marker) codePoints() [][2]int { return CodePoints(m.text, merge(m.spans)) }

func merge(spans [][2]int) [][2]int {
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	merged := [][2]int{}
	for _, s := range spans {
		if last := len(merged) - 1; last >= 0 && s[0] <= merged[last][1] {
			merged[last][1] = max(merged[last][1], s[1])
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// CodePoints turns sorted, disjoint byte spans of text into code point spans.
func CodePoints(text string, spans [][2]int) [][2]int {
	out := make([][2]int, len(spans))
	at, points := 0, 0
	count := func(to int) int {
		points += utf8.RuneCountInString(text[at:to])
		at = to
		return points
	}
	for i, s := range spans {
		out[i] = [2]int{count(s[0]), count(s[1])}
	}
	return out
}
