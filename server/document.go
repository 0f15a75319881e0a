package server

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/corpus"
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

	CompleteURL   string     // of the form that completes fields, "" where nobody may
	FieldForm     *fieldForm // that form, if it is open
	Noted, Unmade bool       // a field was just completed, or that was taken back
}

// complete adds the form for what the source lacks, and to each completed field
// what takes it back.
func (v *documentView) complete(d *archive.Document, w *correcting, may bool) {
	v.Noted, v.Unmade = w.Noted == fieldsID && len(w.changes) > 0, w.Unmade == fieldsID
	page := slices.ContainsFunc(w.changes, func(c archive.Correction) bool { return c.Field == "page" })
	for i, f := range v.Fields {
		if f.Field == "page" && page {
			v.Fields[i].Supplied, v.Fields[i].State = true, stateWords[corpus.Supplied]
		}
	}
	if !may {
		return
	}
	v.CompleteURL = correctURL(d.ID, fieldsID, w.Query, "correct")
	if w.Passage == fieldsID {
		v.FieldForm = w.fieldFormOf(d)
	}
	for i, f := range v.Fields {
		if f.Supplied {
			v.Fields[i].Undo = "/d/" + d.ID + "/correct/undo"
		}
	}
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
	return s.showDocument(c, http.StatusOK, d, correcting{Passage: c.QueryParam("correct"), Noted: c.QueryParam("noted"), Unmade: c.QueryParam("undone"), Why: c.QueryParam("why"), Query: q.Text})
}

func (s *Server) showDocument(c echo.Context, status int, d *archive.Document, w correcting) error {
	if err := w.lookUp(c.Request().Context(), s.archive, d.ID); err != nil {
		return err
	}
	view := s.documentView(d, w)
	view.Aside = s.addressing(c).aside(d.URL.Value)
	view.Printed = s.printed(c, documentCredit(d).line())
	return s.page(c, status, "document", view)
}

func (s *Server) documentView(d *archive.Document, w correcting) documentView {
	v := documentView{
		layout: s.layout(titleOr(d.Title.Value)), Heading: titleOr(d.Title.Value), Subtitle: d.Subtitle.Value,
		Summary: documentSummary(d), Fields: fieldRows(d), Outline: outline(d), Body: s.body(d, &w),
		Asked: w.Query, Old: oldVersion(d), Standing: standing(d.Status, d.StatusNote, d.StatusBy),
		Versions: versionRows(d), Related: related(d), Warnings: d.Warnings, Original: original(d), Credit: documentCredit(d).line(),
		Key: d.Key, Imported: moment(d.Imported),
	}
	if v.Old != nil {
		v.Robots = true
		if d.StatusBy == d.ID { // the notice says so
			v.Standing = standingView{}
		}
	}
	v.Query = w.Query
	v.complete(d, &w, s.corrects() && isNewest(d))
	v.Hits, v.FirstHit = linkHits(v.Body)
	return v
}

// body puts headings and passages in the order of the text.
func (s *Server) body(d *archive.Document, w *correcting) []block {
	vocabulary, may := s.archive.Vocabulary(), s.corrects() && isNewest(d)
	names := namesOf(vocabulary)
	var list []block
	next := 0
	for _, p := range d.Passages {
		for ; next < len(d.Sections) && d.Sections[next].Span.Start < p.Span.Start; next++ {
			list = append(list, headingBlock(d, next))
		}
		v := paragraph(p, names)
		if v.WhyURL = correctURL(d.ID, p.ID, w.Query, "why"); w.Why == p.ID {
			v.explained(p, names)
		}
		v.Corrected = w.correctedOf(p, names, may)
		v.Noted, v.Unmade = w.Noted == p.ID && p.Corrected, w.Unmade == p.ID
		if may {
			v.CorrectURL = correctURL(d.ID, p.ID, w.Query, "correct")
		}
		if may && w.Passage == p.ID {
			v.Form = w.labelFormOf(d.ID, p, vocabulary)
		}
		list = append(list, block{Passage: v})
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
