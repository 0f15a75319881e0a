package server

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/index"
)

// searchView is the page of results.
type searchView struct {
	layout
	Total, Documents string
	Rows             string   // with identical passages and those of a document as one; "" where that is the total
	Folding          foldLink // the other way to list them
	Took             string   // how long the search took
	Quiet, Reason    string   // that only words were searched for and why, "" otherwise
	Modes            []modeLink
	Legend           legend
	Notes            []note
	Chips            []chip
	Clear            string // address without any filter
	Sorts            []sortLink
	Facets           []facetView
	From, To         string
	Histogram        *histogramView
	Hits             []hitView
	Paging           pagingView
	Export           exportView
	Nothing          *nothingView
	Printed          printedView
	Labels           labelLinks
	SidesURL         string // the same query in both columns
}

// sortLink is an order to choose.
type sortLink struct {
	Label, URL string
	Current    bool
}

func (s *Server) searchPage(c echo.Context) error {
	q, err := s.askedGET(c)
	if err != nil {
		return err
	}
	if asksNothing(q) {
		return s.startPage(c)
	}
	ctx := c.Request().Context()
	r, err := s.archive.Search(ctx, q.Query)
	if err != nil {
		return err
	}
	view := s.searchView(q, r, c.QueryParam("all"), s.addressing(c))
	if insufficient(r) {
		if view.Nothing, err = s.nothing(ctx, q, r); err != nil {
			return err
		}
	}
	view.Printed = s.printed(c, view.asked()...)
	return s.page(c, http.StatusOK, "search", view)
}

// asksNothing reports an empty box without any condition: the start page says
// what could be asked.
func asksNothing(q asked) bool {
	params := q.params()
	params.Del("q")
	return strings.TrimSpace(q.Text) == "" && len(params) == 0
}

func (s *Server) searchView(q asked, r *index.Results, expanded string, at addressing) searchView {
	names := namesOf(s.archive.Vocabulary())
	facets := completed(q, r, names)
	v := searchView{
		layout: s.layout(searchTitle(q)),
		Total:  count(r.Total), Documents: count(r.Documents), Took: took(r.TookMS),
		Notes: s.notes(q, r), Chips: chips(q, facets), Clear: searchURL(unfiltered(q)), Sorts: sorts(q),
		Facets: s.facetViews(q, facets, expanded), From: q.Filters.From.String(), To: q.Filters.To.String(),
		Paging: paging(q, r.Rows), Export: leaving(q, r.Total), Folding: folding(q),
	}
	state := s.archive.Meaning()
	v.Modes = modes(q, state)
	v.Quiet, v.Reason = quietly(q, r.Degraded, state)
	if r.Total > 0 {
		v.Histogram = histogram(q, r.Histogram)
	}
	if r.Rows != r.Total {
		v.Rows = count(r.Rows)
	}
	v.Labels = labelLinksOf(q)
	v.SidesURL = searchURL(bySides(q))
	v.Query, v.Keep, v.Robots, v.Feed = q.Text, kept(q), true, v.Export.Atom
	query := carried(q.Text, len(r.Hits))
	for _, h := range r.Hits {
		hit := hitOf(query, h, names, at)
		reason := reasonOf(s.archive.Reason(&h), h.Category, names)
		hit.Reason = &reason
		v.Hits = append(v.Hits, hit)
	}
	v.Legend = legendOf(r.Hits)
	return v
}

func searchTitle(q asked) string {
	if strings.TrimSpace(q.Text) == "" {
		return "检索"
	}
	return shorten(strings.Join(strings.Fields(q.Text), " "), 40)
}

// kept are the settings that have no control on the page; hidden inputs carry
// them into the next search.
func kept(q asked) []field {
	var list []field
	params := q.params()
	for _, name := range []string{"mode", "sort", "size", "rewrite", "fold", "uncertain", "bars"} {
		if value := params.Get(name); value != "" {
			list = append(list, field{name, value})
		}
	}
	return list
}

func sorts(q asked) []sortLink {
	var links []sortLink
	for _, s := range []struct {
		order index.Sort
		label string
	}{{index.ByRelevance, "最相关"}, {index.NewestFirst, "新的在前"}, {index.OldestFirst, "旧的在前"}} {
		links = append(links, sortLink{s.label, searchURL(sorted(q, s.order)), q.Sort == s.order})
	}
	return links
}

// foldLink leads to the same results listed passage by passage, or folded.
type foldLink struct{ Label, URL string }

func folding(q asked) foldLink {
	other := q
	other.Page, other.Fold = 1, !q.Fold
	if q.Fold {
		return foldLink{"逐段列出", searchURL(other)}
	}
	return foldLink{"合并列出", searchURL(other)}
}

func took(ms float64) string {
	if ms < 10 {
		return strconv.FormatFloat(ms, 'f', 1, 64) + " 毫秒"
	}
	return fmt.Sprintf("%.0f 毫秒", ms)
}
