package main

import (
	"fmt"
	"io"
	"runtime"
	"time"
)

// row is one line of the table: a figure, what it should be, what stock bleve
// (or the plainest baseline) gives.
type row struct{ what, target, ours, stock string }

// add also says the figure at once: the whole table takes a while.
func (b *bench) add(r row) {
	b.rows = append(b.rows, r)
	note("  %s: %s (stock or baseline: %s)", r.what, r.ours, r.stock)
}

// print writes the table as Markdown.
func (b *bench) print(w io.Writer) {
	fmt.Fprintf(w, "%s, %d cores, %s; wall times on this machine as it is; stock is asked every fourth of the same queries\n\n", b.name(), runtime.NumCPU(), runtime.Version())
	fmt.Fprintln(w, "| what | target | yinju | stock bleve, or baseline |\n|---|---|---|---|")
	for _, r := range b.rows {
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", r.what, r.target, r.ours, r.stock)
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func millis(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

func megabytes(bytes int64) string { return fmt.Sprintf("%.0f MB", float64(bytes)/1e6) }

func times(part int64, text int) string { return fmt.Sprintf("%.1f", float64(part)/float64(text)) }
