// Package local is the embedded engine: immutable bleve shards with columns of
// our own, in generations.
//
// On disk (DIR/index):
//
//	CURRENT              the name of the manifest that is served, and its SHA-256
//	gen-000007.json      a manifest: shards with sizes and hashes, dead documents,
//	                     fingerprints, the store's sequence number
//	shard-000007-0/      one shard:
//	    words/           a bleve index (scorch) of two fields, words and bigrams
//	    columns.bin      per passage: document, order, lengths, text offsets
//	    text.bin         the documents' texts, one after the other (mapped)
//	    docs.json        per document: the values of facets, title, number, date
//	    labels-<fp>.bin  the label column set, with a version of its own
//
// The tour: Build writes a shard (build.go) and Publish makes it part of the
// next generation (publish.go); Open and Refresh follow CURRENT (engine.go);
// Search matches (match.go, with require.go, excerpt.go, exclude.go and names.go
// for what is quoted, left out or named; literal.go decides on characters), scores
// (score.go), counts (facets.go, filter.go), orders (rank.go) and folds (fold.go)
// over the open shards (shard.go, postings.go). How documents stand to one
// another is found when a generation is opened (standing.go).
//
// bleve here keeps the inverted lists and nothing else: its scoring, facets,
// date ranges and query language are not used. The package stores no truth: all
// of it can be built again from the store.
package local

import "encoding/json"

// format is raised when the files of a shard change their form.
const format = 4

// shardDoc is one line of docs.json.
type shardDoc struct {
	ID        string   `json:"id"`
	Title     string   `json:"title,omitempty"`
	Number    string   `json:"number,omitempty"`
	Source    string   `json:"source,omitempty"`
	Issuers   []string `json:"issuers,omitempty"`
	Level     string   `json:"level,omitempty"`
	Place     string   `json:"place,omitempty"`
	Genre     string   `json:"genre,omitempty"`
	Date      int      `json:"date,omitempty"` // yyyymmdd with zeros for what is not known
	Name      string   `json:"name,omitempty"` // index.Document has what these nine are
	Called    string   `json:"called,omitempty"`
	Made      int      `json:"made,omitempty"`
	Effective int      `json:"effective,omitempty"`
	Revised   int      `json:"revised,omitempty"`
	InForce   bool     `json:"in_force,omitempty"`
	Text      string   `json:"text,omitempty"`
	Rank      int      `json:"rank,omitempty"`
	Also      string   `json:"also,omitempty"` // what it is commonly called
	Repeals   []repeal `json:"repeals,omitempty"`
	Locators  []string `json:"locators,omitempty"` // of the passages in order, for texts in articles
	Start     int      `json:"start"`              // bytes into text.bin
	End       int      `json:"end"`
}

// repeal is an index.Repeal on the disk.
type repeal struct {
	Passage string `json:"passage"`
	Called  string `json:"called,omitempty"`
	Number  string `json:"number,omitempty"`
	Made    int    `json:"made,omitempty"` // as Date
	Own     bool   `json:"own,omitempty"`
}

// encode is json.Marshal for values that always marshal.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
