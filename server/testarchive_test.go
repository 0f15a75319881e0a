package server

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"yinju/archive"
	"yinju/index"
)

// TestMain makes the test archive once; tests only read it.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "yinju-server")
	if err != nil {
		log.Fatal(err)
	}
	shared, err = makeArchive(dir)
	if err != nil {
		log.Fatal(err)
	}
	code := m.Run()
	shared.Close()
	os.RemoveAll(dir)
	os.Exit(code)
}

var shared *archive.Archive

// makeArchive holds the seed article and testdata/texts: a notice of 2018, a
// regulation of 2019, and a text of 2020 that is full of markup.
func makeArchive(dir string) (*archive.Archive, error) {
	ctx := context.Background()
	a, err := archive.Create(ctx, dir, archive.Options{})
	if err != nil {
		return nil, err
	}
	seeds, err := filepath.Glob("../seeds/*.txt")
	if err != nil || len(seeds) != 1 {
		return nil, fmt.Errorf("seed article: %v, %v", seeds, err)
	}
	data, err := os.ReadFile(seeds[0])
	if err != nil {
		return nil, err
	}
	if _, err := a.ImportTexts(ctx, []archive.Text{{Key: "seed/article.txt", Source: "人民日报", Data: data}}); err != nil {
		return nil, err
	}
	_, err = a.Import(ctx, []string{"testdata/texts"}, archive.ImportOptions{})
	return a, err
}

func testServer(t *testing.T) *Server {
	t.Helper()
	return New(Config{Archive: shared, Version: "test", Log: slog.New(slog.DiscardHandler)})
}

func escape(s string) string { return url.QueryEscape(s) }

// get answers a GET without a network.
func get(s *Server, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

// open returns a page to select from; it must be there.
func open(t *testing.T, s *Server, path string) *goquery.Document {
	t.Helper()
	w := get(s, path)
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: status %d", path, w.Code)
	}
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// words is an element's text with white space collapsed.
func words(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// firstHit returns the best hit of a query.
func firstHit(t *testing.T, s *Server, query string) index.Hit {
	t.Helper()
	r, err := s.archive.Search(context.Background(), index.ParseText(query))
	if err != nil || len(r.Hits) == 0 {
		t.Fatalf("search %q: %v, %d hits", query, err, len(r.Hits))
	}
	return r.Hits[0]
}
