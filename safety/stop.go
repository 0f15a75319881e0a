package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"yinju/server"
)

// stop ends a busy service r.n times by SIGTERM, at random moments, two at once.
func stop(ctx context.Context, r *run) error {
	dir, err := r.held(ctx)
	if err != nil {
		return err
	}
	var next atomic.Int64
	var both sync.WaitGroup
	var ends times
	for range 2 {
		both.Go(func() {
			for next.Add(1) <= int64(r.n) && ctx.Err() == nil {
				r.stopOnce(ctx, dir, &ends)
				r.tried(1)
			}
		})
	}
	both.Wait()
	r.figure("end after SIGTERM: p50 %s, longest %s", milliseconds(ends.quantile(.5)), milliseconds(ends.quantile(1)))
	r.secondSignal(ctx, dir)
	r.lockIsFree(ctx, dir)
	return ctx.Err()
}

// stopOnce serves, asks from eight clients, and sends SIGTERM in their midst.
func (r *run) stopOnce(ctx context.Context, dir string, ends *times) {
	s, err := r.serve(ctx, dir)
	if err != nil {
		r.fail("start: %v", err)
		return
	}
	c := &crowd{run: r, service: s}
	c.gather(8)
	time.Sleep(100*time.Millisecond + r.within(200*time.Millisecond))
	signalled := time.Now()
	s.command.Process.Signal(syscall.SIGTERM)
	c.watchReadiness(signalled)
	select {
	case <-s.gone:
	case <-time.After(server.StopTime + 2*time.Second):
		r.fail("still running %s after SIGTERM", time.Since(signalled))
		s.kill()
	}
	ends.add(time.Since(signalled))
	c.all.Wait()
	switch code := s.command.ProcessState.ExitCode(); {
	case code != 0:
		r.fail("exit code %d after SIGTERM: %s", code, s.log)
	case !c.red.Load():
		r.fail("readiness was not seen red before the end")
	case c.answered.Load() == 0:
		r.fail("no request was answered before the end: nothing was tried")
	}
}

// crowd are clients that ask until readiness is red or they are refused.
type crowd struct {
	*run
	*service
	all      sync.WaitGroup
	answered atomic.Int64
	red      atomic.Bool // readiness was seen red
}

// gather starts n clients, half of whom keep their connections. A quarter pay no
// heed to readiness: the system may reset their last connection before anybody
// has seen it, which is a refusal.
func (c *crowd) gather(n int) {
	for u := range n {
		client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{DisableKeepAlives: u%2 == 0}}
		asks := &service{url: c.url, client: client}
		heedless := u >= n*3/4
		c.all.Go(func() {
			defer client.CloseIdleConnections()
			for i := u; heedless || !c.red.Load(); i++ {
				a, err := asks.get(question(i))
				if err != nil {
					c.refused(err, heedless)
					return
				}
				if a.status != http.StatusOK && a.status != http.StatusServiceUnavailable {
					c.fail("a request was answered %d", a.status)
				}
				c.answered.Add(1)
			}
		})
	}
}

func (c *crowd) refused(err error, heedless bool) {
	if heedless && (errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF)) {
		return // io.EOF: not a byte of an answer came; half an answer is io.ErrUnexpectedEOF
	}
	c.fail("a request was cut (of a heedless client: %v): %v", heedless, err)
}

// watchReadiness asks as a load balancer does, every 20 ms on a connection of its
// own, until the answer is red or nobody answers.
func (c *crowd) watchReadiness(signalled time.Time) {
	balancer := &service{url: c.url, client: &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}}
	for time.Since(signalled) < server.StopTime {
		a, err := balancer.get("/readyz")
		if err != nil {
			return
		}
		if a.status == http.StatusServiceUnavailable {
			c.red.Store(true)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// secondSignal holds the first up by a request that does not end.
func (r *run) secondSignal(ctx context.Context, dir string) {
	s, err := r.serve(ctx, dir)
	if err != nil {
		r.fail("start: %v", err)
		return
	}
	body, feed := newDrip()
	defer feed()
	go s.client.Post(s.url+"/api/search", "application/json", body)
	time.Sleep(200 * time.Millisecond)
	s.command.Process.Signal(syscall.SIGTERM)
	time.Sleep(time.Second)
	if how, over := s.ended(); over {
		r.fail("a request under way was not waited for: %s", how)
		return
	}
	signalled := time.Now()
	s.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.gone:
		r.figure("second SIGTERM ends it after %s", milliseconds(time.Since(signalled)))
	case <-time.After(time.Second):
		r.fail("still running a second after the second SIGTERM")
		s.kill()
	}
}

// lockIsFree wants the next writer to be let in at once.
func (r *run) lockIsFree(ctx context.Context, dir string) {
	e := r.yinju(ctx, "rebuild", "-d", dir)
	if e.code != 0 {
		r.fail("rebuild after the last stop ends with %d: %s", e.code, strings.TrimSpace(e.err))
	}
}

// newDrip is a body that never ends by itself, and what ends it.
func newDrip() (body *drip, end func()) {
	d := &drip{over: make(chan struct{})}
	return d, sync.OnceFunc(func() { close(d.over) })
}

type drip struct{ over chan struct{} }

// Read gives a byte now and then.
func (d *drip) Read(p []byte) (int, error) {
	select {
	case <-d.over:
		return 0, errors.New("given up")
	case <-time.After(100 * time.Millisecond):
		p[0] = ' '
		return 1, nil
	}
}
