package rewrite

import (
	"slices"
	"strings"
)

// latin proposes Chinese for what is typed in Latin letters. The glossary has the
// first word: a stretch all of whose words it knows is English, and pinyin at
// most beside it. A stretch that reads as pinyin throughout is pinyin; any other
// is read term by term.
func (a *attempt) latin() {
	for _, tokens := range a.typed.latin {
		if tokens = a.letters(tokens); len(tokens) > 0 {
			a.stretch(tokens)
		}
	}
}

// letters returns the tokens, or none if all are numbers.
func (a *attempt) letters(tokens []span) []span {
	for _, t := range tokens {
		if strings.Trim(a.text(t), "0123456789'’") != "" {
			return tokens
		}
	}
	return nil
}

func (a *attempt) stretch(tokens []span) {
	english := a.english(tokens)
	var ways [][]edit
	if english.complete() {
		ways = append(ways, english.edits())
	}
	if pinyin := a.pinyin(tokens, plausible); len(pinyin) > 0 && (len(ways) > 0 || !a.surelyEnglish(tokens)) {
		ways = append(ways, pinyin)
	}
	if len(ways) == 0 {
		a.fill(&english)
		if edits := english.edits(); len(edits) > 0 {
			ways = append(ways, edits)
		}
	}
	if len(ways) > 0 {
		a.choices = append(a.choices, choice{ways: ways})
	}
}

// surelyEnglish reports tokens that are all English words of the lists, or have an
// acronym among them (AI is not 爱).
func (a *attempt) surelyEnglish(tokens []span) bool {
	all := true
	for _, t := range tokens {
		spoken := a.tables.isSpoken(a.lower(t))
		if spoken && t.len() > 1 && strings.ToUpper(a.text(t)) == a.text(t) {
			return true
		}
		all = all && spoken
	}
	return all
}

// fill reads what the glossary left as pinyin or initials, each run of such
// tokens by itself; beside English words only what is surely pinyin.
func (a *attempt) fill(e *reading) {
	likely := plausible
	if slices.ContainsFunc(e.tokens, func(t span) bool { return a.tables.isSpoken(a.lower(t)) }) {
		likely = certain
	}
	for from := 0; from < len(e.tokens); {
		to := from
		for to < len(e.tokens) && a.free(e, to) {
			to++
		}
		if to == from {
			from++
			continue
		}
		edits := a.pinyin(e.tokens[from:to], likely)
		for i := from; i < to && len(edits) == 0; i++ {
			edits = append(edits, a.initials(e.tokens[i])...)
		}
		e.add(edits)
		from = to
	}
}

// free reports a token of a reading that is no English word and not yet read.
func (a *attempt) free(e *reading, i int) bool {
	return !e.taken[i] && !a.tables.isSpoken(a.lower(e.tokens[i]))
}
