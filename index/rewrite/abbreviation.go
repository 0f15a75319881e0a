package rewrite

// Bounds of how much commoner in the archive the typed form may be than the form
// that is asked for beside it.
const (
	commonShort = 10 // an abbreviation than its full form
	commonFull  = 50 // a full form than its abbreviation
)

// minCurrent is how many passages must have an abbreviation as a word before it is
// asked for beside its full form.
const minCurrent = 5

// abbreviations proposes full forms for abbreviations, and abbreviations as a
// further way to ask for full forms.
func (a *attempt) abbreviations() {
	whole := func(_ *phrase, s span) bool { return !a.cuts(s) }
	for _, run := range a.runs {
		a.tables.fulls.find(a.runes, run, whole, func(ph *phrase, s span) {
			a.propose(edit{s, a.current(ph), Abbreviation}, true)
		})
		for _, list := range []*phrases{a.tables.shorts, a.lexicon.shorts} {
			list.find(a.runes, run, whole, func(ph *phrase, s span) {
				a.expand(s, a.held(ph.to))
			})
		}
	}
}

// expand proposes full forms; beside the abbreviation where the archive uses that
// more, and not at all where it uses it far more.
func (a *attempt) expand(s span, to []string) {
	if len(to) == 0 {
		return
	}
	short, full := a.whole(a.text(s)), a.frequency(to[0])
	if short < commonShort*full {
		a.propose(edit{s, to, Abbreviation}, short > full)
	}
}

// current returns the abbreviations of a full form that the archive uses as words.
func (a *attempt) current(full *phrase) []string {
	var list []string
	for _, short := range full.to {
		n := a.h.Frequency(short)
		if len(list) < 2 && n >= minCurrent && n*commonFull > a.whole(string(full.from)) {
			list = append(list, short)
		}
	}
	return list
}

// unlisted proposes full forms for what could be abbreviations that no list has.
func (a *attempt) unlisted() {
	for _, run := range a.runs {
		for _, s := range a.strangers(run) {
			a.expand(s, a.subsequence(a.runes[s.start:s.end]))
		}
	}
}
