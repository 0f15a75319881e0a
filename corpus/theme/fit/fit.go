package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"

	"yinju/corpus/theme"
)

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
		for i, s := range t.samples {
			if t.fold(i, folds) == fold {
				said[s.Input.Text] = t.label(w, i)
			}
		}
	}
	return said
}

func (t *task) fold(i, folds int) int {
	h := fnv.New32a()
	h.Write(binary.LittleEndian.AppendUint32([]byte(t.samples[i].Input.Title), t.salt))
	return int(h.Sum32() % uint32(folds))
}

// label keeps the themes of the annotator, which are not fitted here.
func (t *task) label(w [][]float64, i int) theme.Label {
	l := t.annotator.Annotate(t.samples[i].Input)
	p := probabilities(w, t.x[i])
	at := 0
	for c := range p {
		if p[c] > p[at] {
			at = c
		}
	}
	l.Category, l.Confidence = t.codes[at], p[at]
	return l
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

// table prints the weights fitted on all passages for features as they are
// measured, standardising undone.
func (t *task) table() []byte {
	w := t.fit(func(int) bool { return true })
	for c := range w {
		for j := 1; j < len(w[c]); j++ {
			w[c][j] /= t.size[j]
			w[c][0] -= w[c][j] * t.mean[j]
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Weights of the category model, written by go run ./corpus/theme/fit -write; do not edit.\n")
	fmt.Fprintf(&b, "# Fitted on %d passages (labels/dev.tsv and fit/passages.tsv), ridge %g. Features: features.go.\n# feature", len(t.x), t.ridge)
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
