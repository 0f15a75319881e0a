package vector

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// missing skips a test that needs what yinju model fetch brings; where make test
// has fetched it, the test fails instead.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("YINJU_EMBEDDER") == "required" {
		t.Fatalf("no %s, though it was fetched", what)
	}
	t.Skipf("%s: no %s; run yinju model fetch", t.Name(), what)
}

// fetchedModel is the folder of the model that was fetched.
func fetchedModel(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(UserModels(), "yinju-zh-v1")
	if !exists(filepath.Join(dir, manifestFile)) {
		missing(t, "model "+dir)
	}
	return dir
}

// needRuntime skips the test where ONNX Runtime was not fetched.
func needRuntime(t testing.TB) {
	t.Helper()
	if _, err := (Options{}).library(); err != nil {
		missing(t, "ONNX Runtime ("+err.Error()+")")
	}
}

func open(t testing.TB, o Options) Embedder {
	t.Helper()
	needRuntime(t)
	e, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// tiny copies the tiny model with another manifest, testdata/tiny's own if it is
// empty.
func tiny(t testing.TB, manifest string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tiny")
	if err := os.CopyFS(dir, os.DirFS("testdata/tiny")); err != nil {
		t.Fatal(err)
	}
	if manifest != "" {
		put(t, filepath.Join(dir, manifestFile), manifest)
	}
	return dir
}

func put(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func vectorsOf(t testing.TB, e Embedder, kind Kind, texts ...string) [][]float32 {
	t.Helper()
	vectors, err := e.Embed(t.Context(), kind, texts)
	if err != nil {
		t.Fatal(err)
	}
	if len(vectors) != len(texts) {
		t.Fatalf("%d vectors for %d texts", len(vectors), len(texts))
	}
	return vectors
}

func agrees(a, b []float32, most float64) bool {
	for i := range b {
		if math.Abs(float64(a[i]-b[i])) > most {
			return false
		}
	}
	return true
}

func TestTinyModel(t *testing.T) {
	cls := open(t, Options{Model: "testdata/tiny"})
	mean := open(t, Options{Model: tiny(t, `{"name": "tiny-mean", "dimensions": 8, "pooling": "mean", "query_prefix": "", "passage_prefix": "", "max_length": 16}`)})
	for _, want := range expectations(t, "testdata/tiny/expected.json") {
		if got := vectorsOf(t, cls, Passage, want.Text)[0]; !agrees(got, want.Cls, 1e-5) {
			t.Errorf("cls of %q: %v, the reference has %v", want.Text, got, want.Cls)
		}
		if got := vectorsOf(t, mean, Passage, want.Text)[0]; !agrees(got, want.Mean, 1e-5) {
			t.Errorf("mean of %q: %v, the reference has %v", want.Text, got, want.Mean)
		}
	}
	if cls.Model().Fingerprint == mean.Model().Fingerprint {
		t.Error("two poolings share a fingerprint")
	}
	if m := cls.Model(); m.Name != "tiny" || m.Dimensions != 8 || m.Remote {
		t.Errorf("model %+v", m)
	}
}

func TestPrefixes(t *testing.T) {
	plain := open(t, Options{Model: "testdata/tiny"})
	prefixed := open(t, Options{Model: tiny(t, `{"name": "tiny", "dimensions": 8, "pooling": "cls", "query_prefix": "我要", "passage_prefix": "税：", "max_length": 16}`)})
	tests := []struct {
		kind Kind
		same string
	}{{Question, "我要减税"}, {Passage, "税：减税"}}
	for _, tt := range tests {
		got, want := vectorsOf(t, prefixed, tt.kind, "减税")[0], vectorsOf(t, plain, tt.kind, tt.same)[0]
		if !slices.Equal(got, want) {
			t.Errorf("kind %d: the prefix is not %q", tt.kind, tt.same)
		}
	}
}

// TestFetchedModel holds vectors beside those of another version of ONNX Runtime,
// whose int8 kernels round a little differently.
func TestFetchedModel(t *testing.T) {
	e := open(t, Options{Model: fetchedModel(t)})
	for _, want := range expectations(t, "testdata/reference.json") {
		got := vectorsOf(t, e, Question, want.Text)[0]
		if !agrees(got, want.Vector, .01) {
			t.Errorf("%.60q: %v, the reference has %v", want.Text, got[:len(want.Vector)], want.Vector)
		}
		if length := likeness(got, got); math.Abs(length-1) > 1e-5 {
			t.Errorf("%.60q: length %v", want.Text, length)
		}
	}
}

// TestMeaning is what the model is for.
func TestMeaning(t *testing.T) {
	e := open(t, Options{Model: fetchedModel(t)})
	question := vectorsOf(t, e, Question, "小公司能少交多少税")[0]
	passages := vectorsOf(t, e, Passage,
		"对符合条件的小型微利企业，减按百分之二十的税率征收企业所得税。",
		"村民委员会主任、副主任和委员，由村民直接选举产生。")
	if likeness(question, passages[0]) < likeness(question, passages[1])+.1 {
		t.Errorf("tax %.3f, election %.3f", likeness(question, passages[0]), likeness(question, passages[1]))
	}
}

func likeness(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// TestOrderAndNeighbours: a text's vector is the same alone, among others, and
// with any number of threads.
func TestOrderAndNeighbours(t *testing.T) {
	one := open(t, Options{Model: "testdata/tiny", Threads: 1})
	many := open(t, Options{Model: "testdata/tiny", Threads: 8})
	var texts []string
	for i := range 300 {
		texts = append(texts, strings.Repeat("税减", i%7)+strings.Repeat("人", i%11))
	}
	all := vectorsOf(t, many, Passage, texts...)
	for i, text := range texts {
		if alone := vectorsOf(t, one, Passage, text)[0]; !slices.Equal(all[i], alone) {
			t.Fatalf("text %d: %v among others, %v alone", i, all[i], alone)
		}
	}
	if none := vectorsOf(t, many, Passage); len(none) != 0 {
		t.Errorf("no texts give %d vectors", len(none))
	}
}

func TestEmbedEndsWithContext(t *testing.T) {
	e := open(t, Options{Model: fetchedModel(t), Threads: 1})
	texts := slices.Repeat([]string{strings.Repeat("对符合条件的小微企业减按规定征收。", 30)}, 10_000)
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	start := time.Now()
	if _, err := e.Embed(ctx, Passage, texts); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("went on for %v", took)
	}
}

// TestCloseBesideEmbed is of use with the race detector.
func TestCloseBesideEmbed(t *testing.T) {
	e := open(t, Options{Model: "testdata/tiny", Threads: 2})
	var users sync.WaitGroup
	for range 4 {
		users.Go(func() {
			for range 200 {
				if _, err := e.Embed(t.Context(), Question, []string{"减税", "人"}); err != nil && !errors.Is(err, errClosed) {
					t.Error(err)
				}
			}
		})
	}
	e.Close()
	users.Wait()
	if err := e.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
	if _, err := e.Embed(t.Context(), Question, []string{"税"}); !errors.Is(err, errClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestUnfitModels has folders whose files are whole and do not fit together.
func TestUnfitModels(t *testing.T) {
	const form = `{"name": "x", "dimensions": 8, "pooling": "cls", "query_prefix": "", "passage_prefix": "", "max_length": 16`
	tests := []struct{ name, manifest, network, want string }{
		{"dimensions", strings.Replace(form, "8", "512", 1) + `}`, "", "给出 8 维"},
		{"pooling", strings.Replace(form, "cls", "none", 1) + `}`, "", "pooling 为 none"},
		{"output", form + `, "output": "embedding"}`, "", "没有 embedding 这一输出"},
		{"input", form + `, "attention_mask": "flags"}`, "", "输入 attention_mask"},
		{"no network", form + `}`, "nonsense", "ONNX Runtime 读不出"},
		{"empty network", form + `}`, "-", "ONNX Runtime 读不出"},
	}
	needRuntime(t)
	for _, tt := range tests {
		dir := tiny(t, tt.manifest)
		if tt.network != "" {
			put(t, filepath.Join(dir, modelFile), strings.Trim(tt.network, "-"))
		}
		_, err := Open(t.Context(), Options{Model: dir})
		var none *UnavailableError
		if !errors.As(err, &none) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

func BenchmarkQuestion(b *testing.B) {
	e := open(b, Options{Model: fetchedModel(b), Threads: 1})
	for b.Loop() {
		if _, err := e.Embed(b.Context(), Question, []string{"小区电梯坏了，物业一直不修怎么办"}); err != nil {
			b.Fatal(err)
		}
	}
}
