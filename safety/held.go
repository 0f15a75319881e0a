package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"yinju/archive"
	"yinju/index"
	"yinju/seeds"
)

// held makes the archive that the promises to readers are tried on: the seed
// article and all real texts, read in by the program itself. It returns the
// data folder.
func (r *run) held(ctx context.Context) (string, error) {
	texts, err := r.real(100)
	if err != nil {
		return "", err
	}
	seed, err := seeds.Files.ReadFile(seeds.Name)
	if err != nil {
		return "", err
	}
	f := files{filepath.Join(r.work, "texts"), append(texts, text{"seed.txt", string(seed)})}
	if err := f.write(); err != nil {
		return "", err
	}
	dir := filepath.Join(r.work, "held")
	if e := r.yinju(ctx, "import", "-d", dir, f.dir); e.code != 0 {
		return "", fmt.Errorf("import ends with %d: %s", e.code, e.err)
	}
	return dir, nil
}

// servedHeld serves such an archive.
func (r *run) servedHeld(ctx context.Context) (*service, error) {
	dir, err := r.held(ctx)
	if err != nil {
		return nil, err
	}
	return r.serve(ctx, dir)
}

// passages returns the texts and document ids of up to n passages of an archive.
func passages(ctx context.Context, a *archive.Archive, n int) (texts, docs []string, err error) {
	q := index.ParseText("")
	for q.Size = 200; len(texts) < n; q.Page++ {
		found, err := a.Search(ctx, q)
		if err != nil || len(found.Hits) == 0 {
			return texts, docs, err
		}
		for _, h := range found.Hits {
			texts, docs = append(texts, h.Text), append(docs, h.Doc)
		}
	}
	slices.Sort(docs)
	return texts, slices.Compact(docs), nil
}

// questions are ordinary searches, as readers ask them.
var questions = strings.Fields("人工智能 营商环境 社会保险 「人工智能」 养老保险+申领 加强+监督管理 住房租赁 居住证 优化+服务 -广州 医疗保险+参保 标题:办法 创业补贴 长期护理保险 最低生活保障 不得少于")

// question is the i-th address that a reader asks for: pages, JSON and filters
// in turn.
func question(i int) string {
	q := questions[i%len(questions)]
	switch i % 4 {
	case 0:
		return "/api/search?q=" + q
	case 1:
		return "/search?q=" + q
	case 2:
		return "/search?category=加&q=" + q
	}
	return "/search?size=20&page=2&q=" + q
}

// times are how long requests took. It may be used concurrently.
type times struct {
	mu  sync.Mutex
	all []time.Duration
}

func (t *times) add(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, d)
}

func (t *times) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.all)
}

// quantile is the time that a share q of the requests did not exceed; 0 if
// there were none.
func (t *times) quantile(q float64) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.all) == 0 {
		return 0
	}
	slices.Sort(t.all)
	return t.all[min(int(q*float64(len(t.all))), len(t.all)-1)]
}

// calm asks n questions one after the other, every some milliseconds, and
// returns their times. Anything but an answer 200 is a failure of the run.
func (r *run) calm(s *service, n int, every time.Duration) *times {
	t := &times{}
	for i := range n {
		started := time.Now()
		a, err := s.get(question(i))
		switch {
		case err != nil:
			r.fail("calm request %s: %v", question(i), err)
		case a.status != http.StatusOK:
			r.fail("calm request %s answers %d", question(i), a.status)
		}
		t.add(time.Since(started))
		time.Sleep(every - time.Since(started))
	}
	return t
}

// residentBytes is the anonymous memory of a process: the pages of the mapped
// index come and go as the system likes.
func residentBytes(pid int) (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kilobytes, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kilobytes << 10, err
		}
	}
	return 0, fmt.Errorf("/proc/%d/status has no RssAnon", pid)
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f ms", d.Seconds()*1000) }
