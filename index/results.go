package index

import "strings"

// Results is the answer to a Query: the same struct feeds the page, the JSON of
// /api/search, the CLI and, later, exports. Lists are never nil.
type Results struct {
	Query        string                 `json:"query"`
	Rewrites     []Rewrite              `json:"rewrites"`
	Relaxed      bool                   `json:"relaxed"`
	Insufficient bool                   `json:"insufficient"` // nothing in the whole answer bears the question out: neither near in meaning nor with all its words
	Total        int                    `json:"total"`        // passages
	Documents    int                    `json:"documents"`    // distinct documents among them
	Rows         int                    `json:"rows"`         // what page × size counts: total, or fewer with folding
	TookMS       float64                `json:"took_ms"`
	Degraded     []string               `json:"degraded"`
	Facets       map[Facet][]FacetValue `json:"facets"`
	Histogram    []YearCount            `json:"histogram"`
	Hits         []Hit                  `json:"hits"`
	Next         *string                `json:"next"`

	Misplaced string `json:"-"` // the place that was asked for, if no document of the name has it: the nearest comes first
	Unheld    string `json:"-"` // 题名为《…》 or 文号为…: what the query plainly names and the archive does not hold

	Generation string `json:"-"` // of the index that answered: answers of one generation agree
}

// Rewrite is a change made to what was typed before searching.
type Rewrite struct {
	From string `json:"from"`
	To   string `json:"to"`
	Kind string `json:"kind"`
}

// FacetValue is one value of a facet with the passages that have it.
type FacetValue struct {
	Value    string `json:"value"`
	Label    string `json:"label"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
}

// YearCount is one bar of the histogram; Year is nil for undated passages.
// Covered says whether the archive holds any document of that year, Held how
// many passages of it.
type YearCount struct {
	Year    *int `json:"year"`
	Count   int  `json:"count"`
	Covered bool `json:"covered"`
	Held    int  `json:"held"`
}

// Hit is a passage with what a reader needs to judge and cite it. Marks and
// Best are code point offsets into Text, half open, sorted and disjoint.
type Hit struct {
	ID          string   `json:"id"`
	Doc         string   `json:"doc"`
	Key         string   `json:"key"`
	Title       string   `json:"title"`
	Section     []string `json:"section"`
	Locator     string   `json:"locator"`
	Text        string   `json:"text"`
	Marks       [][2]int `json:"marks"`
	Best        *[2]int  `json:"best"`
	Score       float64  `json:"score"`
	Why         Why      `json:"why"`
	Category    string   `json:"category"`
	Rel         bool     `json:"rel"`
	Confidence  float64  `json:"confidence"`
	Corrected   bool     `json:"corrected"`
	Themes      []string `json:"themes"`
	Source      string   `json:"source"`
	SourceClass string   `json:"source_class"`
	Issuers     []string `json:"issuers"`
	Level       string   `json:"level"`
	Place       string   `json:"place"`
	Number      string   `json:"number"`
	Genre       string   `json:"genre"`
	Speaker     string   `json:"speaker"`
	Date        *string  `json:"date"`
	DateKind    *string  `json:"date_kind"`
	Year        *int     `json:"year"`
	URL         string   `json:"url"`
	Status      string   `json:"status"`      // one of the Statuses
	StatusNote  string   `json:"status_note"` // the same in words: 据《…》第…条废止
	StatusBy    string   `json:"status_by"`   // the passage that repeals, now or from a day to come, or the newest document of the title; "" for none
	Same        []string `json:"same"`        // ids of identical passages among the results, earliest and most authoritative first; with folding also of passages of documents that have no row, as all that they say is said in this one
	More        int      `json:"more"`        // other passages of this document among the results; with folding, those that no row lists

	Evidence []Evidence `json:"evidence"` // what the passage has of the figures, dates and names of the query

	Elsewhere []Elsewhere `json:"-"` // where the passages of Same stand: the first of the places
	Places    int         `json:"-"` // how many places there are
}

// Elsewhere is a place where the same passage stands.
type Elsewhere struct {
	ID, Doc, Title, Source, SourceClass, Locator string
	Date                                         *string
	Further                                      bool // it says the same as a further passage of the document, not as the hit
}

// Why says how a hit was found; ranks count from 1, nil where the leg did not
// rank it. Words are the typed words that it has in text, title or headings,
// Expanded those of a rewriting.
type Why struct {
	Literal     bool     `json:"literal"`
	WordsRank   *int     `json:"words_rank"`
	MeaningRank *int     `json:"meaning_rank"`
	Words       []string `json:"words"`
	Expanded    []string `json:"expanded"`
}

// Evidence is what a passage has of one figure, date or name of the query.
type Evidence struct {
	Part     string `json:"part"`      // as typed
	Kind     string `json:"kind"`      // figure, date or name
	Status   string `json:"status"`    // contained, differs or absent
	Place    string `json:"place"`     // passage, heading, title, date, number (文号) or speaker; "" if absent
	Found    string `json:"found"`     // as written there
	Span     [2]int `json:"span"`      // code points of the passage, the heading or the title; [0,0] elsewhere
	SameForm bool   `json:"same_form"` // contained, and written alike
}

// EvidenceWords lists what a hit has of a claim in one status, as the page and the
// terminal do: 60日、北京市. words says one part of it.
func EvidenceWords(list []Evidence, status string, words func(Evidence) string) string {
	var said []string
	for _, e := range list {
		if e.Status == status {
			said = append(said, words(e))
		}
	}
	return strings.Join(said, "、")
}
