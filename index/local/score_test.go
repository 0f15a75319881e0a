package local

import (
	"context"
	"math"
	"sync"
	"testing"

	"yinju/index"
)

// plainBM25 scores by the textbook, one passage at a time.
func plainBM25(all []plainPassage, r index.Request) []float64 {
	scores := make([]float64, len(all))
	for _, leg := range []struct {
		terms  []string
		weight float64
		counts func(plainPassage) map[string]int
		length int
	}{
		{append(append([]string{}, r.Terms...), r.Ranking...), 1, func(p plainPassage) map[string]int { return p.words }, 0},
		{r.Bigrams, .7, func(p plainPassage) map[string]int { return p.bigrams }, 1},
	} {
		total := 0
		for _, p := range all {
			total += p.lengths[leg.length]
		}
		average := float64(total) / float64(len(all))
		for _, term := range leg.terms {
			df := 0
			for _, p := range all {
				if leg.counts(p)[term] > 0 {
					df++
				}
			}
			idf := math.Log(1 + (float64(len(all))-float64(df)+.5)/(float64(df)+.5))
			for i, p := range all {
				tf := float64(leg.counts(p)[term])
				scores[i] += leg.weight * idf * tf * 2.2 / (tf + 1.2*(.25+.75*float64(p.lengths[leg.length])/average))
			}
		}
	}
	return scores
}

func TestScoreIsPlainBM25(t *testing.T) {
	docs := realDocuments(t, 3000)
	all := plainCorpus(docs)
	e := build(t, docs)
	for _, text := range []string{"职业教育", "优化营商环境 减税降费", "深化供给侧结构性改革推动高质量发展", "「改革开放」 市场", "文化 产业 人才 创新 创业"} {
		q := index.ParseText(text)
		q.Size = 50
		plain := plainBM25(all, index.Plan(q, tokens()))
		byID := map[string]float64{}
		for i, p := range all {
			byID[p.p.ID] = plain[i]
		}
		a := ask(t, e, q)
		if len(a.Hits) == 0 {
			t.Errorf("%q found nothing", text)
		}
		for _, h := range a.Hits {
			if want := byID[h.ID]; math.Abs(h.Score-want) > 5e-5 {
				t.Errorf("%q: %s scores %.6f, plain BM25 %.6f", text, h.ID, h.Score, want)
			}
		}
	}
}

// Ten small shards, a merge and a rebuild score alike, also after removals.
func TestScoresDoNotDependOnShards(t *testing.T) {
	docs := realDocuments(t, 5000)
	whole := build(t, docs[5:])
	dir := t.TempDir()
	var gone []string
	for i := range 5 {
		part := docs[i*len(docs)/5 : (i+1)*len(docs)/5]
		publish(t, dir, Update{Documents: stream(part)})
	}
	for _, d := range docs[:5] {
		gone = append(gone, d.ID)
	}
	m := publish(t, dir, Update{Documents: stream(nil), Gone: gone})
	if len(m.Shards) < 4 {
		t.Fatalf("%d shards", len(m.Shards))
	}
	parts := openEngine(t, dir)
	drop, live, err := []string{m.Shards[0].Name, m.Shards[1].Name}, map[string]bool{}, error(nil)
	for _, name := range drop {
		held, _ := shardDocuments(dir, name)
		for id := range held {
			live[id] = true
		}
	}
	for _, text := range []string{"职业教育 改革", "中国特色社会主义道路理论体系制度", "“改革开放”", ""} {
		q := index.ParseText(text)
		q.Size = 100
		one, other := ask(t, whole, q), ask(t, parts, q)
		same(t, text, one, other)
	}
	var again []*index.Document
	for _, d := range docs[5:] {
		if live[d.ID] {
			again = append(again, d)
		}
	}
	publish(t, dir, Update{Documents: stream(again), Drop: drop})
	if _, err = parts.Refresh(); err != nil {
		t.Fatal(err)
	}
	q := index.ParseText("职业教育 改革")
	q.Size = 100
	same(t, "after a merge", ask(t, whole, q), ask(t, parts, q))
}

func same(t *testing.T, what string, one, other *index.Answer) {
	t.Helper()
	if one.Total != other.Total || one.Documents != other.Documents || len(one.Hits) != len(other.Hits) {
		t.Fatalf("%q: %d passages and %d, %d documents and %d", what, one.Total, other.Total, one.Documents, other.Documents)
	}
	for i := range one.Hits {
		if a, b := one.Hits[i], other.Hits[i]; a.ID != b.ID || math.Abs(a.Score-b.Score) > 1e-9 {
			t.Fatalf("%q: hit %d is %s %.6f and %s %.6f", what, i, a.ID, a.Score, b.ID, b.Score)
		}
	}
}

// Searches side by side answer as one after the other does.
func TestSearchesSideBySide(t *testing.T) {
	e := build(t, realDocuments(t, 1500))
	queries := []string{"职业教育 改革", "「改革开放」", "", "中国特色社会主义道路理论体系制度", "市场 -房地产", "「水」"}
	var want []*index.Answer
	for _, text := range queries {
		want = append(want, ask(t, e, index.ParseText(text)))
	}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 40 {
				n := (worker + i) % len(queries)
				a, err := e.Search(context.Background(), index.Plan(index.ParseText(queries[n]), tokens()))
				if err != nil || a.Total != want[n].Total || len(a.Hits) > 0 && a.Hits[0].ID != want[n].Hits[0].ID {
					t.Errorf("%q: %v, %v", queries[n], a, err)
				}
			}
		})
	}
	wg.Wait()
}
