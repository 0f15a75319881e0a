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
