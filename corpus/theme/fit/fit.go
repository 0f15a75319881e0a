package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"

	"yinju/corpus/theme"
)

// shortWeight is what a sentence of sentences.tsv counts beside a passage that
// was found in a document.
const shortWeight = .5

// task is a set of measured passages with their categories by number.
type task struct {
	annotator  *theme.Annotator
	samples    []theme.Sample
	x          [][]float64 // standardised, the first feature is constant
	y          []int
	mean, size []float64
	codes      []string
	weight     []float64 // of a passage by category
	ridge      float64
	salt       uint32 // chooses the folds
}

func newTask(a *theme.Annotator, samples []theme.Sample, ridge, level float64) *task {
	t := &task{annotator: a, samples: samples, ridge: ridge}
	number := map[string]int{}
	for i, c := range theme.Categories() {
		t.codes = append(t.codes, c.Code)
		number[c.Code] = i
	}
	for _, s := range samples {
		t.x = append(t.x, a.Measure(s.Input))
		t.y = append(t.y, number[s.Category])
	}
	t.standardise()
	t.levelClasses(level)
	return t
}

// levelClasses makes the passages of a rare category weigh more: by its count
// to the power -level, so 0 counts all alike and 1 makes the categories equal.
func (t *task) levelClasses(level float64) {
	count := make([]float64, len(t.codes))
	for _, c := range t.y {
		count[c]++
	}
	mean := float64(len(t.y)) / float64(len(t.codes))
	t.weight = make([]float64, len(t.codes))
	for c := range count {
		t.weight[c] = math.Pow(max(count[c], 1)/mean, -level)
	}
}

// standardise gives every feature but the constant mean 0 and deviation 1, so
// that one penalty suits all.
func (t *task) standardise() {
	n := float64(len(t.x))
	t.mean, t.size = make([]float64, len(t.x[0])), make([]float64, len(t.x[0]))
	for j := range t.mean {
		for _, x := range t.x {
			t.mean[j] += x[j] / n
		}
		for _, x := range t.x {
			t.size[j] += (x[j] - t.mean[j]) * (x[j] - t.mean[j]) / n
		}
		t.size[j] = math.Sqrt(t.size[j])
		if j == 0 || t.size[j] < 1e-9 {
			t.mean[j], t.size[j] = 0, 1
		}
		for _, x := range t.x {
			x[j] = (x[j] - t.mean[j]) / t.size[j]
		}
	}
}

// crossValidate labels every passage by weights fitted on the other folds.
func (t *task) crossValidate(folds int) map[string]theme.Label {
	said := map[string]theme.Label{}
	for fold := range folds {
		w := t.fit(func(i int) bool { return t.fold(i, folds) != fold })
		fitted := t.annotator.WithWeights(t.raw(w))
		for i, s := range t.samples {
			if t.fold(i, folds) == fold {
				said[s.Input.Text] = fitted.Annotate(s.Input)
			}
		}
	}
	return said
}

func (t *task) fold(i, folds int) int {
	h := fnv.New32a()
	document := t.samples[i].Input.Title
	if document == "" {
		document = t.samples[i].Input.Text
	}
	h.Write(binary.LittleEndian.AppendUint32([]byte(document), t.salt))
	return int(h.Sum32() % uint32(folds))
}

// fit descends on the mean log loss with a quadratic penalty, with momentum.
func (t *task) fit(use func(int) bool) [][]float64 {
	w, speed := zeros(len(t.codes), len(t.mean)), zeros(len(t.codes), len(t.mean))
	for range 400 {
		g := t.gradient(w, use)
		for c := range w {
			for j := range w[c] {
				speed[c][j] = .9*speed[c][j] - .1*g[c][j]
				w[c][j] += speed[c][j]
			}
		}
	}
	return w
}

func (t *task) gradient(w [][]float64, use func(int) bool) [][]float64 {
	g, n := zeros(len(w), len(t.mean)), 0.
	for i, x := range t.x {
		if !use(i) {
			continue
		}
		heavy := t.weight[t.y[i]]
		if t.samples[i].Input.Title == "" {
			heavy *= shortWeight
		}
		n += heavy
		p := probabilities(w, x)
		p[t.y[i]]--
		for c := range g {
			for j, v := range x {
				g[c][j] += heavy * p[c] * v
			}
		}
	}
	for c := range g {
		for j := range g[c] {
			g[c][j] /= n
			if j > 0 {
				g[c][j] += t.ridge * w[c][j]
			}
		}
	}
	return g
}

func probabilities(w [][]float64, x []float64) []float64 {
	p := make([]float64, len(w))
	sum := 0.
	for c := range w {
		for j, v := range x {
			p[c] += w[c][j] * v
		}
		p[c] = math.Exp(p[c])
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

func zeros(rows, columns int) [][]float64 {
	m := make([][]float64, rows)
	for i := range m {
		m[i] = make([]float64, columns)
	}
	return m
}

// raw undoes standardising: it returns the weights for features as measured.
func (t *task) raw(w [][]float64) [][]float64 {
	for c := range w {
		for j := 1; j < len(w[c]); j++ {
			w[c][j] /= t.size[j]
			w[c][0] -= w[c][j] * t.mean[j]
		}
	}
	return w
}

// table prints the weights fitted on all passages.
func (t *task) table() []byte {
	w := t.raw(t.fit(func(int) bool { return true }))
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Weights of the category model, written by go run ./corpus/theme/fit -write; do not edit.\n")
	fmt.Fprintf(&b, "# Fitted on %d passages (labels/dev.tsv, fit/passages.tsv and fit/sentences.tsv), ridge %g. Features: features.go.\n# feature", len(t.x), t.ridge)
	for _, c := range t.codes {
		fmt.Fprintf(&b, "\t%s", c)
	}
	for j, name := range theme.FeatureNames() {
		fmt.Fprintf(&b, "\n%s", name)
		for c := range w {
			fmt.Fprintf(&b, "\t%.4f", w[c][j])
		}
	}
	b.WriteByte('\n')
	return b.Bytes()
}
