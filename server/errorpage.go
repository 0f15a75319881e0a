package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// errorView is the page of an Error.
type errorView struct {
	layout
	Heading string
	Message string
	Next    string
	Status  int
}

var errorHeadings = map[int]string{
	http.StatusBadRequest:            "这个条件不能用",
	http.StatusForbidden:             "没有记下",
	http.StatusNotFound:              "没有找到",
	http.StatusMethodNotAllowed:      "请求方法不对",
	http.StatusGone:                  "已经移除",
	http.StatusMisdirectedRequest:    "主机名不对",
	http.StatusRequestEntityTooLarge: "请求太大",
	http.StatusServiceUnavailable:    "暂时不能检索",
}

func (s *Server) errorPage(c echo.Context, e *Error) error {
	heading := errorHeadings[e.Status]
	if heading == "" {
		heading = "出了错"
	}
	view := errorView{layout: s.layout(heading), Heading: heading, Message: e.Message, Next: e.Next, Status: e.Status}
	view.Query = shorten(c.QueryParam("q"), QueryRunesGET)
	return s.page(c, e.Status, "error", view)
}
