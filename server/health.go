package server

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// healthz says that the process answers.
func (s *Server) healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// readyz says whether searches can be answered: 503 while there is no usable
// index and once the server has been told to stop.
func (s *Server) readyz(c echo.Context) error {
	status := s.archive.Status()
	switch {
	case s.stopping.Load():
		return c.String(http.StatusServiceUnavailable, "stopping\n")
	case status.Generation == "":
		return c.String(http.StatusServiceUnavailable, "no index: "+strings.Join(status.Problems, "; ")+"\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
