package rewrite

import (
	"slices"
	"strings"

	"yinju/corpus/hanzi"
)

// The kinds of a suggestion.
const (
	Term  = "term"
	Title = "title"
)

// Bounds of pinyin that is being typed.
const (
	maxSpelt = 24 // letters
	maxKeys  = 8  // ways to cut them into syllables
)

// Suggestion is a way to go on typing.
type Suggestion struct {
	Text string `json:"text"`
	Kind string `json:"kind"` // Term or Title
}

// Suggest returns up to n words and titles of the archive that begin with what
// has been typed, in Han characters, pinyin or initials: words first, the
// commonest first, a third of the places kept for titles.
func (r *Rewriter) Suggest(prefix string, n int) []Suggestion {
	l := r.lexicon.Load()
	typed := simple(strings.TrimSpace(prefix))
	if typed == "" || n <= 0 || len(typed) > 4*maxWord {
		return []Suggestion{}
	}
	titles := l.titled(typed, n)
	words := l.begun(typed, n)
	if len(words) == 0 {
		words = r.spelt(l, typed, n)
	}
	words = words[:min(len(words), n-min(len(titles), n/3))]
	list := make([]Suggestion, 0, n)
	for _, w := range words {
		list = append(list, Suggestion{w, Term})
	}
	for _, t := range titles[:min(len(titles), n-len(words))] {
		list = append(list, Suggestion{t, Title})
	}
	return list
}

// begun returns the commonest words that begin with a text.
func (l *lexicon) begun(typed string, n int) []string {
	i, _ := slices.BinarySearchFunc(l.ordered, typed, func(w int32, t string) int { return strings.Compare(l.words[w], t) })
	var found []int32
	for ; i < len(l.ordered) && strings.HasPrefix(l.words[l.ordered[i]], typed); i++ {
		found = append(found, l.ordered[i])
	}
	return l.commonest(found, n)
}

// commonest returns up to n words of two characters and more, commonest first,
// those that hardly any passage has left out.
func (l *lexicon) commonest(found []int32, n int) []string {
	found = slices.DeleteFunc(found, func(w int32) bool { return l.counts[w] < minShown || len(l.words[w]) < 6 })
	slices.SortFunc(found, l.commoner)
	var list []string
	for _, w := range found[:min(n, len(found))] {
		list = append(list, l.words[w])
	}
	return list
}

// titled returns the titles that begin with a text, then those that hold it.
func (l *lexicon) titled(typed string, n int) []string {
	var begin, hold []string
	if hanzi.HanCount(typed) < 2 {
		return nil
	}
	for i, folded := range l.foldedTitles {
		switch at := strings.Index(folded, typed); {
		case at == 0 && len(begin) < n:
			begin = append(begin, l.titles[i])
		case at > 0 && len(hold) < n:
			hold = append(hold, l.titles[i])
		}
	}
	all := append(begin, hold...)
	return all[:min(n, len(all))]
}

// spelt returns the words whose pinyin or initials begin as typed.
func (r *Rewriter) spelt(l *lexicon, typed string, n int) []string {
	spelling, ok := spell(strings.Fields(typed))
	if !ok || len(spelling.text) > maxSpelt {
		return nil
	}
	var found []int32
	for _, key := range r.keys(&spelling, 0, "") {
		found = append(found, startingWith(l.sounds, key)...)
	}
	if len(found) == 0 && len(spelling.text) >= minInitial-1 {
		found = startingWith(l.initials, spelling.text)
	}
	slices.Sort(found)
	return l.commonest(slices.Compact(found), n)
}

// keys returns the ways to cut letters into syllables, the last perhaps begun only.
func (r *Rewriter) keys(l *letters, at int, key string) []string {
	if at == len(l.text) {
		return []string{key}
	}
	if key != "" {
		key += " "
	}
	var list []string
	for _, end := range l.syllablesAt(at, r.tables.syllables) {
		if len(list) >= maxKeys {
			break
		}
		list = append(list, r.keys(l, end, key+l.text[at:end])...)
	}
	if len(list) == 0 && len(l.text)-at < longestSyllable && key != "" {
		list = append(list, key+l.text[at:])
	}
	return list[:min(maxKeys, len(list))]
}

func startingWith(table []sound, key string) []int32 {
	i, _ := slices.BinarySearchFunc(table, key, func(s sound, k string) int { return strings.Compare(s.key, k) })
	var found []int32
	for ; i < len(table) && strings.HasPrefix(table[i].key, key); i++ {
		found = append(found, table[i].word)
	}
	return found
}
