// Package theme labels passages: which way a passage pushes (加, 减, 加减, 无),
// whether it speaks of the relation of the two, and what it is about (one to
// three of 23 themes).
//
// The way of a passage: fold evens out script and width; category cues are
// found in each clause (matcher.go, cues.go); a clause adds or subtracts, where
// the object decides about a verb such as 加强 (clause.go); the passage is
// measured (features.go), theme cues are counted in text, headings and title
// (subject.go), and a linear model weighs all of this together with the runs of
// characters that it knows (view.go, grams.go, model.go). reason.go names the words
// that made a label; tuning.go lets corrections change the weights.
//
// What is data lies in text files: categories.tsv, themes.tsv, category_cues.tsv,
// theme_cues.tsv, and readings, the passages that were labelled by reading.
// corpus/theme/fit makes weights.tsv.gz and settings.tsv of them; Published measures
// what is shipped on passages that it has not seen.
//
// The package does not store labels or corrections, reads no documents and
// knows nothing of tokens, vectors or pages; the same input always gives the
// same label.
package theme

import (
	"cmp"
	"slices"
	"sync"
)

// Annotator labels passages. It is safe for concurrent use.
type Annotator struct {
	categoryCues *lexicon
	themeCues    *lexicon
	titleGenres  *lexicon
	themes       []string
	model        *model
	rooms        *sync.Pool
}

// Input is a passage with what stands above it. Headings are outermost first.
// Tokens are accepted for callers that have them; cues are matched on characters.
type Input struct {
	Title    string
	Headings []string
	Text     string
	Tokens   []string
}

// Label is what the annotator says of a passage.
type Label struct {
	Category   string   // 加, 减, 加减, 无
	Rel        bool     // speaks of the relation of adding and subtracting
	Confidence float64  // 0 to 1: how often a category said with this confidence is right
	Themes     []string // one to three codes, most important first
	Reasons    []Reason // the words that decided, strongest first
}

// Reason is a cue that speaks for the label. Start and End are code points of
// the passage text, half open; both are 0 for a cue of the title or a heading.
// No two reasons have the same place, text and For.
type Reason struct {
	Text   string
	Start  int
	End    int
	Weight float64 // share of the evidence for what it speaks for, 0 to 1
	For    string  // the category or theme code it speaks for
}

// New loads the embedded data. An error means that a data file is broken.
func New() (*Annotator, error) {
	a := &Annotator{}
	for _, t := range Themes() {
		a.themes = append(a.themes, t.Code)
	}
	var err error
	if a.categoryCues, err = readLexicon("category_cues.tsv", categoryCuesTSV, familyNumber); err != nil {
		return nil, err
	}
	if a.themeCues, err = readLexicon("theme_cues.tsv", themeCuesTSV, a.themeNumber); err != nil {
		return nil, err
	}
	if a.titleGenres, err = readLexicon("title_genres.tsv", titleGenresTSV, genreNumber); err != nil {
		return nil, err
	}
	if a.model, err = readModel(weightsGZ, settingsTSV, a.themes); err != nil {
		return nil, err
	}
	a.rooms = &sync.Pool{New: func() any { return &room{} }}
	return a, nil
}

// themeNumber gives the number of a theme; skip, which hides the words inside
// it, has the number after the last.
func (a *Annotator) themeNumber(code string) (int, bool) {
	if code == "skip" {
		return len(a.themes), true
	}
	at := slices.Index(a.themes, code)
	return at, at >= 0
}

// Annotate labels a passage and says why. Any text has a label. Most have cues of
// the text as their reasons, else words of the headings or the title; 无 often is the
// absence of cues, and then has none.
func (a *Annotator) Annotate(in Input) Label {
	v := a.view(in)
	l, z := a.label(v)
	l.Reasons = append(a.pushReasons(in.Text, v, l.Category, z), a.themeReasons(in, v.text, v.subject, l.Themes)...)
	return l
}

// Label labels a passage as Annotate does, without the reasons.
func (a *Annotator) Label(in Input) Label {
	l, _ := a.label(a.view(in))
	return l
}

// label returns the label of a view and the probabilities of the outputs.
func (a *Annotator) label(v *view) (Label, []float32) {
	r := a.rooms.Get().(*room)
	defer a.rooms.Put(r)
	a.fill(r, v)
	z := make([]float32, a.model.outputs)
	a.model.scores(z, r.row)
	l := Label{Rel: float64(z[relOutput]) >= a.model.rel, Themes: a.themesOf(z[firstTheme:])}
	l.Category, l.Confidence = a.category(z)
	if v.pushless() {
		l.Category, l.Confidence, l.Rel = Neither, certain, false
	}
	if l.Rel && v.sum[famRel] >= 1 && len(v.text.runes) < shortSubject { // the relation is all that so few words speak of
		l.Category, l.Confidence = Both, max(a.model.worth(float64(z[bothOutput])), relSure)
	}
	if v.pushless() || len(v.text.runes) < shortSubject {
		l.Themes = a.choose(v.scores)
	}
	return l, z
}

// relSure is how often a passage that speaks of the relation is 加减, among those
// read for training.
const relSure = .72

// certain is the confidence of 无 for what cannot push by its form.
const certain = .95

func (a *Annotator) category(z []float32) (code string, confidence float64) {
	at := 0
	for c := range categoryOrder {
		if z[c] > z[at] {
			at = c
		}
	}
	return categoryOrder[at], a.model.worth(float64(z[at]))
}

// themesOf returns the most probable theme, and up to two more that are probable.
func (a *Annotator) themesOf(p []float32) []string {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[j], p[i]) })
	chosen := []string{a.themes[order[0]]}
	for _, i := range order[1:maxThemes] {
		if float64(p[i]) >= a.model.further {
			chosen = append(chosen, a.themes[i])
		}
	}
	return chosen
}
