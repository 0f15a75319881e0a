package server

import (
	"time"

	"github.com/labstack/echo/v4"
)

// record logs and counts every request: the route's pattern, never the address,
// so that no query text reaches the log.
func (s *Server) record(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begun := time.Now()
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		if err := next(c); err != nil {
			c.Error(err)
		}
		took := time.Since(begun)
		route := routeName(c)
		status := statusOf(c)
		s.metrics.observe(route, status, took)
		s.log.Info("request", "method", c.Request().Method, "route", route, "status", status, "ms", took.Milliseconds())
		return nil
	}
}

// statusOf is the status sent; 499 stands for a client that left first.
func statusOf(c echo.Context) int {
	if !c.Response().Committed {
		return 499
	}
	return c.Response().Status
}

// routeName is the pattern that matched, or "none": an unknown address must not
// become a label of its own.
func routeName(c echo.Context) string {
	if c.Path() == "" {
		return "none"
	}
	return c.Path()
}
