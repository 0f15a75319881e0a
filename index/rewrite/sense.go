package rewrite

import (
	"slices"
	"strings"
)

// sense is what a common English word means beside other words.
type sense struct {
	to      string
	context []string // words, in the form of stem, one of which must stand in the query
}

// addSense takes a word, its Chinese beside certain words, and those words.
func (t *tables) addSense(row []string) error {
	s := sense{to: row[1]}
	for _, word := range strings.Fields(row[2]) {
		s.context = append(s.context, t.stem(word))
	}
	key := t.stem(row[0])
	t.senses[key] = append(t.senses[key], s)
	t.spoken[key] = true
	return nil
}

// sensed returns the Chinese of a word that the other words of a stretch support,
// none where none does: the glossary's is meant then.
func (a *attempt) sensed(tokens []span, stem string) []string {
	var list []string
	for _, s := range a.tables.senses[stem] {
		if slices.ContainsFunc(tokens, func(t span) bool { return slices.Contains(s.context, a.tables.stem(a.lower(t))) }) {
			list = append(list, s.to)
		}
	}
	return a.held(list)
}
