package server

import (
	"strings"

	"yinju/archive"
	"yinju/index"
)

// standingView says how a document stands among the others: 据《…》第…条废止. It
// leads to the clause or to the newest text.
type standingView struct {
	Text  string
	URL   string
	Class string // of the style sheet; one that warns stands out
	Warns bool
}

func standing(status, words, by string) standingView {
	v := standingView{Text: firstKnown(words, archive.ValueLabel(index.Status, status)), Class: status}
	switch status {
	case "":
		return standingView{}
	case index.Repealed:
		v.URL, v.Warns = "/p/"+by, true
	case index.Superseded:
		v.URL, v.Warns = "/d/"+by, true
	default: // a clause that is not yet in force
		if by != "" {
			v.URL = "/p/" + by
		}
	}
	return v
}

// placeView is another place of the same passage.
type placeView struct {
	Title, URL string
	About      string
}

func places(list []index.Elsewhere) []placeView {
	var views []placeView
	for _, e := range list {
		date := "日期" + unknown
		if e.Date != nil {
			date = chineseDate(*e.Date)
		}
		about := present(classed(e.Source, e.SourceClass), date, e.Locator)
		if e.Further {
			about = append(about, "与本文另一段相同")
		}
		views = append(views, placeView{titleOr(e.Title), "/p/" + e.ID, strings.Join(about, " · ")})
	}
	return views
}

// classed writes a source with its class: 中国政府网（官方原文）. The class alone
// stands where the source is not known.
func classed(source, class string) string {
	switch {
	case class == "":
		return source
	case source == "":
		return class
	}
	return source + "（" + class + "）"
}
