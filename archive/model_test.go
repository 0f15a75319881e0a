package archive

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"yinju/index"
)

// service is an address of embeddings whose answer can be changed while it runs.
type service struct {
	*httptest.Server
	answer atomic.Pointer[http.HandlerFunc]
}

func serviceThat(t *testing.T, answer http.HandlerFunc) *service {
	s := &service{}
	s.answer.Store(&answer)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.answer.Load())(w, r) }))
	t.Cleanup(s.Close)
	return s
}

func (s *service) now(answer http.HandlerFunc) { s.answer.Store(&answer) }

func (s *service) model() string { return s.URL + "/v1/embeddings#m" }

// answers gives every text the vector of its pairs of characters.
func answers(w http.ResponseWriter, r *http.Request) {
	var asked struct{ Input []string }
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	vectors, _ := newBag("a").Embed(r.Context(), 0, asked.Input)
	data := []map[string]any{}
	for i, v := range vectors {
		data = append(data, map[string]any{"index": i, "embedding": v})
	}
	json.NewEncoder(w).Encode(map[string]any{"data": data})
}

func nonsense(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>nginx</html>") }

func hangs(_ http.ResponseWriter, r *http.Request) {
	json.NewDecoder(r.Body).Decode(new(any)) // the end of a request shows once it is read
	<-r.Context().Done()
}

// opened is an archive of texts that is opened again with a model.
func opened(t *testing.T, o Options) *Archive {
	t.Helper()
	first, _ := meaningArchive(t)
	dir := first.dir
	first.Close()
	return reopened(t, dir, o)
}

func reopened(t *testing.T, dir string, o Options) *Archive {
	t.Helper()
	a, err := Open(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// An address that does not answer on opening is an error or too late, not the lack of
// a model; words answer, within the patience that a question has.
func TestAddressThatDoesNotAnswer(t *testing.T) {
	first, _ := meaningArchive(t)
	dir := first.dir
	gone := serviceThat(t, answers)
	gone.Close()
	for _, c := range []struct{ name, model, code, reason string }{
		{"refuses", gone.model(), "embedder-error", "连不上"},
		{"nonsense", serviceThat(t, nonsense).model(), "embedder-error", "不是向量的 JSON"},
		{"hangs", serviceThat(t, hangs).model(), "embedder-timeout", "没有在时限内答复"},
		{"no address", "ftp://host/x", "no-embedder", "不合规"},
		{"no folder", filepath.Join(t.TempDir(), "none"), "no-embedder", "没有模型文件夹"},
	} {
		a := reopened(t, dir, Options{ReadOnly: true, Model: c.model, Patience: 300 * time.Millisecond})
		for _, mode := range []index.Mode{index.Auto, index.Meaning} {
			if r := searchBy(t, a, "老年人 照护", mode); !slices.Equal(r.Degraded, []string{c.code}) || r.Total == 0 {
				t.Errorf("%s, %s: degraded %v, total %d", c.name, mode, r.Degraded, r.Total)
			}
		}
		if r := searchBy(t, a, "老年人 照护", index.Words); len(r.Degraded) > 0 {
			t.Errorf("%s, words: degraded %v", c.name, r.Degraded)
		}
		if m := a.Meaning(); m.Model != "" || !strings.Contains(m.Reason, c.reason) {
			t.Errorf("%s: %+v", c.name, m)
		}
		a.Close()
	}
}

// A serving archive tries again, at first after some seconds, and uses the address
// from when it answers.
func TestAddressIsTriedAgain(t *testing.T) {
	s := serviceThat(t, nonsense)
	a := opened(t, Options{Model: s.model()})
	ctx, retry := context.Background(), &pause{}
	a.reopenModel(ctx, retry)
	if a.Meaning().Model != "" || !retry.waits(time.Now().Add(firstPause-time.Second)) {
		t.Fatalf("after a failure %+v, pause %+v", a.Meaning(), retry)
	}
	s.now(answers)
	if a.reopenModel(ctx, retry); a.Meaning().Model != "" {
		t.Error("the pause was not kept")
	}
	a.reopenModel(ctx, &pause{})
	if m := a.Meaning(); !m.Remote || m.Reason != "" || m.Passages != 5 {
		t.Fatalf("once it answers: %+v", m)
	}
	if made, err := a.Embed(ctx, nil); made != 5 || err != nil {
		t.Fatalf("made %d: %v", made, err)
	}
	if r := searchBy(t, a, "给老年人护理补贴", index.Meaning); len(r.Degraded) > 0 || r.Total == 0 {
		t.Errorf("degraded %v, total %d", r.Degraded, r.Total)
	}
}

// A vector file whose first bytes were overwritten is put aside and made anew; who
// only reads leaves it and does without.
func TestUnreadableVectorsAreMadeAnew(t *testing.T) {
	ctx, o := context.Background(), Options{Model: serviceThat(t, answers).model()}
	a := opened(t, o)
	if _, err := a.Embed(ctx, nil); err != nil {
		t.Fatal(err)
	}
	file := a.vectorFiles()[0]
	a.Close()
	spoil(t, file)

	o.ReadOnly = true
	reader := reopened(t, a.dir, o)
	if r := searchBy(t, reader, "老年人 照护", index.Auto); !slices.Equal(r.Degraded, []string{"vectors-incomplete"}) || r.Total == 0 {
		t.Errorf("a reader: degraded %v, total %d", r.Degraded, r.Total)
	}
	if m := reader.Meaning(); len(m.Notes) != 1 || !strings.Contains(m.Notes[0], "没有用它") || len(reader.vectorFiles()) != 1 {
		t.Errorf("a reader: %+v, files %v", m, reader.vectorFiles())
	}

	o.ReadOnly = false
	writer := reopened(t, a.dir, o)
	if m := writer.Meaning(); len(m.Notes) != 1 || !strings.Contains(m.Notes[0], "已移开，向量重新计算") {
		t.Errorf("a writer: %+v", m)
	}
	if made, err := writer.Embed(ctx, nil); made != 5 || err != nil {
		t.Errorf("made %d anew: %v", made, err)
	}
	if _, err := os.Stat(file + ".damaged"); err != nil {
		t.Errorf("no copy: %v", err)
	}
}

// Removing a text leaves nothing of it in a damaged file of vectors, nor in a copy.
func TestRemoveForgetsDamagedVectors(t *testing.T) {
	a, dir := meaningArchive(t)
	a.use(t, newBag("a"))
	if _, err := a.Embed(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	spoil(t, a.vectorFiles()[0])
	write(t, filepath.Join(a.dir, "vectors"), map[string]string{"old.vec.damaged": "x"})
	if _, err := a.Remove(context.Background(), filepath.Base(dir)+"/a.txt", nil); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(a.dir, "vectors", "*.vec*")); len(left) > 1 || len(left) == 1 && !strings.HasSuffix(left[0], ".lock") {
		t.Errorf("left: %v", left)
	}
}

// spoil overwrites the first four bytes of a file.
func spoil(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		copy(data, "RIFF")
		err = os.WriteFile(file, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
