package server

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"yinju/index"
)

// sidesView is the page of both columns of a question.
type sidesView struct {
	layout
	Heading, Total, Documents, Took string
	Notes                           []note
	Chips                           []chip
	Clear                           string
	Facets                          []facetView
	From, To                        string
	Labels                          labelLinks
	SearchURL                       string
	By                              []sortLink // by category, or by what is done to the object
	Object                          *objectView
	ObjectForm                      []field // what asking for another object keeps
	ObjectName                      string
	Columns                         []columnView // two of equal room
	Both                            columnView
	Neither                         string
	Chart                           *sidesChart
	Paging                          pagingView
	Searched                        []string
	Nothing                         *nothingView
	Examples                        []exampleLink // where nothing is asked
	Printed                         printedView
}

// columnView is one side.
type columnView struct {
	ID, Title, Count string
	Sign             sign
	Total            int
	Hits             []hitView
	Empty            string
}

// objectView says what the second reading read.
type objectView struct {
	Name, Words, Read, Mention, Unclear string
	Found                               bool // in the question, not named by the reader
}

// effectView is what a passage does to the object.
type effectView struct {
	Label, Class string
	Unsure       bool
	Reason       reasonView
}

// objectRunes is the longest name of an object.
const objectRunes = 40

// sidesAsked reads what both columns are asked for.
func (s *Server) sidesAsked(c echo.Context) (asked, error) {
	q, err := s.askedGET(c)
	if err != nil {
		return asked{}, err
	}
	q.Sides, q.Object = true, strings.TrimSpace(strings.ToValidUTF8(c.QueryParam("object"), ""))
	if utf8.RuneCountInString(q.Object) > objectRunes {
		return asked{}, badParam(&index.ParamError{Param: "object", Permitted: fmt.Sprintf("至多 %d 个字", objectRunes)})
	}
	by := c.QueryParam("by")
	if by != "" && by != "category" && by != "object" {
		return asked{}, badParam(&index.ParamError{Param: "by", Permitted: "可用的值是 category、object"})
	}
	q.ByObject = by == "object"
	return q, nil
}

func (s *Server) sidesPage(c echo.Context) error {
	q, err := s.sidesAsked(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	if strings.TrimSpace(q.Text) == "" {
		return s.sidesStart(c)
	}
	r, err := s.archive.Sides(ctx, q.Query, q.Object)
	if err != nil {
		return err
	}
	v := s.sidesView(q, r, c.QueryParam("all"), s.addressing(c))
	if r.Total == 0 {
		if v.Nothing, err = s.nothing(ctx, q, resultsOf(r)); err != nil {
			return err
		}
	}
	v.Printed = s.printed(c, "两栏："+q.Text)
	return s.page(c, http.StatusOK, "sides", v)
}

// sidesStart is the page where nothing is asked.
func (s *Server) sidesStart(c echo.Context) error {
	examples, err := s.sidesExamples(c.Request().Context())
	if err != nil {
		return err
	}
	v := sidesView{layout: s.layout("两栏"), Examples: examples}
	v.Action = "/sides"
	return s.page(c, http.StatusOK, "sides", v)
}

// sidesExamples are the examples of words that the archive answers.
func (s *Server) sidesExamples(ctx context.Context) ([]exampleLink, error) {
	examples, err := s.examples(ctx)
	for i, e := range examples {
		examples[i].URL = searchURL(bySides(ask(index.ParseText(e.Query))))
	}
	return examples, err
}

func (s *Server) sidesAPI(c echo.Context) error {
	q, err := s.sidesAsked(c)
	if err != nil {
		return err
	}
	r, err := s.archive.Sides(c.Request().Context(), q.Query, q.Object)
	if err != nil {
		return err
	}
	c.Response().Header().Set("X-Yinju-Generation", r.Generation)
	return s.json(c, http.StatusOK, r)
}

// resultsOf is an answer with both columns as the parts of a page of results that
// both pages have take it.
func resultsOf(r *index.Sides) *index.Results {
	return &index.Results{Query: r.Query, Rewrites: r.Rewrites, Relaxed: r.Relaxed, Total: r.Total, Documents: r.Documents,
		Degraded: r.Degraded, Facets: r.Facets}
}

func (s *Server) sidesView(q asked, r *index.Sides, expanded string, at addressing) sidesView {
	names := namesOf(s.archive.Vocabulary())
	facets := completed(q, resultsOf(r), names)
	q.ByObject = q.ByObject && r.Object != nil
	v := sidesView{
		layout: s.layout("两栏：" + searchTitle(q)), Heading: searchTitle(q), Total: count(r.Total), Documents: count(r.Documents), Took: took(r.TookMS),
		Notes: s.notes(q, resultsOf(r)), Chips: chips(q, facets), Clear: searchURL(unfiltered(q)),
		Facets: s.facetViews(q, facets, expanded), From: q.Filters.From.String(), To: q.Filters.To.String(),
		Labels: labelLinksOf(q), SearchURL: searchURL(bySearch(q)), Neither: count(r.Neither), Chart: chartOf(r.Years),
		ObjectForm: objectForm(q), ObjectName: q.Object,
	}
	v.Labels.Count = count(r.Uncertain)
	v.Query, v.Action, v.Keep, v.Robots = q.Text, "/sides", sidesKept(q), true
	show := columns{s, carried(q.Text, 3*q.Size), names, at}
	v.Columns, v.Both = show.byCategory(r)
	rows := max(r.Add.Rows, r.Cut.Rows, r.Both.Rows)
	if r.Object != nil {
		v.Object, v.By = objectViewOf(r.Object), switches(q)
	}
	if q.ByObject {
		v.Columns, v.Both = show.byObject(r.Object)
		rows = max(r.Object.Support.Rows, r.Object.Limit.Rows, r.Object.Both.Rows)
	}
	v.Paging = paging(q, rows)
	return v
}

// sidesKept are the settings that have no control on the page.
func sidesKept(q asked) []field {
	list := kept(q)
	if q.Object != "" {
		list = append(list, field{"object", q.Object})
	}
	if q.ByObject {
		list = append(list, field{"by", "object"})
	}
	return list
}

func objectForm(q asked) []field {
	q.ByObject, q.Object = true, ""
	return fields(q)
}

// switches choose what the columns are.
func switches(q asked) []sortLink {
	byCategory, byObject := copied(q), copied(q)
	byCategory.ByObject, byObject.ByObject = false, true
	return []sortLink{{"加与减", searchURL(byCategory), !q.ByObject}, {"对这一对象", searchURL(byObject), q.ByObject}}
}

func objectViewOf(o *index.ObjectSides) *objectView {
	words := slices.DeleteFunc(slices.Clone(o.Words), func(w string) bool { return w == o.Name })
	return &objectView{Name: o.Name, Words: strings.Join(words, "、"), Read: count(o.Read), Mention: count(o.Mention), Unclear: count(o.Unclear), Found: !o.Named}
}

// columns makes the views of columns with what all their hits share.
type columns struct {
	*Server
	query string
	names themeNames
	at    addressing
}

func (s columns) byCategory(r *index.Sides) ([]columnView, columnView) {
	return []columnView{s.column("add", "做加法的段落", signOf("加"), r.Add), s.column("cut", "做减法的段落", signOf("减"), r.Cut)},
		s.column("both", "加减并重的段落", signOf("加减"), r.Both)
}

func (s columns) byObject(o *index.ObjectSides) ([]columnView, columnView) {
	return []columnView{s.column("support", "支持或放开", sign{}, o.Support), s.column("limit", "限制或收紧", sign{}, o.Limit)},
		s.column("both", "两者", sign{}, o.Both)
}

func (s columns) column(id, title string, as sign, c index.Column) columnView {
	v := columnView{ID: id, Title: title, Sign: as, Total: c.Total, Empty: c.Empty}
	v.Count = fmt.Sprintf("%s 段，%s 份文件", count(c.Total), count(c.Documents))
	if c.Uncertain > 0 {
		v.Count += fmt.Sprintf("，%s 段待定", count(c.Uncertain))
	}
	for _, h := range c.Hits {
		hit := hitOf(s.query, h.Hit, s.names, s.at)
		reason := reasonOf(h.Reason, h.Category, s.names)
		hit.Reason, hit.Effect = &reason, effectOf(h.Effect)
		v.Hits = append(v.Hits, hit)
	}
	return v
}

func effectOf(e *index.Effect) *effectView {
	if e == nil {
		return nil
	}
	v := &effectView{Label: e.Label, Class: e.Value, Unsure: e.Confidence < index.UncertainBelow}
	for _, c := range e.Reason {
		v.Reason.Inside = append(v.Reason.Inside, cueView{Text: c.Text, For: e.Label, Weight: contribution(c.Weight), Places: 1})
	}
	return v
}
