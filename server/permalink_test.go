package server

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

func TestParseBase(t *testing.T) {
	for _, c := range []struct{ given, want, wrong string }{
		{"https://yinju.example.org", "https://yinju.example.org", ""},
		{"http://Yinju.Example.org:8443/", "http://yinju.example.org:8443", ""},
		{"http://[::1]:8080", "http://[::1]:8080", ""},
		{"https://文库.example", "https://%E6%96%87%E5%BA%93.example", ""},
		{"yinju.example.org", "", "完整的网址"}, {"ftp://x", "", "完整的网址"}, {"https://", "", "完整的网址"}, {"https://:80", "", "完整的网址"},
		{"javascript:alert(1)", "", "完整的网址"}, {"https://x/y/", "", "不能带路径 /y/"}, {"https://x?", "", "参数"},
		{"https://x?q=1", "", "参数"}, {"https://x#y", "", "#"}, {"https://u:p@x", "", "用户名"}, {"https://x y", "", "完整的网址"},
		{`https://"><script>x`, "", "主机名"}, {"https://a'b", "", "主机名"}, {"https://a,b", "", "主机名"},
	} {
		u, err := ParseBase(c.given)
		switch {
		case c.wrong == "" && (err != nil || u.String() != c.want):
			t.Errorf("%s: %v, %v", c.given, u, err)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s: error %v, want one that says %s", c.given, err, c.wrong)
		}
	}
}

func TestPermalinks(t *testing.T) {
	for _, c := range []struct {
		base, host string
		loopback   bool
		link       string
		local      bool
	}{
		{"", "127.0.0.1:8080", true, "http://127.0.0.1:8080/p/a.b", true},
		{"", "yinju.lan", false, "http://yinju.lan/p/a.b", false},
		{"", "localhost:8080", false, "http://localhost:8080/p/a.b", true},
		{"", "127.1.2.3", false, "http://127.1.2.3/p/a.b", true},
		{"", "[::1]:80", false, "http://[::1]:80/p/a.b", true},
		{"", "localhost.evil.example", false, "http://localhost.evil.example/p/a.b", false},
		{"https://yinju.example.org", "127.0.0.1:8080", true, "https://yinju.example.org/p/a.b", false},
		{"http://localhost:9", "yinju.lan", false, "http://localhost:9/p/a.b", true},
	} {
		s := testServer(t)
		if c.base != "" {
			s = withBase(t, c.base)
		}
		s.loopback.Store(c.loopback)
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = c.host
		context := echo.New().NewContext(r, httptest.NewRecorder())
		if link, local := s.permalink(context, "a.b"), s.localOnly(context); link != c.link || local != c.local {
			t.Errorf("base %q, host %q: %s, local %v", c.base, c.host, link, local)
		}
	}
}

func withBase(t *testing.T, base string) *Server {
	t.Helper()
	u, err := ParseBase(base)
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{Archive: shared, Base: u, Log: slog.New(slog.DiscardHandler)})
}

// The name of the base address is answered on loopback too: a proxy passes it on.
func TestBaseHostIsAnswered(t *testing.T) {
	s := withBase(t, "https://yinju.example.org")
	s.loopback.Store(true)
	for host, status := range map[string]int{"yinju.example.org": 200, "Yinju.Example.Org:443": 200, "evil.example": 421,
		"yinju.example.org.evil.example": 421, "127.0.0.1:8080": 200, "": 421} {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/healthz", nil)
		r.Host = host
		s.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("host %q: %d, want %d", host, w.Code, status)
		}
	}
}
