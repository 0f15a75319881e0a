// Package overlap finds the wording that two texts share.
//
// Runs is all there is: the longest stretches of word characters that stand in
// both texts, whatever their punctuation, width and characters (corpus/hanzi).
//
// It does not say which text was first, and does not compare meaning.
package overlap

import (
	"cmp"
	"slices"

	"yinju/corpus/hanzi"
)

// Run is a stretch that two texts share. A and B are half-open byte ranges of the
// two texts; Length counts its word characters.
type Run struct {
	A, B   [2]int
	Length int
}

// Of a longer text only the beginning is compared, and of stretches that a text
// repeats over and over only the first few: time stays within milliseconds.
const (
	compared = 4000 // word characters
	repeated = 32
)

// Runs returns the stretches of at least least word characters that a and b share,
// in the order of a: the longest first choose, and no character of a or b is in
// two of them. least is at least 2.
func Runs(a, b string, least int) []Run {
	x, y := hanzi.Skeleton(a), hanzi.Skeleton(b)
	found := matches(first(x.Runes), first(y.Runes), max(least, 2))
	slices.SortStableFunc(found, func(m, n match) int { return cmp.Compare(n.length, m.length) })
	var chosen []match
	for _, m := range found {
		if !slices.ContainsFunc(chosen, m.overlaps) {
			chosen = append(chosen, m)
		}
	}
	slices.SortFunc(chosen, func(m, n match) int { return cmp.Compare(m.a, n.a) })
	runs := make([]Run, 0, len(chosen))
	for _, m := range chosen {
		runs = append(runs, Run{bytesOf(a, x, m.a, m.length), bytesOf(b, y, m.b, m.length), m.length})
	}
	return runs
}

// match is a shared stretch, in runes of the two skeletons.
type match struct{ a, b, length int }

func (m match) overlaps(n match) bool {
	return m.a < n.a+n.length && n.a < m.a+m.length || m.b < n.b+n.length && n.b < m.b+m.length
}

// matches returns every stretch that can be lengthened at neither end.
func matches(a, b []rune, least int) []match {
	at := map[string][]int{}
	for i := 0; i+least <= len(a); i++ {
		if gram := string(a[i : i+least]); len(at[gram]) < repeated {
			at[gram] = append(at[gram], i)
		}
	}
	var found []match
	for j := 0; j+least <= len(b); j++ {
		for _, i := range at[string(b[j:j+least])] {
			if i > 0 && j > 0 && a[i-1] == b[j-1] {
				continue // part of one that began earlier
			}
			length := least
			for i+length < len(a) && j+length < len(b) && a[i+length] == b[j+length] {
				length++
			}
			found = append(found, match{i, j, length})
		}
	}
	return found
}

func first(runes []rune) []rune { return runes[:min(len(runes), compared)] }

// bytesOf is the byte range in text of length runes of its folded form.
func bytesOf(text string, f hanzi.Folded, start, length int) [2]int {
	from, to := f.Span(text, start, start+length)
	return [2]int{from, to}
}
