package main

import (
	"bufio"
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
)

// malformed sends r.n damaged requests over plain connections. The server answers
// 200, a redirect or 4xx, or closes. Of 5xx only 501 and 505 may be: these say
// that the encoding or the version of HTTP is not known.
func malformed(ctx context.Context, r *run) error {
	s, err := r.servedHeld(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	m := &malformer{run: r, service: s, host: strings.TrimPrefix(s.url, "http://"), statuses: map[int]int{}}
	r.warm(ctx, s) // opens what stays open
	base := s.footprint()
	var next atomic.Int64
	var all sync.WaitGroup
	for w := range 8 {
		random := rand.New(rand.NewPCG(r.seed, uint64(w)))
		all.Go(func() {
			for next.Add(1) <= int64(r.n) && ctx.Err() == nil {
				m.send(damagedRequest(random))
				r.tried(1)
			}
		})
	}
	all.Wait()
	m.figure("answers by status %v (0: closed)", m.statuses)
	r.restored(s, base)
	r.logIsClean(s)
	return ctx.Err()
}

type malformer struct {
	*run
	*service
	host     string
	mu       sync.Mutex
	statuses map[int]int
}

// send writes one request, ends its half of the connection and reads the answers
// to their end.
func (m *malformer) send(text string) {
	conn, err := net.Dial("tcp", m.host)
	if err != nil {
		m.fail("no connection: %v", err)
		return
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	io.WriteString(conn, text) // the server may have closed already
	conn.(*net.TCPConn).CloseWrite()
	status := 0
	if answer, err := http.ReadResponse(bufio.NewReader(conn), nil); err == nil {
		status = answer.StatusCode
		io.Copy(io.Discard, answer.Body)
	} else if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
		m.fail("no answer within 10 s to %.200q", text)
	}
	if status >= 500 && status != http.StatusNotImplemented && status != http.StatusHTTPVersionNotSupported {
		m.fail("%d for %.300q", status, text)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.statuses[status]++
}

// heads are right requests to begin with.
var heads = []string{
	"GET /search?q=%E4%BA%BA HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n",
	"GET /api/search?q=a&size=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
	"POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"q\":\"a\"}",
	"POST /api/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"q\":\"a\"}\r\n0\r\n\r\n",
	"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=0-1\r\nIf-None-Match: *\r\n\r\n",
	"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
	"GET /d/a?q=b HTTP/1.0\r\nHost: localhost\r\n\r\n",
	"CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
	"PUT /search.csv HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nabcde",
	"GET /static/x HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 1.2.3.4\r\nForwarded: for=x\r\n\r\n",
}

// insertions are what makes requests be read in two ways.
var insertions = []string{"\r\n", "\n", "\r", "\x00", "\t", " ", ":", "Content-Length: 0\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n",
	"Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity, chunked\r\n", "Host: a\r\nHost: b\r\n", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n",
	"\x1b[31m", "\u202e", "\xff\xfe", "%00", "%0d%0aSet-Cookie:%20a=b", "/../", "//", "HTTP/9.9", "FFFFFFFFFFFFFFFF\r\n", "X: " + strings.Repeat("a", 20000) + "\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}

// damagedRequest changes a right request in one to five places.
func damagedRequest(random *rand.Rand) string {
	text := heads[random.IntN(len(heads))]
	for range 1 + random.IntN(5) {
		at := random.IntN(len(text) + 1)
		end := min(len(text), at+random.IntN(6))
		switch random.IntN(4) {
		case 0:
			text = text[:at] + insertions[random.IntN(len(insertions))] + text[at:]
		case 1:
			text = text[:at] + text[end:]
		case 2:
			text = text[:at] + string([]byte{byte(random.IntN(256))}) + text[end:]
		default:
			text = text[:end] + text[at:end] + text[end:]
		}
		if text == "" {
			return "\r\n"
		}
	}
	return text
}

// logIsClean wants no control character and nothing that turns text round in the
// log, which people read in a terminal.
func (r *run) logIsClean(s *service) {
	lines, unclean := s.log.looked()
	r.figure("%d lines of log looked at", lines)
	if lines == 0 {
		r.fail("the service logged nothing: the log was not looked at")
	}
	if unclean != "" {
		r.fail("raw control character in the log: %.300q", unclean)
	}
}

func hidden(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == unicode.ReplacementChar
}
