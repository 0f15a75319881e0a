package archive

import (
	"context"
	"errors"
	"hash/fnv"
	"math"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"yinju/corpus"
	"yinju/index"
	"yinju/index/vector"
	"yinju/index/zh"
)

// bagOfBigrams is an embedder whose vectors are near where texts share pairs of
// characters. It counts what it is asked for, and can be made to fail or to dawdle.
type bagOfBigrams struct {
	model vector.Model
	texts atomic.Int32
	after int32 // fail once so many texts were embedded, 0 for never
	delay time.Duration
}

func newBag(fingerprint string) *bagOfBigrams {
	return &bagOfBigrams{model: vector.Model{Name: "bag", Fingerprint: fingerprint + "00112233445566778899aabbccddeeff", Dimensions: 256}}
}

func (b *bagOfBigrams) Model() vector.Model { return b.model }
func (b *bagOfBigrams) Close() error        { return nil }

var errBroken = errors.New("broken")

func (b *bagOfBigrams) Embed(ctx context.Context, _ vector.Kind, texts []string) ([][]float32, error) {
	select {
	case <-time.After(b.delay):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if n := b.texts.Add(int32(len(texts))); b.after > 0 && n > b.after {
		return nil, errBroken
	}
	var all [][]float32
	for _, text := range texts {
		all = append(all, b.vector(text))
	}
	return all, nil
}

func (b *bagOfBigrams) vector(text string) []float32 {
	v, sum := make([]float32, b.model.Dimensions), 0.
	for _, pair := range append(zh.Bigrams(text), "·") {
		h := fnv.New32a()
		h.Write([]byte(pair))
		v[h.Sum32()%uint32(len(v))]++
	}
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// use has an archive embed with e, as opening it with a model does.
func (a *Archive) use(t *testing.T, e vector.Embedder) {
	t.Helper()
	table, err := vector.OpenTable(a.vectorFile(e.Model()), e.Model(), false)
	if err != nil {
		t.Fatal(err)
	}
	a.semantics.Store(&semantics{e, table})
	a.useVectors()
}

func meaningArchive(t *testing.T) (*Archive, string) {
	dir := filepath.Join(t.TempDir(), "texts")
	a := create(t, t.TempDir())
	write(t, dir, map[string]string{
		"a.txt": "标题：养老服务通知\n\n为失能老年人提供上门照护服务。\n\n对困难老年人给予护理补贴。\n",
		"b.txt": "标题：营商环境条例\n\n减少审批环节，压缩办理时限。\n\n取消不合理收费。\n",
		"c.txt": "标题：粮食安全意见\n\n落实最严格的耕地保护制度。\n",
	})
	states(t, a, dir)
	return a, dir
}

func searchBy(t *testing.T, a *Archive, text string, mode index.Mode) *index.Results {
	t.Helper()
	q := index.ParseText(text)
	q.Page, q.Size, q.Mode, q.Rewrite = 1, 10, mode, true
	r, err := a.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Without a model words answer and say what is missing; with one, what is missing
// is vectors, until they are made; then nothing is.
func TestDegradedSaysWhatIsMissing(t *testing.T) {
	a, _ := meaningArchive(t)
	check := func(mode index.Mode, want ...string) {
		t.Helper()
		if r := searchBy(t, a, "老年人 照护", mode); !slices.Equal(r.Degraded, want) || r.Total == 0 {
			t.Errorf("mode %s: degraded %v, want %v; total %d", mode, r.Degraded, want, r.Total)
		}
	}
	check(index.Auto, "no-embedder")
	check(index.Meaning, "no-embedder")
	check(index.Words)
	e := newBag("a")
	a.use(t, e)
	check(index.Auto, "vectors-incomplete")
	if made, err := a.Embed(context.Background(), nil); made != 5 || err != nil {
		t.Fatalf("Embed made %d: %v", made, err)
	}
	check(index.Auto)
	check(index.Words)
	e.delay = time.Minute
	check(index.Auto, "embedder-timeout")
	e.delay, e.after = 0, 1
	check(index.Meaning, "embedder-error")
	if m := a.Meaning(); m.Model == "" || m.Reason != errBroken.Error() {
		t.Errorf("what went wrong is not said: %+v", m)
	}
	e.after = 0
	check(index.Auto)
	if m := a.Meaning(); m.Reason != "" {
		t.Errorf("what went wrong is still said: %+v", m)
	}
}

// What meaning adds is found by meaning, and the sentence is named.
func TestMeaningFindsAndMarks(t *testing.T) {
	a, _ := meaningArchive(t)
	a.use(t, newBag("a"))
	if _, err := a.Embed(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	r := searchBy(t, a, "给老年人护理补贴", index.Meaning)
	if len(r.Hits) == 0 || r.Hits[0].Text != "对困难老年人给予护理补贴。" {
		t.Fatalf("found %+v", r.Hits)
	}
	h := r.Hits[0]
	if h.Why.MeaningRank == nil || *h.Why.MeaningRank != 1 || h.Why.WordsRank != nil || h.Best == nil {
		t.Errorf("why %+v, best %v", h.Why, h.Best)
	}
}

// Whether there is evidence is asked of the whole answer: the passage that bears the
// question out stands on one page, the next has only what shares a word with it.
func TestInsufficientIsJudgedOnTheWholeAnswer(t *testing.T) {
	a, _ := meaningArchive(t)
	a.use(t, newBag("a"))
	if _, err := a.Embed(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	pageOf := func(text string, page int, order index.Sort) *index.Results {
		t.Helper()
		q := index.ParseText(text)
		q.Page, q.Size, q.Mode, q.Sort = page, 1, index.Auto, order
		r, err := a.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	weak := 0
	for _, order := range []index.Sort{index.ByRelevance, index.NewestFirst, index.OldestFirst} {
		for page := 1; page <= 4; page++ {
			r := pageOf("对困难老年人给予护理补贴 审批环节", page, order)
			if r.Insufficient {
				t.Errorf("page %d by %s: no evidence in %d passages", page, order, r.Total)
			}
			if r.Relaxed && len(r.Hits) > 0 && r.Hits[0].Why.MeaningRank == nil && !r.Hits[0].Why.Literal {
				weak++
			}
		}
	}
	if weak == 0 {
		t.Error("no page has only a passage that shares a word")
	}
	for page := 1; page <= 3; page++ {
		if r := pageOf("审批量子引力波望远镜 射电天文台站选址", page, index.ByRelevance); r.Total == 0 || !r.Insufficient {
			t.Errorf("page %d: %d passages are evidence", page, r.Total)
		}
	}
}

// Making vectors that was cut off goes on where it stopped; a rebuild and a
// re-import make none anew; another model has a file of its own.
func TestEmbeddingIsResumable(t *testing.T) {
	a, dir := meaningArchive(t)
	e := newBag("a")
	e.after = 3
	a.use(t, e)
	if made, err := a.Embed(context.Background(), nil); !errors.Is(err, errBroken) || made != 0 {
		t.Errorf("a failing embedder made %d: %v", made, err)
	}
	e.after = 0
	e.texts.Store(0)
	if made, err := a.Embed(context.Background(), nil); made != 5 || err != nil {
		t.Fatalf("Embed made %d: %v", made, err)
	}
	if err := a.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	states(t, a, dir)
	write(t, dir, map[string]string{"d.txt": "标题：新通知\n\n新的一段。\n"})
	states(t, a, dir)
	if made, err := a.Embed(context.Background(), nil); made != 1 || err != nil || e.texts.Load() != 6 {
		t.Errorf("after a rebuild and one new text %d were made, %d texts embedded: %v", made, e.texts.Load(), err)
	}
	a.use(t, newBag("b"))
	if m := a.Meaning(); m.Embedded != 0 || m.Passages != 6 {
		t.Errorf("another model: %+v", m)
	}
	if n := len(a.vectorFiles()); n != 1 {
		t.Errorf("%d files of vectors before the other model has made any", n)
	}
}

// The vectors of a removed text are gone from the file, the others stay.
func TestRemoveForgetsVectors(t *testing.T) {
	a, dir := meaningArchive(t)
	a.use(t, newBag("a"))
	if _, err := a.Embed(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Remove(context.Background(), filepath.Base(dir)+"/a.txt", nil); err != nil {
		t.Fatal(err)
	}
	table, err := openVectors(a.vectorFiles()[0], false)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	if table.Rows() != 3 {
		t.Errorf("%d vectors are left, want 3", table.Rows())
	}
	r := searchBy(t, a, "给老年人护理补贴", index.Meaning)
	for _, h := range r.Hits {
		if h.Doc == corpus.DocID(filepath.Base(dir)+"/a.txt") {
			t.Errorf("a removed passage is found: %s", h.Text)
		}
	}
	if len(r.Degraded) > 0 {
		t.Errorf("degraded %v", r.Degraded)
	}
}

// Shared wording and nearness are kept apart.
func TestSimilar(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "texts")
	a := create(t, t.TempDir())
	write(t, dir, map[string]string{
		"a.txt": "标题：甲意见\n\n坚持以人民为中心的发展思想，切实保障和改善民生。\n",
		"b.txt": "标题：乙报告\n\n会议指出，要坚持以人民为中心的发展思想，落实各项任务。\n",
		"c.txt": "标题：丙讲话\n\n改善民生，切实保障人民生活，发展为了人民。\n",
		"d.txt": "标题：丁办法\n\n本办法由主管部门解释。\n",
	})
	states(t, a, dir)
	a.use(t, newBag("a"))
	if _, err := a.Embed(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	id := searchBy(t, a, "「切实保障和改善民生」", index.Words).Hits[0].ID
	s, err := a.Similar(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Shared) != 1 || s.Shared[0].Hit.Title != "乙报告" {
		t.Fatalf("shared: %+v", s.Shared)
	}
	p := s.Shared[0]
	if got := string([]rune(p.Hit.Text)[p.Hit.Marks[0][0]:p.Hit.Marks[0][1]]); got != "坚持以人民为中心的发展思想" || p.Shared != 13 {
		t.Errorf("the shared part is %q, %d characters", got, p.Shared)
	}
	for _, p := range s.Near {
		if p.Hit.Title == "乙报告" || p.Hit.Title == "甲意见" {
			t.Errorf("near: %s", p.Hit.Title)
		}
	}
	if _, err := a.Similar(context.Background(), "nobody.aaaaaaaa"); !errors.Is(err, ErrNotFound) {
		t.Errorf("of an unknown passage: %v", err)
	}
}
