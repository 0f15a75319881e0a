package server

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"yinju/index"
)

// helpView is the page that teaches the search.
type helpView struct {
	layout
	Examples []exampleLink
	Add, Cut sign
	Themes   []string
	Limits   []limitRow
}

// limitRow is a bound on what can be asked.
type limitRow struct{ What, Value string }

func (s *Server) helpPage(c echo.Context) error {
	examples, err := s.examples(c.Request().Context())
	if err != nil {
		return err
	}
	v := helpView{layout: s.layout("帮助"), Examples: examples, Limits: limitRows(),
		Add: signOf("加"), Cut: signOf("减"), Themes: themeLabels(s.archive.Vocabulary())}
	return s.page(c, http.StatusOK, "help", v)
}

func themeLabels(v index.Vocabulary) []string {
	var labels []string
	for _, t := range v.Themes {
		labels = append(labels, t.Label)
	}
	return labels
}

// limitRows writes limits.go for readers.
func limitRows() []limitRow {
	return []limitRow{
		{"检索词，在网页和地址里", count(QueryRunesGET) + " 字"},
		{"检索词，用 POST /api/search", count(QueryRunesPOST) + " 字"},
		{"POST 的正文", fmt.Sprintf("%d KiB", BodyBytes>>10)},
		{"引号、减号与字段", fmt.Sprintf("合计至多 %d 处，更多或分成几行的文字整段按普通词语检索", index.MaxOperators)},
		{"请求行与请求头", fmt.Sprintf("%d KiB", HeaderBytes>>10)},
		{"一页的段数", fmt.Sprintf("%d 段", PageSize)},
		{"能翻到的段数", count(Window) + " 段"},
		{"同时进行的检索", fmt.Sprintf("%d 次，多出的等 %d 毫秒，再不成则请稍后重试", ConcurrentSearches(), SlotWait.Milliseconds())},
		{"一次检索的时间", fmt.Sprintf("%.0f 秒", SearchTime.Seconds())},
	}
}
