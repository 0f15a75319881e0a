package server

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// meterWidth is the width of a full bar in the tables of the coverage page, in the
// units of its drawing: the page stretches it to the column.
const meterWidth = 100

// coverageView is the page that says what was collected, and so what a search
// can and cannot find.
type coverageView struct {
	layout
	Facts   []fact
	Sources []sourceRow
	Genres  []sourceRow
	Strip   *stripView
	Years   []yearRow
	Notes   []string
	Meaning meaningView
}

type sourceRow struct {
	valueLink
	Bar int
}

// yearRow is a year, or a run of years of which nothing is held.
type yearRow struct {
	Name, URL           string
	Documents, Passages string
	Bar                 int
	None                bool
	Gap                 bool // in the middle of the years, not of undated documents
}

func (s *Server) coveragePage(c echo.Context) error {
	coverage, err := s.archive.Coverage(c.Request().Context())
	if err != nil {
		return err
	}
	v := coverageView{layout: s.layout("收录"), Facts: facts(coverage), Years: yearRows(coverage),
		Notes: s.archive.Status().Problems, Meaning: meaningOf(s.archive.Meaning())}
	v.Sources = meters(sourceLinks(coverage.Sources))
	v.Genres = meters(valueLinks(index.Genre, coverage.Genres))
	v.Strip = strip(coverage.Years)
	return s.page(c, http.StatusOK, "coverage", v)
}

func meters(links []valueLink) []sourceRow {
	most := 1
	for _, link := range links {
		most = max(most, link.documents)
	}
	var rows []sourceRow
	for _, link := range links {
		rows = append(rows, sourceRow{link, meter(link.documents, most)})
	}
	return rows
}

// yearRows are the years newest first, the undated last.
func yearRows(c *archive.Coverage) []yearRow {
	most, undated := max(1, c.Undated), c.Passages
	for _, y := range c.Years {
		most = max(most, y.Documents)
		undated -= y.Passages
	}
	var rows []yearRow
	for i := len(c.Years) - 1; i >= 0; i-- {
		y := c.Years[i]
		if y.Documents == 0 {
			last := y.Year
			for i > 0 && c.Years[i-1].Documents == 0 {
				i--
			}
			rows = append(rows, yearRow{Name: yearRun(c.Years[i].Year, last) + " 年", None: true, Gap: true})
			continue
		}
		rows = append(rows, yearRow{Name: fmt.Sprintf("%d 年", y.Year), URL: searchURL(only(index.Year, fmt.Sprint(y.Year))),
			Documents: count(y.Documents), Passages: count(y.Passages), Bar: meter(y.Documents, most)})
	}
	return append(rows, yearRow{Name: "日期" + unknown, URL: searchURL(only(index.Year, index.UnknownValue)),
		Documents: count(c.Undated), Passages: count(undated), Bar: meter(c.Undated, most), None: c.Undated == 0})
}

// meter is the length of a bar: something that is there is seen.
func meter(n, most int) int {
	if n == 0 {
		return 0
	}
	return max(1, n*meterWidth/most)
}

func (s *Server) coverageAPI(c echo.Context) error {
	coverage, err := s.archive.Coverage(c.Request().Context())
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, coverage)
}
