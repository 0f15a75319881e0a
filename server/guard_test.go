package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

func TestHeaders(t *testing.T) {
	s := testServer(t)
	for _, path := range []string{"/", "/search?q=x", "/api/search?q=x", "/nowhere", "/api/nowhere", "/search?size=0"} {
		h := get(s, path).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if h.Get("Set-Cookie") != "" {
			t.Errorf("%s sets a cookie", path)
		}
	}
	for file, kind := range map[string]string{"style.css": "text/css", "app.js": "text/javascript", "icon.svg": "image/svg+xml"} {
		w := get(s, s.assets.urls[file])
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") ||
			!strings.HasPrefix(w.Header().Get("Content-Type"), kind) {
			t.Errorf("%s: %d, %v", file, w.Code, w.Header())
		}
	}
}

func TestPagesAreCompressed(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/search?q="+escape("人工智能"), nil)
	r.Header.Set("Accept-Encoding", "gzip")
	testServer(t).ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("encoding %q", w.Header().Get("Content-Encoding"))
	}
}

func TestHostOnLoopback(t *testing.T) {
	for _, c := range []struct {
		host     string
		loopback bool
		status   int
	}{
		{"127.0.0.1:8080", true, 200}, {"localhost", true, 200}, {"localhost:1", true, 200}, {"[::1]:8080", true, 200}, {"[::1]", true, 200},
		{"evil.example", true, 421}, {"127.0.0.1.evil.example:8080", true, 421}, {"localhost.evil.example", true, 421},
		{"0.0.0.0", true, 421}, {"[::1].evil.example", true, 421}, {"evil.example", false, 200},
	} {
		s := testServer(t)
		s.loopback.Store(c.loopback)
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/healthz", nil)
		r.Host = c.host
		s.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("host %q, loopback %v: status %d, want %d", c.host, c.loopback, w.Code, c.status)
		}
	}
}

func TestPanicIsAnErrorPage(t *testing.T) {
	s := testServer(t)
	s.get("/api/broken", func(echo.Context) error { panic("broken <b>") })
	s.get("/broken", func(echo.Context) error { panic("broken <b>") })
	if w := get(s, "/broken"); w.Code != 500 || strings.Contains(w.Body.String(), "broken") || !strings.Contains(w.Body.String(), "程序出了错") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if e := decode[apiError](t, get(s, "/api/broken"), 500).Error; e.Code != "internal" {
		t.Errorf("%+v", e)
	}
}

func TestErrorsAndTheirStatus(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
		retry  int
	}{
		{&index.ParamError{Param: "size", Permitted: "x"}, 400, "bad_parameter", 0},
		{fmt.Errorf("document: %w", archive.ErrNotFound), 404, "not_found", 0},
		{fmt.Errorf("document: %w", archive.ErrGone), 410, "gone", 0},
		{&archive.UnusableError{Reason: "索引损坏"}, 503, "no_index", RepairSeconds},
		{context.DeadlineExceeded, 503, "timeout", RetrySeconds},
		{errBusy, 503, "busy", RetrySeconds},
		{echo.ErrMethodNotAllowed, 405, "method_not_allowed", 0},
		{echo.ErrBadRequest, 400, "bad_request", 0},
		{io.ErrUnexpectedEOF, 500, "internal", 0},
	} {
		e := explain(c.err)
		if e.Status != c.status || e.Code != c.code || e.Retry != c.retry {
			t.Errorf("%v: %d %s, Retry-After %d", c.err, e.Status, e.Code, e.Retry)
		}
		if e.Message == "" || e.Next == "" {
			t.Errorf("%v: no words for the reader", c.err)
		}
		if strings.ContainsAny(e.Message+e.Next, "！!") {
			t.Errorf("%v: an error needs no exclamation mark", c.err)
		}
	}
}

// With all slots taken a search is told to come back, soon and plainly; pages
// that search nothing still answer.
func TestOverload(t *testing.T) {
	s := testServer(t)
	for range cap(s.slots) {
		s.slots <- struct{}{}
	}
	w := get(s, "/api/search?q=x")
	if e := decode[apiError](t, w, 503).Error; e.Code != "busy" || w.Header().Get("Retry-After") != "1" {
		t.Errorf("%+v, Retry-After %q", e, w.Header().Get("Retry-After"))
	}
	if w := get(s, "/coverage"); w.Code != 200 {
		t.Errorf("coverage: %d", w.Code)
	}
	<-s.slots
	if w := get(s, "/api/search?q=x"); w.Code != 200 {
		t.Errorf("after a slot is free: %d", w.Code)
	}
	if n := len(s.slots); n != cap(s.slots)-1 {
		t.Errorf("%d slots taken, want %d: one was not given back", n, cap(s.slots)-1)
	}
}

func TestWaitForASlotIsShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{slots: make(chan struct{}, 1)}
		s.slots <- struct{}{}
		begun := time.Now()
		if s.takeSlot(t.Context()) || time.Since(begun) != SlotWait {
			t.Errorf("waited %v, want %v and no slot", time.Since(begun), SlotWait)
		}
		go func() { time.Sleep(SlotWait / 2); <-s.slots }()
		if !s.takeSlot(t.Context()) {
			t.Error("a slot that came free in time was not taken")
		}
	})
}

func TestLogHasNoQueryText(t *testing.T) {
	var b bytes.Buffer
	s := New(Config{Archive: shared, Log: slog.New(slog.NewTextHandler(&b, nil))})
	get(s, "/search?q=secretword")
	get(s, "/api/search?q=secretword&size=0")
	get(s, "/d/secretword")
	if strings.Contains(b.String(), "secretword") {
		t.Errorf("the log tells what was asked:\n%s", b.String())
	}
	for _, want := range []string{"route=/search ", "status=200", "status=400", "route=/d/:doc", "method=GET", "ms="} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("log lacks %q:\n%s", want, b.String())
		}
	}
}

func TestMetricsAndHealth(t *testing.T) {
	s := testServer(t)
	get(s, "/search?q=x")
	get(s, "/nowhere/a")
	text := get(s, "/metrics").Body.String()
	for _, want := range []string{`yinju_requests_total{route="/search",status="200"} 1`, `yinju_request_seconds_count{route="/search"} 1`,
		"yinju_requests_in_flight 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	if strings.Contains(text, "nowhere") {
		t.Error("an unknown address became a label")
	}
	if w := get(s, "/readyz"); w.Code != 200 {
		t.Errorf("readyz: %d %s", w.Code, w.Body)
	}
	s.stopping.Store(true)
	if w := get(s, "/readyz"); w.Code != 503 {
		t.Errorf("readyz while stopping: %d", w.Code)
	}
	if w := get(s, "/healthz"); w.Code != 200 {
		t.Errorf("healthz: %d", w.Code)
	}
}

// Serve listens, guards its host name, and on stop lets a request finish.
func TestServeStopsCleanly(t *testing.T) {
	s := testServer(t)
	entered, release := make(chan struct{}), make(chan struct{})
	s.get("/slow", func(c echo.Context) error {
		close(entered)
		<-release
		return c.String(200, "finished")
	})
	ctx, stop := context.WithCancel(t.Context())
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- s.Serve(ctx, "127.0.0.1:0", func(url string) { address <- url }) }()
	base := <-address
	answer := make(chan string, 1)
	go func() {
		res, err := http.Get(base + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		answer <- string(body)
	}()
	<-entered
	stop()
	for !s.stopping.Load() {
		time.Sleep(time.Millisecond)
	}
	close(release)
	if got := <-answer; got != "finished" {
		t.Errorf("request under way got %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if _, err := http.Get(base + "/healthz"); err == nil {
		t.Error("still listening after stop")
	}
}

func TestServeSaysWhyItCannotListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	err = testServer(t).Serve(t.Context(), taken.Addr().String(), nil)
	if err == nil || !strings.Contains(err.Error(), "--addr") {
		t.Errorf("error %v, want one with a next step", err)
	}
}

// An oversized head and a foreign host are refused on a real connection.
func TestRealConnection(t *testing.T) {
	s := testServer(t)
	ctx, stop := context.WithCancel(t.Context())
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- s.Serve(ctx, "127.0.0.1:0", func(url string) { address <- url }) }()
	host := strings.TrimPrefix(<-address, "http://")
	for _, c := range []struct{ name, head, status string }{
		{"own name", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "200"},
		{"foreign name", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421"},
		{"no name", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400"},
		{"long address", "GET /?q=" + strings.Repeat("a", AddressBytes) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "414"},
		{"long head", "GET /?q=" + strings.Repeat("a", 2*HeaderBytes) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "431"},
		{"no HTTP", "\x00\x01\x02 nonsense\r\n\r\n", "400"},
	} {
		if got := speak(t, host, c.head); !strings.HasPrefix(got, "HTTP/1.1 "+c.status) {
			t.Errorf("%s: %.40q, want %s", c.name, got, c.status)
		}
	}
	stop()
	<-ended
}

func speak(t *testing.T, host, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	io.WriteString(conn, text)
	answer := make([]byte, 64)
	n, _ := io.ReadFull(conn, answer)
	return string(answer[:n])
}

// The limits that /help tells are those in force.
func TestLimitsAreDocumented(t *testing.T) {
	text := words(open(t, testServer(t), "/help").Find(".limits"))
	for _, want := range []string{count(QueryRunesGET) + " 字", count(QueryRunesPOST) + " 字", "128 KiB", "16 KiB", "200 段", "10,000 段", "10 秒",
		fmt.Sprintf("%d 次", ConcurrentSearches())} {
		if !strings.Contains(text, want) {
			t.Errorf("/help lacks the limit %q: %s", want, text)
		}
	}
	srv := testServer(t).httpServer()
	for name, got := range map[string][2]time.Duration{
		"header": {srv.ReadHeaderTimeout, HeaderTime}, "read": {srv.ReadTimeout, ReadTime},
		"write": {srv.WriteTimeout, WriteTime}, "idle": {srv.IdleTimeout, IdleTime},
	} {
		if got[0] != got[1] || got[0] == 0 {
			t.Errorf("%s timeout is %v, limits.go says %v", name, got[0], got[1])
		}
	}
	if srv.MaxHeaderBytes != HeaderBytes {
		t.Errorf("MaxHeaderBytes %d", srv.MaxHeaderBytes)
	}
}

// Without an index nothing can be searched, and every page says so; what the
// store holds can still be read.
func TestWithoutIndex(t *testing.T) {
	dir := t.TempDir()
	a, err := makeArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	doc := firstHit(t, New(Config{Archive: a, Log: slog.New(slog.DiscardHandler)}), "人工智能").Doc
	a.Close()
	if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
		t.Fatal(err)
	}
	if a, err = archive.Open(t.Context(), dir, archive.Options{}); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s := New(Config{Archive: a, Log: slog.New(slog.DiscardHandler)})
	for path, want := range map[string]int{"/search?q=x": 503, "/api/search?q=x": 503, "/readyz": 503, "/": 200, "/help": 200,
		"/coverage": 200, "/d/" + doc + "?q=x": 200, "/healthz": 200} {
		if w := get(s, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	w := get(s, "/search?q=x")
	if !strings.Contains(w.Body.String(), "yinju rebuild") || w.Header().Get("Retry-After") == "" {
		t.Errorf("the answer has no next step: %v %s", w.Header(), w.Body)
	}
	if note := words(open(t, s, "/").Find(".note")); !strings.Contains(note, "yinju rebuild") {
		t.Errorf("the start page does not say that there is no index: %q", note)
	}
}
