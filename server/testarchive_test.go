package server

import (
	"context"
	"log/slog"
	"net/url"
	"testing"

	"yinju/archive"
)

// testServer serves the test archive: the seed article and testdata/texts.
func testServer(t *testing.T) *Server {
	t.Helper()
	a, err := archive.Create(context.Background(), t.TempDir(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return New(Config{Archive: a, Version: "test", Log: slog.New(slog.DiscardHandler)})
}

func escape(s string) string { return url.QueryEscape(s) }
