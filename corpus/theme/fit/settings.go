package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"yinju/corpus/theme"
)

const folds = 5

// answer is what a fold that knew nothing of a passage says of it.
type answer struct {
	theme.Read
	p []float32 // of the outputs
}

// settings holds what is chosen by cross-validation.
type settings struct {
	rel, further, both float64
	confidence         [][2]float64 // probability and share right
}

// settings cross-validates, and chooses on the passages that were read twice: they
// were drawn as the published test was.
func (t *task) settings() settings {
	var all, twice []answer
	for n := range folds {
		var rest, held []theme.Read
		for _, r := range t.rows {
			if fold(r.Document()) == n {
				held = append(held, r)
			} else {
				rest = append(rest, r)
			}
		}
		a := t.quick(rest)
		for _, r := range held {
			all = append(all, answer{r, a.Probabilities(r.Input)})
		}
	}
	for _, a := range all {
		if len(a.Readings) > 1 {
			twice = append(twice, a)
		}
	}
	fmt.Printf("cross-validated: accuracy %.3f, of those read twice %.3f\n", accuracy(all), accuracy(twice))
	both := bestBoth(all)
	for _, a := range twice {
		a.raise(both)
	}
	fmt.Printf("加减 raised by %.1f: accuracy %.3f of those read twice\n", both, accuracy(twice))
	return settings{rel: bestRel(all), further: bestFurther(twice), both: both, confidence: curve(twice)}
}

func fold(doc string) int {
	h := fnv.New32a()
	h.Write([]byte(doc))
	return int(h.Sum32() % folds)
}

// said returns the number of the most probable category.
func (a answer) said() int {
	p := a.p[:len(theme.Categories())]
	return slices.Index(p, slices.Max(p))
}

func (a answer) right() bool { return theme.Categories()[a.said()].Code == a.Category }

func accuracy(list []answer) float64 {
	n := 0.
	for _, a := range list {
		if a.right() {
			n++
		}
	}
	return n / float64(max(len(list), 1))
}

// raise adds to the score of 加减.
func (a answer) raise(by float64) {
	p := a.p[:len(theme.Categories())]
	p[bothAt] *= float32(math.Exp(by))
	sum := float32(0)
	for _, v := range p {
		sum += v
	}
	for i := range p {
		p[i] /= sum
	}
}

// bothAt is the number of 加减 among the categories.
const bothAt = 2

// bestBoth returns how much 加减 is raised for the best macro-F1.
func bestBoth(list []answer) float64 {
	top, at := 0., 0.
	for by := 0.; by < 1.55; by += .1 {
		raised := make([]answer, len(list))
		for i, a := range list {
			raised[i] = answer{a.Read, slices.Clone(a.p)}
			raised[i].raise(by)
		}
		if f := macro(raised); f > top {
			top, at = f, by
		}
	}
	return at
}

func macro(list []answer) float64 {
	var right, said, read [4]float64
	for _, a := range list {
		s := a.said()
		said[s]++
		for i, c := range theme.Categories() {
			read[i] += one(c.Code == a.Category)
			right[i] += one(c.Code == a.Category && i == s)
		}
	}
	sum := 0.
	for i := range right {
		sum += 2 * right[i] / max(said[i]+read[i], 1) / 4
	}
	return sum
}

// bestRel returns the threshold with the best F1.
func bestRel(list []answer) float64 {
	at := len(theme.Categories())
	return best(func(least float64) float64 {
		var right, said, read float64
		for _, a := range list {
			yes := float64(a.p[at]) >= least
			said += one(yes)
			read += one(a.Rel)
			right += one(yes && a.Rel)
		}
		return 2 * right / (said + read)
	})
}

// bestFurther returns the threshold of a second theme with the best micro-F1.
func bestFurther(list []answer) float64 {
	return best(func(least float64) float64 {
		var right, said, read float64
		for _, a := range list {
			themes := a.themes(least)
			for _, r := range a.Readings[:2] {
				said += float64(len(themes))
				read += float64(len(r.Themes))
				for _, t := range themes {
					right += one(slices.Contains(r.Themes, t))
				}
			}
		}
		return 2 * right / (said + read)
	})
}

func (a answer) themes(least float64) []string {
	list, p := theme.Themes(), a.p[len(theme.Categories())+1:]
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[j], p[i]) })
	chosen := []string{list[order[0]].Code}
	for _, i := range order[1:3] {
		if float64(p[i]) >= least {
			chosen = append(chosen, list[i].Code)
		}
	}
	return chosen
}

func best(score func(least float64) float64) float64 {
	top, at := -1., 0.
	for least := .1; least < .75; least += .05 {
		if s := score(least); s > top {
			top, at = s, least
		}
	}
	return at
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// steps is how many points the curve of confidence has at first.
const steps = 12

// curve says what a probability is worth: the share right of equal bins, neighbours
// thrown together until it rises (pool adjacent violators).
func curve(list []answer) [][2]float64 {
	slices.SortFunc(list, func(a, b answer) int { return cmp.Compare(a.top(), b.top()) })
	type bin struct{ p, right, n float64 }
	var bins []bin
	for i := range steps {
		b := bin{}
		for _, a := range list[i*len(list)/steps : (i+1)*len(list)/steps] {
			b.p, b.right, b.n = b.p+a.top(), b.right+one(a.right()), b.n+1
		}
		bins = append(bins, b)
		for k := len(bins) - 1; k > 0 && bins[k].right/bins[k].n < bins[k-1].right/bins[k-1].n; k-- {
			bins[k-1] = bin{bins[k-1].p + bins[k].p, bins[k-1].right + bins[k].right, bins[k-1].n + bins[k].n}
			bins = bins[:k]
		}
	}
	var points [][2]float64
	for _, b := range bins {
		points = append(points, [2]float64{b.p / b.n, b.right / b.n})
	}
	return points
}

func (a answer) top() float64 { return float64(a.p[a.said()]) }

// String returns settings.tsv.
func (s settings) String() string {
	var b strings.Builder
	fmt.Fprint(&b, "# Chosen by corpus/theme/fit on passages that the weights were not fitted on.\n# name\tvalue\tvalue\tcomment\n")
	fmt.Fprintf(&b, "rel\t%.2f\t0\tleast probability of rel\n", s.rel)
	fmt.Fprintf(&b, "further\t%.2f\t0\tleast probability of a second and a third theme\n", s.further)
	fmt.Fprintf(&b, "both\t%.1f\t0\tby how much the score of 加减 is raised\n", s.both)
	for _, c := range s.confidence {
		fmt.Fprintf(&b, "confidence\t%.4f\t%.4f\ta probability of the category said, and how often it is right\n", c[0], c[1])
	}
	return b.String()
}
