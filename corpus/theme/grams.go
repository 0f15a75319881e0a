package theme

import (
	"math"

	"yinju/corpus/linear"
)

// Runs of characters are what the model knows besides the measures of features.go:
// of the text those of 1 to textGram characters, of title and headings of headGram-1
// to headGram.
const (
	textGram = 4
	headGram = 3
)

// How much all runs of the text, and of title and headings, count beside the
// measures, whatever their number: chosen on the tuning split.
const (
	textScale = 3
	headScale = 1
)

// Vocabulary numbers the features of the model: the measures, the scores of the
// theme cues, then runs of characters.
type Vocabulary struct {
	size       int
	text, head *matcher // cue numbers are feature numbers
}

func newVocabulary(fixed int) *Vocabulary {
	return &Vocabulary{size: fixed, text: newMatcher(), head: newMatcher()}
}

// add gives a run of characters the next number.
func (v *Vocabulary) add(to *matcher, run string) {
	if to.add([]rune(run), int32(v.size)) == int32(v.size) {
		v.size++
	}
}

// gram is a run of characters with a feature number, at folded runes [start, end).
type gram struct {
	feature    int32
	start, end int
}

// grams returns the runs of text that m knows, with repeats.
func (m *matcher) grams(text []rune, longest int) []gram {
	list := make([]gram, 0, 2*len(text))
	for i := range text {
		node := int32(0)
		for j := i; j < len(text) && j < i+longest; j++ {
			if node = m.follow(node, text[j]); node == 0 {
				break
			}
			if id := m.cue[node]; id >= 0 {
				list = append(list, gram{id, i, j + 1})
			}
		}
	}
	return list
}

// room is where rows are put together; a mark says when a feature was last met.
type room struct {
	met  []uint32
	now  uint32
	row  linear.Row
	text []gram
}

// begin empties the room for features up to size.
func (r *room) begin(size int) {
	if len(r.met) < size {
		r.met = make([]uint32, size)
		r.now = 0
	}
	r.now++
	r.row.At, r.row.Value = r.row.At[:0], r.row.Value[:0]
}

func (r *room) put(feature int32, value float64) {
	if value != 0 {
		r.row.At, r.row.Value = append(r.row.At, feature), append(r.row.Value, float32(value))
	}
}

// fewRuns is how many runs a passage of the readings has at least. A shorter one has
// them at the weight that they would have there: three words are no stronger
// evidence than the same three among others.
const fewRuns = 90

// runs adds each run once; together they have the length scale, however many.
func (r *room) runs(list []gram, scale float64, few int) {
	first := len(r.row.At)
	for _, g := range list {
		if r.met[g.feature] != r.now {
			r.met[g.feature] = r.now
			r.put(g.feature, 1)
		}
	}
	each := float32(scale / math.Sqrt(math.Max(float64(len(r.row.At)-first), float64(few))))
	for i := first; i < len(r.row.At); i++ {
		r.row.Value[i] = each
	}
}
