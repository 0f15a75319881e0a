package local

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"yinju/index"
	"yinju/index/zh"
)

// shardPassages is about how many passages a shard gets, more in an archive so
// large that there would be over freshShards of them. As many are built at once
// as there are processors; smaller ones take less memory to build, larger ones
// answer with less work.
const shardPassages = 60_000

// A new index has at most about freshShards shards; when there are maxShards,
// the smallest are merged until only freshShards stay beside the new one.
const (
	freshShards = 6
	maxShards   = 8
)

// Update says what the next generation has that this one has not.
type Update struct {
	Fingerprints Fingerprints
	Seq          int64
	Fresh        bool     // leave all shards of this generation out
	Drop         []string // shards to leave out; their documents come again in Documents
	Gone         []string // ids of documents whose older copies are no longer served
	Documents    iter.Seq2[*index.Document, error]
	Passages     int // about how many there will be, 0 for not many
	Label        Labeller
	Progress     func(passages int) // told as documents are read, from several goroutines; may be nil
}

// Publish builds the shards of an update and makes the next generation of the
// index in dir, all of it or nothing. The caller holds the writer lock.
func Publish(ctx context.Context, dir string, tokens *zh.Tokenizer, u Update) (*Manifest, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	m, err := readManifest(dir)
	if err != nil || u.Fresh {
		m = &Manifest{Number: lastNumber(dir)}
	}
	defer sweep(dir)
	next := &Manifest{Format: format, Number: m.Number + 1, Built: time.Now().UTC(), Fingerprints: u.Fingerprints, Seq: u.Seq}
	if next.Shards, err = keptShards(dir, m, u); err != nil {
		return nil, err
	}
	w := &shardWriter{dir: dir, number: next.Number, tokens: tokens, labels: u.Fingerprints.Labels, label: u.Label, progress: u.Progress, size: max(shardPassages, u.Passages/freshShards+1)}
	added, err := w.all(ctx, u.Documents)
	if err != nil {
		return nil, err
	}
	next.Shards = append(next.Shards, added...)
	return next, next.write(dir)
}

// keptShards returns the shards that the next generation takes over, with their
// dead documents.
func keptShards(dir string, m *Manifest, u Update) ([]ShardManifest, error) {
	kept := []ShardManifest{}
	for _, s := range m.Shards {
		if slices.Contains(u.Drop, s.Name) {
			continue
		}
		if len(u.Gone) > 0 {
			held, err := shardDocuments(dir, s.Name)
			if err != nil {
				return nil, err
			}
			s.Dead = slices.Clone(s.Dead)
			for _, id := range u.Gone {
				if held[id] && !slices.Contains(s.Dead, id) {
					s.Dead = append(s.Dead, id)
				}
			}
		}
		if len(s.Dead) < s.Documents {
			kept = append(kept, s)
		}
	}
	return kept, nil
}

func shardDocuments(dir, name string) (map[string]bool, error) {
	path := filepath.Join(dir, name, "docs.json")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	held := map[string]bool{}
	for line := range bytes.Lines(data) {
		var d struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(line, &d); err != nil {
			return nil, fmt.Errorf("%s 已损坏：%w", path, err)
		}
		held[d.ID] = true
	}
	return held, nil
}

// MergePlan returns the small shards that should be merged before another is
// added, and the ids of their live documents; none while there are few enough.
func MergePlan(dir string) (drop []string, documents []string, err error) {
	m, err := readManifest(dir)
	if err != nil || len(m.Shards) < maxShards {
		return nil, nil, nil
	}
	bySize := slices.SortedFunc(slices.Values(m.Shards), func(a, b ShardManifest) int { return cmp.Compare(a.Passages, b.Passages) })
	for _, s := range bySize[:len(bySize)-freshShards] {
		held, err := shardDocuments(dir, s.Name)
		if err != nil {
			return nil, nil, err
		}
		drop = append(drop, s.Name)
		documents = append(documents, liveBut(held, s.Dead)...)
	}
	slices.Sort(documents)
	return drop, documents, nil
}

// Holding returns the shards that hold a copy of any of these documents, also a
// dead one, and the ids of the other live documents in them.
func Holding(dir string, ids []string) (shards, others []string, err error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range m.Shards {
		held, err := shardDocuments(dir, s.Name)
		if err != nil {
			return nil, nil, err
		}
		if slices.ContainsFunc(ids, func(id string) bool { return held[id] }) {
			shards = append(shards, s.Name)
			others = append(others, liveBut(held, append(slices.Clone(ids), s.Dead...))...)
		}
	}
	slices.Sort(others)
	return shards, others, nil
}

func liveBut(held map[string]bool, gone []string) []string {
	var live []string
	for id := range held {
		if !slices.Contains(gone, id) {
			live = append(live, id)
		}
	}
	return live
}

// Current returns the manifest that CURRENT names.
func Current(dir string) (*Manifest, error) { return readManifest(dir) }

// Relabel publishes a generation whose label column sets are made anew: label
// returns the label of a passage id. Shards are not touched.
func Relabel(dir, version string, label func(passage string) index.Label) (*Manifest, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	defer sweep(dir)
	m.Number++
	m.Built, m.Fingerprints.Labels = time.Now().UTC(), version
	for i := range m.Shards {
		if err := m.Shards[i].relabel(dir, version, label); err != nil {
			return nil, err
		}
	}
	return m, m.write(dir)
}

func (sm *ShardManifest) relabel(dir, version string, label func(string) index.Label) error {
	s, err := openShard(dir, sm.Name)
	if err != nil {
		return err
	}
	defer s.close()
	byNumber := make([]index.Label, len(s.Ordinal))
	for n := range byNumber {
		byNumber[n] = label(s.id(uint32(n)))
	}
	name := labelFile(version)
	path := filepath.Join(dir, sm.Name, name)
	if err := writeLabels(path, byNumber); err != nil {
		return err
	}
	size, sum, err := hashFile(path)
	sm.Labels = version
	sm.Files = append(slices.DeleteFunc(slices.Clone(sm.Files), func(f FileManifest) bool { return f.Name == name }), FileManifest{name, size, sum})
	return errors.Join(err, syncFile(path), syncFile(filepath.Join(dir, sm.Name)))
}

// shardWriter cuts a stream of documents into shards and builds as many at once
// as there are processors.
type shardWriter struct {
	dir      string
	number   int
	tokens   *zh.Tokenizer
	labels   string
	size     int // passages a shard
	label    Labeller
	progress func(int)
}

func (w *shardWriter) all(ctx context.Context, docs iter.Seq2[*index.Document, error]) ([]ShardManifest, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	var shards []ShardManifest
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	nth := 0
	build := func(chunk []*index.Document) {
		slots <- struct{}{}
		at := nth
		nth++
		wg.Go(func() {
			defer func() { <-slots }()
			s, err := w.one(ctx, at, chunk)
			if err != nil {
				cancel(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			shards = append(shards, s)
		})
	}
	err := chunks(ctx, docs, w.size, build)
	wg.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	slices.SortFunc(shards, func(a, b ShardManifest) int { return strings.Compare(a.Name, b.Name) })
	return shards, err
}

// chunks hands on documents in chunks of about size passages.
func chunks(ctx context.Context, docs iter.Seq2[*index.Document, error], size int, do func([]*index.Document)) error {
	var chunk []*index.Document
	held := 0
	for d, err := range docs {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if len(d.Passages) == 0 {
			continue
		}
		chunk, held = append(chunk, d), held+len(d.Passages)
		if held >= size {
			do(chunk)
			chunk, held = nil, 0
		}
	}
	if held > 0 {
		do(chunk)
	}
	return nil
}

// one builds a shard in a temporary folder, has the disk keep it and gives it
// its name.
func (w *shardWriter) one(ctx context.Context, nth int, docs []*index.Document) (ShardManifest, error) {
	s := ShardManifest{Name: fmt.Sprintf("shard-%06d-%02d", w.number, nth), Labels: w.labels, Documents: len(docs)}
	tmp := filepath.Join(w.dir, "tmp-"+s.Name)
	if err := os.RemoveAll(tmp); err != nil {
		return s, err
	}
	var err error
	if s.Passages, err = buildShard(ctx, tmp, w.counted(docs), w.tokens, w.labels, w.label); err != nil {
		return s, err
	}
	if s.Files, err = listFiles(tmp); err != nil {
		return s, err
	}
	final := filepath.Join(w.dir, s.Name)
	if err := os.RemoveAll(final); err != nil { // left by a build that was never published
		return s, err
	}
	if err := os.Rename(tmp, final); err != nil {
		return s, err
	}
	return s, syncFile(w.dir)
}

func (w *shardWriter) counted(docs []*index.Document) iter.Seq[*index.Document] {
	return func(yield func(*index.Document) bool) {
		for _, d := range docs {
			if !yield(d) {
				return
			}
			if w.progress != nil {
				w.progress(len(d.Passages))
			}
		}
	}
}

// lastNumber returns the highest generation number that dir has a file of.
func lastNumber(dir string) int {
	last := 0
	names, _ := filepath.Glob(filepath.Join(dir, "*-[0-9]*"))
	for _, name := range names {
		var n int
		base := filepath.Base(name)
		if _, err := fmt.Sscanf(base, "gen-%06d.json", &n); err == nil {
			last = max(last, n)
		}
		if _, err := fmt.Sscanf(base, "shard-%06d-", &n); err == nil {
			last = max(last, n)
		}
	}
	return last
}

// sweep removes what CURRENT's manifest does not name: the generation before,
// and what an interrupted build left. Searchers that hold an open shard keep it.
func sweep(dir string) {
	m, err := readManifest(dir)
	if err != nil {
		return
	}
	keep := map[string]bool{currentName: true, m.name(): true}
	for _, s := range m.Shards {
		keep[s.Name] = true
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !keep[e.Name()] {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
