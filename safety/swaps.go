package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// swaps adds and removes documents under twenty searchers. Every answer names
// its generation, so two answers of one generation to one question must be the
// same, and the counts of one answer must belong to each other.
func swaps(ctx context.Context, r *run) error {
	w, err := r.newSwapping(ctx)
	if err != nil {
		return err
	}
	s, err := r.serve(ctx, w.dir)
	if err != nil {
		return err
	}
	defer s.stop()
	if err := s.settled(); err != nil {
		return err
	}
	before, err := s.held()
	if err != nil {
		return err
	}
	asking, stop := context.WithCancel(ctx)
	var searchers sync.WaitGroup
	for nth := range 20 {
		searchers.Go(func() { w.search(asking, s, nth) })
	}
	for nth := range r.n {
		if ctx.Err() != nil || r.broken() > 20 {
			break
		}
		w.swap(ctx, s, nth)
		r.tried(1)
	}
	stop()
	searchers.Wait()
	w.checkLeft(s, before)
	r.figure("%d answers of %d generations, %d lack hits of a document being removed", w.answers.Load(), w.generations(), w.lacking.Load())
	return ctx.Err()
}

// swapping is an archive whose documents come and go.
type swapping struct {
	*run
	dir     string
	rounds  []files // imported one after the other, over and over
	removes bool    // the program has the verb remove
	paths   []string

	answers atomic.Int64
	lacking atomic.Int64 // answers without the hits of a document being removed
	mu      sync.Mutex
	seen    map[string]map[string]string // by generation and address, the answer
}

func (r *run) newSwapping(ctx context.Context) (*swapping, error) {
	w := &swapping{run: r, dir: filepath.Join(r.work, "archive"), seen: map[string]map[string]string{}}
	texts, err := r.real(20)
	if err != nil {
		return nil, err
	}
	base := files{filepath.Join(r.work, "base"), texts}
	if err := base.write(); err != nil {
		return nil, err
	}
	if e := r.yinju(ctx, "import", "-d", w.dir, base.dir); e.code != 0 {
		return nil, fmt.Errorf("import ends with %d: %s", e.code, e.err)
	}
	for edition := range 2 { // the same names with other texts: every import is a swap
		f := files{filepath.Join(r.work, fmt.Sprint(edition), "turn"), made(500, 5, edition)}
		if err := f.write(); err != nil {
			return nil, err
		}
		w.rounds = append(w.rounds, f)
	}
	for _, q := range []string{"", "示例市", "创业", "「工作日」", "优化 营商环境", "职业培训 社会保险 数据共享"} {
		w.paths = append(w.paths, "/api/search?size=50&q="+url.QueryEscape(q))
	}
	w.removes = r.yinju(ctx, "remove", "-d", w.dir, "turn/none").code != 2
	if !w.removes {
		r.skip("remove is not built yet")
	}
	return w, nil
}

// swap makes the next generation and waits until it is served.
func (w *swapping) swap(ctx context.Context, s *service, nth int) {
	before := w.generation(s)
	f := w.rounds[nth/2%len(w.rounds)]
	args := []string{"import", "-d", w.dir, f.dir}
	if w.removes && nth%2 == 1 {
		args = []string{"remove", "-d", w.dir, f.key(f.texts[nth/2%len(f.texts)])}
	}
	if e := w.yinju(ctx, args...); e.code != 0 {
		w.fail("swap %d: %s ends with %d: %s%s", nth, args[0], e.code, e.out, e.err)
		return
	}
	if args[0] == "import" && !w.removes && nth%2 == 1 {
		return // read already
	}
	for deadline := time.Now().Add(5 * time.Second); w.generation(s) == before; {
		if time.Now().After(deadline) {
			w.fail("swap %d: the new generation is not served after 5 s", nth)
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

const generationHeader = "X-Yinju-Generation"

func (w *swapping) generation(s *service) string {
	a, err := s.get("/api/search?q=&size=1")
	if err != nil || a.status != 200 {
		w.fail("a search failed: %v", err)
		return ""
	}
	return a.header.Get(generationHeader)
}

func (w *swapping) generations() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.seen)
}

// search asks without pause until asking ends.
func (w *swapping) search(asking context.Context, s *service, nth int) {
	for i := nth; asking.Err() == nil; i++ {
		path := w.paths[i%len(w.paths)]
		a, err := s.get(path)
		if err == nil && a.status == 503 && a.header.Get("Retry-After") != "" && w.overloaded(a) {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		if err != nil || a.status != 200 {
			w.fail("a search failed: %v %+v", err, a)
			return
		}
		w.answers.Add(1)
		if !w.check(path, a) {
			return
		}
	}
}

// overloaded reports an answer that turns a search away for want of a slot,
// which the load promise is about, not this one.
func (w *swapping) overloaded(a *answer) bool { return a.header.Get("Retry-After") == "1" }

// check compares an answer with the first one of its generation to the same
// question, and its counts with each other.
func (w *swapping) check(path string, a *answer) bool {
	generation := a.header.Get(generationHeader)
	if generation == "" {
		w.fail("%s names no generation", path)
		return false
	}
	body, err := a.lasting()
	if err != nil {
		w.fail("%s: %v", path, err)
		return false
	}
	w.mu.Lock()
	if w.seen[generation] == nil {
		w.seen[generation] = map[string]string{}
	}
	first, ok := w.seen[generation][path]
	if !ok {
		w.seen[generation][path] = body
	}
	w.mu.Unlock()
	if ok && first != body {
		if w.lackingOnly(first, body) {
			w.lacking.Add(1)
			return true
		}
		w.fail("generation %s answers %s in two ways: %s", generation, path, snapshot{path: first}.differs(snapshot{path: body}))
		return false
	}
	return ok || w.agrees(path, a)
}

// lackingOnly reports two answers that differ in nothing but the hits of documents
// that are being removed: their text goes from the store a moment before the
// generation without them is there. docs/promises.md names it as a weakness.
func (w *swapping) lackingOnly(a, b string) bool {
	return w.removes && w.withoutTurn(a) == w.withoutTurn(b)
}

// withoutTurn is an answer without the hits of documents that come and go, and
// without what is said of the number of hits shown.
func (w *swapping) withoutTurn(body string) string {
	var v map[string]any
	if json.Unmarshal([]byte(body), &v) != nil {
		return body
	}
	hits, _ := v["hits"].([]any)
	v["hits"] = slices.DeleteFunc(hits, func(h any) bool {
		key, _ := h.(map[string]any)["key"].(string)
		return strings.HasPrefix(key, "turn/")
	})
	rest, err := json.Marshal(v)
	if err != nil {
		return body
	}
	return string(rest)
}

// agrees counts one answer through: the category facet adds up to the total, and
// so does the histogram.
func (w *swapping) agrees(path string, a *answer) bool {
	var v struct {
		Total     int
		Facets    struct{ Category []struct{ Count int } }
		Histogram []struct{ Count int }
	}
	if err := a.decode(&v); err != nil {
		w.fail("%s: %v", path, err)
		return false
	}
	var categories, years int
	for _, c := range v.Facets.Category {
		categories += c.Count
	}
	for _, y := range v.Histogram {
		years += y.Count
	}
	if categories != v.Total || years != v.Total {
		w.fail("%s: total %d, by category %d, by year %d", path, v.Total, categories, years)
		return false
	}
	return true
}

// held is what a service holds of the machine.
type held struct {
	files      int
	goroutines float64
}

func (s *service) held() (held, error) {
	s.client.CloseIdleConnections()
	time.Sleep(500 * time.Millisecond)
	n, err := s.metric("go_goroutines")
	return held{s.openFiles(), n}, err
}

// checkLeft looks at what the swaps left: within a minute one copy on the disk and
// nothing mapped that was removed; as many open files and goroutines as before.
func (w *swapping) checkLeft(s *service, before held) {
	started := time.Now()
	for left := w.left(s); len(left) > 0; left = w.left(s) {
		if time.Since(started) > time.Minute {
			w.fail("a minute after the last swap there are still %v", left)
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	one := time.Since(started)
	after, err := s.held()
	if err != nil {
		w.fail("%v", err)
		return
	}
	w.figure("one copy after %.1f s; open files %d → %d, goroutines %.0f → %.0f", one.Seconds(), before.files, after.files, before.goroutines, after.goroutines)
	shards := len(w.shards())
	if after.files > before.files+5+4*shards || after.goroutines > before.goroutines+5+2*float64(shards) {
		w.fail("open files %d → %d, goroutines %.0f → %.0f with %d shards", before.files, after.files, before.goroutines, after.goroutines, shards)
	}
}

// left are the files of generations before the last one: on the disk, or mapped.
func (w *swapping) left(s *service) []string { return append(w.stray(), s.deletedFiles()...) }

// shards are the folders of shards in the index.
func (w *swapping) shards() []string {
	names, _ := filepath.Glob(filepath.Join(w.dir, "index", "shard-*"))
	return names
}

// stray are files of the index beyond one manifest, CURRENT and shards that the
// manifest names.
func (w *swapping) stray() []string {
	index := filepath.Join(w.dir, "index")
	current, err := os.ReadFile(filepath.Join(index, "CURRENT"))
	if err != nil {
		return []string{err.Error()}
	}
	serving, _, _ := strings.Cut(string(current), " ")
	manifest, err := os.ReadFile(filepath.Join(index, serving))
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	filepath.WalkDir(index, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == index {
			return nil
		}
		name := e.Name()
		if name != "CURRENT" && name != serving && !names(manifest, name) {
			found = append(found, name)
		}
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	return found
}
