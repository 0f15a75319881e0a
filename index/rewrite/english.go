package rewrite

import (
	"slices"
	"strings"
	"unicode"
)

// reading is a stretch of Latin tokens with the terms found in it.
type reading struct {
	tokens []span
	kept   []bool // function words, and names and numbers that Chinese texts print
	taken  []bool // by a term
	whole  []bool // in a term of several words that is not held: they mean something else by themselves
	terms  []edit
}

// english finds the terms of the glossary in a stretch: those of several words,
// the longest at every place, then pairs with a word between ("clean winter
// heating" has clean heating and winter heating), then single words.
func (a *attempt) english(tokens []span) reading {
	r := reading{tokens: tokens, kept: make([]bool, len(tokens)), taken: make([]bool, len(tokens)), whole: make([]bool, len(tokens))}
	var content []int // tokens that may be part of a term
	var stems []string
	for i, t := range tokens {
		lower := a.lower(t)
		stem := a.tables.stem(lower)
		if a.tables.stop[stem] || stem == "" {
			r.kept[i] = true
			continue
		}
		content, stems = append(content, i), append(stems, stem)
	}
	a.phrasal(&r)
	a.terms(&r, content, stems, 2)
	a.pairs(&r, content, stems)
	a.unheld(&r, content, stems)
	a.terms(&r, content, stems, 1)
	a.inflected(&r, content, stems)
	a.printed(&r, content)
	return r
}

// terms takes the longest terms of at least so many words, from left to right.
func (a *attempt) terms(r *reading, content []int, stems []string, least int) {
	for at := 0; at < len(content); {
		free := at
		for free < len(content) && !r.taken[content[free]] && (least > 1 || !r.whole[content[free]]) {
			free++
		}
		n, to := a.term(stems[at:free], least)
		if senses := a.senses(r, stems[at:free], least); n < 2 && len(senses) > 0 {
			n, to = 1, senses
		}
		if n == 0 {
			at++
			continue
		}
		if n == 1 {
			to = a.also(r.tokens[content[at]], to)
		}
		r.take(content[at:at+n], to)
		at += n
	}
}

// unheld marks the words of the glossary's terms of several words that no passage
// holds, and no part of which another term took: common prosperity is neither common
// nor prosperity.
func (a *attempt) unheld(r *reading, content []int, stems []string) {
	isTaken := func(i int) bool { return r.taken[i] }
	for at := range content {
		for n := min(a.tables.longest, len(stems)-at); n > 1; n-- {
			if words := content[at : at+n]; a.tables.english[strings.Join(stems[at:at+n], " ")] != nil && !slices.ContainsFunc(words, isTaken) {
				r.keepWhole(words)
			}
		}
	}
}

func (r *reading) keepWhole(tokens []int) {
	for _, i := range tokens {
		r.whole[i] = true
	}
}

// phrasal takes the terms that are one word without their function words: laid off
// is not laid, nor an only child a child.
func (a *attempt) phrasal(r *reading) {
	for from := range r.tokens {
		for to := min(len(r.tokens), from+a.tables.longest); to > from+1; to-- {
			var words []string
			for _, t := range r.tokens[from:to] {
				words = append(words, a.tables.stem(a.lower(t)))
			}
			if held := a.held(a.tables.phrasal[strings.Join(words, " ")]); len(held) > 0 && !r.taken[from] {
				r.take([]int{from, to - 1}, held)
			}
		}
	}
}

// senses returns what the first of some words means beside the other tokens, once
// single words are looked up.
func (a *attempt) senses(r *reading, stems []string, least int) []string {
	if least > 1 || len(stems) == 0 {
		return nil
	}
	return a.sensed(r.tokens, stems[0])
}

// also puts an acronym before its translations where the archive's texts print it
// more often (5G).
func (a *attempt) also(token span, to []string) []string {
	if isNamed(a.text(token)) && a.h.Frequency(a.lower(token)) > a.frequency(to[0]) {
		return append([]string{a.text(token)}, to...)
	}
	return to
}

// isNamed reports a word with a capital letter or digit.
func isNamed(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return unicode.IsDigit(c) || unicode.IsUpper(c) })
}

// term returns the number of words of the longest term of at least so many that
// stems begin with, and those of its translations that the archive holds.
func (a *attempt) term(stems []string, least int) (n int, to []string) {
	for n = min(a.tables.longest, len(stems)); n >= least; n-- {
		if to = a.held(a.tables.english[strings.Join(stems[:n], " ")]); len(to) > 0 {
			return n, to
		}
	}
	return 0, nil
}

// pairs reads words that no term took together with the next word but one,
// before or after them.
func (a *attempt) pairs(r *reading, content []int, stems []string) {
	for i := range content {
		for _, j := range []int{i + 2, i - 2} {
			if j < 0 || j >= len(content) || r.taken[content[i]] {
				continue
			}
			first, second := min(i, j), max(i, j)
			if to := a.held(a.tables.english[stems[first]+" "+stems[second]]); len(to) > 0 {
				r.take([]int{content[i]}, to)
			}
		}
	}
}

// inflected reads words that no term took without the ending of a verb.
func (a *attempt) inflected(r *reading, content []int, stems []string) {
	for i, at := range content {
		for _, base := range verbs(stems[i]) {
			if r.taken[at] || r.whole[at] {
				break
			}
			if to := a.held(a.tables.english[base]); len(to) > 0 {
				r.take([]int{at}, to)
			}
		}
	}
}

// verbs returns what a word may be an inflection of.
func verbs(word string) []string {
	var list []string
	for _, ending := range []string{"ing", "ed", "er", "or"} {
		if base, ok := strings.CutSuffix(word, ending); ok && len(base) > 2 {
			list = append(list, base, base+"e")
			if n := len(base); base[n-1] == base[n-2] {
				list = append(list, base[:n-1])
			}
		}
	}
	return list
}

// printed keeps names and numbers as they are where the archive has them.
func (a *attempt) printed(r *reading, content []int) {
	for _, i := range content {
		text := a.text(r.tokens[i])
		if !r.taken[i] && isNamed(text) && !a.tables.isSpoken(strings.ToLower(text)) && a.h.Frequency(strings.ToLower(text)) > 0 {
			r.kept[i], r.taken[i] = true, true
		}
	}
}

// take notes a term over some tokens.
func (r *reading) take(tokens []int, to []string) {
	first, last := tokens[0], tokens[len(tokens)-1]
	for i := first; i <= last; i++ {
		r.taken[i] = true
	}
	r.terms = append(r.terms, edit{span{r.tokens[first].start, r.tokens[last].end}, to, English})
}

// add notes edits of another kind, over tokens that no term took.
func (r *reading) add(edits []edit) {
	r.terms = append(r.terms, edits...)
	for i, t := range r.tokens {
		if slices.ContainsFunc(edits, t.within) {
			r.taken[i] = true
		}
	}
}

func (s span) within(e edit) bool { return e.start <= s.start && s.end <= e.end }

// complete reports a reading in which every word that is not a function word is
// part of a term.
func (r *reading) complete() bool {
	for i := range r.tokens {
		if !r.taken[i] && !r.kept[i] {
			return false
		}
	}
	return len(r.terms) > 0
}

// edits returns the terms, and leaves out the words that none took; none if there
// are no terms.
func (r *reading) edits() []edit {
	if len(r.terms) == 0 {
		return nil
	}
	edits := slices.Clone(r.terms)
	for i, t := range r.tokens {
		if !r.taken[i] {
			edits = append(edits, edit{t, []string{""}, English})
		}
		if i > 0 {
			edits = r.spaced(edits, span{r.tokens[i-1].end, t.start})
		}
	}
	return edits
}

// spaced puts a space in the place of the marks between two tokens: without their
// words they would mean something else ("anti-food" less anti).
func (r *reading) spaced(edits []edit, gap span) []edit {
	if slices.ContainsFunc(edits, func(e edit) bool { return e.overlaps(gap) }) {
		return edits
	}
	return append(edits, edit{gap, []string{" "}, English})
}

// isSpoken reports an English word of the lists.
func (t *tables) isSpoken(lower string) bool { return t.spoken[lower] || t.spoken[t.stem(lower)] }

// stems returns the words of a term in the form in which they are looked up:
// American spelling, singular, function words left out, hyphens apart.
func (t *tables) stems(words []string) []string {
	var list []string
	for _, word := range words {
		for part := range strings.FieldsFuncSeq(strings.ToLower(word), func(r rune) bool { return !isLatin(r) }) {
			if stem := t.stem(part); stem != "" && !t.stop[stem] {
				list = append(list, stem)
			}
		}
	}
	return list
}

// whole returns the words of a term in the form of stem, function words among them.
func (t *tables) whole(term string) string {
	var list []string
	for _, word := range strings.Fields(strings.ToLower(term)) {
		list = append(list, t.stem(word))
	}
	return strings.Join(list, " ")
}

// stem returns a word in lower case without its plural or possessive ending, in
// American spelling.
func (t *tables) stem(word string) string {
	word = strings.TrimSuffix(strings.ReplaceAll(word, "’", "'"), "'s")
	word = strings.Trim(word, "'")
	for _, ending := range [][2]string{{"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"ss", "ss"}, {"us", "us"}, {"is", "is"}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(word, ending[0]); ok && (len(stem) > 2 || len(stem) > 1 && ending[0] != "s") {
			word = stem + ending[1]
			break
		}
	}
	if other, ok := t.spelling[word]; ok {
		return other
	}
	if stem, ok := strings.CutSuffix(word, "isation"); ok {
		return stem + "ization"
	}
	return word
}
