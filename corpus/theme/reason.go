package theme

import (
	"cmp"
	"slices"
)

// maxReasons is how many cues are named for the category, and for the themes.
const maxReasons = 5

// speaks says how much of the weight of a family's cues is evidence for a
// category (see clause.thrust).
func speaks(category string, f family) float64 {
	adds := truth(category == Add || category == Both)
	cuts := truth(category == Cut || category == Both)
	switch f {
	case famMore, famGood:
		return adds
	case famPush, famAble:
		return adds / 2
	case famLess, famBan, famPenalty, famFault:
		return cuts
	case famEvil:
		return cuts / 2
	case famRel:
		return truth(category == Both)
	case famProc, famDefine, famFormal, famDuty, famCond, famCalc, famThanks, famTell:
		return truth(category == Neither)
	case famNorm, famOffice:
		return truth(category == Neither) / 2
	}
	return 0
}

// pushReasons names the category cues that speak for category.
func (a *Annotator) pushReasons(text string, r *reading, category string) []Reason {
	var list []Reason
	for i := range r.clauses {
		for _, m := range r.clauses[i].cues {
			v := a.categoryCues.cues[m.cue].votes[0]
			if w := v.weight * speaks(category, v.for_); w > 0 {
				list = append(list, r.text.reason(m, w, category))
			}
		}
	}
	return named(text, strongest(list))
}

// themeReasons names the theme cues of the text that speak for themes.
func (a *Annotator) themeReasons(text string, f folded, found []match, themes []string) []Reason {
	var list []Reason
	for _, m := range found {
		for _, v := range a.themeCues.cues[m.cue].votes {
			if v.for_ < len(a.themes) && slices.Contains(themes, a.themes[v.for_]) {
				list = append(list, f.reason(m, v.weight, a.themes[v.for_]))
			}
		}
	}
	return named(text, strongest(list))
}

func (f folded) reason(m match, weight float64, for_ string) Reason {
	start, end := f.span(m.start, m.end)
	return Reason{Start: start, End: end, Weight: weight, For: for_}
}

// strongest turns weights into shares of all evidence and keeps the heaviest
// reasons, the earlier one first where they weigh the same.
func strongest(list []Reason) []Reason {
	sum := 0.
	for _, r := range list {
		sum += r.Weight
	}
	slices.SortStableFunc(list, func(a, b Reason) int { return cmp.Compare(b.Weight, a.Weight) })
	list = list[:min(len(list), maxReasons)]
	for i := range list {
		list[i].Weight /= sum
	}
	return list
}

// named fills in the words of the reasons from the passage as it is printed.
func named(text string, list []Reason) []Reason {
	if len(list) == 0 {
		return nil
	}
	points := []rune(text)
	for i := range list {
		list[i].Text = string(points[list[i].Start:list[i].End])
	}
	return list
}
