// Package index is what all search engines here have in common: a Query as a
// person makes it, the Request of tokens and filters that an engine answers, the
// Results that go to page, API and CLI, and the marks in a hit.
//
// The tour: ParseText and ParseParams read a request (parse.go, params.go);
// Plan turns it into a Request (plan.go) with the help of a tokeniser that the
// archive hands in; an Engine (index/local) answers with counts and ranked
// passages; Marks finds what to mark in a passage (marks.go).
//
// It holds no postings and opens no files: that is index/local. It does not
// tokenise: that is index/zh.
package index

import (
	"context"

	"yinju/corpus"
)

// Engine answers requests over one generation of an index.
type Engine interface {
	// Search returns the counts over the matched set and the ranked passages of
	// the page that r asks for. It fails when ctx ends first.
	Search(ctx context.Context, r Request) (*Answer, error)

	// Standing returns how a document stands among the others; the zero Standing
	// for one that is not served.
	Standing(doc string) Standing
}

// Standing is how a document stands among the others that are served.
type Standing struct {
	Status  string   // one of the Statuses
	By      string   // the passage that repeals it, with Newest and UnknownValue from a day to come; or the newest document of its title
	Texts   []string // the other documents with another text of the same title, newest first
	Copies  []string // documents with the same text, best source first
	Repeals []string // documents that this one repeals
}

// Request is a query in the terms of an engine.
type Request struct {
	Blank    bool      // nothing is asked for: everything matches
	Wording            // as typed
	Also     []Wording // the same in other words
	Meaning  *Nearness // nil: by words alone
	Phrases  []Literal
	Excludes []Literal
	Excerpt  *Excerpt // the whole text as an excerpt: lifts the passages holding it
	Titles   []string // skeletons that must occur in the title's skeleton
	Numbers  []string // skeletons that must occur in the number's skeleton
	Named    Named    // the document or place that the query names

	Filters  Filters
	Sort     Sort
	RelFirst bool // what speaks of the relation of adding and subtracting goes before all else
	Fold     bool // one row for identical passages and for the passages of a document
	From     int  // first row wanted, from 0
	Size     int
}

// Wording is a way to put what is asked for. A passage counts by the wording that
// it fits best.
type Wording struct {
	Terms   []string // kept words: those that match
	Ranking []string // words of the phrases; they rank only
	Bigrams []string // character bigrams of words and phrases; they rank only
	Strict  bool     // every term must occur, however few passages that gives
	Weight  float64  // of its scores; 0 stands for 1
}

// Nearness is the question as a vector, and how its leg counts.
type Nearness struct {
	Vector []float32 // of length 1
	Weight float64   // of its leg in the score, 0 to 1; the words have the rest
	Floor  float64   // least cosine of a match
	Within float64   // most that a match may be below the best cosine
	Bears  float64   // least cosine of a passage that bears the question out
	Alone  bool      // words match and rank nothing; phrases are still required
}

// Literal is text to be found character by character.
type Literal struct {
	Skeleton string // word characters only: what bigrams are made of
	Exact    string // what must occur, punctuation and all; "" where punctuation does not count
	Form     string // as printed (hanzi.Printed): what agrees with this too comes first
}

// Excerpt is a query that may be cut out of a text. Its punctuation need not
// agree, but what agrees comes first.
type Excerpt struct {
	Literal      // loose; a figure with its marks
	Adds    bool // long enough to add the passages that hold it; else it only ranks
	Runs    bool // so long that running over the end of a passage is no accident
}

// Named is a document or place named by an unquoted query.
type Named struct {
	Title   string // skeleton of the query, less the article, compared with whole titles; "" for none
	Number  string // skeleton of the query, compared with whole 文号
	Article string // locator such as 第十条第二款 in documents of that title, "" for the whole document

	Also []string // skeletons of the title with its abbreviations written out
}

// Answer is what an engine found.
type Answer struct {
	Relaxed    bool
	Matched    int // passages of the matched set, before filters
	Total      int
	Documents  int
	Rows       int
	Borne      Borne
	Unnamed    bool                   // no document is called what Named has, title or 文号
	Misplaced  bool                   // no document of the name has the place that is named: what is Named is the nearest
	Facets     map[Facet][]FacetValue // labels not yet filled in
	Histogram  []YearCount
	Hits       []Scored
	Generation string
	Unembedded int // passages of the matched set's generation without a vector, where meaning was asked for
}

// Borne says in which ways passages of the whole answer, not only of the page that
// is asked for, bear the question out. Only those that pass all filters count.
type Borne struct {
	Literal bool // some hold the phrases or the excerpt, or a part of one that runs over its end
	Words   bool // some are matched by words, and some hold every word of a wording
	Meaning bool // some are so near in meaning that they speak of what is asked (Nearness.Bears)
}

// Scored is a ranked passage.
type Scored struct {
	ID          string // passage id
	Score       float64
	Named       bool    // is what the query names
	Literal     bool    // holds the phrases or the excerpt, or a part of one that runs over its end
	WordsRank   int     // 0: not ranked by words
	MeaningRank int     // 0: not matched by meaning
	Cosine      float64 // of the passage with the question; 0 where there is no vector
	Category    string
	Rel         bool
	Confidence  float64
	Corrected   bool // by a person
	Themes      []string
	Standing    Standing // without lists
	Same        []string // identical passages that pass the filters, earliest first; with folding, what else is listed in the row
	More        int      // other passages of the document that pass them; with folding, those that no row lists
}

// Passage is what an engine indexes of one passage.
type Passage struct {
	ID       string
	Text     string
	Lead     string // headings and gaps between the passage before and this one, as in the document
	Headings []string
	Locator  string
}

// Repeal is a clause that repeals another text.
type Repeal struct {
	Passage string      // id of the passage that says so
	Called  string      // what it calls the text that it repeals, as in Document; "" for none
	Number  string      // skeleton of the 文号 beside it, "" for none
	Made    corpus.Date // when that text was made, as the clause has it; zero for not said
	Own     bool        // it is an earlier text of the document's own name
}

// UncertainBelow is the confidence under which a label is 待定.
const UncertainBelow = 0.6

// Label is the annotator's verdict on a passage, or a person's. As a correction, an
// empty Category and nil Themes leave what the annotator says.
type Label struct {
	Category   string   `json:"category"`
	Rel        bool     `json:"rel"`
	Confidence float64  `json:"confidence"`
	Themes     []string `json:"themes"`
}

// Document is what an engine indexes of one document: its facet values and its
// passages in order.
type Document struct {
	ID        string
	Title     string
	Number    string
	Name      string      // what other texts of this document are called too; "" if its title names no one document
	Called    string      // what a clause that repeals it calls it; "" for none
	Made      corpus.Date // the earliest date that is known of it
	Effective corpus.Date // when it comes into force
	InForce   bool        // Date is Effective: neither its adoption nor its publication nor a revision is dated
	Revised   corpus.Date // when this text was last revised; zero for not known
	Repeals   []Repeal    // the texts that it repeals
	Text      string      // hash by which copies are known
	Rank      int         // of its source, 0 for the most authoritative
	Source    string
	Issuers   []string
	Level     string
	Place     string
	Genre     string
	Date      corpus.Date // main date, zero for 不详
	Tail      string      // what follows the last passage in the text
	Passages  []Passage
}
