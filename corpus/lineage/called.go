package lineage

import (
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// Called returns what a clause that repeals a document calls it: place|subject as
// in its Name, but whoever of the place gave it, since a government repeals the
// rules of its bureaus. Where a title names no one document (关于加强渡口管理的通知)
// it is the place and the whole title, behind an equals sign; where that is short,
// with the body unless the title has the place. Documents that are
// called alike need not be texts of one document; with the older date and the
// place they are what such a clause means. It is "" for what is no document.
func Called(d *corpus.Document) string {
	if !official(d) {
		return ""
	}
	return calledAs(d, d.Title.Value)
}

// calledAs is Called for a title that the document cites.
func calledAs(d *corpus.Document, title string) string {
	if s, ok := scoped(d, subject(title)); ok {
		return s.place + "|" + s.core
	}
	return wholeTitle(d, title)
}

func wholeTitle(d *corpus.Document, title string) string {
	whole := strings.ReplaceAll(skeleton(plainTitle(title)), country, "")
	if holds(whole, "draft", "about") {
		return ""
	}
	if strings.HasPrefix(whole, "关于") {
		whole = issuers(d) + whole
	}
	place, core := placed(d, whole)
	if utf8.RuneCountInString(core) < distinctRule {
		return shortTitle(d, whole, place, core)
	}
	return "=" + place + "|" + core
}

// shortTitle is for a title that many could give (邮政办法): a clause that names it
// in full means the one of its place where the title has the place, else the one
// of its own body.
func shortTitle(d *corpus.Document, whole, place, core string) string {
	word := ends(core, "rule")
	if word == "" || core == word || is(core, "generic") || place == "" && !national(d, whole) {
		return ""
	}
	if core != whole {
		return "=" + place + "|" + core
	}
	return "=" + place + "|" + department(d) + "|" + core
}
