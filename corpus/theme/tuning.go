package theme

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"yinju/corpus/linear"
)

// Tuning is what corrections change of the weights, as JSON: it belongs to the
// annotator that it was made for, by fingerprint.
type Tuning []byte

// tuning is the content of a Tuning.
type tuning struct {
	Base  string              `json:"base"`
	Delta map[int32][]float32 `json:"delta"` // by feature: what is added to the weights of the outputs
}

// Fits reports a Tuning that was made for the shipped annotator.
func (packed Tuning) Fits() bool {
	var t tuning
	return json.Unmarshal(packed, &t) == nil && t.Base == Fingerprint()
}

// pull is the penalty on leaving the shipped weights, shared by all corrections: as
// strong as that of the fit, whose passages the shipped weights stand for.
const pull = .33

// ErrOtherBase says that a Tuning was made for other weights than the annotator's.
var ErrOtherBase = errors.New("theme: 重训所得的权重属于另一版标注器；请再运行 yinju annotate --retrain")

// Retrain fits the weights to corrected passages, drawn towards those shipped. A
// sample without themes keeps those that the annotator says. Without samples there
// is nothing to learn from, which is an error.
func (a *Annotator) Retrain(corrected []Sample) (Tuning, error) {
	if len(corrected) == 0 {
		return nil, errors.New("theme: 没有人工更正可供学习")
	}
	f := &Fitting{a}
	p := linear.Problem{Outputs: a.model.outputs, Groups: a.model.groups(), Ridge: slices.Repeat([]float64{pull / float64(len(corrected))}, len(a.model.groups())), Steps: 80, Rate: .02}
	var features []int32
	for _, s := range corrected {
		runs, offset := a.parted(f.Row(s.Input))
		p.Rows, p.Offsets, p.Targets = append(p.Rows, runs), append(p.Offsets, offset), append(p.Targets, f.Target(a.completed(s)))
		features = append(features, runs.At...)
	}
	slices.Sort(features)
	if features = slices.Compact(features); len(features) == 0 {
		return nil, errors.New("theme: 更正过的段落里没有标注器认得的字词，学不到什么")
	}
	p.Features = len(features)
	for _, at := range features {
		p.Start = append(p.Start, a.model.weights[int(at)*p.Outputs:(int(at)+1)*p.Outputs]...)
	}
	for _, row := range p.Rows {
		for i, at := range row.At {
			n, _ := slices.BinarySearch(features, at)
			row.At[i] = int32(n)
		}
	}
	return changed(features, p.Start, linear.Fit(p))
}

// parted returns the runs of characters of a row, and what its measures and cues add
// to the scores: these are in every passage, and stay as they are.
func (a *Annotator) parted(row linear.Row) (runs linear.Row, offset []float32) {
	var fixed linear.Row
	for i, at := range row.At {
		to := &runs
		if int(at) < len(featureNames)+len(a.themes) {
			to = &fixed
		}
		to.At, to.Value = append(to.At, at), append(to.Value, row.Value[i])
	}
	offset = make([]float32, a.model.outputs)
	linear.Scores(offset, a.model.weights, fixed)
	return runs, offset
}

// completed fills in what a correction leaves to the annotator.
func (a *Annotator) completed(s Sample) Sample {
	l := a.Label(s.Input)
	s.Rel = s.Rel || l.Rel
	if s.Category == "" {
		s.Category = l.Category
	}
	if len(s.Themes) == 0 {
		s.Themes = l.Themes
	}
	s.Readings = []Reading{{Category: s.Category, Rel: s.Rel, Themes: s.Themes}}
	return s
}

func changed(features []int32, from, to []float32) (Tuning, error) {
	t := tuning{Base: Fingerprint(), Delta: map[int32][]float32{}}
	outputs := len(from) / len(features)
	for n, at := range features {
		delta := make([]float32, outputs)
		for o := range delta {
			delta[o] = to[n*outputs+o] - from[n*outputs+o]
		}
		t.Delta[at] = delta
	}
	return json.Marshal(t)
}

// Tuned returns the annotator with a Tuning laid over its weights; ErrOtherBase if
// that was made for another one.
func (a *Annotator) Tuned(packed Tuning) (*Annotator, error) {
	var t tuning
	if err := json.Unmarshal(packed, &t); err != nil {
		return nil, fmt.Errorf("theme: 重训所得的权重读不出来：%w", err)
	}
	if t.Base != Fingerprint() {
		return nil, ErrOtherBase
	}
	other, m := *a, *a.model
	m.weights = slices.Clone(m.weights)
	for at, delta := range t.Delta {
		if int(at) >= m.size || at < 0 || len(delta) != m.outputs {
			return nil, ErrOtherBase
		}
		for o, d := range delta {
			m.weights[int(at)*m.outputs+o] += d
		}
	}
	other.model = &m
	return &other, nil
}
