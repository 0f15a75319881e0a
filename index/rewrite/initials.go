package rewrite

import "strings"

// Bounds of initials, in letters.
const (
	minLetters  = 3
	maxInitials = 8
)

// initials reads a token as the first letters of a word of the archive or a term
// of the lists: the commonest, and those that are not much rarer.
func (a *attempt) initials(token span) []edit {
	key := a.lower(token)
	if len(key) < minLetters || len(key) > maxInitials || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") != "" {
		return nil
	}
	var to []string
	for _, word := range a.lexicon.named(a.lexicon.initial(key)) {
		if len(to) == 3 || len(to) > 0 && a.frequency(word)*rival*rival < a.frequency(to[0]) {
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
