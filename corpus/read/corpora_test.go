package read

import (
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"yinju/corpus"
	"yinju/corpus/hanzi"
)

var (
	tableOf = flag.String("table", "", "print a table of a sample of the corpora whose path contains this")
	oneIn   = flag.Int("onein", 40, "size of the sample: one in so many")
	cuts    = flag.Bool("cuts", false, "print the passages of the sample too")
	removed = flag.Bool("removed", false, "print what cleaning takes off")
)

// shared returns the folder of the real data beside the repository, or skips.
func shared(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("../../../shared")
	if err == nil {
		_, err = os.Stat(filepath.Join(dir, "corpora"))
	}
	if err != nil {
		t.Skip("../shared is not here")
	}
	return dir
}

// TestCorpora reads every file of the real corpora and holds each document to
// what every document must keep.
func TestCorpora(t *testing.T) {
	root := filepath.Join(shared(t), "corpora")
	documents, passages := 0, 0
	filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !Readable(name) || testing.Short() && strings.Contains(name, "news") {
			return err
		}
		rel, _ := filepath.Rel(root, name)
		n, m := readAll(t, name, filepath.ToSlash(rel))
		documents, passages = documents+n, passages+m
		return nil
	})
	t.Logf("%d documents, %d passages", documents, passages)
}

// TestBench reads the records of the benchmark files, which are whole passages.
func TestBench(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join(shared(t), "bench", "*", "corpus.jsonl.gz"))
	for _, name := range names {
		documents, passages := readAll(t, name, filepath.Base(filepath.Dir(name))+".jsonl.gz")
		if documents != passages || documents == 0 {
			t.Errorf("%s: %d documents, %d passages", name, documents, passages)
		}
		t.Logf("%s: %d documents", name, documents)
	}
}

func readAll(t *testing.T, name, rel string) (documents, passages int) {
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, err := Open(rel, file, Options{Key: rel})
	if err != nil {
		t.Error(err)
		return
	}
	defer r.Close()
	for {
		d, err := r.Next()
		var e *Error
		if err == io.EOF {
			return
		} else if errors.As(err, &e) && e.Record {
			t.Log(err)
			continue
		} else if err != nil {
			t.Error(err)
			return
		}
		list := corpus.Split(d)
		holds(t, d, list)
		documents, passages = documents+1, passages+len(list)
		show(d, list)
	}
}

// holds checks the promises of Split and of the reader on one document.
func holds(t *testing.T, d *corpus.Document, list []corpus.Passage) {
	t.Helper()
	covered := make([]bool, len(d.Text))
	mark := func(s corpus.Span) {
		for i := s.Start; i < s.End; i++ {
			if covered[i] {
				t.Errorf("%s: byte %d is covered twice", d.Key, i)
				return
			}
			covered[i] = true
		}
	}
	whole := d.Whole || len(list) == 1 && list[0].Locator == "全文"
	for _, s := range d.Sections {
		if !whole {
			mark(s.Span)
		}
	}
	ids := map[string]bool{}
	end := 0
	for _, p := range list {
		mark(p.Span)
		text := d.Text[p.Span.Start:p.Span.End]
		if p.Lead != (corpus.Span{Start: end, End: p.Span.Start}) || ids[p.ID] || p.Locator == "" || !utf8.ValidString(text) && utf8.ValidString(d.Text) {
			t.Errorf("%s: passage %+v", d.Key, p)
		}
		ids[p.ID], end = true, p.Span.End
	}
	for i, r := range d.Text {
		if !covered[i] && !hanzi.Invisible(r) {
			t.Errorf("%s: %q at %d is in no passage", d.Key, r, i)
			return
		}
	}
}

func show(d *corpus.Document, list []corpus.Passage) {
	h := fnv.New32()
	io.WriteString(h, d.Key)
	if *tableOf == "" || !strings.Contains(d.Key, *tableOf) || h.Sum32()%uint32(*oneIn) != 0 {
		return
	}
	f := func(name string, f corpus.Field) {
		if f.State != corpus.Unknown {
			fmt.Printf("  %s=%s [%s: %s]\n", name, f.Value, f.State, clip(f.Basis))
		}
	}
	fmt.Printf("● %s\n", d.Key)
	f("题", d.Title)
	f("原题", d.OriginalTitle)
	f("副题", d.Subtitle)
	f("源", d.Source)
	if d.Issuers.State != corpus.Unknown {
		fmt.Printf("  机关=%s [%s: %s]\n", strings.Join(d.Issuers.Values, "|"), d.Issuers.State, clip(d.Issuers.Basis))
	}
	f("级", d.Level)
	f("地", d.Place)
	f("号", d.Number)
	f("种", d.Genre)
	f("讲", d.Speaker)
	f("作", d.Author)
	f("址", d.URL)
	for _, x := range d.Dates {
		fmt.Printf("  %s=%s [%s: %s]\n", x.Kind, x.Date, x.State, clip(x.Basis))
	}
	if len(d.Extra) > 0 {
		fmt.Println("  extra", d.Extra)
	}
	for _, w := range d.Warnings {
		fmt.Println("  !", w)
	}
	fmt.Printf("  %d 段 %d 节\n", len(list), len(d.Sections))
	for _, p := range list {
		if *cuts {
			fmt.Printf("    〖%s｜%s〗%s\n", p.Locator, strings.Join(d.Headings(p.Section), " > "), strings.ReplaceAll(clip(d.Text[p.Span.Start:p.Span.End]), "\n", "⏎"))
		}
	}
}

// TestRemoved prints, with -removed, the lines of the corpora that are in no
// text: what cleaning takes off, to be read by a person.
func TestRemoved(t *testing.T) {
	if !*removed {
		t.Skip("only with -removed")
	}
	root := filepath.Join(shared(t), "corpora")
	filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !Readable(name) || Streams(name) || !strings.Contains(name, *tableOf) {
			return err
		}
		data, _ := os.ReadFile(name)
		text, err := decode(data)
		if err != nil {
			return nil
		}
		d, err := File(name, data, Options{Key: name})
		if err != nil {
			t.Error(err)
			return nil
		}
		for _, p := range parse(name, text).paras {
			if !strings.Contains(d.Text, p.text) {
				fmt.Printf("%s\t%s\n", filepath.Base(name)[:min(12, len(filepath.Base(name)))], p.text)
			}
		}
		return nil
	})
}
