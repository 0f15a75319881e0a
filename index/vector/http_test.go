package vector

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// service answers requests for embeddings with one vector of three numbers a
// text, last text first, and counts them.
type service struct {
	requests atomic.Int64
	texts    atomic.Int64
	key      string // wanted, if not empty
	longest  atomic.Int64
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Model string
		Input []string
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || r.Method != http.MethodPost {
		http.Error(w, "bad", http.StatusBadRequest)
		return
	}
	if asked.Model != "m" || s.key != "" && r.Header.Get("Authorization") != "Bearer "+s.key {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	s.requests.Add(1)
	s.texts.Add(int64(len(asked.Input)))
	var rows []string
	for i, text := range slices.Backward(asked.Input) {
		n := len([]rune(text))
		s.longest.Store(max(s.longest.Load(), int64(n)))
		rows = append(rows, fmt.Sprintf(`{"object": "embedding", "index": %d, "embedding": [%d, 1, 0]}`, i, n))
	}
	fmt.Fprintf(w, `{"object": "list", "data": [%s]}`, strings.Join(rows, ","))
}

func TestAddress(t *testing.T) {
	s := &service{key: "secret"}
	server := httptest.NewServer(s)
	defer server.Close()
	e, err := Open(t.Context(), Options{Model: server.URL + "/v1/embeddings#m", Key: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if m := e.Model(); !m.Remote || m.Dimensions != 3 || !strings.HasPrefix(m.Name, "m@127.0.0.1:") {
		t.Errorf("model %+v", m)
	}
	var texts []string
	for i := range 150 {
		texts = append(texts, strings.Repeat("税", i))
	}
	texts = append(texts, strings.Repeat("长", 20_000))
	vectors := vectorsOf(t, e, Passage, texts...)
	for i, v := range vectors[:150] {
		if want := []float32{float32(i), 1, 0}; normalise(want) != nil || !agrees(v, want, 1e-6) {
			t.Errorf("text %d: %v, want %v", i, v, want)
		}
	}
	if n := s.requests.Load(); n != 1+3 || s.texts.Load() != 152 {
		t.Errorf("%d requests for %d texts, want 4 for 152", n, s.texts.Load())
	}
	if n := s.longest.Load(); n != remoteRunes {
		t.Errorf("a text of %d characters was sent, at most %d may", n, remoteRunes)
	}
}

// TestAddressAnswers has what a service may answer instead of vectors, for two
// texts.
func TestAddressAnswers(t *testing.T) {
	const two = `{"index": 0, "embedding": [1, 0]}, {"index": 1, "embedding": [0, 1]}`
	tests := []struct{ name, body, want string }{
		{"two", `{"data": [` + two + `]}`, ""},
		{"no index", `{"data": [{"embedding": [1, 0]}, {"embedding": [0, 2]}]}`, ""},
		{"page", `<html>nginx</html>`, "不是向量的 JSON"},
		{"empty", ``, "不是向量的 JSON"},
		{"cut", `{"data": [` + two, "不是向量的 JSON"},
		{"text", `{"data": [{"index": 0, "embedding": "abc"}]}`, "不是向量的 JSON"},
		{"other JSON", `{"error": {"message": "no such model"}}`, "给出 0 个向量，应有 2 个"},
		{"one", `{"data": [{"index": 0, "embedding": [1, 0]}]}`, "给出 1 个向量，应有 2 个"},
		{"three", `{"data": [` + two + `, {"index": 2, "embedding": [1, 1]}]}`, "给出 3 个向量，应有 2 个"},
		{"index twice", `{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}`, "序号 0"},
		{"index high", `{"data": [{"index": 0, "embedding": [1]}, {"index": 7, "embedding": [1]}]}`, "序号 7"},
		{"index low", `{"data": [{"index": 0, "embedding": [1]}, {"index": -1, "embedding": [1]}]}`, "序号 -1"},
		{"two dimensions", `{"data": [{"index": 0, "embedding": [1, 0]}, {"index": 1, "embedding": [1]}]}`, "1 维"},
		{"no dimension", `{"data": [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}]}`, "0 维"},
		{"null", `{"data": [{"index": 0}, {"index": 1}]}`, "0 维"},
		{"zero", `{"data": [{"index": 0, "embedding": [0, 0]}, {"index": 1, "embedding": [1, 0]}]}`, "没有方向"},
		{"huge", `{"data": [{"index": 0, "embedding": [1e39, 0]}, {"index": 1, "embedding": [1, 0]}]}`, "不是向量的 JSON"},
	}
	for _, tt := range tests {
		vectors, err := parseVectors([]byte(tt.body), 2)
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want == "" && !slices.Equal(vectors[1], []float32{0, 1}):
			t.Errorf("%s: %v", tt.name, vectors)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

func FuzzVectors(f *testing.F) {
	f.Add([]byte(`{"data": [{"index": 1, "embedding": [1, 0]}, {"index": 0, "embedding": [0.5, 1e-40]}]}`), 2)
	f.Add([]byte(`{"data": null}`), 0)
	f.Fuzz(func(t *testing.T, body []byte, count int) {
		vectors, err := parseVectors(body, 1+abs(count)%remoteBatch)
		for _, v := range vectors {
			if err == nil && (len(v) != len(vectors[0]) || likeness(v, v) < .999 || likeness(v, v) > 1.001) {
				t.Errorf("%v", v)
			}
		}
	})
}

// TestAddressFails has services that fail at once or later; every error names the
// address and none the key.
func TestAddressFails(t *testing.T) {
	good := &service{}
	later := func(second http.HandlerFunc) http.Handler {
		var n atomic.Int64
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n.Add(1) == 1 {
				good.ServeHTTP(w, r)
				return
			}
			second(w, r)
		})
	}
	tests := []struct {
		name    string
		handler http.Handler
		want    string
	}{
		{"status", http.NotFoundHandler(), "答以 404"},
		{"nonsense", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") }), "不是向量的 JSON"},
		{"status later", later(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }), "答以 429"},
		{"other dimension later", later(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"data": [{"embedding": [1, 2]}]}`) }), "给出 2 维的向量，先前是 3 维"},
		{"cut off", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, `{"data"`)
		}), "连不上"},
		{"slow", later(hang), "没有在时限内答复"},
	}
	for _, tt := range tests {
		server := httptest.NewServer(tt.handler)
		address := server.URL + "/v1/embeddings"
		err := useAddress(t.Context(), Options{Model: address + "#m", Key: "secret"})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), address) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
		server.Close()
	}
}

// An address that never answers holds up the opening of an archive for a moment only.
func TestOpeningWaitsShortly(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(hang))
	defer server.Close()
	r := &remote{address: server.URL, shown: server.URL, client: server.Client()}
	started := time.Now()
	_, err := r.first(t.Context(), 50*time.Millisecond)
	if took := time.Since(started); err == nil || took > remoteOpening {
		t.Errorf("first = %v after %v, want an error at once", err, took)
	}
}

// hang answers nothing until the client has gone, which a server notices once the
// request is read.
func hang(_ http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

// useAddress opens an address and asks for one vector within half a second.
func useAddress(ctx context.Context, o Options) error {
	ctx, stop := context.WithTimeout(ctx, 500*time.Millisecond)
	defer stop()
	e, err := Open(ctx, o)
	if err != nil {
		return err
	}
	defer e.Close()
	_, err = e.Embed(ctx, Question, []string{"税"})
	return err
}

func TestAddressErrorsAreTyped(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close() // nobody listens
	_, err := Open(t.Context(), Options{Model: "http://user:pass@" + server.Listener.Addr().String() + "/#m"})
	var none *UnavailableError
	if !errors.As(err, &none) || !none.Temporary || none.Off || strings.Contains(err.Error(), "pass") {
		t.Errorf("error %#v", err)
	}
	hangs := httptest.NewServer(http.HandlerFunc(hang))
	defer hangs.Close()
	if err := useAddress(t.Context(), Options{Model: hangs.URL}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a service that hangs: %v", err)
	}
}

// TestWrongAddresses: what is written as an address and is none is told before it is
// tried, without a password, and trying it later would not help.
func TestWrongAddresses(t *testing.T) {
	for _, address := range []string{"ftp://me:pass@host/x", "http://", "://x", "http://me:pass@a b/"} {
		_, err := Open(t.Context(), Options{Model: address})
		var none *UnavailableError
		if !errors.As(err, &none) || none.Temporary || !strings.Contains(err.Error(), "不合规") || strings.Contains(err.Error(), "pass") {
			t.Errorf("%s: %v", address, err)
		}
		if err := CheckModel(address); !errors.As(err, new(*AddressError)) {
			t.Errorf("%s passes: %v", address, err)
		}
	}
	for _, model := range []string{"", Off, "models/bge", "http://host/v1#m"} {
		if err := CheckModel(model); err != nil {
			t.Errorf("%q: %v", model, err)
		}
	}
}

// TestRedirects: texts follow a redirect within a host and no other.
func TestRedirects(t *testing.T) {
	s := &service{}
	other := httptest.NewServer(s)
	defer other.Close()
	mux := http.NewServeMux()
	mux.Handle("/final", s)
	mux.Handle("/here", http.RedirectHandler("/final", http.StatusTemporaryRedirect))
	mux.Handle("/away", http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	mux.Handle("/round", http.RedirectHandler("/round", http.StatusPermanentRedirect))
	server := httptest.NewServer(mux)
	defer server.Close()

	tests := []struct{ path, want string }{
		{"/here", ""}, {"/away", "没有照办"}, {"/round", "一再转向"},
	}
	for _, tt := range tests {
		before := s.requests.Load()
		err := useAddress(t.Context(), Options{Model: server.URL + tt.path + "#m"})
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: error %v, want one with %q", tt.path, err, tt.want)
		}
		if sent := s.requests.Load() - before; (sent > 0) != (tt.want == "") {
			t.Errorf("%s: %d requests arrived", tt.path, sent)
		}
	}
}

func TestShown(t *testing.T) {
	tests := []struct{ model, want string }{
		{"http://u:secret@host/v1#m", "http://u:xxxxx@host/v1#m"},
		{"https://host/v1/embeddings", "https://host/v1/embeddings"},
		{"models/bge", ""}, {"", ""}, {Off, ""},
	}
	for _, tt := range tests {
		if got := Shown(tt.model); got != tt.want {
			t.Errorf("Shown(%q) = %q, want %q", tt.model, got, tt.want)
		}
	}
}
