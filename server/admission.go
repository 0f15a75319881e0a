package server

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"
)

// admit lets ConcurrentSearches requests in at once, each for SearchTime. The
// next waits SlotWait for a slot and is then told to come back: a longer queue
// would make every search slow and none succeed.
func (s *Server) admit(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !s.takeSlot(c.Request().Context()) {
			return errBusy
		}
		defer func() { <-s.slots }()
		whole := c.Request()
		ctx, cancel := context.WithTimeout(whole.Context(), SearchTime)
		defer cancel()
		c.SetRequest(whole.WithContext(ctx))
		defer c.SetRequest(whole) // an error is answered after this time is over
		return next(c)
	}
}

func (s *Server) takeSlot(ctx context.Context) bool {
	select {
	case s.slots <- struct{}{}:
		return true
	default:
	}
	wait := time.NewTimer(SlotWait)
	defer wait.Stop()
	select {
	case s.slots <- struct{}{}:
		return true
	case <-wait.C:
	case <-ctx.Done():
	}
	return false
}
