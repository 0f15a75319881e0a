package theme

import (
	"fmt"
	"slices"
	"strings"
)

// Report says how far an annotator agrees with labelled passages. All figures
// but N and the counts are shares, 0 to 1.
type Report struct {
	N               int
	Accuracy        float64
	MacroF1         float64
	Classes         []ClassFigures // in the order of Categories
	Confusion       map[string]map[string]int
	Rel             ClassFigures
	ThemesMicroF1   float64 // mean of the micro-F1 against each reading, or against the settled themes where there are no readings
	FirstTheme      float64 // share whose first theme is the settled first theme
	Majority        string  // the most frequent category
	MajorityShare   float64 // accuracy of always saying it
	MajorityMacroF1 float64
	Confidence      []Bin
}

// ClassFigures are the figures of one category.
type ClassFigures struct {
	Code      string
	N         int // labelled so
	Precision float64
	Recall    float64
	F1        float64
}

// Bin holds the passages whose confidence is at least From and below the next bin's.
type Bin struct {
	From     float64
	N        int
	Accuracy float64
}

// Evaluate labels every sample's input and compares. On passages that the weights
// were fitted on it flatters; CrossValidated has the figures to expect elsewhere. No samples give a zero Report.
func Evaluate(samples []Sample, label func(Input) Label) Report {
	r := Report{N: len(samples), Confusion: map[string]map[string]int{}}
	if len(samples) == 0 {
		return r
	}
	said := make([]Label, len(samples))
	for i, s := range samples {
		said[i] = label(s.Input)
		if r.Confusion[s.Category] == nil {
			r.Confusion[s.Category] = map[string]int{}
		}
		r.Confusion[s.Category][said[i].Category]++
	}
	r.countClasses()
	r.countRel(samples, said)
	r.countThemes(samples, said)
	r.countConfidence(samples, said)
	return r
}

func (r *Report) countClasses() {
	right, most := 0, 0
	for _, c := range Categories() {
		f := classFigures(c.Code, r.Confusion)
		right += r.Confusion[c.Code][c.Code]
		r.MacroF1 += f.F1 / float64(len(categoryOrder))
		if f.N > most {
			most, r.Majority = f.N, c.Code
		}
		r.Classes = append(r.Classes, f)
	}
	r.Accuracy = ratio(right, r.N)
	r.MajorityShare = ratio(most, r.N)
	r.MajorityMacroF1 = harmonic(r.MajorityShare, 1) / float64(len(categoryOrder))
}

func classFigures(code string, confusion map[string]map[string]int) ClassFigures {
	hits, said, labelled := confusion[code][code], 0, 0
	for truth, row := range confusion {
		said += row[code]
		if truth == code {
			for _, n := range row {
				labelled += n
			}
		}
	}
	return figures(code, hits, said, labelled)
}

func figures(code string, hits, said, labelled int) ClassFigures {
	p, r := ratio(hits, said), ratio(hits, labelled)
	return ClassFigures{Code: code, N: labelled, Precision: p, Recall: r, F1: harmonic(p, r)}
}

func (r *Report) countRel(samples []Sample, said []Label) {
	hits, all, labelled := 0, 0, 0
	for i, s := range samples {
		if said[i].Rel {
			all++
		}
		if s.Rel {
			labelled++
		}
		if s.Rel && said[i].Rel {
			hits++
		}
	}
	r.Rel = figures("rel", hits, all, labelled)
}

func (r *Report) countThemes(samples []Sample, said []Label) {
	first := 0
	for i, s := range samples {
		if len(s.Themes) > 0 && said[i].Themes[0] == s.Themes[0] {
			first++
		}
	}
	r.FirstTheme = ratio(first, len(samples))
	readings := len(samples[0].Readings)
	if readings == 0 {
		r.ThemesMicroF1 = themesF1(samples, said, func(s Sample) []string { return s.Themes })
	}
	for k := range readings {
		r.ThemesMicroF1 += themesF1(samples, said, func(s Sample) []string { return s.Readings[k].Themes }) / float64(readings)
	}
}

// themesF1 is twice the common themes over all themes of both sides.
func themesF1(samples []Sample, said []Label, wanted func(Sample) []string) float64 {
	common, all := 0, 0
	for i, s := range samples {
		want := wanted(s)
		all += len(want) + len(said[i].Themes)
		for _, t := range said[i].Themes {
			if slices.Contains(want, t) {
				common++
			}
		}
	}
	return ratio(2*common, all)
}

func (r *Report) countConfidence(samples []Sample, said []Label) {
	for _, from := range []float64{0, .5, .6, .7, .8, .9} {
		r.Confidence = append(r.Confidence, Bin{From: from})
	}
	right := make([]int, len(r.Confidence))
	for i, s := range samples {
		b := len(r.Confidence) - 1
		for said[i].Confidence < r.Confidence[b].From {
			b--
		}
		r.Confidence[b].N++
		if said[i].Category == s.Category {
			right[b]++
		}
	}
	for b := range right {
		r.Confidence[b].Accuracy = ratio(right[b], r.Confidence[b].N)
	}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// String prints the report as a table of a few lines.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "passages %d  accuracy %.3f  macro-F1 %.3f  (always %s: %.3f, %.3f)\n", r.N, r.Accuracy, r.MacroF1, r.Majority, r.MajorityShare, r.MajorityMacroF1)
	fmt.Fprintf(&b, "themes micro-F1 %.3f  first theme %.3f  rel P %.2f R %.2f of %d\n", r.ThemesMicroF1, r.FirstTheme, r.Rel.Precision, r.Rel.Recall, r.Rel.N)
	for _, f := range r.Classes {
		fmt.Fprintf(&b, "%s\tn %d\tP %.3f\tR %.3f\tF1 %.3f\tsaid:", f.Code, f.N, f.Precision, f.Recall, f.F1)
		for _, c := range r.Classes {
			fmt.Fprintf(&b, " %s %d", c.Code, r.Confusion[f.Code][c.Code])
		}
		b.WriteByte('\n')
	}
	for _, bin := range r.Confidence {
		fmt.Fprintf(&b, "confidence from %.1f: %d passages, accuracy %.3f\n", bin.From, bin.N, bin.Accuracy)
	}
	return b.String()
}
