package local

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"yinju/corpus"
	"yinju/index"
	"yinju/index/zh"
)

// tokenizer is loaded once: it takes a second.
var tokenizer = sync.OnceValue(func() *zh.Tokenizer {
	t, err := zh.New()
	if err != nil {
		panic(err)
	}
	return t
})

func tokens() index.Tokens { return index.Tokens{Words: tokenizer().Query, Bigrams: zh.Bigrams} }

// realDocuments reads passages of real documents from ../shared and gives them
// the fields of facets in a fixed pattern, so that every combination occurs.
// It skips the test where ../shared is not there.
func realDocuments(t testing.TB, most int) []*index.Document {
	t.Helper()
	f, err := os.Open("../../../shared/bench/policy/corpus.jsonl.gz")
	if err != nil {
		t.Skip("needs ../shared/bench/policy/corpus.jsonl.gz")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		most /= 3
	}
	var docs []*index.Document
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for passages := 0; lines.Scan() && passages < most; passages++ {
		var r struct{ Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if len(docs) == 0 || docs[len(docs)-1].Title != r.Title {
			docs = append(docs, patterned(r.Title, len(docs)))
		}
		d := docs[len(docs)-1]
		addPassage(d, r.Text)
	}
	return docs
}

func patterned(title string, n int) *index.Document {
	d := &index.Document{ID: corpus.DocID(fmt.Sprint(n)), Title: title}
	d.Source = []string{"", "甲", "乙"}[n%3]
	d.Issuers = [][]string{nil, {"国务院"}, {"国务院", "财政部"}, {"财政部"}, {"教育部", "财政部"}}[n%5]
	d.Level = []string{"", "中央", "省级"}[n/2%3]
	d.Place = []string{"", "北京市", "广州市"}[n/3%3]
	d.Genre = []string{"通知", "意见", ""}[n/4%3]
	d.Number = fmt.Sprintf("国发〔%d〕%d号", 2000+n%20, n)
	d.Text, d.Rank = d.ID, n%4
	if n%5 < 3 {
		d.Name = fmt.Sprint("名", n/5)
	}
	if n%7 != 0 {
		d.Date, _ = corpus.NewDate(1990+n%33, n%13, 0)
	}
	return d
}

func addPassage(d *index.Document, text string) {
	nth := 1
	for _, p := range d.Passages {
		if p.Text == text {
			nth++
		}
	}
	lead := ""
	if len(d.Passages) > 0 {
		lead = "\n"
	}
	d.Passages = append(d.Passages, index.Passage{ID: corpus.PassageID(d.ID, text, nth), Text: text, Lead: lead, Locator: fmt.Sprintf("第%d段", len(d.Passages)+1)})
}

// testLabel labels by the length of the text: what it says does not matter here.
func testLabel(_ *index.Document, p *index.Passage) index.Label {
	n := len([]rune(p.Text))
	return index.Label{
		Category:   []string{"加", "减", "加减", "无"}[n%4],
		Confidence: float64(n%10) / 10,
		Rel:        n%9 == 0,
		Themes:     []string{"sci", "env", "gov"}[:n%3+1],
	}
}

func stream(docs []*index.Document) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func publish(t testing.TB, dir string, u Update) *Manifest {
	t.Helper()
	u.Fingerprints, u.Label = Fingerprints{"t", "l"}, testLabel
	m, err := Publish(context.Background(), dir, tokenizer(), u)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func openEngine(t testing.TB, dir string) *Engine {
	t.Helper()
	e, err := Open(dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func build(t testing.TB, docs []*index.Document) *Engine {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	publish(t, dir, Update{Documents: stream(docs)})
	return openEngine(t, dir)
}

func ask(t testing.TB, e *Engine, q index.Query) *index.Answer {
	t.Helper()
	a, err := e.Search(context.Background(), index.Plan(q, tokens()))
	if err != nil {
		t.Fatalf("Search(%q): %v", q.Text, err)
	}
	return a
}

// plainPassage is a passage as the plain reference implementation sees it.
type plainPassage struct {
	doc     *index.Document
	p       *index.Passage
	label   index.Label
	words   map[string]int
	bigrams map[string]int
	lengths [2]int
	status  string
}

// plainCorpus tokenises by the rule of the design: title, headings and text.
func plainCorpus(docs []*index.Document) []plainPassage {
	var all []plainPassage
	for _, d := range docs {
		for i := range d.Passages {
			p := &d.Passages[i]
			x := plainPassage{doc: d, p: p, label: testLabel(d, p), status: bruteStatus(d, docs), words: map[string]int{}, bigrams: map[string]int{}}
			for _, part := range append(append([]string{d.Title}, p.Headings...), p.Text) {
				for _, w := range tokenizer().Index(part) {
					x.words[w]++
					x.lengths[0]++
				}
				for _, b := range zh.Bigrams(part) {
					x.bigrams[b]++
					x.lengths[1]++
				}
			}
			all = append(all, x)
		}
	}
	return all
}

// bruteStatus compares a document with every other of its name.
func bruteStatus(d *index.Document, docs []*index.Document) string {
	same := slices.DeleteFunc(slices.Clone(docs), func(o *index.Document) bool { return d.Name == "" || o.Name != d.Name })
	if len(same) < 2 {
		return index.UnknownValue
	}
	newest := slices.MaxFunc(same, func(a, b *index.Document) int { return a.Date.Number() - b.Date.Number() })
	older := func(o *index.Document) bool {
		return o.Date.Year != 0 && newest.Date.Year != 0 && o.Date.Last() < newest.Date.First()
	}
	switch {
	case older(d):
		return index.Superseded
	case d == newest && !slices.ContainsFunc(same, func(o *index.Document) bool { return o != d && !older(o) }):
		return index.Newest
	}
	return index.UnknownValue
}

func cut(text string, start, n int) string {
	r := []rune(strings.TrimSpace(text))
	start = min(start, max(0, len(r)-n))
	return string(r[start:min(len(r), start+n)])
}
