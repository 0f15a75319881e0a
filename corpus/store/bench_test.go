package store

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"yinju/corpus"
)

// newsItems calls f for the news of ../shared, in batches of up to 500, until
// limit items.
func newsItems(t testing.TB, limit int, f func([]*corpus.Document)) {
	files, _ := filepath.Glob("../../../shared/corpora/news/*.gz")
	if len(files) == 0 {
		t.Skip("../shared/corpora/news is not there")
	}
	var batch []*corpus.Document
	for _, path := range files {
		for _, d := range readNews(t, path) {
			if limit--; limit < 0 {
				break
			}
			if batch = append(batch, d); len(batch) == 500 {
				f(batch)
				batch = nil
			}
		}
	}
	f(batch)
}

func readNews(t testing.TB, path string) (docs []*corpus.Document) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReaderSize(unpacked, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return docs
		}
		var item struct {
			ID, Title, Date, URL, Source string
			Paragraphs                   []string
		}
		if err := json.Unmarshal(line, &item); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, newsDocument(item.ID, item.Title, item.Date, item.URL, item.Source, item.Paragraphs))
	}
}

func newsDocument(id, title, date, url, source string, paragraphs []string) *corpus.Document {
	text := ""
	for _, p := range paragraphs {
		text += p + "\n"
	}
	d := document(id, text)
	given := func(v string) corpus.Field { return corpus.Field{Value: v, State: corpus.Given, Basis: "record"} }
	d.Title, d.URL, d.Source = given(title), given(url), given(source)
	if day, ok := corpus.ParseDate(date); ok {
		d.Dates = []corpus.DateField{{Kind: corpus.Published, Date: day, State: corpus.Given}}
	}
	return d
}

// fill imports the news in batches and returns what it took, without reading and
// cutting.
func fill(t testing.TB, s *Store, limit int) (took time.Duration) {
	run, err := s.StartRun(ctx, []string{"/in"})
	if err != nil {
		t.Fatal(err)
	}
	newsItems(t, limit, func(docs []*corpus.Document) {
		cut := make([][]corpus.Passage, len(docs))
		for i, d := range docs {
			cut[i] = lines(d)
		}
		began := time.Now()
		b, err := run.Begin(ctx, "/in")
		for i, d := range docs {
			if err == nil {
				_, err = b.Put(d, cut[i], Original{Path: "/in/news.jsonl.gz", Line: i + 1})
			}
		}
		if err == nil {
			err = b.Commit()
		}
		if err != nil {
			t.Fatal(err)
		}
		took += time.Since(began)
	})
	return took
}

func TestNewsTwiceChangesNothing(t *testing.T) {
	a := newArchive(t)
	fill(t, a.Store, 2000)
	before, err := a.Seq(ctx)
	a.must(err)
	fill(t, a.Store, 2000)
	if after, _ := a.Seq(ctx); before != 2000*2 || after != before {
		t.Errorf("seq %d, then %d", before, after)
	}
}

// BenchmarkNews puts all the news into an archive, as an import does, and reads
// it in the ways of a rebuild and of a page of hits.
func BenchmarkNews(b *testing.B) {
	for b.Loop() {
		s, err := Create(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		report(b, "put", fill(b, s, 1e9))
		report(b, "put-again", fill(b, s, 1e9))
		var ids []string
		report(b, "each-document", timed(func() { ids = allPassages(b, s) }))
		report(b, "coverage", timed(func() { s.Coverage(ctx) }))
		report(b, "check", timed(func() { s.Check(ctx) }))
		report(b, "10-hits", timeHitRows(b, s, ids, 10))
		report(b, "200-hits", timeHitRows(b, s, ids, 200))
		b.ReportMetric(float64(len(ids)), "passages")
		b.ReportMetric(float64(size(s.database())), "bytes")
		s.Close()
	}
}

func report(b *testing.B, what string, took time.Duration) {
	b.ReportMetric(float64(took.Microseconds())/1000, what+"-ms")
}

func timed(f func()) time.Duration {
	began := time.Now()
	f()
	return time.Since(began)
}

func allPassages(t testing.TB, s *Store) (ids []string) {
	err := s.EachDocument(ctx, func(d *StoredDocument) error {
		for _, p := range d.Passages {
			ids = append(ids, p.ID)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// timeHitRows returns the mean of 200 pages of n random passages.
func timeHitRows(t testing.TB, s *Store, ids []string, n int) time.Duration {
	random := rand.New(rand.NewPCG(5, 6))
	return timed(func() {
		for range 200 {
			page := make([]string, n)
			for i := range page {
				page[i] = ids[random.IntN(len(ids))]
			}
			if _, err := s.HitRows(ctx, page); err != nil {
				t.Fatal(err)
			}
		}
	}) / 200
}
