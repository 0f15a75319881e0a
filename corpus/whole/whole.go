// Package whole looks at a document for signs that its text is not whole, or not
// what its source says: numbers of articles and items that skip (numbers.go),
// repeat (repeat.go) or do not begin with one (begin.go), an end that is cut off
// (end.go), marks that do not pair (marks.go), characters that were lost
// (characters.go), dates that contradict each other (dates.go) or what the text
// says of its time (later.go).
//
// Check gathers what they find. A finding is a sentence for a reader, with the
// place: it says what was seen and leaves the judgement to whoever can look at
// the original. False alarms teach people to ignore warnings, so a sign that a
// sound text may show is none.
//
// The package mends nothing, compares no texts, and does not say that a text
// without findings is whole.
package whole

import (
	"fmt"
	"strings"

	"yinju/corpus"
)

// The kinds of findings.
const (
	Numbers    = "numbers"    // skipped, repeated or missing numbers of articles, chapters, headings or items
	End        = "end"        // an end cut off
	Marks      = "marks"      // unpaired quotation marks and brackets
	Characters = "characters" // replacement characters, garbled text
	Dates      = "dates"      // a date that another or the text contradicts
)

// Finding is one sign that a text is not whole.
type Finding struct {
	Kind string
	Text string      // one sentence in Chinese that names the place
	At   corpus.Span // of the place in the document's text; empty for what is about a field
}

// Check returns the findings of a document, in the order of the kinds, a few of
// each: many of a kind are told as one.
func Check(d *corpus.Document) []Finding {
	lines := linesOf(d.Text)
	var list []Finding
	for _, look := range []func(*corpus.Document, []line) []Finding{numbers, end, marks, characters, dates} {
		list = append(list, look(d, lines)...)
	}
	return list
}

// most is how many findings of a kind stand alone; more are told as one.
const most = 3

// told tells n findings of one kind, of which say gives the one with number i.
// Only those are asked for that are told: a place in a long text takes time.
func told(n int, say func(i int) Finding) []Finding {
	if n > most {
		f := say(0)
		f.Text = fmt.Sprintf("共 %d 处，如%s", n, f.Text)
		return []Finding{f}
	}
	var list []Finding
	for i := range n {
		list = append(list, say(i))
	}
	return list
}

// line is a paragraph of the text, without the white space around it.
type line struct {
	text string
	at   corpus.Span
}

func linesOf(text string) []line {
	var list []line
	at := 0
	for raw := range strings.Lines(text) {
		trimmed := strings.TrimSpace(raw)
		if start := at + strings.Index(raw, trimmed); trimmed != "" {
			list = append(list, line{trimmed, corpus.Span{Start: start, End: start + len(trimmed)}})
		}
		at += len(raw)
	}
	return list
}

// place names the paragraph at an offset: 第3段, 第五条, or the heading itself.
func place(d *corpus.Document, offset int) string {
	for _, s := range d.Sections {
		if s.Span.Start <= offset && offset < s.Span.End {
			return "标题“" + clip(s.Heading) + "”"
		}
	}
	return corpus.Locate(d, offset)
}

// clipped is how many runes of the text a finding shows.
const clipped = 20

func clip(s string) string {
	if r := []rune(s); len(r) > clipped {
		return string(r[:clipped]) + "…"
	}
	return s
}

func clipEnd(s string) string {
	if r := []rune(s); len(r) > clipped {
		return "…" + string(r[len(r)-clipped:])
	}
	return s
}
