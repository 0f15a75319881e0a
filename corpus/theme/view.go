package theme

import (
	"math"
	"strings"
	"unicode"
)

// view is a passage as the model sees it: what was measured, the theme cues, and
// the runs of characters in it and above it.
type view struct {
	reading
	subject evidence
	scores  []float64 // of the themes' cues
	grams   []gram    // of the text
	above   []above   // the title, then the headings
}

// above is the title or a heading with its runs.
type above struct {
	aside
	grams []gram
}

func (a *Annotator) view(in Input) *view {
	v := &view{reading: a.read(in)}
	v.subject, v.scores = a.themeEvidence(in, v.text)
	v.grams = a.model.text.grams(v.text.runes, textGram)
	n := len(v.subject.asides) - 1 // the title
	for _, s := range append([]aside{v.subject.asides[n]}, v.subject.asides[:n]...) {
		v.above = append(v.above, above{s, a.model.head.grams(s.fold.runes, headGram)})
	}
	return v
}

// fill puts the features of a view into a room.
func (a *Annotator) fill(r *room, v *view) {
	r.begin(a.model.size)
	for i, x := range v.features() {
		r.put(int32(i), x)
	}
	for i, x := range v.scores {
		r.put(int32(len(featureNames)+i), math.Log1p(x))
	}
	r.runs(v.grams, textScale, fewRuns)
	r.text = r.text[:0]
	for _, h := range v.above {
		r.text = append(r.text, h.grams...)
	}
	r.runs(r.text, headScale, 1)
}

// shortSubject is the length in runes below which themes are chosen by cues alone.
const shortSubject = 40

// shortest is how many Chinese characters a passage needs to push anywhere.
const shortest = 4

// pushless reports a passage that can push nowhere by its form: next to no Chinese
// (empty, English, figures), or a table of figures.
func (v *view) pushless() bool {
	han, figures, letters := 0, 0, 0
	for _, r := range v.text.runes {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsDigit(r) || strings.ContainsRune("|\t%.,-+/", r):
			figures++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return han < shortest || letters > 2*han || figures > 2*han
}
