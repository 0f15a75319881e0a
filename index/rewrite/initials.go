package rewrite

import (
	"slices"
	"strings"
)

// Bounds of initials, in letters.
const (
	minLetters  = 3
	maxInitials = 8
)

// initials reads a token as the first letters of a word of the archive or a term
// of the lists: the commonest, and those that are not much rarer.
func (a *attempt) initials(token span) []edit {
	key := a.lower(token)
	if len(key) < minLetters || len(key) > maxInitials || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") != "" || strings.Trim(key, key[:1]) == "" {
		return nil
	}
	words := a.lexicon.named(a.lexicon.initial(key))
	slices.SortStableFunc(words, func(x, y string) int { return a.weight(y) - a.weight(x) })
	var to []string
	for _, word := range words {
		if len(to) == 3 || len(to) > 0 && a.weight(word)*rival < a.weight(to[0]) {
			break
		}
		if a.holds(word) {
			to = append(to, word)
		}
	}
	if len(to) == 0 {
		return nil
	}
	return []edit{{token, to, Initials}}
}

// listedWeight is how much likelier a term of the lists is meant than another word
// that is as common.
const listedWeight = 8

// weight is how likely a word is meant by its initials.
func (a *attempt) weight(word string) int {
	n := a.whole(word)
	if _, listed := a.tables.terms[word]; listed {
		return n * listedWeight
	}
	return n
}
