package local

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"yinju/index"
	"yinju/index/vector"
)

const testDimensions = 16

var testModel = vector.Model{Name: "test", Fingerprint: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", Dimensions: testDimensions}

// randomUnit is a vector of length 1.
func randomUnit(r *rand.Rand) []float32 {
	v, sum := make([]float32, testDimensions), 0.
	for i := range v {
		v[i] = float32(r.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// withVectors gives all passages but every seventh a random vector, and returns
// the vectors by passage id.
func withVectors(t *testing.T, e *Engine, docs []*index.Document) map[string][]float32 {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	table, err := vector.OpenTable(filepath.Join(t.TempDir(), "t.vec"), testModel, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { table.Close() })
	byKey, vectors := map[vector.Key][]float32{}, map[string][]float32{}
	nth := 0
	for _, d := range docs {
		for i := range d.Passages {
			key := vector.KeyOf(index.EmbeddingInput(d, &d.Passages[i]))
			if nth++; nth%7 == 0 && byKey[key] == nil {
				continue
			}
			if byKey[key] == nil {
				byKey[key] = randomUnit(r)
			}
			vectors[d.Passages[i].ID] = byKey[key]
			if _, err := table.Append([]vector.Key{key}, [][]float32{byKey[key]}); err != nil {
				t.Fatal(err)
			}
		}
	}
	e.UseVectors(table)
	return vectors
}

// meaningOf is a search with a leg of meaning.
func meaningOf(t *testing.T, e *Engine, q index.Query, near index.Nearness) *index.Answer {
	t.Helper()
	plan := index.Plan(q, tokens())
	plan.Meaning = &near
	a, err := e.Search(context.Background(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func dot(a, b []float32) float64 {
	sum := 0.
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// By meaning alone the matched set is what is above the floor, in the order of the
// cosines, whatever the words; filters take out and reorder nothing.
func TestMeaningIsBruteForce(t *testing.T) {
	docs := realDocuments(t, 1200)
	e := build(t, docs)
	vectors := withVectors(t, e, docs)
	if missing := e.Unembedded(); missing == 0 || missing > 1200/6 {
		t.Errorf("%d passages without a vector", missing)
	}
	question := randomUnit(rand.New(rand.NewPCG(3, 4)))
	near := index.Nearness{Vector: question, Floor: .3, Within: 2, Alone: true}
	q := index.ParseText("营商环境")
	q.Size = 1200
	all := meaningOf(t, e, q, near)
	want := map[string]bool{}
	for id, v := range vectors {
		if c := dot(question, v); c >= .305 {
			want[id] = true
		} else if c > .295 { // int8 may say otherwise
			delete(vectors, id)
		}
	}
	for i, h := range all.Hits {
		if v, sure := vectors[h.ID]; sure && !want[h.ID] {
			t.Errorf("%s matches with cosine %.3f", h.ID, dot(question, v))
		}
		delete(want, h.ID)
		if h.MeaningRank != i+1 && h.MeaningRank != 0 || i < 1000 && h.MeaningRank == 0 || h.WordsRank != 0 {
			t.Errorf("hit %d has the ranks %d and %d", i, h.MeaningRank, h.WordsRank)
		}
		if i > 0 && h.Cosine > all.Hits[i-1].Cosine {
			t.Errorf("hit %d is nearer than the one before", i)
		}
	}
	if len(want) > 0 {
		t.Errorf("%d passages above the floor are missing", len(want))
	}
	for above, bears := range map[float64]bool{-.01: true, .01: false} {
		near.Bears = all.Hits[0].Cosine + above
		if got := meaningOf(t, e, q, near).Borne.Meaning; got != bears {
			t.Errorf("the best cosine is %.2f above what bears the question out: %v", -above, got)
		}
	}
	q.Filters.Values = map[index.Facet][]string{index.Source: {"甲"}}
	some := meaningOf(t, e, q, near)
	kept := slices.DeleteFunc(slices.Clone(all.Hits), func(h index.Scored) bool {
		return !slices.ContainsFunc(some.Hits, func(s index.Scored) bool { return s.ID == h.ID })
	})
	if len(kept) != len(some.Hits) || some.Total != len(some.Hits) {
		t.Fatalf("filtered: %d hits, total %d, %d of them among all", len(some.Hits), some.Total, len(kept))
	}
	for i, h := range some.Hits {
		if h.ID != kept[i].ID || h.Score != kept[i].Score {
			t.Errorf("filtered hit %d is %s %.6f, among all %s %.6f", i, h.ID, h.Score, kept[i].ID, kept[i].Score)
		}
	}
}

// Both legs together match what either matches, and the score is their weighted
// sum, each scaled over its best 1,000.
func TestFusionIsConvex(t *testing.T) {
	docs := realDocuments(t, 1200)
	e := build(t, docs)
	withVectors(t, e, docs)
	near := index.Nearness{Vector: randomUnit(rand.New(rand.NewPCG(5, 6))), Floor: .4, Within: 2, Weight: .3}
	q := index.ParseText("优化营商环境 减税降费")
	q.Size = 1200
	words := ask(t, e, q)
	alone := near
	alone.Alone = true
	meaning := meaningOf(t, e, q, alone)
	both := meaningOf(t, e, q, near)
	union := map[string]bool{}
	for _, h := range append(words.Hits, meaning.Hits...) {
		union[h.ID] = true
	}
	if both.Total != len(union) || both.Matched != len(union) {
		t.Errorf("both match %d, the union is %d", both.Total, len(union))
	}
	top := slices.MaxFunc(both.Hits, func(a, b index.Scored) int { return cmp.Compare(a.Score, b.Score) })
	if top.Score > 1.001 || top.Score < .3 {
		t.Errorf("best score %.3f", top.Score)
	}
	byWords := map[string]int{}
	for i, h := range words.Hits {
		byWords[h.ID] = i + 1
	}
	for _, h := range both.Hits {
		if h.WordsRank != byWords[h.ID] && byWords[h.ID] <= 1000 {
			t.Errorf("%s has the rank %d by words, alone %d", h.ID, h.WordsRank, byWords[h.ID])
		}
	}
}

// A passage counts by the wording that it fits best.
func TestWordingsAreAlternatives(t *testing.T) {
	e := build(t, realDocuments(t, 1200))
	q := index.ParseText("长护险")
	q.Size = 500
	plan := index.Plan(q, tokens())
	alone, err := e.Search(context.Background(), plan)
	if err != nil {
		t.Fatal(err)
	}
	w := index.WordingOf("营商环境", tokens())
	w.Weight = .5
	plan.Also = []index.Wording{w}
	with, err := e.Search(context.Background(), plan)
	if err != nil {
		t.Fatal(err)
	}
	q = index.ParseText("营商环境")
	q.Size = 500
	other := ask(t, e, q)
	if with.Total < max(alone.Total, other.Total) || with.Total > alone.Total+other.Total {
		t.Errorf("totals: %d alone, %d the other, %d with it", alone.Total, other.Total, with.Total)
	}
	scores := map[string]float64{}
	for _, h := range other.Hits {
		scores[h.ID] = h.Score
	}
	for _, h := range with.Hits {
		if want, ok := scores[h.ID]; ok && h.Score < .5*want-1e-9 {
			t.Errorf("%s scores %.3f, by the other wording %.3f", h.ID, h.Score, .5*want)
		}
	}
}
