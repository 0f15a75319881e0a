package theme

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"yinju/corpus/linear"
	"yinju/corpus/table"
)

//go:embed weights.tsv.gz
var weightsGZ []byte

//go:embed settings.tsv
var settingsTSV string

// model is a linear model of many features and three kinds of outputs: the four
// categories, of which one is right, rel, and the themes, each by itself.
// corpus/theme/fit makes it.
type model struct {
	*Vocabulary
	outputs int
	weights []float32 // by feature, then output
	settings
}

// The outputs, in the order of the columns of weights.tsv.
const (
	bothOutput  = 2 // 加减
	relOutput   = 4 // after the categories
	firstTheme  = 5
	weightUnits = 1000 // weights stand in the file in thousandths
)

// categoryOrder is the order of the first outputs.
var categoryOrder = [...]string{Add, Cut, Both, Neither}

// settings are what fit chose on passages that the weights were not fitted on.
type settings struct {
	rel        float64   // least probability of rel
	further    float64   // least probability of a second and a third theme
	both       float64   // by how much the score of 加减 is raised: it is rare, and as good to find as the others
	confidence []worthAt // what a probability is worth, least first
}

// worthAt is a point of the curve from the probability of the category said to the
// share of such answers that are right.
type worthAt struct{ probability, right float64 }

// The kinds of features, as the file names them.
const (
	kindMeasure = "m" // a measure of features.go
	kindTheme   = "c" // the score of a theme's cues
	kindText    = "t" // a run of characters in the text
	kindHead    = "h" // in title or headings
)

// readModel reads a row a feature: its kind, its name and the weights in
// thousandths. Measures and themes without a row weigh nothing.
func readModel(packed []byte, set string, themes []string) (*model, error) {
	data, err := unpack(packed)
	if err != nil {
		return nil, fmt.Errorf("theme: weights.tsv.gz: %w; run go run ./corpus/theme/fit -write", err)
	}
	m := &model{outputs: firstTheme + len(themes), Vocabulary: newVocabulary(len(featureNames) + len(themes))}
	m.weights = make([]float32, m.size*m.outputs)
	rows, err := table.Rows("theme: weights.tsv", data, 2+m.outputs)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if err := m.set(row, themes); err != nil {
			return nil, err
		}
	}
	m.settings, err = readSettings(set)
	return m, err
}

func unpack(packed []byte) (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(z)
	return string(data), err
}

func (m *model) set(row, themes []string) error {
	at := m.feature(row[0], row[1], themes)
	if at < 0 {
		return fmt.Errorf("theme: weights.tsv: there is no feature %s %s; run go run ./corpus/theme/fit -write", row[0], row[1])
	}
	for len(m.weights) < m.size*m.outputs {
		m.weights = append(m.weights, 0)
	}
	for o := range m.outputs {
		w, err := strconv.Atoi(row[2+o])
		if err != nil {
			return fmt.Errorf("theme: weights.tsv, %s: %w", row[1], err)
		}
		m.weights[at*m.outputs+o] = float32(w) / weightUnits
	}
	return nil
}

// feature returns the number of a feature, giving runs of characters a new one; -1
// for what there is not.
func (m *model) feature(kind, name string, themes []string) int {
	switch kind {
	case kindMeasure:
		return slices.Index(featureNames, name)
	case kindTheme:
		if at := slices.Index(themes, name); at >= 0 {
			return len(featureNames) + at
		}
	case kindText:
		m.add(m.text, name)
		return m.size - 1
	case kindHead:
		m.add(m.head, name)
		return m.size - 1
	}
	return -1
}

// readSettings reads rows of name and value; those named confidence have a
// probability and a share.
func readSettings(data string) (settings, error) {
	rows, err := table.Rows("theme: settings.tsv", data, 3)
	var s settings
	for _, row := range rows {
		a, err1 := strconv.ParseFloat(row[1], 64)
		b, err2 := strconv.ParseFloat(row[2], 64)
		if err1 != nil || err2 != nil {
			return s, fmt.Errorf("theme: settings.tsv: %s is no row of numbers", strings.Join(row, " "))
		}
		switch row[0] {
		case "rel":
			s.rel = a
		case "further":
			s.further = a
		case "both":
			s.both = a
		case "confidence":
			s.confidence = append(s.confidence, worthAt{a, b})
		}
	}
	return s, err
}

// worth returns how often a category said with a probability is right.
func (s settings) worth(p float64) float64 {
	for i, at := range s.confidence {
		if p < at.probability {
			if i == 0 {
				return at.right
			}
			before := s.confidence[i-1]
			return before.right + (at.right-before.right)*(p-before.probability)/(at.probability-before.probability)
		}
	}
	if n := len(s.confidence); n > 0 {
		return s.confidence[n-1].right
	}
	return p
}

// scores fills z, a number an output, with probabilities.
func (m *model) scores(z []float32, row linear.Row) {
	linear.Scores(z, m.weights, row)
	z[bothOutput] += float32(m.both)
	linear.Squash(z, m.groups())
}

// groups are the outputs that compete, the categories; rel and the themes stand alone.
func (m *model) groups() []int {
	return append([]int{len(categoryOrder)}, slices.Repeat([]int{1}, m.outputs-relOutput)...)
}
