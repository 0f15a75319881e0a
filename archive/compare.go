package archive

import (
	"context"
	"strings"
	"unicode"

	"yinju/corpus"
)

// Comparison is two texts side by side: versions of a document, or two documents
// of one title.
type Comparison struct {
	From, To *Document
	Rows     []ComparedRow
}

// ComparedRow is a paragraph of each text, or of one of them alone: then the other
// is nil. A heading counts as a paragraph.
type ComparedRow struct {
	From, To *ComparedParagraph
	Same     bool // but for white space
}

// ComparedParagraph is a paragraph in pieces. Passage is the id of the passage it
// stands in, "" for a heading.
type ComparedParagraph struct {
	Passage string
	Locator string
	Pieces  []ComparedPiece
}

// ComparedPiece is a run of characters; Changed if the other paragraph has
// something else in its place, or nothing.
type ComparedPiece struct {
	Text    string
	Changed bool
}

// CompareVersions compares two versions of a document; ErrNotFound or ErrGone. It
// fails when ctx ends first.
func (a *Archive) CompareVersions(ctx context.Context, id string, from, to int) (*Comparison, error) {
	older, err := a.Version(ctx, id, from)
	if err != nil {
		return nil, err
	}
	newer, err := a.Version(ctx, id, to)
	if err != nil {
		return nil, err
	}
	return compare(ctx, older, newer)
}

// CompareDocuments compares the newest versions of two documents, the one of the
// earlier main date first; ErrNotFound or ErrGone. It fails when ctx ends first.
func (a *Archive) CompareDocuments(ctx context.Context, id, with string) (*Comparison, error) {
	one, err := a.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	other, err := a.Document(ctx, with)
	if err != nil {
		return nil, err
	}
	if one.Date != nil && other.Date != nil && *one.Date > *other.Date {
		one, other = other, one
	}
	return compare(ctx, one, other)
}

func compare(ctx context.Context, from, to *Document) (*Comparison, error) {
	c := &Comparison{From: from, To: to}
	a, b := paragraphs(from), paragraphs(to)
	for _, p := range align(a, b) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.Rows = append(c.Rows, p.row(a, b))
	}
	return c, nil
}

// paragraph is a line of a text that is not blank.
type paragraph struct {
	text     string // trimmed
	bare     string // without any white space: what is compared
	span     corpus.Span
	passage  string
	location string
}

// paragraphs cuts a document into its lines, headings too. They do not depend on
// how the text was split into passages, which may change between two imports.
func paragraphs(d *Document) []paragraph {
	var list []paragraph
	start := 0
	for line := range strings.SplitAfterSeq(d.Text, "\n") {
		p := paragraph{text: strings.TrimSpace(line), span: corpus.Span{Start: start, End: start + len(line)}}
		start += len(line)
		if p.bare = bare(p.text); p.bare != "" {
			list = append(list, p)
		}
	}
	locate(list, d.Passages)
	return list
}

// locate says in which passages the paragraphs stand. Both are in the order of the
// text.
func locate(list []paragraph, passages []Passage) {
	next := 0
	for i := range list {
		for next < len(passages) && passages[next].Span.End <= list[i].span.Start {
			next++
		}
		if next < len(passages) && passages[next].Span.Start < list[i].span.End {
			list[i].passage, list[i].location = passages[next].ID, passages[next].Locator
		}
	}
}

func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// pair is the numbers of two paragraphs that belong together, -1 for none.
type pair struct{ from, to int }

func (p pair) row(a, b []paragraph) ComparedRow {
	switch {
	case p.to < 0:
		return ComparedRow{From: a[p.from].whole(true)}
	case p.from < 0:
		return ComparedRow{To: b[p.to].whole(true)}
	case a[p.from].bare == b[p.to].bare:
		return ComparedRow{From: a[p.from].whole(false), To: b[p.to].whole(false), Same: true}
	}
	from, to := a[p.from].whole(false), b[p.to].whole(false)
	from.Pieces, to.Pieces = changes(a[p.from].text, b[p.to].text)
	return ComparedRow{From: from, To: to}
}

func (p paragraph) whole(changed bool) *ComparedParagraph {
	return &ComparedParagraph{p.passage, p.location, []ComparedPiece{{p.text, changed}}}
}
