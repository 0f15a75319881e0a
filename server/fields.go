package server

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"yinju/archive"
	"yinju/corpus"
)

// fieldRow is a field of a document with where its value comes from.
type fieldRow struct {
	Name    string
	Value   string
	State   string // in words
	Basis   string // what supports an inferred or disputed value
	Link    string // where the value leads, "" for plain text
	Unknown bool

	Supplied bool   // by a person, who can take it back
	Field    string // what corrections call it
	Undo     string // address of the form that does, "" where nobody may
}

var stateWords = map[corpus.State]string{
	corpus.Given: "原文载明", corpus.Parsed: "由版式读出", corpus.Inferred: "推断，依据：",
	corpus.Disputed: "有出入，依据：", corpus.Unknown: unknown, corpus.Supplied: "人工补充",
}

// fieldRows lists what a reader asks of any document, 不详 included; the rest only
// where it is known.
func fieldRows(d *archive.Document) []fieldRow {
	rows := []fieldRow{
		row("题名", d.Title).called("title"),
		row("发文机关", corpus.Field{Value: strings.Join(d.Issuers.Values, "、"), State: d.Issuers.State, Basis: d.Issuers.Basis}),
		row("文号", d.Number).called("number"),
		row("文种", d.Genre),
	}
	rows = append(rows, dateRows(d)...)
	rows = append(rows, row("来源", d.Source), row("来源类别", d.SourceClass), addressRow(d.URL), row("层级", d.Level), row("地方", d.Place))
	for _, f := range []struct {
		name  string
		field corpus.Field
	}{{"副题", d.Subtitle}, {"原标题", d.OriginalTitle}, {"讲话人", d.Speaker}, {"作者", d.Author}} {
		if f.field.Value != "" {
			rows = append(rows, row(f.name, f.field).called(map[string]string{"讲话人": "speaker"}[f.name]))
		}
	}
	if page := d.Extra["page"]; page != "" {
		rows = append(rows, fieldRow{Name: "页码", Value: page, Field: "page"})
	}
	return rows
}

func row(name string, f corpus.Field) fieldRow {
	if f.Value == "" {
		return fieldRow{Name: name, Value: unknown, Unknown: true}
	}
	r := fieldRow{Name: name, Value: f.Value, State: stateWords[f.State]}
	if f.State == corpus.Inferred || f.State == corpus.Disputed {
		r.Basis = basisText(f.Basis)
	}
	if r.Supplied = f.State == corpus.Supplied; r.Supplied && f.Basis != "" {
		r.State = f.Basis // says so itself
	}
	return r
}

// called returns a row with what corrections call its field.
func (r fieldRow) called(field string) fieldRow {
	r.Field = field
	return r
}

// addressRow is the original's address, a link where it can be one.
func addressRow(f corpus.Field) fieldRow {
	r := row("原文地址", f)
	if r.Link = webAddress(f.Value); r.Link != "" {
		r.Value = readable(f.Value)
	}
	return r
}

// dateRows has a row for every kind of date that is known; the main date is said
// to be it.
func dateRows(d *archive.Document) []fieldRow {
	var rows []fieldRow
	passed := isPassed(d.Genre.Value, d.Issuers.Values)
	for _, kind := range corpus.DateKinds {
		f, ok := d.Dates[string(kind)]
		if !ok || f.Value == "" {
			continue
		}
		f.Value = chineseDate(f.Value)
		if d.DateKind != nil && *d.DateKind == string(kind) {
			f.Value += "（主日期）"
		}
		rows = append(rows, row(dateWord(kind, passed)+"日期", f).called("date."+string(kind)))
	}
	if len(rows) == 0 {
		rows = []fieldRow{{Name: "日期", Value: unknown, Unknown: true}}
	}
	return rows
}

func documentSummary(d *archive.Document) []string {
	who := firstKnown(fewIssuers(d.Issuers.Values), d.Speaker.Value, d.Author.Value, d.Source.Value)
	return present(who, d.Number.Value, documentDate(d), d.Genre.Value)
}

func documentDate(d *archive.Document) string {
	return dated(d.Date, d.DateKind, isPassed(d.Genre.Value, d.Issuers.Values))
}

// webAddress returns an address that may be a link: only http and https, whatever
// a file says.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return s
}

// readable spells out the characters of an address: …/wiki/2019年….
func readable(s string) string {
	plain, err := url.PathUnescape(s)
	if err != nil || !utf8.ValidString(plain) {
		return s
	}
	return plain
}
