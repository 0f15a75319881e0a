package theme

import (
	"cmp"
	"math"
	"slices"
)

// Weights of the places where a theme cue can stand, set by reading; what the sums
// are worth beside the runs of characters is fitted.
const (
	openingWeight = 1.5 // the first openingRunes of the passage
	openingRunes  = 24
	titleWeight   = .6
	headingWeight = .6
	maxThemes     = 3
)

// evidence is what the themes of a passage are decided on: the theme cues of its
// text, by place in the folded text, and those of its headings and title.
type evidence struct {
	text   []match
	asides []aside
}

// aside is a heading or the title with its theme cues.
type aside struct {
	text  string
	fold  folded
	found []match
}

// themeEvidence finds the theme cues and sums up their votes, by theme.
func (a *Annotator) themeEvidence(in Input, text folded) (evidence, []float64) {
	e := evidence{text: a.themeMatches(text)}
	scores := make([]float64, len(a.themes)+1) // the last is skip
	a.score(scores, e.text, openingRunes, openingWeight)
	for _, h := range in.Headings {
		e.asides = append(e.asides, a.scoreAside(scores, h, headingWeight))
	}
	e.asides = append(e.asides, a.scoreAside(scores, in.Title, titleWeight))
	return e, scores[:len(a.themes)]
}

func (a *Annotator) themeMatches(text folded) []match {
	return outside(a.themeCues.find(text.runes), ordinals(text.runes))
}

// score adds the votes of found; a cue that comes again counts less each time.
func (a *Annotator) score(scores []float64, found []match, opening int, weight float64) {
	seen := make(map[int32]float64, len(found))
	for _, m := range found {
		seen[m.cue]++
		w := 1 / math.Sqrt(seen[m.cue])
		if m.start < opening {
			w *= weight
		}
		for _, v := range a.themeCues.cues[m.cue].votes {
			scores[v.for_] += v.weight * w
		}
	}
}

// scoreAside scores a title or heading, whose cues weigh weight wherever they stand.
func (a *Annotator) scoreAside(scores []float64, text string, weight float64) aside {
	f := fold(text)
	found := a.themeMatches(f)
	a.score(scores, found, len(f.runes), weight)
	return aside{text, f, found}
}

// fallbackShare is what the score of gov counts: every subject is administered
// somehow, so another theme about as strong goes before it.
const fallbackShare = .97

// The share of the strongest theme's score that a second and a third must reach.
const (
	secondShare = .5
	thirdShare  = .6
)

// choose returns the theme with the strongest cues and those that come near it. It is
// for short passages: in a few words the runs of characters tell little.
func (a *Annotator) choose(scores []float64) []string {
	scores = slices.Clone(scores)
	scores[slices.Index(a.themes, Fallback)] *= fallbackShare
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(scores[j], scores[i]) })
	top := scores[order[0]]
	if top == 0 {
		return []string{Fallback}
	}
	chosen := []string{a.themes[order[0]]}
	for rank, share := range []float64{secondShare, thirdShare} {
		if scores[order[rank+1]] < share*top {
			break
		}
		chosen = append(chosen, a.themes[order[rank+1]])
	}
	return chosen
}
