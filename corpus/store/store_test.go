package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yinju/corpus"
)

var ctx = context.Background()

// archive is a store under test in the middle of an import of /in.
type archive struct {
	*testing.T
	*Store
	run *Run
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	s, err := Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := &archive{T: t, Store: s}
	a.nextRun()
	return a
}

func (a *archive) nextRun() {
	a.Helper()
	run, err := a.StartRun(ctx, []string{"/in"})
	a.must(err)
	a.run = run
}

func (a *archive) must(err error) {
	a.Helper()
	if err != nil {
		a.Fatal(err)
	}
}

// put stores documents in a run of their own.
func (a *archive) put(docs ...*corpus.Document) (outcomes []Outcome) {
	a.Helper()
	a.nextRun()
	b, err := a.run.Begin(ctx, "/in")
	a.must(err)
	for _, d := range docs {
		outcome, err := b.Put(d, lines(d), original(a.Store, d))
		a.must(err)
		outcomes = append(outcomes, outcome)
	}
	a.must(b.Commit())
	a.must(a.run.Finish(ctx, Counts{Files: len(docs), Documents: len(docs)}))
	return outcomes
}

func (a *archive) remove(key string) {
	a.Helper()
	b, err := a.run.Begin(ctx, "/in")
	a.must(err)
	a.must(b.Remove(key))
	a.must(b.Commit())
}

// document makes a document whose lines that start with # are headings.
func document(key, text string) *corpus.Document {
	d := &corpus.Document{Key: key, Text: text}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if heading := strings.TrimRight(line, "\n"); strings.HasPrefix(heading, "#") {
			depth := len(heading) - len(strings.TrimLeft(heading, "#"))
			d.Sections = append(d.Sections, corpus.Section{Heading: heading, Depth: depth,
				Span: corpus.Span{Start: at, End: at + len(heading)}})
		}
		at += len(line)
	}
	return d
}

// lines makes a passage of every other line that is not empty.
func lines(d *corpus.Document) (passages []corpus.Passage) {
	id, at, section, end := corpus.DocID(d.Key), 0, -1, 0
	seen := map[string]int{}
	for line := range strings.SplitAfterSeq(d.Text, "\n") {
		text := strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(text, "#"):
			section++
		case text != "":
			seen[text]++
			passages = append(passages, corpus.Passage{ID: corpus.PassageID(id, text, seen[text]),
				Order: len(passages), Section: section, Locator: "第" + text[:min(3, len(text))] + "段",
				Lead: corpus.Span{Start: end, End: at}, Span: corpus.Span{Start: at, End: at + len(text)}})
			end = at + len(text)
		}
		at += len(line)
	}
	return passages
}

func original(s *Store, d *corpus.Document) Original {
	hash, err := s.Receive(strings.NewReader(d.Text))
	if err != nil {
		panic(err)
	}
	return Original{Hash: hash, Path: "/in/" + d.Key, Length: int64(len(d.Text))}
}

// rich is a document with everything that can be known.
func rich() *corpus.Document {
	d := document("政策/通知.txt", "前言\n# 第一章 总则\n甲段\n\n## 第一节\n乙段，含\x00与“引号”\n甲段\n尾声\n\n")
	given := func(v string) corpus.Field { return corpus.Field{Value: v, State: corpus.Given, Basis: "header"} }
	d.Title, d.OriginalTitle, d.Subtitle = given("通知"), given("原通知"), given("副题")
	d.Source, d.Level, d.Place = given("国务院"), given("中央"), given("北京市")
	d.Number, d.Genre, d.Speaker = given("国发〔2024〕1号"), given("通知"), given("某人")
	d.Author, d.URL = given("作者"), given("https://example.cn/a?b=1&c=<2>")
	d.Subtitle = corpus.Field{State: corpus.Unknown, Basis: "副题行为空"}
	d.Issuers = corpus.ListField{Values: []string{"财政部", "教育部"}, State: corpus.Disputed, Basis: "二说"}
	d.Dates = []corpus.DateField{
		{Kind: corpus.Published, Date: corpus.Date{Year: 2024, Month: 3}, State: corpus.Parsed, Basis: "第 1 行"},
		{Kind: corpus.Adopted, Date: corpus.Date{Year: 2024, Month: 2, Day: 29}, State: corpus.Given},
	}
	d.Extra = map[string]string{"tag": "要闻"}
	d.Origin = []corpus.Piece{{Clean: 0, Received: 3}, {Clean: 7, Received: 20}, {Clean: 9, Received: 12}}
	d.Warnings = []string{"去掉了版权框"}
	d.Reader, d.Whole = 7, true
	return d
}

// plain is d as the store gives it back: unset states read unknown.
func plain(d corpus.Document) corpus.Document {
	for _, f := range []*corpus.Field{&d.Title, &d.OriginalTitle, &d.Subtitle, &d.Source, &d.Level, &d.Place,
		&d.Number, &d.Genre, &d.Speaker, &d.Author, &d.URL} {
		if f.State == "" {
			f.State = corpus.Unknown
		}
	}
	if d.Issuers.State == "" {
		d.Issuers.State = corpus.Unknown
	}
	return d
}

func TestWhatWasPutComesBack(t *testing.T) {
	for name, d := range map[string]*corpus.Document{
		"everything known":    rich(),
		"nothing known":       document("a", "一\n二"),
		"no passages":         document("b", "# 只有标题\n"),
		"no text":             document("c", ""),
		"text after the last": document("d", "一\n\n"),
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t)
			a.put(d)
			got, err := a.Document(ctx, corpus.DocID(d.Key))
			a.must(err)
			if diff := cmp.Diff(plain(*d), got.Document, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("document (-put +got):\n%s", diff)
			}
			if diff := cmp.Diff(lines(d), got.Passages, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("passages (-put +got):\n%s", diff)
			}
			if diff := cmp.Diff(original(a.Store, d), got.Original); diff != "" {
				t.Errorf("original (-put +got):\n%s", diff)
			}
			if got.Number != 1 || !got.Current || time.Since(got.Imported) > time.Minute {
				t.Errorf("version %+v", got.Version)
			}
		})
	}
}

func TestPutRefusesPassagesOutsideTheText(t *testing.T) {
	for name, passages := range map[string][]corpus.Passage{
		"overlap":      {{Span: corpus.Span{Start: 0, End: 4}, Section: -1}, {Span: corpus.Span{Start: 3, End: 6}, Section: -1}},
		"past end":     {{Span: corpus.Span{Start: 0, End: 8}, Section: -1}},
		"backwards":    {{Span: corpus.Span{Start: 4, End: 2}, Section: -1}},
		"no section":   {{Span: corpus.Span{Start: 0, End: 3}, Section: 0}},
		"out of order": {{Span: corpus.Span{Start: 3, End: 6}, Section: -1}, {Span: corpus.Span{Start: 0, End: 3}, Section: -1}},
	} {
		a := newArchive(t)
		b, err := a.run.Begin(ctx, "/in")
		a.must(err)
		if _, err := b.Put(document("a", "一\n二"), passages, Original{}); err == nil {
			t.Errorf("%s: no error", name)
		}
		a.must(b.Rollback())
	}
}

// files returns the names of everything under originals.
func (a *archive) files() (names []string) {
	found, err := filepath.Glob(filepath.Join(a.dir, originalsName, "*", "*"))
	a.must(err)
	loose, err := filepath.Glob(filepath.Join(a.dir, originalsName, "receiving-*"))
	a.must(err)
	for _, path := range append(found, loose...) {
		names = append(names, filepath.Base(path))
	}
	return names
}

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		importForEver(dir)
	}
	os.Exit(m.Run())
}
