package theme

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
)

//go:embed category_model.tsv
var categoryModelTSV string

// model is a linear model: the score of a category is the sum of features
// times weights. The weights are fitted by corpus/theme/fit.
type model struct {
	weights [][]float64 // [category][feature]
}

// readModel reads one row a feature. A feature without a row weighs nothing, so
// that fit can run after one was added; a row without a feature is an error.
func readModel(data string) (*model, error) {
	rows, err := readTable("category_model.tsv", data, 1+len(categoryOrder))
	if err != nil {
		return nil, err
	}
	m := &model{weights: make([][]float64, len(categoryOrder))}
	for c := range m.weights {
		m.weights[c] = make([]float64, len(featureNames))
	}
	for _, row := range rows {
		if err := m.set(row); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *model) set(row []string) error {
	at := slices.Index(featureNames, row[0])
	if at < 0 {
		return fmt.Errorf("theme: category_model.tsv: there is no feature %s; take the row out and run go run ./corpus/theme/fit -write", row[0])
	}
	for c := range m.weights {
		w, err := strconv.ParseFloat(row[1+c], 64)
		if err != nil {
			return fmt.Errorf("theme: category_model.tsv, %s: %w", row[0], err)
		}
		m.weights[c][at] = w
	}
	return nil
}

// categoryOrder is the order of the columns of category_model.tsv.
var categoryOrder = [...]string{Add, Cut, Both, Neither}

// probabilities returns one number a category, in categoryOrder; they sum to 1.
func (m *model) probabilities(x []float64) [len(categoryOrder)]float64 {
	var p [len(categoryOrder)]float64
	top := math.Inf(-1)
	for c, w := range m.weights {
		for i, v := range x {
			p[c] += w[i] * v
		}
		top = math.Max(top, p[c])
	}
	sum := 0.
	for c := range p {
		p[c] = math.Exp(p[c] - top)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

// WithWeights returns an annotator that differs in the weights of its category
// model only: [category][feature], in the order of Categories and FeatureNames.
// With it corpus/theme/fit tries weights before they are shipped.
func (a *Annotator) WithWeights(weights [][]float64) *Annotator {
	other := *a
	other.model = &model{weights: weights}
	return &other
}
