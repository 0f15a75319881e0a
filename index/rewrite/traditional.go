package rewrite

import (
	"slices"

	"yinju/corpus/hanzi"
)

// simplify returns the runes in simplified characters and half width, one for
// one: listed phrases first (看著 is 看着, 著作 stays), then the fold of the
// index. What is invisible becomes a space.
func (r *Rewriter) simplify(raw []rune) []rune {
	out := make([]rune, 0, len(raw))
	for at := 0; at < len(raw); {
		if ph := r.tables.phrases.at(raw[at:], func(*phrase) bool { return true }); ph != nil {
			out = append(out, []rune(ph.to[0])...)
			at += len(ph.from)
			continue
		}
		switch c := hanzi.Fold(raw[at]); {
		case hanzi.Invisible(c):
			out = append(out, ' ')
		case hanzi.IsWord(c):
			out = append(out, c)
		default: // punctuation stays as typed
			out = append(out, raw[at])
		}
		at++
	}
	return out
}

// isTraditional reports a query with Traditional characters.
func (a *attempt) isTraditional() bool {
	for i, r := range a.raw {
		if hanzi.IsHan(r) && r != a.runes[i] {
			return true
		}
	}
	return false
}

// regional proposes mainland words for those of Taiwan and Hong Kong, and the
// right characters where the fold of the index alone finds the wrong ones.
func (a *attempt) regional() {
	traditional := a.isTraditional()
	fits := func(ph *phrase, s span) bool {
		return (traditional || !ph.traditional) && !a.cuts(s)
	}
	for _, run := range a.runs {
		a.tables.regional.find(a.runes, run, fits, func(ph *phrase, s span) {
			a.asTyped = append(a.asTyped, a.text(s))
			if common := a.common(ph); ph.to[0] != string(ph.from) && (traditional || !common) {
				a.propose(edit{s, a.held(ph.to), Regional}, common)
				a.foreign = append(a.foreign, s)
			}
		})
	}
}

// common reports a word that the archive's own texts use at least a tenth as
// often as its mainland form.
func (a *attempt) common(ph *phrase) bool {
	return a.whole(string(ph.from))*10 > a.frequency(ph.to[0])
}

// held returns those of the alternatives that the archive holds, three at most.
func (a *attempt) held(alternatives []string) []string {
	var list []string
	for _, text := range alternatives {
		if len(list) < 3 && !slices.Contains(list, text) && a.holds(text) {
			list = append(list, text)
		}
	}
	return list
}
