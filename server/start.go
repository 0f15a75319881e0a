package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// startSources is how many sources the start page names.
const startSources = 10

// startView is the page before any search: what the archive holds and what can
// be asked of it.
type startView struct {
	layout
	Facts    []fact
	Sources  []valueLink
	More     bool // there are more sources than shown
	Examples []exampleLink
	Newest   string // address of everything, newest first
	Notes    []string
	Empty    bool
}

// fact is a figure with what it counts.
type fact struct{ Name, Value string }

// valueLink is a value of a facet with its documents.
type valueLink struct {
	Name, URL, Count string
	documents        int
}

// exampleLink is a query to try.
type exampleLink struct{ What, Query, URL, Total string }

func (s *Server) startPage(c echo.Context) error {
	ctx := c.Request().Context()
	coverage, err := s.archive.Coverage(ctx)
	if err != nil {
		return err
	}
	examples, err := s.examples(ctx)
	if err != nil {
		return err
	}
	v := startView{layout: s.layout(""), Facts: facts(coverage), Examples: examples,
		Newest: searchURL(sorted(ask(index.Query{}), index.NewestFirst)),
		Notes:  s.archive.Status().Problems, Empty: coverage.Documents == 0}
	v.Sources = sourceLinks(coverage.Sources)
	if len(v.Sources) > startSources {
		v.Sources, v.More = v.Sources[:startSources], true
	}
	return s.page(c, http.StatusOK, "start", v)
}

func facts(c *archive.Coverage) []fact {
	list := []fact{{"文件", count(c.Documents) + " 份"}, {"段落", count(c.Passages) + " 段"}}
	if c.From != nil && c.To != nil {
		list = append(list, fact{"本库最早", chineseDate(*c.From)}, fact{"本库最晚", chineseDate(*c.To)})
	}
	list = append(list, fact{"日期不详", undatedShare(c)})
	if c.Imported != nil && c.Documents > 0 {
		list = append(list, fact{"最近导入", moment(*c.Imported)})
	}
	return list
}

func undatedShare(c *archive.Coverage) string {
	if c.Documents == 0 {
		return "0 份"
	}
	return count(c.Undated) + " 份" + share(c.Undated, c.Documents)
}

// share writes n of all in percent, "" for none: a few are never 0.0%.
func share(n, all int) string {
	percent := 100 * float64(n) / float64(all)
	switch {
	case n == 0:
		return ""
	case percent < 0.1:
		return "（不到 0.1%）"
	}
	return fmt.Sprintf("（%.1f%%）", percent)
}

// sourceLinks are the sources, most documents first, 不详 last.
func sourceLinks(sources []archive.ValueCount) []valueLink { return valueLinks(index.Source, sources) }

// valueLinks are the values of a facet with their documents, in the order given,
// 不详 last.
func valueLinks(facet index.Facet, values []archive.ValueCount) []valueLink {
	var links, last []valueLink
	for _, v := range values {
		link := valueLink{sourceName(v.Value), searchURL(only(facet, sourceValue(v.Value))), count(v.Count), v.Count}
		if link.Name == unknown {
			last = append(last, link)
			continue
		}
		links = append(links, link)
	}
	return append(links, last...)
}

// examples are queries to try; none while there is no index to try them on, which
// the page's notes say.
func (s *Server) examples(ctx context.Context) ([]exampleLink, error) {
	examples, err := s.archive.Examples(ctx)
	if errors.As(err, new(*archive.UnusableError)) {
		return nil, nil
	}
	var links []exampleLink
	for _, e := range examples {
		links = append(links, exampleLink{e.What, e.Query, searchURL(ask(index.ParseText(e.Query))), count(e.Total)})
	}
	return links, err
}
