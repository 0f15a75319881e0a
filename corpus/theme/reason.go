package theme

import (
	"cmp"
	"math"
	"slices"
	"unicode"
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

// pushReasons names what spoke for category rather than for the next best: words of
// the text, and where there are none, of the headings and the title.
func (a *Annotator) pushReasons(text string, v *view, category string, z []float32) []Reason {
	r := rivals{model: a.model, category: slices.Index(categoryOrder[:], category)}
	r.rival = r.next(z)
	list := v.separate(a.candidates(v, r))
	if len(list) == 0 && category != Neither {
		return a.headReasons(v, r)
	}
	return named(text, strongest(list, maxReasons))
}

// rivals are the category said and the next best one, by output.
type rivals struct {
	*model
	category, rival int
}

func (r rivals) next(z []float32) int {
	best := (r.category + 1) % len(categoryOrder)
	for c := range categoryOrder {
		if c != r.category && z[c] > z[best] {
			best = c
		}
	}
	return best
}

// margin is what a feature of value 1 adds to the category beyond its rival.
func (r rivals) margin(feature int32) float64 {
	w := r.weights[int(feature)*r.outputs:]
	return float64(w[r.category] - w[r.rival])
}

// side is what words speak for: where the passage does both, one of the two.
func (r rivals) side(feature int32) string {
	w := r.weights[int(feature)*r.outputs:]
	if categoryOrder[r.category] != Both {
		return categoryOrder[r.category]
	}
	if w[1] > w[0] {
		return Cut
	}
	return Add
}

// candidates are the cues and the runs of two and more characters that speak for the
// category. A cue has its share of what the measures say, and the runs inside it.
func (a *Annotator) candidates(v *view, r rivals) []Reason {
	worth := v.worth(r)
	list := a.cueReasons(v, r, worth)
	if categoryOrder[r.category] == Neither { // the absence of push has no words but those
		return list
	}
	hidden := v.hidden()
	for _, g := range v.grams {
		if g.end-g.start >= 2 && r.margin(g.feature) > 0 && !hidden(g) {
			list = append(list, v.text.reason(match{start: g.start, end: g.end}, sumOf(worth[g.start:g.end]), r.side(g.feature)))
		}
	}
	return list
}

// hidden returns what tells runs that name nothing: with other than Chinese
// characters in them, of an ordinal or an aside.
func (v *view) hidden() func(gram) bool {
	text := v.text.runes
	ordinal, aside := ordinals(text), asides(text)
	return func(g gram) bool {
		for i := g.start; i < g.end; i++ {
			if ordinal[i] || aside[i] || !unicode.Is(unicode.Han, text[i]) {
				return true
			}
		}
		return false
	}
}

// worth spreads what each run adds over its characters, where it stands first.
func (v *view) worth(r rivals) []float64 {
	worth, met := make([]float64, len(v.text.runes)), map[int32]bool{}
	for _, g := range v.grams {
		if !met[g.feature] {
			met[g.feature] = true
			for i := g.start; i < g.end; i++ {
				worth[i] += r.margin(g.feature) / float64(g.end-g.start)
			}
		}
	}
	scale := textScale / math.Sqrt(math.Max(float64(len(met)), fewRuns))
	for i := range worth {
		worth[i] *= scale
	}
	return worth
}

// markWeight is what a cue of a neutral family must weigh to be named: lighter
// ones (办理, 有关, 根据) need the company of others and explain nothing.
const markWeight = 1

// cueReasons are the cues that speak for the category.
func (a *Annotator) cueReasons(v *view, r rivals, worth []float64) []Reason {
	measured := 0.
	for i, x := range v.features() {
		measured += x * r.margin(int32(i))
	}
	var list []Reason
	total := 0.
	for i := range v.clauses {
		c := &v.clauses[i]
		for _, m := range c.cues {
			vote := a.categoryCues.cues[m.cue].votes[0]
			if neutral(vote.for_) && vote.weight < markWeight {
				continue
			}
			if w := vote.weight * c.weight * c.speaks(categoryOrder[r.category], vote.for_); w > 0 {
				reason := v.text.reason(m, w, categoryOrder[r.category])
				reason.For = sideOf(reason.For, vote.for_)
				list, total = append(list, reason), total+w
			}
		}
	}
	for i := range list {
		from, to := v.text.folded(list[i])
		list[i].Weight = math.Max(measured, 0)*list[i].Weight/total + sumOf(worth[from:to])
	}
	return slices.DeleteFunc(list, func(r Reason) bool { return r.Weight <= 0 })
}

// sideOf is what a cue speaks for in a passage that does both.
func sideOf(category string, f family) string {
	switch {
	case category != Both:
		return category
	case f == famMore || f == famGood || f == famPush || f == famAble:
		return Add
	case f == famRel:
		return Both
	}
	return Cut
}

// folded returns the folded runes [from, to) of a reason.
func (f folded) folded(r Reason) (from, to int) {
	from, _ = slices.BinarySearch(f.at, int32(r.Start))
	to, _ = slices.BinarySearch(f.at, int32(r.End))
	return from, to
}

// separate keeps the heaviest of reasons that overlap.
func (v *view) separate(list []Reason) []Reason {
	slices.SortStableFunc(list, func(a, b Reason) int { return cmp.Compare(b.Weight, a.Weight) })
	var kept []Reason
	for _, r := range list {
		if len(kept) == maxReasons {
			break
		}
		if r.Weight > 0 && !slices.ContainsFunc(kept, func(k Reason) bool { return r.Start < k.End && k.Start < r.End }) {
			kept = append(kept, r)
		}
	}
	return kept
}

// headReasons names the runs of headings and title that speak for the category.
func (a *Annotator) headReasons(v *view, r rivals) []Reason {
	var list []Reason
	for _, h := range v.above {
		best := Reason{For: categoryOrder[r.category]}
		for _, g := range h.grams {
			if w := r.margin(g.feature); w > best.Weight {
				start, end := h.fold.span(g.start, g.end)
				best.Text, best.Weight = string([]rune(h.text)[start:end]), w
			}
		}
		if best.Text != "" {
			list = append(list, best)
		}
	}
	return strongest(list, maxReasons)
}

func sumOf(list []float64) (s float64) {
	for _, v := range list {
		s += v
	}
	return s
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

// SpeaksFor reports a reason for a category; of 加减 also those for either half.
func (r Reason) SpeaksFor(category string) bool {
	return r.For == category || category == Both && (r.For == Add || r.For == Cut)
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
