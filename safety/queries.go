package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/metrics"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yinju/archive"
	"yinju/server"
)

// What one request may cost.
const (
	queryTime  = 500 * time.Millisecond
	queryBytes = 32 << 20
)

// queries puts changed pieces of the archive's own text to the server, in every
// form that takes a search, on two processors at once.
func queries(ctx context.Context, r *run) error {
	a, err := r.asker(ctx)
	if err != nil {
		return err
	}
	defer a.archive.Close()
	var next atomic.Int64
	var workers sync.WaitGroup
	for w := range 2 {
		f := newFuzzer(r.seed, uint64(w), a.texts, a.docs)
		workers.Go(func() {
			for next.Add(1) <= int64(r.n) && ctx.Err() == nil {
				a.ask(f.request())
				r.tried(1)
			}
		})
	}
	workers.Wait()
	a.summary()
	return ctx.Err()
}

// hostile puts the hand-made list to the server, each in every form and alone.
func hostile(ctx context.Context, r *run) error {
	list, err := hostileList()
	if err != nil {
		return err
	}
	a, err := r.asker(ctx)
	if err != nil {
		return err
	}
	defer a.archive.Close()
	for _, h := range list[:min(r.n, len(list))] {
		for _, request := range h.requests(a.docs[0]) {
			a.ask(request)
		}
		r.tried(1)
	}
	a.summary()
	return ctx.Err()
}

// request is one request to the server: a body makes it a POST.
type request struct {
	target, body string
	what         string // for the report
}

// asker puts requests to a server in this process and measures what each costs.
type asker struct {
	*run
	archive     *archive.Archive
	server      http.Handler
	texts, docs []string

	alone    sync.RWMutex // held for writing while one request is measured by itself
	mu       sync.Mutex
	statuses map[int]int
	longest  cost
	largest  cost
	again    int // measured twice, since it cost too much beside others
}

type cost struct {
	took   time.Duration
	bytes  uint64 // allocated meanwhile, by everybody
	status int
	of     request
}

func (r *run) asker(ctx context.Context) (*asker, error) {
	dir, err := r.held(ctx)
	if err != nil {
		return nil, err
	}
	held, err := archive.Open(ctx, dir, archive.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	a := &asker{run: r, archive: held, statuses: map[int]int{}}
	a.server = server.New(server.Config{Archive: held, Log: slog.New(slog.DiscardHandler)})
	a.texts, a.docs, err = passages(ctx, held, 5000)
	if err == nil && len(a.docs) == 0 {
		err = fmt.Errorf("the archive in %s holds no passage", dir)
	}
	a.put(request{target: "/search?q=a"}) // what is loaded once is no request's cost
	return a, err
}

// ask puts one request. What costs too much beside others, or on a processor
// that was busy elsewhere, is measured again alone, and then counts.
func (a *asker) ask(q request) {
	a.alone.RLock()
	c := a.put(q)
	a.alone.RUnlock()
	if c.over() {
		a.alone.Lock()
		for range 3 {
			if c = a.put(q); !c.over() {
				break
			}
		}
		a.alone.Unlock()
		a.count(func() { a.again++ })
	}
	a.note(c)
}

func (c cost) over() bool { return c.took > queryTime || c.bytes > queryBytes }

func (a *asker) put(q request) cost {
	method, body := http.MethodGet, io.Reader(nil)
	if q.body != "" {
		method, body = http.MethodPost, strings.NewReader(q.body)
	}
	w := &sink{header: http.Header{}, status: http.StatusOK}
	h := httptest.NewRequest(method, "http://localhost/", body)
	h.URL.Path, h.URL.RawQuery, _ = strings.Cut(q.target, "?")
	h.RequestURI = q.target
	before, started := allocated(), time.Now()
	a.server.ServeHTTP(w, h)
	return cost{time.Since(started), allocated() - before, w.status, q}
}

func (a *asker) note(c cost) {
	if c.status >= 500 {
		a.fail("%s answers %d", c.of.what, c.status)
	}
	if c.over() {
		a.fail("%s takes %s and %.1f MB", c.of.what, milliseconds(c.took), float64(c.bytes)/(1<<20))
	}
	a.count(func() {
		a.statuses[c.status]++
		if c.took > a.longest.took {
			a.longest = c
		}
		if c.bytes > a.largest.bytes {
			a.largest = c
		}
	})
}

func (a *asker) count(do func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	do()
}

func (a *asker) summary() {
	a.figure("answers by status %v", a.statuses)
	a.figure("longest %s (%s)", milliseconds(a.longest.took), a.longest.of.what)
	a.figure("largest %.1f MB (%s)", float64(a.largest.bytes)/(1<<20), a.largest.of.what)
	a.figure("measured again alone %d", a.again)
	if a.statuses[http.StatusOK] == 0 {
		a.fail("not one request was answered 200")
	}
}

// sink takes an answer and forgets it: keeping it would be counted as its cost.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }
func (s *sink) Flush()                      {}

// allocated is how many bytes this process has ever allocated.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
