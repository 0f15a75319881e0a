// Package seeds carries the article that a new archive starts with, and the
// topics by which a search over it can be judged.
//
// Name is the article's file, unchanged as it was received. topics.tsv has the
// topics in the form of yinju eval (id, query). expected.tsv says for each topic
// which passage ought to come first, by an excerpt that stands in the article
// once, and why.
//
// The package has no logic: it neither reads the article's fields (corpus/read)
// nor adds it to an archive (archive).
package seeds

import "embed"

//go:embed 以辩证思维准确把握和开展人工智能+行动.txt topics.tsv expected.tsv
var Files embed.FS

const (
	Name   = "以辩证思维准确把握和开展人工智能+行动.txt" // in Files
	Key    = "seed/" + Name            // of the document in an archive
	Source = "人民日报"                    // not in the text: the project states where the article was taken from
)
