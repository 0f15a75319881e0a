package server

import (
	"context"
	"sync"
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
		free := sync.OnceFunc(s.freeSlot)
		defer free()
		c.Set(slotKey, free)
		whole := c.Request()
		ctx, cancel := context.WithTimeout(whole.Context(), SearchTime)
		defer cancel()
		c.SetRequest(whole.WithContext(ctx))
		defer c.SetRequest(whole) // an error is answered after this time is over
		return next(c)
	}
}

// slotKey is where a request keeps what frees its slot.
const slotKey = "slot"

// searched gives the slot of a request back before its answer is written: a slow
// reader keeps nobody from searching.
func searched(c echo.Context) {
	if free, ok := c.Get(slotKey).(func()); ok {
		free()
	}
}

func (s *Server) takeSlot(ctx context.Context) bool {
	select {
	case s.slots <- struct{}{}:
		return true
	default:
	}
	defer s.waiting.Add(-1)
	if s.waiting.Add(1) > int32(WaitingPerSlot*cap(s.slots)) {
		return false
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

// waitSlot waits for a slot as long as ctx lasts: what has begun is finished.
func (s *Server) waitSlot(ctx context.Context) error {
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Server) freeSlot() { <-s.slots }
