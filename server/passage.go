package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// passageRedirect answers a passage's permanent link: its document, opened at the
// passage. One that only an old version has leads there, where a notice says so.
func (s *Server) passageRedirect(c echo.Context) error {
	p, err := s.archive.Passage(c.Request().Context(), c.Param("passage"))
	if err != nil {
		return err
	}
	if p.Gone != "" {
		return c.Redirect(http.StatusSeeOther, versionURL(p.Doc, p.Version)+"#"+p.ID)
	}
	return c.Redirect(http.StatusSeeOther, documentURL(p.Doc, p.ID, ""))
}

func (s *Server) passageAPI(c echo.Context) error {
	p, err := s.archive.Passage(c.Request().Context(), c.Param("passage"))
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, p)
}
