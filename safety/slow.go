package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"yinju/server"
)

// A kind of slow client: what it sends at once, whether it goes on with a byte a
// second, and when the server must have closed it.
type slowKind struct {
	name  string
	first string
	drip  bool
	limit time.Duration
}

// slack is what a closed connection may come later than its limit.
const slack = 3 * time.Second

var slowKinds = []slowKind{
	{"a head byte by byte", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", true, server.HeaderTime},
	{"nothing at all", "", false, server.HeaderTime},
	{"a body byte by byte", "POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n{", true, server.ReadTime},
	{"half a head", "GET /search?q=a HTTP/1.1\r\nHost: loc", false, server.HeaderTime},
}

// unread asks for more than the system's buffers hold, and reads nothing.
var unread = slowKind{"answers never read", strings.Repeat("GET /api/search?size=200&q=%E7%9A%84 HTTP/1.1\r\nHost: localhost\r\n\r\n", 60), false, server.WriteTime}

// slow opens r.n slow connections at once and asks as an ordinary reader
// meanwhile, who must not notice.
func slow(ctx context.Context, r *run) error {
	s, err := r.servedHeld(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	r.warm(ctx, s) // opens what stays open
	before := r.calm(s, 400, 10*time.Millisecond)
	base := s.footprint()
	c := &slowCrowd{run: r, service: s, hold: make(chan struct{})}
	c.open(ctx, unread) // what they ask for before they stall is work for a moment
	c.quiet()
	c.open(ctx, slowKinds...)
	time.Sleep(time.Second)
	r.compare(before, r.calm(s, 400, 10*time.Millisecond))
	time.Sleep(max(server.WriteTime, server.IdleTime) + slack) // who was refused all answers is idle
	r.restored(s, base)
	close(c.hold)
	c.all.Wait()
	return ctx.Err()
}

// quiet waits until the service has no more work than a tenth of a processor: what
// cannot be written has stalled by then. It gives up before those time out.
func (c *slowCrowd) quiet() {
	before, _ := c.metric("process_cpu_seconds_total")
	for range int(server.WriteTime/time.Second) / 2 {
		time.Sleep(time.Second)
		now, err := c.metric("process_cpu_seconds_total")
		if err == nil && now-before < .1 {
			return
		}
		before = now
	}
	c.figure("the service was never quiet before the measurement")
}

// smallWindow lets the system take in little that is not read.
var smallWindow = net.Dialer{Control: func(_, _ string, conn syscall.RawConn) error {
	return conn.Control(func(fd uintptr) { syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096) })
}}

// slowCrowd are the slow clients of a service.
type slowCrowd struct {
	*run
	*service
	all  sync.WaitGroup
	hold chan struct{} // closed at the end
}

// open starts a fifth of the clients for every kind.
func (c *slowCrowd) open(ctx context.Context, kinds ...slowKind) {
	for _, kind := range kinds {
		for range c.n / 5 {
			c.all.Go(func() { c.slowClient(ctx, kind) })
		}
	}
}

// compare wants the p99 within a fifth of the calm one. Two processors that are
// shared with the client measure no better than to 10 ms.
func (r *run) compare(before, during *times) {
	noise := r.allowed(10 * time.Millisecond)
	was, is := before.quantile(.99), during.quantile(.99)
	r.figure("p99 %s without, %s with slow clients (p50 %s, %s)", milliseconds(was), milliseconds(is),
		milliseconds(before.quantile(.5)), milliseconds(during.quantile(.5)))
	if is > was*12/10+noise {
		r.fail("p99 of ordinary requests rose from %s to %s", milliseconds(was), milliseconds(is))
	}
}

// slowClient is one slow connection, until the server closes it, or all end.
func (c *slowCrowd) slowClient(ctx context.Context, kind slowKind) {
	defer c.tried(1)
	conn, err := smallWindow.Dial("tcp", strings.TrimPrefix(c.url, "http://"))
	if err != nil {
		c.fail("%s: %v", kind.name, err)
		return
	}
	defer conn.Close()
	started := time.Now()
	go io.WriteString(conn, kind.first) // may block itself, when nothing is read
	if kind == unread {
		<-c.hold // its end is seen at the server: here it stands behind what was not read
		return
	}
	if err := dripping(ctx, conn, kind); err != nil {
		c.fail("%s: %v after %s", kind.name, err, time.Since(started).Round(time.Second/10))
	}
}

// dripping sends a byte a second and waits for the end of the connection; the
// server may say first why it ends it.
func dripping(ctx context.Context, conn net.Conn, kind slowKind) error {
	if kind.drip {
		go func() {
			for ctx.Err() == nil {
				time.Sleep(time.Second)
				if _, err := io.WriteString(conn, "a"); err != nil {
					return
				}
			}
		}()
	}
	conn.SetReadDeadline(time.Now().Add(kind.limit + slack))
	if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
		return errors.New("still open")
	}
	return nil
}

// footprint is what a process holds.
type footprint struct {
	goroutines, files int
	memory            int64 // bytes
}

func (s *service) footprint() footprint {
	goroutines, _ := s.metric("go_goroutines") // 0 shows as a difference
	memory, _ := residentBytes(s.pid)
	return footprint{int(goroutines), s.openFiles(), memory}
}

// restored wants no more goroutines and open files than there were, but for five.
func (r *run) restored(s *service, before footprint) {
	var now footprint
	for range 50 { // connections that were closed by us take the server a moment
		s.client.CloseIdleConnections()
		time.Sleep(100 * time.Millisecond)
		if now = s.footprint(); !now.grownFrom(before) {
			break
		}
	}
	r.figure("goroutines %d, then %d; open files %d, then %d; memory %d MB, then %d", before.goroutines, now.goroutines,
		before.files, now.files, before.memory>>20, now.memory>>20)
	if now.grownFrom(before) {
		r.fail("something was left behind: %+v became %+v", before, now)
	}
}

// grownFrom allows for five, and wants a figure to be there at all.
func (f footprint) grownFrom(before footprint) bool {
	return f.goroutines == 0 || f.files == 0 || f.goroutines > before.goroutines+5 || f.files > before.files+5
}
