package rewrite

import (
	"slices"
	"strings"
)

// Bounds of abbreviations that no list has, in characters.
const (
	minStranger = 2
	maxStranger = 4
	clearLead   = 3 // times as common as the next that the full form must be
)

// strangers returns the stretches of a run that could be abbreviations that no
// list has: two to four characters, each a word by itself to the tokeniser, none a
// particle, that no passage holds. Two characters beside others may be a part of a
// longer one (居保 in 城乡居保).
func (a *attempt) strangers(run span) []span {
	var list []span
	for i := 0; i < len(a.words); i++ {
		s := a.words[i]
		if s.start < run.start || s.end > run.end || !a.alone(s) {
			continue
		}
		for i+1 < len(a.words) && a.words[i+1].start == s.end && a.alone(a.words[i+1]) {
			i++
			s.end = a.words[i].end
		}
		if s.len() >= minStranger && s.len() <= maxStranger && (s.len() > minStranger || s == run) && !a.touched(s) {
			list = append(list, s)
		}
	}
	return list
}

// alone reports a word of one character that is no particle.
func (a *attempt) alone(s span) bool { return s.len() == 1 && !a.tables.particles[a.runes[s.start]] }

// subsequence returns the term that an abbreviation is made from by the common
// way of making one, the first or another character of each of its words, if
// one term is clearly the commonest of those it could be.
func (a *attempt) subsequence(short []rune) []string {
	var best, next *candidate
	for _, c := range a.lexicon.spans[short[0]] {
		if !abbreviates(short, c.parts) {
			continue
		}
		switch {
		case best == nil || c.count > best.count:
			best, next = c, best
		case next == nil || c.count > next.count:
			next = c
		}
	}
	if best == nil || next != nil && next.count*clearLead > best.count || a.literal(string(short), true) {
		return nil
	}
	return a.held([]string{best.term})
}

// candidate is a term of several words.
type candidate struct {
	term  string
	parts [][]rune
	count int
}

// addCandidate notes a term of two to four words by its first character.
func (l *lexicon) addCandidate(term string, words []string, count int) {
	if len(words) < minStranger || len(words) > maxStranger || strings.Join(words, "") != term {
		return
	}
	c := &candidate{term: term, count: count}
	for _, w := range words {
		c.parts = append(c.parts, []rune(w))
	}
	first := c.parts[0][0]
	l.spans[first] = append(l.spans[first], c)
}

// abbreviates reports whether short has one character of each part, in order,
// that of the first part its first.
func abbreviates(short []rune, parts [][]rune) bool {
	if len(short) != len(parts) || short[0] != parts[0][0] {
		return false
	}
	for i, part := range parts {
		if len(part) < 2 || !slices.Contains(part, short[i]) {
			return false
		}
	}
	return true
}
