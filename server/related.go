package server

import (
	"strings"

	"yinju/archive"
)

// relatedGroup is the texts that stand in one relation to a document.
type relatedGroup struct {
	Name  string
	Texts []relatedText
}

type relatedText struct {
	Title, URL string
	About      string
	Newest     bool   // of all texts of the title
	Compared   string // address of the differences, "" where there is nothing to compare
}

// related groups the texts that have to do with a document, the weightiest first.
func related(d *archive.Document) []relatedGroup {
	var groups []relatedGroup
	for _, g := range []struct{ relation, name string }{
		{archive.RelatedRepealedBy, "被下列文件废止"},
		{archive.RelatedVersion, "同名文件的其他文本"},
		{archive.RelatedRepeals, "废止了下列文件"},
		{archive.RelatedCopy, "同文（相同的文字）"},
	} {
		if texts := relatedTexts(d, g.relation); len(texts) > 0 {
			groups = append(groups, relatedGroup{g.name, texts})
		}
	}
	return groups
}

func relatedTexts(d *archive.Document, relation string) []relatedText {
	var texts []relatedText
	for _, r := range d.Related {
		if r.Relation != relation {
			continue
		}
		date := "日期" + unknown
		if r.Date != nil {
			date = chineseDate(*r.Date)
		}
		text := relatedText{Title: titleOr(r.Title), URL: documentURL(r.Doc, r.Passage, ""), Newest: r.Newest,
			About: strings.Join(present(r.Source, date), " · ")}
		if relation == archive.RelatedVersion && isNewest(d) { // the newest texts are compared
			text.Compared = "/d/" + d.ID + "/compare?with=" + r.Doc
		}
		texts = append(texts, text)
	}
	return texts
}
