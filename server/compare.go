package server

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// A run of more than sameShown equal paragraphs is folded away, but for
// sameContext of them beside what changed.
const (
	sameShown   = 4
	sameContext = 1
)

// compareView is the page of two texts side by side.
type compareView struct {
	layout
	Heading  string
	From, To comparedText
	Counts   string
	Rows     []compareGroup
	Identic  bool
}

// comparedText is one of the two, over its column.
type comparedText struct{ Name, About, URL string }

// compareGroup is a changed paragraph, or a run of equal ones. Folded ones are
// counted and unfold on demand.
type compareGroup struct {
	Same   []comparedRow
	Folded bool
	Change *comparedRow
}

// comparedRow is a paragraph of each text. From or To is nil where one has none.
type comparedRow struct {
	What     string // 改动, 删去, 新增, in words for those who do not see the columns
	From, To *archive.ComparedParagraph
}

func (s *Server) comparePage(c echo.Context) error {
	compared, versions, err := s.compared(c)
	if err != nil {
		return err
	}
	v := compareView{layout: s.layout("对照：" + titleOr(compared.To.Title.Value)), Heading: titleOr(compared.To.Title.Value),
		From: comparedHead(compared.From, versions), To: comparedHead(compared.To, versions), Rows: compareGroups(compared.Rows)}
	v.Counts, v.Identic = compareCounts(compared.Rows)
	v.Robots = true
	return s.page(c, http.StatusOK, "compare", v)
}

// compared compares what the address names: two versions, or the document with
// another one.
func (s *Server) compared(c echo.Context) (found *archive.Comparison, versions bool, err error) {
	ctx, id := c.Request().Context(), c.Param("doc")
	if other := c.QueryParam("with"); other != "" {
		found, err = s.archive.CompareDocuments(ctx, id, other)
		return found, false, err
	}
	from, err := versionNumber(c, "from")
	if err != nil {
		return nil, false, err
	}
	to, err := versionNumber(c, "to")
	switch {
	case err != nil:
		return nil, false, err
	case from == 0 || to == 0:
		return nil, false, badParam(&index.ParamError{Param: "from", Permitted: "须有 from 与 to 两个版本号，或 with 一份文件"})
	}
	found, err = s.archive.CompareVersions(ctx, id, from, to)
	return found, true, err
}

func comparedHead(d *archive.Document, versions bool) comparedText {
	if versions {
		return comparedText{fmt.Sprintf("第 %d 版", d.Version), "导入于 " + moment(d.Imported), versionURL(d.ID, d.Version)}
	}
	return comparedText{documentDate(d), strings.Join(present(classed(d.Source.Value, d.SourceClass.Value), d.Key), " · "), documentURL(d.ID, "", "")}
}

// compareGroups folds long runs of equal paragraphs away.
func compareGroups(rows []archive.ComparedRow) []compareGroup {
	var groups []compareGroup
	var same []comparedRow
	flush := func(last bool) {
		groups = append(groups, folded(same, len(groups) == 0, last)...)
		same = nil
	}
	for _, r := range rows {
		row := comparedRow{From: r.From, To: r.To}
		if r.Same {
			same = append(same, row)
			continue
		}
		flush(false)
		row.What = whatChanged(r)
		groups = append(groups, compareGroup{Change: &row})
	}
	flush(true)
	return groups
}

// folded cuts a run of equal paragraphs into what is shown and what is folded
// away. At either end of the texts there is nothing to give context to.
func folded(same []comparedRow, first, last bool) []compareGroup {
	switch {
	case len(same) == 0:
		return nil
	case len(same) <= sameShown:
		return []compareGroup{{Same: same}}
	}
	from, to := sameContext, len(same)-sameContext
	var groups []compareGroup
	if first {
		from = 0
	} else {
		groups = append(groups, compareGroup{Same: same[:from]})
	}
	if last {
		return append(groups, compareGroup{Same: same[from:], Folded: true})
	}
	return append(groups, compareGroup{Same: same[from:to], Folded: true}, compareGroup{Same: same[to:]})
}

func whatChanged(r archive.ComparedRow) string {
	switch {
	case r.From == nil:
		return "新增"
	case r.To == nil:
		return "删去"
	}
	return "改动"
}

// compareCounts says how much changed: 改动 3 段，新增 1 段，删去 2 段，其余 40 段相同.
func compareCounts(rows []archive.ComparedRow) (text string, identical bool) {
	n := map[string]int{}
	for _, r := range rows {
		if !r.Same {
			n[whatChanged(r)]++
		}
	}
	changed := n["改动"] + n["新增"] + n["删去"]
	if changed == 0 {
		return fmt.Sprintf("%s 段文字完全相同", count(len(rows))), true
	}
	return fmt.Sprintf("改动 %s 段，新增 %s 段，删去 %s 段，其余 %s 段相同",
		count(n["改动"]), count(n["新增"]), count(n["删去"]), count(len(rows)-changed)), false
}
