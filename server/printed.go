package server

import (
	"fmt"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// printedView is what only paper needs: what was asked, and where the page was.
type printedView struct {
	Asked  []string
	URL    string // absolute, as the reader reached it
	Made   string // when the page was made; a script puts the time of printing
	OnHere bool   // the address opens on this machine only
}

// printed is what a page says of itself on paper.
func (s *Server) printed(c echo.Context, asked ...string) printedView {
	return printedView{Asked: asked, URL: s.address(c) + c.Request().URL.RequestURI(), OnHere: s.localOnly(c),
		Made: zoned(time.Now())}
}

// origin is the scheme and host by which the reader reached this server.
func origin(c echo.Context) string { return c.Scheme() + "://" + c.Request().Host }

// asked says what a page of results answers: words, conditions, order, page.
func (v searchView) asked() []string {
	list := []string{"检索：" + firstKnown(strings.TrimSpace(v.Query), "全部段落")}
	for _, chip := range v.Chips {
		list = append(list, chip.Label)
	}
	for _, mode := range v.Modes {
		if mode.Current {
			list = append(list, "方式："+mode.Label)
		}
	}
	for _, sort := range v.Sorts {
		if sort.Current {
			list = append(list, "排序："+sort.Label)
		}
	}
	return append(list, fmt.Sprintf("第 %d 页，共 %d 页", v.Paging.Number, v.Paging.Count))
}
