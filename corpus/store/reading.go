package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"yinju/corpus"
)

// reading is a document's text as the database holds it: cut into pieces.
type reading struct {
	digest   []byte // SHA-256, see digestReading
	sections string // JSON
	origin   []byte
	pieces   []piece // one a passage, in order
	tail     string  // the text after the last passage
}

// piece is a passage with the text that belongs to it.
type piece struct {
	corpus.Passage
	headings string // outermost first, one a line
	lead     string
	text     string
}

func newReading(d *corpus.Document, passages []corpus.Passage) (*reading, error) {
	sections, err := json.Marshal(d.Sections)
	if err != nil {
		return nil, err
	}
	r := &reading{sections: string(sections), origin: encodeOrigin(d.Origin)}
	at := 0
	for i, p := range passages {
		if err := fits(d, p, at); err != nil {
			return nil, fmt.Errorf("%s 第 %d 段：%w", d.Key, i+1, err)
		}
		p.Order, p.Lead = i, corpus.Span{Start: at, End: p.Span.Start}
		headings := strings.Join(d.Headings(p.Section), "\n")
		r.pieces = append(r.pieces, piece{p, headings, d.Text[at:p.Span.Start], d.Text[p.Span.Start:p.Span.End]})
		at = p.Span.End
	}
	r.tail = d.Text[at:]
	r.digest = digestReading(d, passages)
	return r, nil
}

// fits checks that p stands in the text after byte at.
func fits(d *corpus.Document, p corpus.Passage, at int) error {
	switch {
	case p.Span.Start < at || p.Span.End < p.Span.Start || p.Span.End > len(d.Text):
		return fmt.Errorf("passage %s: span %v does not follow byte %d of a text of %d bytes", p.ID, p.Span, at, len(d.Text))
	case p.Section < -1 || p.Section >= len(d.Sections):
		return fmt.Errorf("passage %s: no section %d among %d", p.ID, p.Section, len(d.Sections))
	}
	return nil
}

// digestReading hashes what makes a version: text, sections and passages, each
// value after its length, so that no two readings run into one.
func digestReading(d *corpus.Document, passages []corpus.Passage) []byte {
	sum := sha256.New()
	writeString(sum, d.Text)
	writeNumbers(sum, len(d.Sections), len(passages))
	for _, s := range d.Sections {
		title := 0
		if s.Title {
			title = 1
		}
		writeString(sum, s.Heading)
		writeNumbers(sum, s.Span.Start, s.Span.End, s.Depth, title)
	}
	for _, p := range passages {
		writeString(sum, p.ID)
		writeString(sum, p.Locator)
		writeNumbers(sum, p.Span.Start, p.Span.End, p.Section)
	}
	return sum.Sum(nil)
}

// encodeOrigin writes the pieces as differences, in varints: a few bytes each.
func encodeOrigin(pieces []corpus.Piece) []byte {
	out := []byte{}
	var last corpus.Piece
	for _, p := range pieces {
		out = binary.AppendVarint(out, int64(p.Clean-last.Clean))
		out = binary.AppendVarint(out, int64(p.Received-last.Received))
		last = p
	}
	return out
}

var errOrigin = errors.New("origin map is cut off")

func decodeOrigin(data []byte) ([]corpus.Piece, error) {
	var pieces []corpus.Piece
	var last corpus.Piece
	for len(data) > 0 {
		clean, n := binary.Varint(data)
		if n <= 0 {
			return nil, errOrigin
		}
		received, m := binary.Varint(data[n:])
		if m <= 0 {
			return nil, errOrigin
		}
		data = data[n+m:]
		last = corpus.Piece{Clean: last.Clean + int(clean), Received: last.Received + int(received)}
		pieces = append(pieces, last)
	}
	return pieces, nil
}
