package eval

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestMeasureTopic(t *testing.T) {
	judged := map[string]int{"a": 2, "b": 1, "c": 0}
	// Ideal: a, b = 3 + 1/log2(3) = 3.63093.
	tests := []struct {
		name string
		ids  []string
		want Figures
	}{
		{"best order", []string{"a", "b", "c"}, Figures{1, 1, 1, 1, 1}},
		// 0 + 1/log2(3) + 3/log2(4) = 0.63093 + 1.5 = 2.13093
		{"worst order", []string{"c", "b", "a"}, Figures{.58688, 1, 1, .5, 1}},
		// 3/log2(3) = 1.89279
		{"unjudged first", []string{"x", "a"}, Figures{.52130, .5, .5, .5, .5}},
		{"nothing found", nil, Figures{}},
		{"nothing relevant", []string{"c", "x"}, Figures{0, 0, 0, 0, .5}},
		// a stands eleventh: outside the first ten.
		{"past ten", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "c", "a"},
			Figures{0, 0, .5, 1. / 11, .1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			near(t, MeasureTopic(tt.ids, judged), tt.want)
		})
	}
}

func near(t *testing.T, got, want Figures) {
	t.Helper()
	closeTo := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-5 })
	if diff := cmp.Diff(want, got, closeTo); diff != "" {
		t.Error(diff)
	}
}

func TestMeasure(t *testing.T) {
	topics := []Topic{{"1", "一"}, {"2", "二"}, {"3", "三"}, {"4", "四"}}
	qrels := Qrels{
		"1": {"a": 1},
		"2": {"a": 1, "b": 1},
		"3": {"a": 0}, // nothing relevant: left out
		"9": {"a": 1}, // not among the topics
	}
	run := Run{"1": {"a"}, "3": {"a"}, "4": {"a"}}
	got := Measure(run, qrels, topics)
	if got.N != 2 {
		t.Errorf("n = %d, want 2: topic 1 and topic 2, for which nothing was found", got.N)
	}
	near(t, got.Figures, Figures{.5, .5, .5, .5, .5})
	if len(got.Topics) != 2 || got.Topics[0].Topic != "1" || got.Topics[1].Topic != "2" {
		t.Errorf("topics = %v", got.Topics)
	}
}

func TestNegativeGradesGainNothing(t *testing.T) {
	near(t, MeasureTopic([]string{"spam", "a"}, map[string]int{"spam": -2, "a": 1}),
		Figures{.63093, 1, 1, .5, 1})
}

func TestOnlyJudged(t *testing.T) {
	run := Run{"1": {"x", "a", "y", "b"}, "2": {"a"}}
	qrels := Qrels{"1": {"a": 1, "b": 0}}
	want := Run{"1": {"a", "b"}}
	if diff := cmp.Diff(want, OnlyJudged(run, qrels)); diff != "" {
		t.Error(diff)
	}
}

// Every measure stays within [0, 1], and moving a relevant id up never lowers
// nDCG or MRR.
func TestFiguresAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-f]{1,2}`), 0, 30, rapid.ID).Draw(t, "ids")
		judged := rapid.MapOf(rapid.StringMatching(`[a-f]{1,2}`), rapid.IntRange(-1, 3)).Draw(t, "judged")
		f := MeasureTopic(ids, judged)
		for _, v := range []float64{f.NDCG10, f.R10, f.R100, f.MRR, f.Judged10} {
			if !(v >= 0 && v <= 1+1e-9) {
				t.Fatalf("out of range: %+v", f)
			}
		}
		for i := 1; i < len(ids); i++ {
			if judged[ids[i]] <= max(judged[ids[i-1]], 0) {
				continue
			}
			better := append([]string(nil), ids...)
			better[i], better[i-1] = better[i-1], better[i]
			g := MeasureTopic(better, judged)
			if g.NDCG10 < f.NDCG10-1e-9 || g.MRR < f.MRR-1e-9 {
				t.Fatalf("moving %s up lowered %+v to %+v", ids[i], f, g)
			}
		}
	})
}
