package server

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// documentView is the page of a document: outline, fields, and every paragraph.
type documentView struct {
	layout
	Heading  string
	Subtitle string
	Summary  []string // who, 文号, date: the line under the title
	Fields   []fieldRow
	Outline  []outlineItem
	Body     []block
	Hits     int      // passages with a mark
	FirstHit string   // id of the first of them
	Asked    string   // what is marked
	Old      *oldView // this is not the newest version
	Standing standingView
	Versions []versionRow
	Related  []relatedGroup
	Warnings []string
	Original originalView
	Credit   string // of every passage, but for its locator
	Aside    string // what a copied link says of itself
	Printed  printedView
	Key      string
	Imported string
}

// block is a heading or a paragraph, in the order of the text.
type block struct {
	Heading *headingView
	Passage *paragraphView
}

func (s *Server) documentPage(c echo.Context) error {
	q, err := s.queryGET(c)
	if err != nil {
		return err
	}
	d, err := s.versionAsked(c)
	if err != nil {
		return err
	}
	if strings.TrimSpace(q.Text) != "" {
		s.archive.MarkDocument(c.Request().Context(), d, q)
	}
	view := s.documentView(d, q)
	view.Aside = s.addressing(c).aside(d.URL.Value)
	view.Printed = s.printed(c, documentCredit(d).line())
	return s.page(c, http.StatusOK, "document", view)
}

func (s *Server) documentView(d *archive.Document, q index.Query) documentView {
	v := documentView{
		layout: s.layout(titleOr(d.Title.Value)), Heading: titleOr(d.Title.Value), Subtitle: d.Subtitle.Value,
		Summary: documentSummary(d), Fields: fieldRows(d), Outline: outline(d), Body: s.body(d),
		Asked: q.Text, Old: oldVersion(d), Standing: standing(d.Status, d.StatusNote, d.StatusBy),
		Versions: versionRows(d), Related: related(d), Warnings: d.Warnings, Original: original(d), Credit: documentCredit(d).line(),
		Key: d.Key, Imported: moment(d.Imported),
	}
	if v.Old != nil {
		v.Robots = true
		if d.StatusBy == d.ID { // the notice says so
			v.Standing = standingView{}
		}
	}
	v.Query = q.Text
	v.Hits, v.FirstHit = linkHits(v.Body)
	return v
}

// body puts headings and passages in the order of the text.
func (s *Server) body(d *archive.Document) []block {
	names := namesOf(s.archive.Vocabulary())
	var list []block
	next := 0
	for _, p := range d.Passages {
		for ; next < len(d.Sections) && d.Sections[next].Span.Start < p.Span.Start; next++ {
			list = append(list, headingBlock(d, next))
		}
		list = append(list, block{Passage: paragraph(p, names)})
	}
	for ; next < len(d.Sections); next++ {
		list = append(list, headingBlock(d, next))
	}
	return list
}

func (s *Server) documentAPI(c echo.Context) error {
	d, err := s.versionAsked(c)
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, d)
}
