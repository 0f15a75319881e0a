package rewrite

// abbreviations proposes full forms for abbreviations, and abbreviations as a
// further way to ask for full forms.
func (a *attempt) abbreviations() {
	whole := func(_ *phrase, s span) bool { return !a.cuts(s) }
	for _, run := range a.runs {
		a.tables.fulls.find(a.runes, run, whole, func(ph *phrase, s span) {
			a.propose(edit{s, a.current(ph.to), Abbreviation}, true)
		})
		a.tables.shorts.find(a.runes, run, whole, func(ph *phrase, s span) {
			a.expand(s, a.held(ph.to))
		})
		for _, s := range a.strangers(run) {
			a.expand(s, a.subsequence(a.runes[s.start:s.end]))
		}
	}
}

// expand proposes full forms; beside the abbreviation where the archive uses that
// more.
func (a *attempt) expand(s span, to []string) {
	if len(to) > 0 {
		a.propose(edit{s, to, Abbreviation}, a.frequency(a.text(s)) > a.frequency(to[0]))
	}
}

// minCurrent is how many passages must have an abbreviation that is asked for in
// the place of its full form.
const minCurrent = 20

// current returns the abbreviations that the archive uses as words.
func (a *attempt) current(shorts []string) []string {
	var list []string
	for _, s := range shorts {
		if len(list) < 2 && a.whole(s) >= minCurrent {
			list = append(list, s)
		}
	}
	return list
}
