package main

import (
	"context"
	_ "embed"
	"fmt"
	"runtime"
	"strings"

	"yinju/archive"
)

// hostileQueries match as much as a query can, and cost as much: one a line.
//
//go:embed hostile.txt
var hostileQueries string

// hostile finds the query that takes longest and the one that allocates most.
func (b *bench) hostile(ctx context.Context, dir string) error {
	a, err := archive.Open(ctx, dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer a.Close()
	var slowest, fattest float64
	for text := range strings.Lines(hostileQueries) {
		for range 3 {
			took, allocated, err := cost(ctx, answering(a), strings.TrimSpace(text))
			if err != nil {
				return err
			}
			note("  %6.1f ms %5.1f MB %.40s", took, allocated, text)
			slowest, fattest = max(slowest, took), max(fattest, allocated)
		}
	}
	b.add(row{what: "hostile queries: slowest, most allocated", target: "500 ms, 32 MB", ours: fmt.Sprintf("%.0f ms, %.1f MB", slowest, fattest)})
	return nil
}

// cost returns the milliseconds and the megabytes that one answer takes.
func cost(ctx context.Context, answer answerer, text string) (millis, megabytes float64, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	took, err := timed(func() error { return answer(ctx, text) })
	runtime.ReadMemStats(&after)
	return took.Seconds() * 1e3, float64(after.TotalAlloc-before.TotalAlloc) / 1e6, err
}
