// Package lineage reads off a document how it belongs with others: by what name
// its other texts go (Name), whether a text is the same (TextHash), and which
// texts it says to be repealed (Repeals).
//
// Start at name.go: title.go takes edition and notice off a title, place.go
// finds whose it is, words.go reads the lists of titles.tsv. repeal.go finds the
// clauses, list.go the titles in them; called.go and made.go tell which documents
// a clause may mean.
//
// A name is wrong at a price: two documents under one name are shown as versions
// of one. So a title that leaves a doubt has none.
//
// The package looks at one document at a time. It does not match documents with
// each other, knows no dates of other texts and stores nothing.
package lineage

import (
	"crypto/sha256"
	"encoding/hex"

	"yinju/corpus"
	"yinju/corpus/hanzi"
)

// TextHash returns the SHA-256, in hexadecimal, of a document's whole text
// without what a reader cannot see (hanzi.Identity): documents with the same
// hash are copies. Titles that the reader took off the text do not count. It is
// "" for an empty text.
func TextHash(d *corpus.Document) string {
	text := hanzi.Identity(d.Text)
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
