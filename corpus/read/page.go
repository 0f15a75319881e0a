package read

import (
	"strings"

	"yinju/corpus/hanzi"
)

// page is a file taken apart, before anything is concluded.
type page struct {
	said     []saying
	paras    []para
	extra    map[string]string
	warnings []string
	given    bool // a record of JSON Lines: its fields are all that is known
	whole    bool
	key      string
	bare     string // what to do where the file holds no text; "" where nothing helps
}

// para is a paragraph of the text, on one line.
type para struct {
	text     string
	at       int  // byte in the received file where it begins
	depth    int  // heading depth that the source marks, 0 for none
	centred  bool // printed in the middle of the line
	preamble bool // stands in a block of promulgation notes
	row      bool // a row of a table, its cells set apart by
	title    bool // heads a text inside the text
}

// saying is one thing the source says about the document: a header line, a
// field of the front matter, a meta element, a cell of the metadata table.
type saying struct {
	field string // a name of labels.tsv: title, issuer, number, published …
	value string
	where string // 文件头 标题, 文首元数据 year …
}

// say records a labelled value; a label that names no field goes to extra.
func (p *page) say(label, value, where string) {
	value = strings.TrimSpace(value)
	if value == "" || value == "-" || value == "无" {
		return
	}
	field, known := labels[labelKey(label)]
	switch {
	case field == "url?" && isURL(value):
		field = "url"
	case field == "url?":
		field = "source"
	}
	if known && field != "extra" {
		p.said = append(p.said, saying{field, value, where})
		return
	}
	p.keep(squeeze(label), value)
}

func (p *page) keep(name, value string) {
	if p.extra == nil {
		p.extra = map[string]string{}
	}
	if p.extra[name] == "" {
		p.extra[name] = value
	}
}

func (p *page) warn(s string) {
	if len(p.warnings) < MaxWarnings {
		p.warnings = append(p.warnings, s)
	}
}

// squeeze takes all white space out of a label, and puts it in lower case.
func squeeze(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }

// labelKey is the form in which a label is looked up: 標　題 as 标题.
func labelKey(s string) string { return simplified(squeeze(s)) }

func isURL(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && !strings.ContainsAny(s, " \n\"<>")
}

// simplified folds the Chinese characters of s and leaves its signs, which
// hanzi.Simplify evens out too.
func simplified(s string) string {
	return strings.Map(func(r rune) rune {
		if hanzi.IsHan(r) {
			return hanzi.Fold(r)
		}
		return r
	}, s)
}
