// Bench prints what the program reaches beside what it should reach (design
// figures) and beside stock bleve over the same passages in the same run.
//
// The tour: the binary is built and imports the texts of ../shared into .bench/
// (collection.go), where they stay for the next run; passages.go reads them
// back, stock.go puts them into a bleve index as bleve's own guide would;
// questions.go cuts queries from the passages with a fixed seed; speed.go times
// both; serving.go starts the server and looks at its memory; quality.go asks
// the judged topics and labels the labelled passages; table.go prints.
//
//	make bench                  everything: about a quarter of an hour the first time
//	make bench BENCH=-small     policy and reports only, a minute or two
//
// It ships nothing and tests nothing: a figure that misses its target is printed
// as it is.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// bench is one run: where things lie and what it has measured so far.
type bench struct {
	shared string // the folder of corpora, bench and labels
	cache  string // what may stay for the next run
	binary string
	small  bool
	rows   []row
}

func main() {
	b := &bench{}
	flag.StringVar(&b.shared, "shared", "../shared", "folder of the texts")
	flag.StringVar(&b.cache, "cache", ".bench", "folder that keeps what was built")
	flag.BoolVar(&b.small, "small", false, "policy and reports only")
	flag.Parse()
	os.Setenv("YINJU_MODEL", "none") // the rows of design section 7 are by words
	if err := b.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context) error {
	if _, err := os.Stat(b.shared); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is not there: the benchmark needs its texts", b.shared)
	}
	if err := b.build(ctx); err != nil {
		return err
	}
	for _, part := range []func(context.Context) error{b.speed, b.retrieval, b.labels} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	b.print(os.Stdout)
	return nil
}

func (b *bench) in(parts ...string) string {
	return filepath.Join(append([]string{b.cache}, parts...)...)
}

func note(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
