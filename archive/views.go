package archive

import (
	"time"

	"yinju/corpus"
	"yinju/index"
)

// Document is a document as /api/d/{doc} and the document page show it: every
// field with its state, dates by kind, the outline and all passages.
type Document struct {
	ID            string                  `json:"id"`
	Key           string                  `json:"key"`
	Title         corpus.Field            `json:"title"`
	OriginalTitle corpus.Field            `json:"original_title"`
	Subtitle      corpus.Field            `json:"subtitle"`
	Source        corpus.Field            `json:"source"`
	SourceClass   corpus.Field            `json:"source_class"`
	Issuers       corpus.ListField        `json:"issuers"`
	Level         corpus.Field            `json:"level"`
	Place         corpus.Field            `json:"place"`
	Number        corpus.Field            `json:"number"`
	Genre         corpus.Field            `json:"genre"`
	Speaker       corpus.Field            `json:"speaker"`
	Author        corpus.Field            `json:"author"`
	URL           corpus.Field            `json:"url"`
	Dates         map[string]corpus.Field `json:"dates"` // by kind; values YYYY[-MM[-DD]]
	Date          *string                 `json:"date"`  // the main date, nil for 不详
	DateKind      *string                 `json:"date_kind"`
	Extra         map[string]string       `json:"extra"`
	Sections      []Section               `json:"sections"`
	Passages      []Passage               `json:"passages"`
	Version       int                     `json:"version"`  // this one, from 1
	Versions      []Version               `json:"versions"` // oldest first
	Status        string                  `json:"status"`   // one of index.Statuses
	StatusNote    string                  `json:"status_note"`
	StatusBy      string                  `json:"status_by"` // passage or document
	Related       []Related               `json:"related"`
	Warnings      []string                `json:"warnings"`
	Imported      string                  `json:"imported"` // RFC 3339, UTC
	Hash          string                  `json:"sha256"`   // of the received file
	Text          string                  `json:"-"`        // cleaned text, what spans point into
}

// Section is a heading of the outline. First is the id of the first passage
// under it, "" if it has none.
type Section struct {
	Heading string      `json:"heading"`
	Depth   int         `json:"depth"`
	Span    corpus.Span `json:"span"` // bytes of the cleaned text
	Title   bool        `json:"title"`
	First   string      `json:"first"`
}

// Passage is one passage of a Document.
type Passage struct {
	ID         string       `json:"id"`
	Order      int          `json:"order"`
	Section    []string     `json:"section"` // headings above, outermost first
	SectionAt  int          `json:"section_index"`
	Locator    string       `json:"locator"`
	Text       string       `json:"text"`
	Span       corpus.Span  `json:"span"` // bytes of the cleaned text
	Category   string       `json:"category"`
	Rel        bool         `json:"rel"`
	Confidence float64      `json:"confidence"`
	Corrected  bool         `json:"corrected"`
	Annotated  *index.Label `json:"annotated"` // the annotator's label, where a person's stands
	Note       string       `json:"note"`      // of that person
	Themes     []string     `json:"themes"`
	Reason     []Cue        `json:"reason"`
	Marks      [][2]int     `json:"-"` // code points of Text that the page marks
}

// Cue is a piece of a passage that made its label.
type Cue = index.Cue

// Related is another document that has to do with this one.
type Related struct {
	Doc      string  `json:"doc"`
	Key      string  `json:"key"`
	Title    string  `json:"title"`
	Source   string  `json:"source"`
	Date     *string `json:"date"`
	Relation string  `json:"relation"` // version: another text of the same title; copy: the same text; repeals, repealed_by
	Newest   bool    `json:"newest"`   // the newest text of the title
	Passage  string  `json:"passage"`  // of a repeal: the clause
}

// Version is one version of a document's text.
type Version struct {
	Number   int    `json:"number"` // from 1
	Imported string `json:"imported"`
	Hash     string `json:"sha256"`
	Current  bool   `json:"current"`
}

// PassageView answers /api/p/{passage}. A retired passage keeps its text; Gone
// says what became of it (已有新版), "" for a current one.
type PassageView struct {
	Passage
	Doc      string `json:"doc"`
	Key      string `json:"key"`
	Title    string `json:"title"`
	Previous string `json:"previous"` // id of the passage before, "" at the start
	Next     string `json:"next"`
	Gone     string `json:"gone"`
	Version  int    `json:"version"` // the newest that has the passage, from 1
}

// Coverage says what the archive holds.
type Coverage struct {
	Documents int            `json:"documents"`
	Passages  int            `json:"passages"`
	From      *string        `json:"from"` // earliest and latest main date
	To        *string        `json:"to"`
	Undated   int            `json:"undated"`  // documents
	Imported  *string        `json:"imported"` // last import, RFC 3339, UTC
	Sources   []ValueCount   `json:"sources"`  // documents by source, most first
	Genres    []ValueCount   `json:"genres"`   // documents by genre, most first
	Years     []YearCoverage `json:"years"`    // every year from first to last
}

// ValueCount is a value with the documents that have it.
type ValueCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// YearCoverage counts what the archive holds of one year of main dates.
type YearCoverage struct {
	Year      int `json:"year"`
	Documents int `json:"documents"`
	Passages  int `json:"passages"`
}

// Relief is a filter that could be dropped from a query without results, with
// the passages that would then match.
type Relief struct {
	Facet index.Facet // "from" stands for the span of dates
	Value string
	Label string
	Query index.Query // without that filter
	Total int
}

// Example is a query that this archive answers, for the start and help pages.
type Example struct {
	Query string
	What  string // what it shows: 词语, 原文, 排除, 标题, 文号 …
	Total int
}

// Report is what an import did.
type Report struct {
	Files     []FileReport `json:"files"`
	Documents int          `json:"documents"` // written: the sum of the next three
	Fresh     int          `json:"-"`         // documents that are new to the archive
	Versions  int          `json:"-"`         // new versions of documents
	Updated   int          `json:"-"`         // the same text, other fields
	Passages  int          `json:"passages"`  // of all that was written
	Removed   []string     `json:"removed"`   // keys of pruned documents
	Notes     []string     `json:"notes,omitempty"`
	Seconds   float64      `json:"seconds"`
}

// FileReport is one line of an import's report.
type FileReport struct {
	Path      string   `json:"path"`
	Key       string   `json:"key"`
	Status    string   `json:"status"` // read, unchanged, version, skipped, failed
	Reason    string   `json:"reason"`
	Documents int      `json:"documents"`
	Passages  int      `json:"passages"`
	Warnings  []string `json:"warnings"`

	fresh, versions, updated int // of Documents
}

// Progress is told how far a long task has come. Total is 0 while unknown.
type Progress func(stage string, done, total int64)

// Status is the state of an open archive, for /readyz and the start page.
type Status struct {
	Generation string
	Built      time.Time
	Problems   []string // what a reader should know: damage, an old fingerprint, an unfinished import
	Catching   bool     // the one problem is that a process at work has yet to index what it stored
}
