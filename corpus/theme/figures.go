package theme

// Figures say how good the labels are, on passages of documents that nothing was
// fitted on.
type Figures struct {
	Split      string         `json:"split"`      // which data: name of the committed file's split, "test"
	Form       string         `json:"form"`       // "words": the form that labels
	Labelled   string         `json:"labelled"`   // who read what, how, in Chinese; a sentence or three
	Data       []DataPart     `json:"data"`       // size and make-up
	Uncertain  float64        `json:"uncertain"`  // stated 待定 threshold (= index.UncertainBelow; theme cannot import index, so a const here or 0: the page fills it in)
	Forms      []FormFigures  `json:"forms"`      // words first, then vectors if there is one
	Categories []LabelFigures `json:"categories"` // of the form that labels now; 加, 减, 加减, 无
	Rel        LabelFigures   `json:"rel"`
	Themes     []LabelFigures `json:"themes"`    // in the order of Themes()
	Readers    Readers        `json:"readers"`   // two readers against each other on the same passages
	Bins       []Reliability  `json:"bins"`      // five, equal in passages, least confident first
	Confusion  [][]int        `json:"confusion"` // [read][said], both in the order of Categories()
	Examples   []Example      `json:"examples"`  // official texts of the test split, right and wrong, a few per category
}

// Share is a measure with its 95 % interval (bootstrap by document).
type Share struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// LabelFigures are those of one label. Readers is the F1 of two readers (one taken
// as the truth of the other).
type LabelFigures struct {
	Code       string  `json:"code"`
	Label      string  `json:"label"`      // as shown
	Definition string  `json:"definition"` // Chinese, a sentence or two, from the data tables
	N          int     `json:"n"`          // passages read as it
	Said       int     `json:"said"`       // passages labelled as it
	Precision  Share   `json:"precision"`
	Recall     Share   `json:"recall"`
	F1         Share   `json:"f1"`
	Readers    float64 `json:"readers"` // F1 of two readers, -1 where they say nothing of it
}

// FormFigures are the figures of one form of the annotator as a whole.
type FormFigures struct {
	Form          string `json:"form"` // words, vectors
	N             int    `json:"n"`
	Accuracy      Share  `json:"accuracy"`
	MacroF1       Share  `json:"macro_f1"`
	ThemesMicroF1 Share  `json:"themes_micro_f1"`
	FirstTheme    Share  `json:"first_theme"`
}

// Readers is how far two independent readers agree, as FormFigures.
type Readers struct {
	N             int     `json:"n"`
	Accuracy      float64 `json:"accuracy"`
	MacroF1       float64 `json:"macro_f1"`
	ThemesMicroF1 float64 `json:"themes_micro_f1"`
	FirstTheme    float64 `json:"first_theme"`
}

// DataPart is one row of the make-up: a split and a corpus.
type DataPart struct {
	Split     string `json:"split"`  // train, tune, test
	Corpus    string `json:"corpus"` // policy, reports, statutes, news …
	Documents int    `json:"documents"`
	Passages  int    `json:"passages"`
}

// Reliability is one bin of confidence.
type Reliability struct {
	From       float64 `json:"from"` // least and greatest confidence in it
	To         float64 `json:"to"`
	N          int     `json:"n"`
	Confidence float64 `json:"confidence"` // mean
	Accuracy   float64 `json:"accuracy"`
}

// Example is a passage of an official text of the test split.
type Example struct {
	Title      string   `json:"title"`
	Key        string   `json:"key"` // of the document in the corpus, to find it in an archive; "" if unknown
	Text       string   `json:"text"`
	Read       string   `json:"read"` // category as settled by reading
	Said       string   `json:"said"` // category of the annotator
	ReadThemes []string `json:"read_themes"`
	Themes     []string `json:"themes"`
	Confidence float64  `json:"confidence"`
}
