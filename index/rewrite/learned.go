package rewrite

import (
	"cmp"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// introduced is what the archive's own texts introduce, both ways.
type introduced struct{ shorts, fulls *phrases }

// Bounds of what is learned from introductions.
const (
	maxExpansions = 2  // full forms of an abbreviation; one with more is a word that every text defines for itself
	maxIntroduced = 16 // characters of a full form
	maxRatio      = 4  // times as long as its abbreviation that a full form may be
)

// described marks a full form that is a description and no name (排污单位 for
// 排放污染物的企业事业单位): it holds in its own text only.
var described = regexp.MustCompile("的|或者|是|所属|及其")

// readIntroduced orders the introduced pairs: where texts expand an abbreviation
// in two ways both are kept, the one that more texts introduce first, for
// neither is wrong and the reader sees which was asked for (在线平台: 在线审批监管平台,
// 在线监管平台). Three ways and more are dropped.
func readIntroduced(pairs func() iter.Seq2[string, string]) introduced {
	in := introduced{&phrases{}, &phrases{}}
	if pairs == nil {
		return in
	}
	texts := countTexts(pairs())
	for _, short := range slices.Sorted(maps.Keys(texts)) {
		of := texts[short]
		fulls := slices.SortedFunc(maps.Keys(of), func(a, b string) int { return cmp.Or(of[b]-of[a], strings.Compare(a, b)) })
		if len(fulls) > maxExpansions {
			continue
		}
		in.shorts.add(short, fulls, false)
		for _, full := range fulls {
			in.fulls.add(full, []string{short}, false)
		}
	}
	in.shorts.sort()
	in.fulls.sort()
	return in
}

// expansions returns the full forms that texts introduce an abbreviation for.
func (in introduced) expansions(short []rune) []string {
	if ph := in.shorts.at(short, func(ph *phrase) bool { return len(ph.from) == len(short) }); ph != nil {
		return ph.to
	}
	return nil
}

// countTexts returns, by abbreviation and full form, how many texts introduce it.
func countTexts(pairs iter.Seq2[string, string]) map[string]map[string]int {
	texts := map[string]map[string]int{}
	for short, full := range pairs {
		short, full = simple(short), simple(full)
		size := len([]rune(full))
		if short == "" || size > maxIntroduced || size > maxRatio*len([]rune(short)) || described.MatchString(full) {
			continue
		}
		if texts[short] == nil {
			texts[short] = map[string]int{}
		}
		texts[short][full]++
	}
	return texts
}
