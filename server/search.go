package server

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// searchView is the page of results.
type searchView struct {
	layout
	Total, Documents string
	Took             string
	Notes            []note
	Chips            []chip
	Clear            string // address without any filter
	Sorts            []sortLink
	Facets           []facetView
	From, To         string
	Histogram        *histogramView
	Hits             []hitView
	Paging           pagingView
	Nothing          *nothingView
}

// note is a line above the results: what was changed or could not be done. Undo
// is the address of the answer without it, with its words.
type note struct{ Text, Undo, UndoText string }

// sortLink is an order to choose.
type sortLink struct {
	Label, URL string
	Current    bool
}

func (s *Server) searchPage(c echo.Context) error {
	q, err := s.queryGET(c)
	if err != nil {
		return err
	}
	if asksNothing(q) {
		return s.startPage(c)
	}
	ctx := c.Request().Context()
	r, err := s.archive.Search(ctx, q)
	if err != nil {
		return err
	}
	view := s.searchView(q, r, c.QueryParam("all"))
	if r.Total == 0 {
		if view.Nothing, err = s.nothing(ctx, q); err != nil {
			return err
		}
	}
	return s.page(c, http.StatusOK, "search", view)
}

// asksNothing reports an empty box without any condition: the start page says
// what could be asked.
func asksNothing(q index.Query) bool {
	params := q.Params()
	params.Del("q")
	return strings.TrimSpace(q.Text) == "" && len(params) == 0
}

func (s *Server) searchView(q index.Query, r *index.Results, expanded string) searchView {
	names := namesOf(s.archive.Vocabulary())
	facets := completed(q, r, names)
	v := searchView{
		layout: s.layout(searchTitle(q)),
		Total:  count(r.Total), Documents: count(r.Documents), Took: took(r.TookMS),
		Notes: s.notes(q, r), Chips: chips(q, facets), Clear: searchURL(unfiltered(q)), Sorts: sorts(q),
		Facets: facetViews(q, facets, expanded), From: q.Filters.From.String(), To: q.Filters.To.String(),
		Histogram: histogram(q, r.Histogram), Paging: paging(q, r.Total),
	}
	v.Query, v.Keep, v.Robots = q.Text, kept(q), true
	for _, h := range r.Hits {
		v.Hits = append(v.Hits, s.hitView(q, h, names))
	}
	return v
}

func searchTitle(q index.Query) string {
	if strings.TrimSpace(q.Text) == "" {
		return "检索"
	}
	return shorten(strings.Join(strings.Fields(q.Text), " "), 40)
}

// kept are the settings that have no control on the page; hidden inputs carry
// them into the next search.
func kept(q index.Query) []field {
	var list []field
	params := q.Params()
	for _, name := range []string{"mode", "sort", "size", "rewrite", "fold", "uncertain"} {
		if value := params.Get(name); value != "" {
			list = append(list, field{name, value})
		}
	}
	return list
}

func sorts(q index.Query) []sortLink {
	var links []sortLink
	for _, s := range []struct {
		order index.Sort
		label string
	}{{index.ByRelevance, "最相关"}, {index.NewestFirst, "新的在前"}, {index.OldestFirst, "旧的在前"}} {
		links = append(links, sortLink{s.label, searchURL(sorted(q, s.order)), q.Sort == s.order})
	}
	return links
}

// notes say what a reader must know to trust the answer.
func (s *Server) notes(q index.Query, r *index.Results) []note {
	var list []note
	for _, w := range r.Rewrites {
		literal := copied(q)
		literal.Rewrite = false
		list = append(list, note{rewritten(w), searchURL(literal), "按原样检索"})
	}
	if r.Relaxed && r.Total > 0 {
		list = append(list, note{Text: "词语未全部出现的段落也列在其中，合得多的在前。"})
	}
	for _, code := range r.Degraded {
		if text := degradations[code]; text != "" {
			list = append(list, note{Text: text})
		}
	}
	for _, problem := range s.archive.Status().Problems {
		list = append(list, note{Text: problem})
	}
	return list
}

func rewritten(w index.Rewrite) string {
	text := fmt.Sprintf("已把“%s”作“%s”检索", w.From, w.To)
	if kind := rewriteKinds[w.Kind]; kind != "" {
		text += "（" + kind + "）"
	}
	return text + "。"
}

func took(ms float64) string {
	if ms < 10 {
		return strconv.FormatFloat(ms, 'f', 1, 64) + " 毫秒"
	}
	return fmt.Sprintf("%.0f 毫秒", ms)
}

// searchAPI answers GET /api/search: the same answer as the page.
func (s *Server) searchAPI(c echo.Context) error {
	q, err := s.queryGET(c)
	if err != nil {
		return err
	}
	return s.answer(c, q)
}

func (s *Server) searchAPIPost(c echo.Context) error {
	q, err := s.queryPOST(c)
	if err != nil {
		return err
	}
	return s.answer(c, q)
}

func (s *Server) answer(c echo.Context, q index.Query) error {
	r, err := s.archive.Search(c.Request().Context(), q)
	if err != nil {
		return err
	}
	if len([]rune(q.Text)) > QueryRunesGET {
		r.Next = nil // too long for an address: the next page is asked for by POST again
	}
	return s.json(c, http.StatusOK, r)
}

// nothingView helps where nothing was found.
type nothingView struct {
	Relief   []reliefLink
	Searched []string // what the archive holds of what was asked
}

// reliefLink is a filter to drop, with what would then be found.
type reliefLink struct{ Label, URL, Total string }

func (s *Server) nothing(ctx context.Context, q index.Query) (*nothingView, error) {
	reliefs, err := s.archive.Relief(ctx, q)
	if err != nil {
		return nil, err
	}
	coverage, err := s.archive.Coverage(ctx)
	if err != nil {
		return nil, err
	}
	v := &nothingView{Searched: append(heldOf(q, coverage), holds(coverage))}
	for _, relief := range reliefs {
		v.Relief = append(v.Relief, linkOf(relief))
	}
	return v, nil
}

func linkOf(r archive.Relief) reliefLink {
	title := facetTitles[r.Facet]
	if r.Facet == archive.DateSpan {
		title = "日期"
	}
	return reliefLink{title + "：" + r.Label, searchURL(r.Query), count(r.Total)}
}
