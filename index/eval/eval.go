// Package eval measures how well an archive ranks, in the forms that the TREC
// evaluations use.
//
// The tour: ReadTopics reads questions and ReadQrels judgments (topics.go,
// qrels.go); Target decides whether the judgments name passages or documents
// (target.go); Collapse turns a ranking of passages into the run that is judged
// (collapse.go), Run.Write and ReadRun are its TREC form (run.go); Measure gives
// the figures (measure.go).
//
// The package runs no searches and opens no archive: the command hands in what
// was found. It does no significance tests; the per-topic figures in a Report
// are there for those who want one.
package eval

import (
	"strings"
	"unicode"
)

// Depth is how many items of a topic a run lists, counted after collapsing.
const Depth = 1000

// ID writes an id in the form it has in qrels and runs: white space, ideographic
// space too, is written %20, because both are separated by white space.
func ID(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsSpace(r) {
			b.WriteString("%20")
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// SyntaxError reports a line that is not in the form of its file.
type SyntaxError struct {
	Line int // from 1
	What string
}

func (e *SyntaxError) Error() string { return lineWords(e.Line) + e.What }
