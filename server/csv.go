package server

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinju/index"
)

// csvForm writes RFC 4180 behind a byte order mark, by which spreadsheets know
// UTF-8. encoding/csv would change the line ends within a text.
func csvForm() form {
	head := bytes.NewBufferString("\ufeff")
	writeRow(head, csvColumns)
	return form{mime: "text/csv; charset=utf-8; header=present", ext: ".csv", head: head.String(), write: writeCSV}
}

var csvColumns = []string{"id", "doc", "key", "title", "section", "locator", "text", "category", "themes",
	"source", "issuers", "number", "genre", "date", "date_kind", "url"}

func writeCSV(b *bytes.Buffer, h index.Hit) error {
	cells := []string{h.ID, h.Doc, h.Key, h.Title, joined(h.Section), h.Locator, h.Text, h.Category, joined(h.Themes),
		h.Source, joined(h.Issuers), h.Number, h.Genre, orNone(h.Date), orNone(h.DateKind), h.URL}
	for i := range cells {
		cells[i] = legible(cells[i], csvColumns[i] == "text")
	}
	writeRow(b, cells)
	return nil
}

func joined(list []string) string { return strings.Join(list, "; ") }

func orNone(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func writeRow(b *bytes.Buffer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quoted(harmless(cell)))
	}
	b.WriteString("\r\n")
}

// legible leaves out what no cell can show: control characters, and line breaks but
// in a text of lines.
func legible(cell string, lines bool) string {
	return strings.Map(func(r rune) rune {
		switch {
		case !unicode.IsControl(r), r == '\t', lines && (r == '\n' || r == '\r'):
			return r
		case r == '\n', r == '\r':
			return ' '
		}
		return -1
	}, cell)
}

// formulaSigns begin what a spreadsheet would run as a formula; the wide ones do
// so under East Asian settings. Texts come from anywhere.
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// harmless puts an apostrophe before such a cell, so that it is read as text.
func harmless(cell string) string {
	if first, size := utf8.DecodeRuneInString(cell); size > 0 && strings.ContainsRune(formulaSigns, first) {
		return "'" + cell
	}
	return cell
}

func quoted(cell string) string {
	if !strings.ContainsAny(cell, ",\"\r\n") {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}
