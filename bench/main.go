// Bench prints what the program reaches beside what it should reach (design
// figures) and beside stock bleve over the same passages in the same run.
//
// The tour: the binary is built and imports the texts of ../shared into .bench/
// (collection.go), where they stay for the next run; passages.go reads them
// back, stock.go puts them into a bleve index as bleve's own guide would;
// questions.go cuts queries from the passages with a fixed seed; speed.go times
// both; serving.go starts the server and looks at its memory; meaning.go and
// vectors.go measure searching by meaning; quality.go asks the judged topics and
// labels the labelled passages; table.go prints.
//
//	make bench                        everything: about a quarter of an hour the first time
//	make bench BENCH=-small           policy and reports only, a minute or two
//	make bench BENCH='-only meaning'  some rows: see -help
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
	"slices"
	"strings"
)

// bench is one run: where things lie and what it has measured so far.
type bench struct {
	shared string // the folder of corpora, bench and labels
	cache  string // what may stay for the next run
	binary string
	small  bool
	only   string // names of parts, comma between; "" for all
	rows   []row

	embedded int // passages that are embedded for the rows with meaning
}

func main() {
	b := &bench{}
	flag.StringVar(&b.shared, "shared", "../shared", "folder of the texts")
	flag.StringVar(&b.cache, "cache", ".bench", "folder that keeps what was built")
	flag.BoolVar(&b.small, "small", false, "policy and reports only")
	flag.StringVar(&b.only, "only", "", "the parts to run, comma between: "+strings.Join(partNames(), ", "))
	flag.IntVar(&b.embedded, "embed", 2000, "passages of bench/policy to embed, some 50 a second; it has 20,373")
	flag.Parse()
	os.Setenv("YINJU_MODEL", "none") // the other rows are by words
	if err := b.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context) error {
	if _, err := os.Stat(b.shared); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is not there: the benchmark needs its texts", b.shared)
	}
	chosen, err := b.chosen()
	if err != nil {
		return err
	}
	if err := b.build(ctx); err != nil {
		return err
	}
	for _, p := range chosen {
		if err := p.run(b, ctx); err != nil {
			return err
		}
	}
	b.print(os.Stdout)
	return nil
}

// part is a group of rows that can be asked for by name.
type part struct {
	name string
	run  func(*bench, context.Context) error
}

var parts = []part{
	{"speed", (*bench).speed},
	{"meaning", (*bench).meaning},
	{"retrieval", (*bench).retrieval},
	{"labels", (*bench).labels},
}

func partNames() []string {
	var names []string
	for _, p := range parts {
		names = append(names, p.name)
	}
	return names
}

// chosen returns the parts that -only names, in their own order.
func (b *bench) chosen() ([]part, error) {
	if b.only == "" {
		return parts, nil
	}
	names := strings.Split(b.only, ",")
	for _, name := range names {
		if !slices.Contains(partNames(), name) {
			return nil, fmt.Errorf("-only names %q; there are %s", name, strings.Join(partNames(), ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return !slices.Contains(names, p.name) }), nil
}

func (b *bench) in(parts ...string) string {
	return filepath.Join(append([]string{b.cache}, parts...)...)
}

func note(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
