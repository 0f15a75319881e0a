package theme

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"math/rand/v2"
	"slices"
)

// labelledBy tells a reader who labelled the passages, and how.
const labelledBy = "测试段落各由两位读者只凭阅读独立标注，类别不一时由第三次阅读定夺。读者是互不相见的语言模型会话，看不到标注器的答案；训练段落一部分同样读两遍，其余读一遍。测试段落取自规则最没把握之处，比随手取来的难。"

//go:embed figures.json
var figuresJSON []byte

// Published returns the figures of the shipped annotator, which corpus/theme/fit
// wrote down; a test holds them against Measured.
func Published() (*Figures, error) {
	f := &Figures{}
	return f, json.Unmarshal(figuresJSON, f)
}

// Measured measures an annotator on the published test: passages of documents that
// nothing was fitted to or chosen on. It takes about a second.
func Measured(a *Annotator) (*Figures, error) {
	test, err := TestReadings()
	if err != nil {
		return nil, err
	}
	t := newTrial(test, a)
	f := &Figures{Split: "test", Form: "words", Labelled: labelledBy, Rel: t.rel(), Readers: t.readers(), Bins: t.bins(), Confusion: t.confusion(), Examples: t.examples()}
	f.Forms = []FormFigures{t.whole()}
	for _, c := range Categories() {
		f.Categories = append(f.Categories, t.category(c))
	}
	for _, c := range Themes() {
		f.Themes = append(f.Themes, t.theme(c))
	}
	published, err := Published()
	if err != nil {
		return nil, err
	}
	f.Data = published.Data
	return f, nil
}

// trial is the test with what the annotator said of it, and resamples of its
// documents for the intervals.
type trial struct {
	read      []Read
	said      []Label
	resamples [][]float64 // how often each passage is in a resample
}

// resampled is how many resamples an interval is taken from.
const resampled = 400

func newTrial(test []Read, a *Annotator) *trial {
	t := &trial{read: test}
	byDoc := map[string][]int{}
	for i, r := range test {
		t.said = append(t.said, a.Label(r.Input))
		byDoc[r.Document()] = append(byDoc[r.Document()], i)
	}
	docs := make([][]int, 0, len(byDoc))
	for _, passages := range byDoc {
		docs = append(docs, passages)
	}
	slices.SortFunc(docs, func(a, b []int) int { return a[0] - b[0] })
	chance := rand.New(rand.NewPCG(1, 2)) // the same intervals every time
	for range resampled {
		times := make([]float64, len(test))
		for range docs {
			for _, i := range docs[chance.IntN(len(docs))] {
				times[i]++
			}
		}
		t.resamples = append(t.resamples, times)
	}
	return t
}

// share measures the test, and its resamples for the interval.
func (t *trial) share(measure func(times func(i int) float64) float64) Share {
	s := Share{Value: measure(func(int) float64 { return 1 })}
	list := make([]float64, len(t.resamples))
	for n, times := range t.resamples {
		list[n] = measure(func(i int) float64 { return times[i] })
	}
	slices.Sort(list)
	s.Low, s.High = list[len(list)/40], list[len(list)-1-len(list)/40]
	return s
}

// counts of one label.
type counts struct{ right, said, read float64 }

func (c counts) precision() float64 { return portion(c.right, c.said) }
func (c counts) recall() float64    { return portion(c.right, c.read) }
func (c counts) f1() float64        { return portion(2*c.right, c.said+c.read) }

func portion(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// label returns the figures of a label: whether it was read of passage i, and said.
func (t *trial) label(read, said func(i int) bool) LabelFigures {
	count := func(times func(int) float64) (c counts) {
		for i := range t.read {
			r, s, n := truth(read(i)), truth(said(i)), times(i)
			c.right, c.said, c.read = c.right+n*r*s, c.said+n*s, c.read+n*r
		}
		return c
	}
	all := count(func(int) float64 { return 1 })
	return LabelFigures{
		N: int(all.read), Said: int(all.said),
		Precision: t.share(func(n func(int) float64) float64 { return count(n).precision() }),
		Recall:    t.share(func(n func(int) float64) float64 { return count(n).recall() }),
		F1:        t.share(func(n func(int) float64) float64 { return count(n).f1() }),
	}
}

func (t *trial) category(c Category) LabelFigures {
	f := t.label(func(i int) bool { return t.read[i].Category == c.Code }, func(i int) bool { return t.said[i].Category == c.Code })
	f.Code, f.Label, f.Definition = c.Code, c.Label, c.Definition
	f.Readers = t.between(func(r Reading) bool { return r.Category == c.Code })
	return f
}

func (t *trial) rel() LabelFigures {
	f := t.label(func(i int) bool { return t.read[i].Rel }, func(i int) bool { return t.said[i].Rel })
	f.Code, f.Label, f.Definition = "rel", "rel", RelDefinition
	f.Readers = t.between(func(r Reading) bool { return r.Rel })
	return f
}

func (t *trial) theme(c Theme) LabelFigures {
	f := t.label(func(i int) bool { return slices.Contains(t.read[i].Themes, c.Code) }, func(i int) bool { return slices.Contains(t.said[i].Themes, c.Code) })
	f.Code, f.Label, f.Definition = c.Code, c.Label, c.Definition
	f.Readers = t.between(func(r Reading) bool { return slices.Contains(r.Themes, c.Code) })
	return f
}

// between returns the F1 of the two readers in one label.
func (t *trial) between(has func(Reading) bool) float64 {
	var c counts
	for _, r := range t.read {
		a, b := truth(has(r.Readings[0])), truth(has(r.Readings[1]))
		c.right, c.said, c.read = c.right+a*b, c.said+a, c.read+b
	}
	return c.f1()
}

func (t *trial) whole() FormFigures {
	return FormFigures{
		Form: "words", N: len(t.read),
		Accuracy:      t.mean(func(i int) bool { return t.read[i].Category == t.said[i].Category }),
		FirstTheme:    t.mean(func(i int) bool { return t.read[i].Themes[0] == t.said[i].Themes[0] }),
		MacroF1:       t.share(t.macro),
		ThemesMicroF1: t.share(t.micro),
	}
}

func (t *trial) mean(right func(i int) bool) Share {
	return t.share(func(times func(int) float64) float64 {
		var sum, n float64
		for i := range t.read {
			sum, n = sum+times(i)*truth(right(i)), n+times(i)
		}
		return portion(sum, n)
	})
}

func (t *trial) macro(times func(int) float64) float64 {
	var by [len(categoryOrder)]counts
	for i := range t.read {
		read, said, n := categoryNumber(t.read[i].Category), categoryNumber(t.said[i].Category), times(i)
		by[read].read += n
		by[said].said += n
		if read == said {
			by[read].right += n
		}
	}
	sum := 0.
	for _, c := range by {
		sum += c.f1()
	}
	return sum / float64(len(by))
}

// micro is the mean of the micro-F1 against each of the two readings.
func (t *trial) micro(times func(int) float64) float64 {
	var by [2]counts
	for i := range t.read {
		for k := range by {
			themes := t.read[i].Readings[k].Themes
			by[k].right += times(i) * float64(common(themes, t.said[i].Themes))
			by[k].said += times(i) * float64(len(t.said[i].Themes))
			by[k].read += times(i) * float64(len(themes))
		}
	}
	return (by[0].f1() + by[1].f1()) / 2
}

func common(a, b []string) (n int) {
	for _, v := range a {
		if slices.Contains(b, v) {
			n++
		}
	}
	return n
}

// readers measures the second reading against the first.
func (t *trial) readers() Readers {
	second := &trial{read: t.read}
	var themes counts
	for _, r := range t.read {
		a, b := r.Readings[0], r.Readings[1]
		second.said = append(second.said, Label{Category: b.Category, Themes: b.Themes})
		themes.right += float64(common(a.Themes, b.Themes))
		themes.said += float64(len(b.Themes))
		themes.read += float64(len(a.Themes))
	}
	all := func(int) float64 { return 1 }
	first := &trial{said: second.said}
	for _, r := range t.read {
		r.Category, r.Themes = r.Readings[0].Category, r.Readings[0].Themes
		first.read = append(first.read, r)
	}
	f := Readers{N: len(t.read), MacroF1: first.macro(all), ThemesMicroF1: themes.f1()}
	for i, r := range first.read {
		f.Accuracy += truth(r.Category == first.said[i].Category) / float64(f.N)
		f.FirstTheme += truth(r.Themes[0] == first.said[i].Themes[0]) / float64(f.N)
	}
	return f
}

func (t *trial) bins() []Reliability {
	const bins = 5
	order := make([]int, len(t.said))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(t.said[a].Confidence, t.said[b].Confidence) })
	var list []Reliability
	for n := range bins {
		part := order[n*len(order)/bins : (n+1)*len(order)/bins]
		b := Reliability{From: t.said[part[0]].Confidence, To: t.said[part[len(part)-1]].Confidence, N: len(part)}
		for _, i := range part {
			b.Confidence += t.said[i].Confidence / float64(len(part))
			b.Accuracy += truth(t.read[i].Category == t.said[i].Category) / float64(len(part))
		}
		list = append(list, b)
	}
	return list
}

func (t *trial) confusion() [][]int {
	table := make([][]int, len(categoryOrder))
	for i := range table {
		table[i] = make([]int, len(categoryOrder))
	}
	for i, r := range t.read {
		table[categoryNumber(r.Category)][categoryNumber(t.said[i].Category)]++
	}
	return table
}

// examples are, of each category as read, the first right and the first wrong ones
// of short passages.
func (t *trial) examples() []Example {
	list := []Example{}
	for _, c := range categoryOrder {
		for _, right := range []bool{true, false} {
			for i, found := 0, 0; i < len(t.read) && found < 2; i++ {
				r, s := t.read[i], t.said[i]
				if r.Category != c || (s.Category == c) != right || len(r.Input.Text) > 600 {
					continue
				}
				found++
				list = append(list, Example{r.Input.Title, r.Key, r.Input.Text, r.Category, s.Category, r.Themes, s.Themes, s.Confidence})
			}
		}
	}
	return list
}
