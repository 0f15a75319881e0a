package theme

import (
	"cmp"
	"slices"
)

// maxReasons is how many cues are named for the category, and for the themes.
const maxReasons = 5

// speaks says how much of the weight of a family's cues is evidence for a
// category in clause c. It follows clause.thrust: a push word speaks for adding
// only where its object is not an evil.
func (c *clause) speaks(category string, f family) float64 {
	adds := truth(category == Add || category == Both)
	cuts := truth(category == Cut || category == Both)
	evil, plain := c.sum[famEvil] > 0, c.sum[famEvil]+c.cutting() == 0
	switch f {
	case famMore, famGood:
		if c.sum[famBan]+c.sum[famPenalty] > 0 {
			return adds / 4
		}
		return adds
	case famPush:
		return (adds*truth(plain) + cuts*truth(evil)) / 2
	case famAble:
		return adds / 2 * truth(plain && c.sum[famPush] > 0)
	case famLess, famBan, famPenalty, famFault:
		return cuts
	case famEvil:
		return cuts / 2
	case famRel:
		return truth(category == Both)
	}
	return truth(category == Neither && neutral(f))
}

// neutral families hold the marks of procedure, definition and the like, which
// speak for 无.
func neutral(f family) bool {
	switch f {
	case famProc, famDefine, famFormal, famDuty, famCond, famCalc, famThanks, famTell:
		return true
	}
	return false
}

// markWeight is what a cue of a neutral family must weigh to be named: lighter
// ones (办理, 有关, 根据) need the company of others and explain nothing.
const markWeight = 1

// pushReasons names the category cues that speak for category.
func (a *Annotator) pushReasons(text string, r *reading, category string) []Reason {
	var list []Reason
	for i := range r.clauses {
		c := &r.clauses[i]
		for _, m := range c.cues {
			v := a.categoryCues.cues[m.cue].votes[0]
			if neutral(v.for_) && v.weight < markWeight {
				continue
			}
			if w := v.weight * c.weight * c.speaks(category, v.for_); w > 0 {
				list = append(list, r.text.reason(m, w, category))
			}
		}
	}
	return named(text, strongest(list, maxReasons))
}

// themeReasons names the theme cues that speak for themes: those of the text,
// and for a theme without any there, those of the headings and the title. The
// themes share maxReasons, an earlier one having the rest of the division.
func (a *Annotator) themeReasons(in Input, text folded, e evidence, themes []string) []Reason {
	var list []Reason
	for i, theme := range themes {
		found := a.voting(text, e.text, theme)
		if len(found) == 0 {
			found = a.outsideReasons(e.asides, theme)
		}
		list = append(list, strongest(found, (maxReasons+len(themes)-1-i)/len(themes))...)
	}
	return named(in.Text, list)
}

// outsideReasons names the words of headings and title that vote for theme.
func (a *Annotator) outsideReasons(asides []aside, theme string) []Reason {
	var list []Reason
	for _, s := range asides {
		for _, r := range named(s.text, a.voting(s.fold, s.found, theme)) {
			r.Start, r.End, r.Weight = 0, 0, r.Weight*titleWeight
			list = append(list, r)
		}
	}
	return list
}

// voting returns the cues found in f that vote for theme.
func (a *Annotator) voting(f folded, found []match, theme string) []Reason {
	var list []Reason
	for _, m := range found {
		for _, v := range a.themeCues.cues[m.cue].votes {
			if v.for_ < len(a.themes) && a.themes[v.for_] == theme {
				list = append(list, f.reason(m, v.weight, theme))
			}
		}
	}
	return list
}

// reason is a match without its words, which named fills in.
func (f folded) reason(m match, weight float64, for_ string) Reason {
	start, end := f.span(m.start, m.end)
	return Reason{Start: start, End: end, Weight: weight, For: for_}
}

// named fills in the words of the reasons that lie in text, as it is printed.
func named(text string, list []Reason) []Reason {
	if len(list) == 0 {
		return nil
	}
	points := []rune(text)
	for i, r := range list {
		if r.End > r.Start {
			list[i].Text = string(points[r.Start:r.End])
		}
	}
	return list
}

// strongest turns weights into shares of all evidence and keeps the heaviest
// reasons, most of them at most, the earlier one first where they weigh the same, each once.
func strongest(list []Reason, most int) []Reason {
	list = distinct(list)
	sum := 0.
	for _, r := range list {
		sum += r.Weight
	}
	slices.SortStableFunc(list, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Start, b.Start))
	})
	list = list[:min(len(list), most)]
	for i := range list {
		list[i].Weight /= sum
	}
	return list
}

// distinct drops a reason that stands earlier in list with the same place, text
// and For.
func distinct(list []Reason) []Reason {
	seen := make(map[Reason]bool, len(list))
	kept := list[:0]
	for _, r := range list {
		key := r
		key.Weight = 0
		if !seen[key] {
			seen[key] = true
			kept = append(kept, r)
		}
	}
	return kept
}

// Cues returns the reasons with each place named once, for those who do not tell
// what a cue speaks for: the same words may speak for the category and a theme.
func (l Label) Cues() []Reason {
	type place struct {
		text       string
		start, end int
	}
	seen := map[place]bool{}
	var list []Reason
	for _, r := range l.Reasons {
		if at := (place{r.Text, r.Start, r.End}); !seen[at] {
			seen[at] = true
			list = append(list, r)
		}
	}
	return list
}
