package main

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"

	"yinju/server"
)

// flat asks r.n searches, eight at a time, and compares what the process holds
// after a tenth of them and after all.
func flat(ctx context.Context, r *run) error {
	s, err := r.servedHeld(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	r.searches(ctx, s, r.n/10, true)
	before := s.footprint()
	r.searches(ctx, s, r.n-r.n/10, true)
	r.restored(s, before)
	if after := s.footprint(); after.memory > before.memory*12/10+20<<20 {
		r.fail("memory grew from %d to %d MB", before.memory>>20, after.memory>>20)
	}
	return ctx.Err()
}

// warm asks a few hundred searches, so that what stays open is open.
func (r *run) warm(ctx context.Context, s *service) { r.searches(ctx, s, 400, false) }

func (r *run) searches(ctx context.Context, s *service, n int, counted bool) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range 2 * server.ConcurrentSearches() { // as many as are never refused
		all.Go(func() {
			for i := next.Add(1); i <= int64(n) && ctx.Err() == nil; i = next.Add(1) {
				a, err := s.get(question(int(i)))
				if err != nil || a.status != http.StatusOK {
					r.fail("%s: %v, %v", question(int(i)), a, err)
				}
				if counted {
					r.tried(1)
				}
			}
		})
	}
	all.Wait()
}
