package index

import (
	"strings"
	"unicode"

	"yinju/corpus"
)

// Facet names a way of narrowing results; the values are the names of URL
// parameters and of the facets object in JSON.
type Facet string

// The facets of an archive. Theme and Category belong to a passage, the others
// to its document.
const (
	Theme    Facet = "theme"
	Category Facet = "category"
	Source   Facet = "source"
	Issuer   Facet = "issuer"
	Level    Facet = "level"
	Place    Facet = "place"
	Genre    Facet = "genre"
	Status   Facet = "status"
	Year     Facet = "year"
)

// Facets are all facets, in the order in which they are shown.
var Facets = []Facet{Theme, Category, Source, Issuer, Level, Place, Genre, Status, Year}

// UnknownValue selects documents whose field is 不详, in every facet but Theme
// and Category.
const UnknownValue = "unknown"

// The values of Status: how a document stands among the others that are held. A
// document that nothing speaks of has UnknownValue, 效力未核.
const (
	Newest     = "newest"     // the newest of the texts of its title that are held
	Superseded = "superseded" // a newer text of its title is held
	Repealed   = "repealed"   // a text that is held repeals it
)

// Statuses are the values of Status.
var Statuses = []string{Newest, Superseded, Repealed, UnknownValue}

// Mode says which legs answer.
type Mode string

// The modes: both legs, words alone, meaning alone.
const (
	Auto    Mode = "auto"
	Words   Mode = "words"
	Meaning Mode = "meaning"
)

// Sort is the order of hits.
type Sort string

// The orders: best first, oldest first, newest first; undated documents are
// last in both orders by date.
const (
	ByRelevance Sort = "relevance"
	OldestFirst Sort = "date"
	NewestFirst Sort = "-date"
)

// Filters narrow the matched set: values of one facet are alternatives, facets
// among themselves must all hold.
type Filters struct {
	Values    map[Facet][]string
	From, To  corpus.Date // inclusive; zero for open
	Uncertain bool        // only labels below the stated confidence
}

// Query is one request as a person makes it: what was typed, parsed, and how to
// answer. ParseParams and ParseText make it.
type Query struct {
	Text string // as typed

	Words    string   // the plain words, separated by spaces
	Phrases  []string // required literal phrases, without their marks
	Excludes []string // literal text that must occur in neither text nor title
	Titles   []string // 标题: every one must occur in the title
	Numbers  []string // 文号: every one must occur in the number, brackets and spaces apart
	Inline   bool     // a phrase stands inside running text: the whole may be an excerpt

	Filters Filters
	Mode    Mode
	Rewrite bool
	Fold    bool
	Sort    Sort
	Page    int // from 1
	Size    int
}

// Blank reports a query that asks for no words: everything, less the excluded.
func (q Query) Blank() bool {
	return q.Words == "" && len(q.Phrases) == 0 && len(q.Titles) == 0 && len(q.Numbers) == 0
}

// Selected returns the values of a facet that the query selects.
func (q Query) Selected(f Facet) []string { return q.Filters.Values[f] }

// Plain returns the query with all of its text as plain words.
func (q Query) Plain() Query {
	plain := q
	plain.Words = strings.Join(strings.FieldsFunc(q.Text, func(r rune) bool { return unicode.IsSpace(r) || isMark(r) || r == 0 }), " ")
	plain.Phrases, plain.Excludes, plain.Titles, plain.Numbers, plain.Inline = nil, nil, nil, nil, false
	return plain
}

// Without returns the query without the selection of a facet.
func (q Query) Without(f Facet) Query {
	values := map[Facet][]string{}
	for facet, selected := range q.Filters.Values {
		if facet != f {
			values[facet] = selected
		}
	}
	q.Filters.Values = values
	return q
}
