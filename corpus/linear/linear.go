// Package linear fits linear models of sparse features: the one kind of model that
// can say which words decided, and that labels many thousand passages a second.
//
// A Problem is rows of features with the answer wanted of each; Fit returns the
// weights. Outputs compete in groups (one of a group is right: softmax) or stand alone
// (yes or no: logistic). Fitting is full-batch gradient descent with Adam
// (Kingma and Ba 2015), so the same problem always gives the same weights.
//
// It makes no features and reads no files: that is the matter of those who fit.
package linear

import (
	"math"
	"runtime"
	"sync"
)

// Row is a sample's features: At holds their numbers, each once, Value how much
// there is of each.
type Row struct {
	At    []int32
	Value []float32
}

// Problem is what weights are fitted to.
type Problem struct {
	Features, Outputs int
	Groups            []int       // how many outputs in a row compete, group by group; one alone is yes or no
	Rows              []Row       //
	Targets           [][]float32 // by row and output, 0 to 1; those of a group of several sum to 1
	Offsets           [][]float32 // by row and output: what is added to the scores; nil: nothing
	Start             []float32   // weights that the penalty draws towards; nil: zeros
	Ridge             []float64   // by group: penalty on the squared distance from Start, per row
	Steps             int
	Rate              float64 // of Adam, falling to nothing over the Steps
}

// Fit returns the weights, by feature and then output.
func Fit(p Problem) []float32 {
	w := make([]float32, p.Features*p.Outputs)
	copy(w, p.Start)
	a := adam{mean: make([]float32, len(w)), square: make([]float32, len(w))}
	parts := make([][]float32, runtime.GOMAXPROCS(0))
	for i := range parts {
		parts[i] = make([]float32, len(w))
	}
	for step := range p.Steps {
		p.gradient(w, parts)
		rate := p.Rate * (1 + math.Cos(math.Pi*float64(step)/float64(p.Steps))) / 2
		a.step(w, parts[0], rate, step)
	}
	return w
}

// gradient fills parts[0] with the gradient of the mean loss at w; the other parts
// are room to work in.
func (p *Problem) gradient(w []float32, parts [][]float32) {
	var wg sync.WaitGroup
	for n, g := range parts {
		wg.Go(func() {
			clear(g)
			z := make([]float32, p.Outputs)
			for i := n; i < len(p.Rows); i += len(parts) {
				p.add(g, w, z, i)
			}
		})
	}
	wg.Wait()
	g, all := parts[0], float32(len(p.Rows))
	for _, part := range parts[1:] {
		for i, v := range part {
			g[i] += v
		}
	}
	ridge := p.ridges()
	for i := range g {
		pull := w[i]
		if p.Start != nil {
			pull -= p.Start[i]
		}
		g[i] = g[i]/all + ridge[i%p.Outputs]*pull
	}
}

// ridges returns the penalty of each output.
func (p *Problem) ridges() []float32 {
	list := make([]float32, 0, p.Outputs)
	for i, n := range p.Groups {
		for range n {
			list = append(list, float32(p.Ridge[i]))
		}
	}
	return list
}

// add adds row i's part of the gradient.
func (p *Problem) add(g, w, z []float32, i int) {
	Scores(z, w, p.Rows[i])
	for o := range p.offsets(i) {
		z[o] += p.Offsets[i][o]
	}
	Squash(z, p.Groups)
	for o := range z {
		z[o] -= p.Targets[i][o]
	}
	for k, at := range p.Rows[i].At {
		to, v := g[int(at)*len(z):(int(at)+1)*len(z)], p.Rows[i].Value[k]
		for o := range to {
			to[o] += z[o] * v
		}
	}
}

func (p *Problem) offsets(i int) []float32 {
	if p.Offsets == nil {
		return nil
	}
	return p.Offsets[i]
}

// Scores fills z, one number an output, with the scores of a row under weights w.
func Scores(z, w []float32, r Row) {
	clear(z)
	for k, at := range r.At {
		from, v := w[int(at)*len(z):(int(at)+1)*len(z)], r.Value[k]
		for o := range from {
			z[o] += from[o] * v
		}
	}
}

// Squash turns scores into probabilities: those of a group of several outputs sum
// to 1, one alone is between 0 and 1.
func Squash(z []float32, groups []int) {
	for _, n := range groups {
		if n == 1 {
			z[0] = float32(1 / (1 + math.Exp(-float64(z[0]))))
		} else {
			softmax(z[:n])
		}
		z = z[n:]
	}
}

func softmax(z []float32) {
	top, sum := float32(math.Inf(-1)), float32(0)
	for _, v := range z {
		top = max(top, v)
	}
	for o := range z {
		z[o] = float32(math.Exp(float64(z[o] - top)))
		sum += z[o]
	}
	for o := range z {
		z[o] /= sum
	}
}

// adam holds the running means of the gradient and of its square.
type adam struct{ mean, square []float32 }

func (a *adam) step(w, g []float32, rate float64, step int) {
	const keep, keepSquare = .9, .99
	one := 1 - math.Pow(keep, float64(step+1))
	two := 1 - math.Pow(keepSquare, float64(step+1))
	for i, v := range g {
		a.mean[i] = keep*a.mean[i] + (1-keep)*v
		a.square[i] = keepSquare*a.square[i] + (1-keepSquare)*v*v
		w[i] -= float32(rate * float64(a.mean[i]) / one / (math.Sqrt(float64(a.square[i])/two) + 1e-8))
	}
}
