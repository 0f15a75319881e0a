package theme

import (
	"math"
	"strings"
	"unicode"
)

// reading is what the category is decided on: the clauses of a passage, their
// thrusts and the sums of all cue weights by family.
type reading struct {
	text     folded
	clauses  []clause
	add, cut []float64 // thrust of each clause
	sum      [families]float64
	genres   [len(genreNames)]float64 // 1 for each kind that the title names
}

func (a *Annotator) read(in Input) reading {
	r := reading{text: fold(in.Text), genres: a.genres(in.Title)}
	r.clauses = a.categoryCues.clauses(r.text.runes)
	r.lowerProvisos()
	for i := range r.clauses {
		c := &r.clauses[i]
		add, cut := c.thrust()
		r.add, r.cut = append(r.add, add), append(r.cut, cut)
		for f, w := range c.sum {
			r.sum[f] += w
		}
	}
	return r
}

// featureNames are the measures of weights.tsv, in the order of features.
var featureNames = func() []string {
	names := []string{"bias"}
	for _, f := range familyNames[:famSkip] {
		names = append(names, "sum."+f)
	}
	return append(names,
		"add", "cut", "add.share", "cut.share", "add.only", "cut.only", "lesser", "balance",
		"plain.add", "plain.cut", "plain.both", "short.add", "short.cut", "short.both", "short", "add.first", "cut.first", "add.last", "cut.last",
		"sentences.add", "sentences.cut", "sentences.lesser", "sentences.mixed", "relates",
		"length", "digits", "article", "item", "open.end", "enumeration",
		"title.report", "title.plan", "title.rule", "title.notice", "title.call", "title.purge")
}()

// features measures a reading. Sums are damped by a logarithm, so that a long
// passage is not decided by its length.
func (r *reading) features() []float64 {
	x := make([]float64, 0, len(featureNames))
	x = append(x, 1)
	for _, w := range r.sum[:famSkip] {
		x = append(x, math.Log1p(w))
	}
	x = append(x, r.thrustFeatures()...)
	x = append(x, r.sentenceFeatures()...)
	x = append(x, r.formFeatures()...)
	return append(x, r.genres[:]...)
}

// shortRunes is the length up to which a passage counts as a single short
// sentence, in which one pushing word is the whole push.
const shortRunes = 24

func (r *reading) thrustFeatures() []float64 {
	n := math.Max(float64(len(r.clauses)), 1)
	add, cut := math.Log1p(total(r.add)), math.Log1p(total(r.cut))
	adds, cuts := positive(r.add)/n, positive(r.cut)/n
	lesser := math.Min(adds, cuts)
	plain := truth(r.plain())
	short := truth(len(r.text.runes) <= shortRunes)
	return []float64{
		add, cut, adds, cuts,
		math.Max(0, adds-cuts), math.Max(0, cuts-adds),
		lesser, lesser / (math.Max(adds, cuts) + .05),
		plain * short * truth(cuts == 0 && adds > 0), plain * short * truth(adds == 0 && cuts > 0), plain * short * truth(lesser > 0),
		short * truth(cuts == 0 && adds > 0), short * truth(adds == 0 && cuts > 0), short * truth(lesser > 0), short,
		capped(first(r.add)), capped(first(r.cut)), capped(last(r.add)), capped(last(r.cut)),
	}
}

// sentenceFeatures tells sentences that add from those that subtract, by the
// larger thrust, and sentences that do both.
func (r *reading) sentenceFeatures() []float64 {
	adds, cuts, mixed, n := 0., 0., 0., 0.
	for i := 0; i < len(r.clauses); {
		add, cut := 0., 0.
		for {
			add, cut = add+r.add[i], cut+r.cut[i]
			end := r.clauses[i].end
			i++
			if i == len(r.clauses) || endsSentence(r.text.runes[end]) {
				break
			}
		}
		n++
		adds += truth(add > cut)
		cuts += truth(cut > add)
		mixed += truth(math.Min(add, cut) >= .4*math.Max(add, cut) && cut > 0)
	}
	n = math.Max(n, 1)
	return []float64{adds / n, cuts / n, math.Min(adds, cuts) / n, mixed / n, truth(r.relates())}
}

// formFeatures looks at the shape of the passage, not at its words.
func (r *reading) formFeatures() []float64 {
	text := r.text.runes
	digits, enumeration := 0, 0
	for _, c := range text {
		if unicode.IsDigit(c) {
			digits++
		}
		if c == '、' {
			enumeration++
		}
	}
	n := float64(len(text)) + 1
	head := string(text[:min(12, len(text))])
	return []float64{
		math.Log(n), float64(digits) / n,
		truth(strings.HasPrefix(head, "第") && strings.ContainsAny(head, "条章")),
		truth(strings.HasPrefix(head, "(") || len(text) > 1 && unicode.IsDigit(text[0])),
		truth(len(text) > 0 && text[len(text)-1] == ':'),
		float64(enumeration) / n * 10,
	}
}

// plain reports that no cue of the passage speaks of procedure, definition or
// the like, so that one pushing word is enough.
func (r *reading) plain() bool {
	for f, w := range r.sum {
		if neutral(f) && w > 0 {
			return false
		}
	}
	return true
}

func total(list []float64) (sum float64) {
	for _, v := range list {
		sum += v
	}
	return sum
}

func positive(list []float64) (n float64) {
	for _, v := range list {
		n += truth(v > 0)
	}
	return n
}

func first(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	return list[0]
}

func last(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	return list[len(list)-1]
}

func capped(v float64) float64 { return math.Min(v, 2) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// relates reports that the passage adds and subtracts and has a word for the
// relation of the two.
func (r *reading) relates() bool {
	return r.sum[famRel] >= 1 && total(r.cut) > 0 && total(r.add) > 0
}
