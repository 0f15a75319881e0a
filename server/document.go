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
	Hits     int          // passages with a mark
	FirstHit string       // id of the first of them
	Asked    string       // what is marked
	Retired  *retiredView // where no passage has its place
	Versions []versionRow
	Warnings []string
	Credit   string // of every passage, but for its locator
	Printed  printedView
	Key      string
	Imported string
}

// block is a heading or a paragraph, in the order of the text.
type block struct {
	Heading *headingView
	Passage *paragraphView
}

type versionRow struct {
	Number   int
	Imported string
	Current  bool
}

func (s *Server) documentPage(c echo.Context) error {
	q, err := s.queryGET(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	d, err := s.archive.Document(ctx, c.Param("doc"))
	if err != nil {
		return err
	}
	if strings.TrimSpace(q.Text) != "" {
		s.archive.MarkDocument(d, q)
	}
	view := s.documentView(d, q)
	if err = s.showRetired(ctx, &view, d, c.QueryParam("retired")); err != nil {
		return err
	}
	view.Printed = printed(c, documentCredit(d).line())
	return s.page(c, http.StatusOK, "document", view)
}

func (s *Server) documentView(d *archive.Document, q index.Query) documentView {
	v := documentView{
		layout: s.layout(titleOr(d.Title.Value)), Heading: titleOr(d.Title.Value), Subtitle: d.Subtitle.Value,
		Summary: documentSummary(d), Fields: fieldRows(d), Outline: outline(d), Body: s.body(d),
		Asked: q.Text, Versions: versionRows(d), Warnings: d.Warnings, Credit: documentCredit(d).line(),
		Key: d.Key, Imported: moment(d.Imported),
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

func versionRows(d *archive.Document) []versionRow {
	if len(d.Versions) < 2 {
		return nil
	}
	var rows []versionRow
	for _, v := range d.Versions {
		rows = append(rows, versionRow{v.Number, moment(v.Imported), v.Current})
	}
	return rows
}

func (s *Server) documentAPI(c echo.Context) error {
	d, err := s.archive.Document(c.Request().Context(), c.Param("doc"))
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, d)
}
