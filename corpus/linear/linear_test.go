package linear

import "testing"

// Feature 0 is constant; 1 speaks for the first output, 2 for the second, 3 for the
// one that stands alone.
func TestFitSeparates(t *testing.T) {
	row := func(at ...int32) Row {
		r := Row{At: append([]int32{0}, at...)}
		for range r.At {
			r.Value = append(r.Value, 1)
		}
		return r
	}
	p := Problem{Features: 4, Outputs: 3, Groups: []int{2, 1}, Ridge: []float64{1e-4, 1e-4}, Steps: 200, Rate: .1,
		Rows:    []Row{row(1), row(2), row(1, 3), row(2, 3)},
		Targets: [][]float32{{1, 0, 0}, {0, 1, 0}, {1, 0, 1}, {0, 1, 1}}}
	w, z := Fit(p), make([]float32, 3)
	for i, r := range p.Rows {
		Scores(z, w, r)
		Squash(z, p.Groups)
		for o, want := range p.Targets[i] {
			if z[o]-want > .1 || want-z[o] > .1 {
				t.Errorf("row %d, output %d: %.2f, want %.0f", i, o, z[o], want)
			}
		}
	}
}

// A strong penalty keeps the weights where they start.
func TestFitStaysAtStart(t *testing.T) {
	p := Problem{Features: 1, Outputs: 2, Groups: []int{2}, Ridge: []float64{1e3}, Steps: 100, Rate: .01, Start: []float32{2, -2},
		Rows: []Row{{At: []int32{0}, Value: []float32{1}}}, Targets: [][]float32{{0, 1}}}
	if w := Fit(p); w[0] < 1.9 || w[1] > -1.9 {
		t.Errorf("weights %v, want about 2, -2", w)
	}
}
