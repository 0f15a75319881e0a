package rewrite

import "slices"

// Bounds of how much commoner in the archive the typed form may be than the form
// that is asked for beside it.
const (
	commonShort = 10 // an abbreviation than its full form
	commonFull  = 50 // a full form than its abbreviation
)

// minCurrent is how many passages must have an abbreviation that is a word before it is
// asked for beside its full form.
const minCurrent = 5

// abbreviations proposes full forms for abbreviations, and abbreviations as a
// further way to ask for full forms: those of the lists first, then those that the
// archive's own texts introduce.
func (a *attempt) abbreviations() {
	own := a.lexicon.introduced
	for _, run := range a.runs {
		a.shorten(a.tables.fulls, run, a.current)
		a.shorten(own.fulls, run, a.coined)
		a.tables.shorts.find(a.runes, run, a.standing, func(short *phrase, s span) {
			a.asTyped = append(a.asTyped, a.text(s))
			a.expand(s, a.held(append(slices.Clone(short.to), own.expansions(short.from)...)))
		})
		own.shorts.find(a.runes, run, a.standing, func(short *phrase, s span) {
			a.expand(s, a.held(slices.DeleteFunc(slices.Clone(short.to), func(full string) bool { return a.outgrown(string(short.from), full) })))
		})
	}
}

// entire reports a span that cuts through no word.
func (a *attempt) entire(_ *phrase, s span) bool { return !a.cuts(s) }

// partial proposes full forms for the abbreviations of the lists that stand next to
// a character that may follow any (局 in 社保局), once no error was found in it.
func (a *attempt) partial() {
	fits := func(ph *phrase, s span) bool { return !a.standing(ph, s) && a.entire(ph, s) && a.joinable(s) }
	for _, run := range a.runs {
		a.tables.shorts.find(a.runes, run, fits, func(short *phrase, s span) { a.expand(s, a.held(short.to)) })
	}
}

// standing reports a span that is no part of a longer abbreviation: no character
// that is a word by itself stands next to it, unless the archive prints them so.
func (a *attempt) standing(ph *phrase, s span) bool {
	return a.entire(ph, s) && !slices.ContainsFunc(a.typed.words, func(w span) bool {
		return a.alone(w) && (w.end == s.start && !a.literal(a.text(span{w.start, s.end}), true) || w.start == s.end && !a.literal(a.text(span{s.start, w.end}), true))
	})
}

// joinable reports a span whose neighbours of one character are such as stand before
// or after any name.
func (a *attempt) joinable(s span) bool {
	return !slices.ContainsFunc(a.typed.words, func(w span) bool {
		return a.alone(w) && (w.end == s.start && !a.tables.before[a.runes[w.start]] || w.start == s.end && !a.tables.after[a.runes[w.start]])
	})
}

// shorten proposes abbreviations as a further way to ask for the full forms of a
// list.
func (a *attempt) shorten(fulls *phrases, run span, to func(full *phrase) []string) {
	fulls.find(a.runes, run, a.entire, func(full *phrase, s span) {
		a.propose(edit{s, to(full), Abbreviation}, true)
	})
}

// expand proposes full forms; beside the abbreviation where the archive uses that
// more, and not at all where it uses it far more.
func (a *attempt) expand(s span, to []string) {
	if len(to) == 0 || slices.ContainsFunc(a.foreign, s.overlaps) {
		return
	}
	short, full := a.whole(a.text(s)), a.frequency(to[0])
	if short < commonShort*full {
		a.propose(edit{s, to, Abbreviation}, short > full)
	}
}

// current returns the abbreviations of a full form that the archive uses.
func (a *attempt) current(full *phrase) []string {
	var list []string
	for _, short := range full.to {
		if len(list) < 2 && a.uses(short, string(full.from)) {
			list = append(list, short)
		}
	}
	return list
}

// uses reports an abbreviation that the archive uses: a word of enough passages, or
// one that is no word to the tokeniser (经开区) and held literally.
func (a *attempt) uses(short, full string) bool {
	if n := a.h.Frequency(short); n > 0 {
		return n >= minCurrent && n*commonFull > a.whole(full)
	}
	return len([]rune(short)) >= minInitial && a.literal(short, false) // 义教 is in 主义教育
}

// coined returns the introduced abbreviations of a full form. One of two characters
// that is a commoner word means something wider (中国 for 中华人民共和国).
func (a *attempt) coined(full *phrase) []string {
	var list []string
	for _, short := range full.to {
		wider := a.outgrown(short, string(full.from)) && len([]rune(short)) < minInitial
		if len(list) < 2 && !wider && a.whole(short) < commonShort*a.frequency(string(full.from)) {
			list = append(list, short)
		}
	}
	return list
}

// outgrown reports an introduced abbreviation that is a commoner word than its full
// form: it needs no explanation, or means something wider (中国, 退休人员).
func (a *attempt) outgrown(short, full string) bool { return a.whole(short) > a.frequency(full) }

// unlisted proposes full forms for what could be abbreviations that no list has.
func (a *attempt) unlisted() {
	for _, run := range a.runs {
		for _, s := range a.strangers(run) {
			a.expand(s, a.subsequence(a.runes[s.start:s.end]))
		}
	}
}
