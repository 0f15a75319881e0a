package theme

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"slices"
	"strings"

	"yinju/corpus/linear"
)

// Fitting is what corpus/theme/fit and retraining need to know of the model.
type Fitting struct {
	annotator *Annotator
}

// NewFitting returns the annotator's features over a vocabulary of its own: the
// runs of characters that stand in at least so many of the inputs.
func (a *Annotator) NewFitting(inputs []Input, least int) *Fitting {
	text, head := map[string]int{}, map[string]int{}
	for _, in := range inputs {
		count(text, textGram, 1, in.Text)
		count(head, headGram, 2, append([]string{in.Title}, in.Headings...)...)
	}
	return a.over(frequent(text, least), frequent(head, least))
}

// over returns the annotator with a vocabulary and no weights.
func (a *Annotator) over(text, head []string) *Fitting {
	other := *a
	m := *a.model
	m.Vocabulary = newVocabulary(len(featureNames) + len(a.themes))
	for _, run := range text {
		m.add(m.text, run)
	}
	for _, run := range head {
		m.add(m.head, run)
	}
	m.weights = nil
	other.model = &m
	return &Fitting{&other}
}

// count adds 1 for each run of least to most characters in any of the texts.
func count(runs map[string]int, most, least int, texts ...string) {
	met := map[string]bool{}
	for _, text := range texts {
		f := fold(text).runes
		for i := range f {
			for j := i + least; j <= min(len(f), i+most); j++ {
				run := string(f[i:j])
				if !met[run] && !strings.ContainsAny(run, "\n\t\r") && f[i] < firsts {
					met[run] = true
					runs[run]++
				}
			}
		}
	}
}

func frequent(runs map[string]int, least int) []string {
	var list []string
	for run, n := range runs {
		if n >= least {
			list = append(list, run)
		}
	}
	slices.Sort(list)
	return list
}

// Row returns the features of an input.
func (f *Fitting) Row(in Input) linear.Row {
	r := &room{}
	f.annotator.fill(r, f.annotator.view(in))
	return linear.Row{At: slices.Clone(r.row.At), Value: slices.Clone(r.row.Value)}
}

// Groups returns the outputs that compete.
func (f *Fitting) Groups() []int { return f.annotator.model.groups() }

// Size returns the number of features, and of outputs.
func (f *Fitting) Size() (features, outputs int) {
	return f.annotator.model.size, f.annotator.model.outputs
}

// Target returns the outputs wanted of a sample: a share for each reading of its
// category and themes, more for what was settled.
func (f *Fitting) Target(s Sample) []float32 {
	t := make([]float32, f.annotator.model.outputs)
	readings := s.Readings[:min(2, len(s.Readings))]
	for _, r := range readings {
		t[categoryNumber(r.Category)] += .6 / float32(len(readings))
		for _, theme := range r.Themes {
			if at := slices.Index(f.annotator.themes, theme); at >= 0 {
				t[firstTheme+at] += 1 / float32(len(readings))
			}
		}
	}
	t[categoryNumber(s.Category)] += 1 - .6*float32(min(1, len(readings)))
	if s.Rel {
		t[relOutput] = 1
	}
	return t
}

func categoryNumber(code string) int { return max(slices.Index(categoryOrder[:], code), 0) }

// With returns an annotator with fitted weights.
func (f *Fitting) With(weights []float32) *Annotator {
	a, m := *f.annotator, *f.annotator.model
	m.weights = weights
	a.model = &m
	return &a
}

// Pruned returns a fitting over the measures and the runs with the heaviest weights.
func (f *Fitting) Pruned(weights []float32, runs int) *Fitting {
	m := f.annotator.model
	heaviest := func(at int) float32 {
		top := float32(0)
		for _, w := range weights[at*m.outputs : (at+1)*m.outputs] {
			top = max(top, float32(math.Abs(float64(w))))
		}
		return top
	}
	type run struct {
		name   string
		head   bool
		weight float32
	}
	var list []run
	for head, trie := range map[bool]*matcher{false: m.text, true: m.head} {
		for at, name := range trie.words() {
			list = append(list, run{name, head, heaviest(int(at))})
		}
	}
	slices.SortFunc(list, func(a, b run) int { return compareRuns(a.weight, b.weight, a.name, b.name) })
	var text, head []string
	for _, r := range list[:min(runs, len(list))] {
		if r.head {
			head = append(head, r.name)
		} else {
			text = append(text, r.name)
		}
	}
	slices.Sort(text)
	slices.Sort(head)
	return f.annotator.over(text, head)
}

// compareRuns puts the heavier first.
func compareRuns(a, b float32, nameA, nameB string) int {
	if a != b {
		if a > b {
			return -1
		}
		return 1
	}
	return strings.Compare(nameA, nameB)
}

// words returns the runs of a trie by their numbers.
func (m *matcher) words() map[int32]string {
	list := map[int32]string{}
	from := map[int32]step{}
	for s, to := range m.next {
		from[to] = s
	}
	for r, node := range m.first {
		if node != 0 {
			from[node] = step{0, rune(r)}
		}
	}
	for node, id := range m.cue {
		if id < 0 {
			continue
		}
		var word []rune
		for n := int32(node); n != 0; n = from[n].node {
			word = append(word, from[n].r)
		}
		slices.Reverse(word)
		list[id] = string(word)
	}
	return list
}

// Probabilities returns those of the outputs for an input.
func (a *Annotator) Probabilities(in Input) []float32 {
	_, z := a.label(a.view(in))
	return z
}

// Packed returns the weights as weights.tsv.gz.
func (a *Annotator) Packed() ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(z, "# Weights of the annotator, in thousandths; made by corpus/theme/fit.\n# kind\tname\t%s\trel\t%s\n", strings.Join(categoryOrder[:], "\t"), strings.Join(a.themes, "\t"))
	m := a.model
	text, head := m.text.words(), m.head.words()
	for at := range m.size {
		kind, name := a.featureName(int32(at), text, head)
		fmt.Fprintf(z, "%s\t%s", kind, name)
		for _, w := range m.weights[at*m.outputs : (at+1)*m.outputs] {
			fmt.Fprintf(z, "\t%d", int(math.Round(float64(w)*weightUnits)))
		}
		fmt.Fprintln(z)
	}
	err = z.Close()
	return b.Bytes(), err
}

func (a *Annotator) featureName(at int32, text, head map[int32]string) (kind, name string) {
	if n := int(at) - len(featureNames); n < 0 {
		return kindMeasure, featureNames[at]
	} else if n < len(a.themes) {
		return kindTheme, a.themes[n]
	}
	if run, ok := text[at]; ok {
		return kindText, run
	}
	return kindHead, head[at]
}

// Replaced returns an annotator with other weights and settings, as files have them.
func (a *Annotator) Replaced(packed []byte, settings string) (*Annotator, error) {
	m, err := readModel(packed, settings, a.themes)
	if err != nil {
		return nil, err
	}
	other := *a
	other.model = m
	return &other, nil
}
