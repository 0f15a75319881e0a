package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"yinju/archive"
	"yinju/index"
)

func main() {
	ctx := context.Background()
	dir := os.Args[1]
	t := time.Now()
	a, err := archive.Create(ctx, dir, archive.Options{})
	if err != nil {
		panic(err)
	}
	defer a.Close()
	fmt.Fprintln(os.Stderr, "open", time.Since(t))
	switch os.Args[2] {
	case "import":
		t = time.Now()
		stage := ""
		last := time.Now()
		r, err := a.Import(ctx, os.Args[3:], archive.ImportOptions{Progress: func(s string, d, n int64) {
			if s != stage || time.Since(last) > 10*time.Second {
				fmt.Fprintln(os.Stderr, time.Since(t), s, d, n)
				stage, last = s, time.Now()
			}
		}, Line: func(f archive.FileReport) {
			if f.Status != "read" || len(f.Warnings) > 0 {
				b, _ := json.Marshal(f)
				fmt.Println(string(b))
			}
		}})
		fmt.Fprintln(os.Stderr, err, r.Documents, r.Passages, r.Seconds)
	case "search":
		for _, s := range os.Args[3:] {
			r, err := a.Search(ctx, index.ParseText(s))
			if err != nil {
				fmt.Println(err)
				continue
			}
			fmt.Printf("== %s: %d/%d relaxed %v %.1f ms\n", s, r.Total, r.Documents, r.Relaxed, r.TookMS)
			for i, h := range r.Hits {
				if i < 4 {
					fmt.Printf("  %.2f %v [%s %s] %s %v | %.60s\n", h.Score, h.Why.Literal, h.Title, h.Locator, h.Category, h.Themes, h.Text)
				}
			}
		}
	}
}
