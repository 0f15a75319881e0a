package server

import (
	"github.com/labstack/echo/v4"
)

// policy allows what the pages use: the style sheet, the script, inline SVG and
// the search form, all from this server. Nothing is loaded from elsewhere.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"

// secure sets the headers that every answer carries. What a reader looks for is
// nobody else's business: no referrer leaves, no answer is kept in a cache.
func (s *Server) secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if s.stopping.Load() {
			h.Set("Connection", "close") // the next request would find nobody
		}
		return next(c)
	}
}

// checkAddress refuses an address that is too long, in words: what is larger
// still never comes here.
func (s *Server) checkAddress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(c.Request().RequestURI) > AddressBytes {
			return errAddress
		}
		return next(c)
	}
}
