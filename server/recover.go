package server

import (
	"fmt"
	"runtime/debug"

	"github.com/labstack/echo/v4"
)

// recoverPanics turns a panic in a handler into the error page; the stack goes
// to the log only.
func (s *Server) recoverPanics(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				s.log.Error("panic", "route", c.Path(), "value", fmt.Sprint(p), "stack", string(debug.Stack()))
				err = errInternal.because(fmt.Errorf("panic: %v", p))
			}
		}()
		return next(c)
	}
}
