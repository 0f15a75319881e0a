package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	users        = 64
	acceptedTime = 500 * time.Millisecond // 99 of 100 accepted requests
	refusedTime  = 50 * time.Millisecond  // 99 of 100 refused ones
	recovery     = 5 * time.Second
)

// load asks at twice the rate that the service can answer, for r.n minutes. The
// rate is kept whatever the answers: a user who was held up makes up for it.
func load(ctx context.Context, r *run) error {
	s, err := r.servedHeld(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	s.client.Transport = &http.Transport{MaxIdleConnsPerHost: 2 * users}
	calm := r.calm(s, 200, 20*time.Millisecond)
	capacity := r.capacity(ctx, s)
	l := &loaded{run: r, service: s, rate: 2 * capacity}
	l.figure("capacity %.0f a second, calm p99 %s", capacity, milliseconds(calm.quantile(.99)))
	stopWatch := l.watchMemory()
	l.drive(ctx, time.Duration(r.n)*time.Minute)
	stopWatch()
	l.judge()
	l.recovers(calm.quantile(.99))
	r.tried(l.accepted.count() + l.refused.count())
	return ctx.Err()
}

// capacity is the rate at which eight users are answered who wait for nothing:
// enough to keep the processors busy, too few to be refused.
func (r *run) capacity(ctx context.Context, s *service) float64 {
	ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	var answered atomic.Int64
	var all sync.WaitGroup
	started := time.Now()
	for u := range 8 {
		all.Go(func() {
			for i := u; ctx.Err() == nil; i++ {
				if a, err := s.get(question(i)); err == nil && a.status == http.StatusOK {
					answered.Add(1)
				}
			}
		})
	}
	all.Wait()
	return float64(answered.Load()) / time.Since(started).Seconds()
}

// loaded is a service under more load than it can bear.
type loaded struct {
	*run
	*service
	rate              float64 // requests a second, of all users together
	took              time.Duration
	accepted, refused times
	wrong             atomic.Int64 // neither accepted nor properly refused

	memory []int64 // bytes, a sample a second
}

func (l *loaded) drive(ctx context.Context, d time.Duration) {
	started := time.Now()
	var all sync.WaitGroup
	for u := range users {
		all.Go(func() { l.user(ctx, u, started, started.Add(d)) })
	}
	all.Wait()
	l.took = time.Since(started)
}

// user asks on a timetable of its own, evenly set off against the others'. Who is
// late asks at once.
func (l *loaded) user(ctx context.Context, u int, started, end time.Time) {
	gap := time.Duration(float64(users) / l.rate * float64(time.Second))
	due := started.Add(gap * time.Duration(u) / users)
	for i := u; due.Before(end) && time.Now().Before(end) && ctx.Err() == nil; i++ {
		time.Sleep(time.Until(due))
		due = due.Add(gap)
		l.request(question(i))
	}
}

func (l *loaded) request(path string) {
	started := time.Now()
	a, err := l.get(path)
	took := time.Since(started)
	switch {
	case err == nil && a.status == http.StatusOK:
		l.accepted.add(took)
	case err == nil && a.status == http.StatusServiceUnavailable && a.header.Get("Retry-After") != "":
		l.refused.add(took)
	default:
		if l.wrong.Add(1) <= 3 {
			l.fail("%s: neither an answer nor a refusal with Retry-After: %v, %v", path, a, err)
		}
	}
}

// watchMemory samples the memory of the process until the function returned is
// called.
func (l *loaded) watchMemory() (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for tick := time.Tick(time.Second); ; {
			select {
			case <-done:
				return
			case <-tick:
				if bytes, err := residentBytes(l.pid); err == nil {
					l.memory = append(l.memory, bytes)
				}
			}
		}
	}()
	return func() { close(done); <-ended }
}

// judge compares what was measured with what was promised.
func (l *loaded) judge() {
	offered := float64(l.accepted.count()+l.refused.count()) / l.took.Seconds()
	l.figure("offered %.0f a second (wanted %.0f), accepted %d (p50 %s, p99 %s, longest %s)", offered, l.rate, l.accepted.count(),
		milliseconds(l.accepted.quantile(.5)), milliseconds(l.accepted.quantile(.99)), milliseconds(l.accepted.quantile(1)))
	l.figure("refused %d (p50 %s, p99 %s, longest %s)", l.refused.count(), milliseconds(l.refused.quantile(.5)),
		milliseconds(l.refused.quantile(.99)), milliseconds(l.refused.quantile(1)))
	if p := l.accepted.quantile(.99); p > l.allowed(acceptedTime) || l.accepted.count() == 0 {
		l.fail("p99 of %d accepted requests is %s", l.accepted.count(), milliseconds(p))
	}
	if p := l.refused.quantile(.99); p > l.allowed(refusedTime) {
		l.fail("p99 of %d refused requests is %s", l.refused.count(), milliseconds(p))
	}
	l.judgeMemory()
}

// judgeMemory compares the second quarter of the time with the last: before that
// the heap grows to its size.
func (l *loaded) judgeMemory() {
	n := len(l.memory)
	if n < 8 {
		l.fail("only %d samples of memory", n)
		return
	}
	before, after := mean(l.memory[n/4:n/2]), mean(l.memory[n*3/4:])
	l.figure("memory %.0f MB, at the end %.0f MB", before/1e6, after/1e6)
	if after > before*1.2+20e6 {
		l.fail("memory grew from %.0f to %.0f MB under load", before/1e6, after/1e6)
	}
}

func mean(list []int64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += float64(v)
	}
	return sum / float64(len(list))
}

// recovers waits until a second of ordinary questions is answered as fast as
// before the load: its slowest within twice the calm p99 and 20 ms.
func (l *loaded) recovers(calm time.Duration) {
	ended := time.Now()
	for time.Since(ended) < 3*recovery {
		begun := time.Since(ended)
		if slowest := l.calmSecond(); slowest <= l.allowed(2*calm+20*time.Millisecond) {
			l.figure("calm again %s after the load", begun.Round(time.Millisecond))
			if begun > recovery {
				l.fail("calm only %s after the load", begun)
			}
			return
		}
	}
	l.fail("not calm %s after the load", 3*recovery)
}

func (l *loaded) calmSecond() time.Duration {
	return l.calm(l.service, 50, 20*time.Millisecond).quantile(1)
}

func (a *answer) String() string {
	if a == nil {
		return "no answer"
	}
	return fmt.Sprintf("status %d", a.status)
}
