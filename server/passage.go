package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yinju/archive"
)

// passageRedirect answers a passage's permanent link: its document, opened at the
// passage. A retired passage leads to the one in its place, with a notice.
func (s *Server) passageRedirect(c echo.Context) error {
	p, err := s.archive.Passage(c.Request().Context(), c.Param("passage"))
	if err != nil {
		return err
	}
	if p.Gone != "" {
		return s.retiredRedirect(c, p)
	}
	return c.Redirect(http.StatusSeeOther, documentURL(p.Doc, p.ID, ""))
}

// retiredRedirect leads to what stands in the place of a retired passage.
func (s *Server) retiredRedirect(c echo.Context, p *archive.PassageView) error {
	d, err := s.archive.Document(c.Request().Context(), p.Doc)
	if err != nil {
		return err
	}
	address := "/d/" + p.Doc + "?retired=" + p.ID
	if now := inPlaceOf(p.Order, d); now != "" {
		address += "#" + now
	}
	return c.Redirect(http.StatusSeeOther, address)
}

func (s *Server) passageAPI(c echo.Context) error {
	p, err := s.archive.Passage(c.Request().Context(), c.Param("passage"))
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, p)
}
