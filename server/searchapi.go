package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yinju/index"
)

// searchAPI answers GET /api/search: the same answer as the page.
func (s *Server) searchAPI(c echo.Context) error {
	q, err := s.queryGET(c)
	if err != nil {
		return err
	}
	return s.answer(c, q)
}

// searchAPIPost takes a slot once the body is there: a slow sender holds none.
func (s *Server) searchAPIPost(c echo.Context) error {
	q, err := s.queryPOST(c)
	if err != nil {
		return err
	}
	return s.admit(func(c echo.Context) error { return s.answer(c, q) })(c)
}

func (s *Server) answer(c echo.Context, q index.Query) error {
	r, err := s.archive.Search(c.Request().Context(), q)
	if err != nil {
		return err
	}
	if len([]rune(q.Text)) > QueryRunesGET {
		r.Next = nil // too long for an address: the next page is asked for by POST again
	}
	c.Response().Header().Set("X-Yinju-Generation", r.Generation)
	return s.json(c, http.StatusOK, r)
}
