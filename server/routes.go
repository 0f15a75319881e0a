package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// middleware is outermost first: what is recorded is what the client got.
func (s *Server) middleware() {
	s.echo.Pre(s.record, s.secure, s.checkAddress, s.checkHost)
	s.echo.Use(
		s.recoverPanics,
		middleware.GzipWithConfig(middleware.GzipConfig{Level: 1, MinLength: 1024}),
	)
}

func (s *Server) routes() {
	s.get("/", s.startPage)
	s.get("/search", s.searchPage, s.admit)
	s.get("/search.csv", s.exporter(csvForm()))
	s.get("/search.jsonl", s.exporter(jsonlForm()))
	s.get("/search.atom", s.searchFeed)
	s.get("/d/:doc", s.documentPage, s.admit)
	s.get("/d/:doc/original", s.original)
	s.get("/d/:doc/compare", s.comparePage, s.admit)
	s.get("/p/:passage", s.passageRedirect)
	s.get("/similar/:passage", s.similarPage, s.admit)
	s.get("/sides", s.sidesPage, s.admit)
	s.get("/labels", s.labelsPage)
	s.get("/coverage", s.coveragePage)
	s.get("/help", s.helpPage)

	s.echo.POST("/p/:passage/correct", s.correctLabel, s.guarded)
	s.echo.POST("/p/:passage/correct/undo", s.undoLabel, s.guarded)
	s.echo.POST("/d/:doc/correct", s.correctField, s.guarded)
	s.echo.POST("/d/:doc/correct/undo", s.undoField, s.guarded)

	s.get("/api/search", s.searchAPI, s.admit)
	s.echo.POST("/api/search", s.searchAPIPost) // admits itself, once the body is there
	s.get("/api/d/:doc", s.documentAPI, s.admit)
	s.get("/api/p/:passage", s.passageAPI)
	s.get("/api/similar/:passage", s.similarAPI, s.admit)
	s.get("/api/sides", s.sidesAPI, s.admit)
	s.get("/api/labels", s.labelsAPI)
	s.get("/api/suggest", s.suggestAPI)
	s.get("/api/coverage", s.coverageAPI)
	s.get("/api/openapi.json", s.openapiJSON)

	s.get("/healthz", s.healthz)
	s.get("/readyz", s.readyz)
	s.get("/metrics", s.metricsText)
	s.get("/static/:name", s.staticFile)
	s.get("/favicon.ico", s.favicon)
}

// get adds a route for GET and HEAD.
func (s *Server) get(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) {
	s.echo.Match([]string{http.MethodGet, http.MethodHead}, path, h, m...)
}
