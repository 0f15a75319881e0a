// Package corpus holds what an archive is made of: a Document with its fields
// and Sections, and the Passages it is cut into.
//
// The way of a text: corpus/read turns a received file into Documents; Split
// cuts a Document's cleaned text into Passages; corpus/store keeps both. All
// offsets are byte offsets into Document.Text, half open, on rune borders.
//
// The package is pure: it reads no files, knows no index and no page. It does
// not read file formats (corpus/read) and labels nothing (corpus/theme).
package corpus

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"yinju/corpus/hanzi"
)

// State says where the value of a field comes from.
type State string

const (
	Given    State = "given"    // stated by the source as this field: a header, front matter, a record's field
	Parsed   State = "parsed"   // read off a fixed form: a 文号 line, a date line, a file name
	Inferred State = "inferred" // concluded from the words in Basis
	Disputed State = "disputed" // two sources differ; Basis has both
	Supplied State = "supplied" // by a person, where the source lacks it; Basis has the note
	Unknown  State = "unknown"  // nothing says; the value is empty
)

// Field is a value with its state. Basis has the words that support an inferred
// or disputed value, else where it was read ("文件头 标题", "文件名").
type Field struct {
	Value string `json:"value"`
	State State  `json:"state"`
	Basis string `json:"basis"`
}

// ListField is a field with several values, in the order of the source.
type ListField struct {
	Values []string `json:"value"`
	State  State    `json:"state"`
	Basis  string   `json:"basis"`
}

// Span is a half-open byte range [Start, End) of Document.Text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Document is one text with what is known about it. Fields that nothing states
// have State Unknown and an empty value.
type Document struct {
	Key           string
	Title         Field
	OriginalTitle Field // 原标题
	Subtitle      Field
	Source        Field // where the text was taken from, as a reader would name it: 国务院, 新闻联播, 北京市人民政府
	Issuers       ListField
	Level         Field // one of the Levels
	Place         Field // 北京市, 广东省广州市 is written 广州市; empty for national texts
	Number        Field // 文号, brackets as 〔〕
	Genre         Field // 文种: 法律, 通知, 意见, 政府工作报告 …
	Speaker       Field
	Author        Field
	URL           Field
	Dates         []DateField // at most one of a kind
	Extra         map[string]string
	Whole         bool // the text is one passage (a record with "whole": true)

	Text     string    // cleaned text, UTF-8, paragraphs separated by "\n"
	Sections []Section // headings in order of Text
	Origin   []Piece   // cleaned text to received bytes
	Warnings []string
	Reader   int // version of the reader that cleaned the text
}

// Levels are the values of Document.Level.
var Levels = []string{"中央", "省级", "市级", "区县级"}

// Section is a heading in the text and its place in the outline.
type Section struct {
	Heading string `json:"heading"` // as printed, trimmed, on one line
	Span    Span   `json:"span"`    // of the heading itself in Document.Text
	Depth   int    `json:"depth"`   // 1 is the outermost
	Title   bool   `json:"title"`   // heads a text of its own inside the document (the plan under a 印发 notice)
}

// Piece says that Document.Text[Clean:] up to the next piece was read from the
// received file at byte Received.
type Piece struct {
	Clean    int `json:"clean"`
	Received int `json:"received"`
}

// Passage is the unit that is searched, labelled and cited.
type Passage struct {
	ID      string
	Order   int    // position in the document, from 0
	Span    Span   // of the passage in Document.Text
	Lead    Span   // from the end of the passage before (or 0) to Span.Start: headings and gaps
	Section int    // index into Document.Sections of the innermost heading above, -1 if none
	Locator string // 第三条第二款, 第5段 …; never empty
}

// DocID returns a document's id: the first 12 base32 characters, lower case, of
// the SHA-256 of its key.
func DocID(key string) string { return digest(key, 12) }

func digest(s string, n int) string {
	sum := sha256.Sum256([]byte(s))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:n]
}

// PassageID returns docID + "." + the first 8 base32 characters of the SHA-256
// of the passage's text without white space and width; nth counts from 1 the
// passages of the document with this same text, the second gets "-2".
func PassageID(docID, text string, nth int) string {
	id := docID + "." + digest(hanzi.Identity(text), 8)
	if nth > 1 {
		id += "-" + strconv.Itoa(nth)
	}
	return id
}

// DocOf returns the document id that a passage id begins with.
func DocOf(passageID string) string {
	doc, _, _ := strings.Cut(passageID, ".")
	return doc
}

// Headings returns the headings above a passage, outermost first.
func (d *Document) Headings(section int) []string {
	var path []string
	depth := 1 << 30
	for i := section; i >= 0; i-- {
		if s := d.Sections[i]; s.Depth < depth {
			path = append([]string{s.Heading}, path...)
			depth = s.Depth
		}
	}
	return path
}
