// Package theme labels passages: which way a passage pushes (加, 减, 加减, 无),
// whether it speaks of the relation of the two, and what it is about (one to
// three of 23 themes).
//
// The way of a passage: fold evens out script and width; category cues are
// found in each clause (matcher.go, cues.go); a clause adds or subtracts, where
// the object decides about a verb such as 加强 (clause.go); the passage is
// measured (features.go) and a small linear model weighs the measures
// (model.go). Themes are scored by their own cues in text, headings and title
// (subject.go); reason.go names the cues that made a label. What is data lies in text files: categories.tsv, themes.tsv,
// category_cues.tsv, theme_cues.tsv, category_model.tsv. Evaluate compares the
// annotator with passages that people have read.
//
// The package does not store labels or corrections, reads no documents and
// knows nothing of tokens, vectors or pages; the same input always gives the
// same label.
package theme

import "slices"

// Annotator labels passages. It is safe for concurrent use.
type Annotator struct {
	categoryCues *lexicon
	themeCues    *lexicon
	titleGenres  *lexicon
	themes       []string
	model        *model
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
	if a.model, err = readModel(categoryModelTSV); err != nil {
		return nil, err
	}
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

// Annotate labels a passage. Any text has a label. A category other than 无 has
// a cue of the text as its reason. 无 is often the absence of cues, and then has
// no reason For 无. A theme has cues of the text as its reasons, else words of
// the headings or the title; gov has none where nothing speaks for any theme.
func (a *Annotator) Annotate(in Input) Label {
	r := a.read(in)
	category, confidence := a.category(&r)
	themes, evidence := a.subjects(in, r.text)
	return Label{
		Category:   category,
		Rel:        r.relates(),
		Confidence: confidence,
		Themes:     themes,
		Reasons:    append(a.pushReasons(in.Text, &r, category), a.themeReasons(in, r.text, evidence, themes)...),
	}
}

func (a *Annotator) category(r *reading) (code string, confidence float64) {
	p := a.model.probabilities(r.features())
	at := 3
	for c := range p {
		if p[c] > p[at] && r.supports(categoryOrder[c]) {
			at = c
		}
	}
	if total(r.add)+total(r.cut) == 0 {
		return Neither, max(p[at], .5)
	}
	return categoryOrder[at], p[at]
}

// relates reports that the passage adds and subtracts and has a word for the
// relation of the two.
func (r *reading) relates() bool {
	return r.sum[famRel] >= 1 && total(r.cut) > 0 && total(r.add) > 0
}
