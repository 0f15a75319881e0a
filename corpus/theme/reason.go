package theme

import (
	"cmp"
	"slices"
)

// maxReasons is how many cues are named for the category, and for the themes.
const maxReasons = 5

// speaks lists the families whose cues are evidence for a category, with the
// part of their weight that counts (see clause.thrust).
func speaks(category string, f family) float64 {
	switch f {
	case famMore:
		return one(category == Add || category == Both)
	case famPush:
		return one(category == Add || category == Both) / 2
	case famLess, famBan, famPenalty, famFault:
		return one(category == Cut || category == Both)
	case famEvil:
		return one(category == Cut || category == Both) / 2
	case famRel:
		return one(category == Both)
	case famSkip:
		return 0
	}
	return one(category == Neither)
}

func one(b bool) float64 { return truth(b) }

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
			if code := a.themes[v.for_]; slices.Contains(themes, code) {
				list = append(list, f.reason(m, v.weight, code))
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
