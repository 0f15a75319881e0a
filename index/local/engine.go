package local

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"yinju/index"
	"yinju/index/vector"
)

// Engine serves the generation that CURRENT names. It implements index.Engine.
type Engine struct {
	dir string
	log *slog.Logger

	mu      sync.Mutex // guards opening and swapping
	current atomic.Pointer[generation]
	open    map[string]*shard // shards of the current generation
	values  valueTable
	said    map[string]index.Label // corrections by passage id without -2
	table   *vector.Table          // nil: no search by meaning
	pool    sync.Pool              // of *scratch
}

// generation is an open set of shards with the counts over all of them.
type generation struct {
	manifest  *Manifest
	buried    int    // documents that were taken off after it was published
	laid      string // which corrections are laid over it, "" for none
	views     []*view
	passages  int // live
	documents int
	allDocs   int         // of all views, dead ones too
	years     map[int]int // live passages by year, 0 for the undated
	classes   classes
	standings map[string]*index.Standing // by document; those that nothing speaks of are left out
	average   [2]float64                 // mean length in words, in bigrams
	rows      atomic.Pointer[vectorRows] // nil: no search by meaning
	refs      atomic.Int64
}

// view is a shard as one generation sees it: its labels, its dead documents and
// the codes of its facet values.
type view struct {
	*shard
	labels *labels
	plain  *labels         // without corrections
	dead   *roaring.Bitmap // numbers; nil for none
	codes  docCodes
	class  []uint32 // by number: which passages have the same text; 0 for none

	docsBefore int // documents of the views before
}

// Open opens the index in dir. Without one it fails with a *NoIndexError.
func Open(dir string, log *slog.Logger) (*Engine, error) {
	e := &Engine{dir: dir, log: log, open: map[string]*shard{}, values: newValueTable()}
	if _, err := e.Refresh(); err != nil {
		return nil, err
	}
	return e, nil
}

// Refresh opens the generation that CURRENT names, if it is another one, and
// reports whether it was. On an error the generation before goes on serving.
func (e *Engine) Refresh() (changed bool, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for range 3 { // a writer may remove files between our reading CURRENT and opening them
		m, err := readManifest(e.dir)
		if err != nil {
			return false, err
		}
		if g := e.current.Load(); g != nil && g.manifest.Number == m.Number {
			return false, nil
		}
		var g *generation
		if g, err = e.load(m); err == nil {
			e.swap(g)
			return true, nil
		}
		if again, readErr := readManifest(e.dir); readErr == nil && again.Number == m.Number {
			return false, err
		}
	}
	return false, errors.New("索引在打开时不断更换；请稍后再试")
}

// Bury leaves documents out of the generation that is served, before another one
// does: they are gone from the store. It reports false if the generation that
// answered is still served and has none of them.
func (e *Engine) Bury(generation string, docs []string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	old := e.current.Load()
	if old.name() != generation {
		return true
	}
	m := *old.manifest
	m.Shards = slices.Clone(m.Shards)
	for i, v := range old.views {
		for d := range v.docs {
			if id := v.docs[d].ID; slices.Contains(docs, id) && !v.deadDoc(d) {
				m.Shards[i].Dead = append(slices.Clip(m.Shards[i].Dead), id)
			}
		}
	}
	g, err := e.load(&m)
	if err != nil {
		return false
	}
	g.buried = old.documents - g.documents + old.buried
	e.swap(g)
	return g.buried > old.buried
}

// name names a generation in answers.
func (g *generation) name() string {
	name := g.manifest.name()
	if g.buried > 0 {
		name = fmt.Sprintf("%s-%d", name, g.buried)
	}
	if g.laid != "" {
		name += "+" + g.laid
	}
	return name
}

func (e *Engine) load(m *Manifest) (*generation, error) {
	g := &generation{manifest: m, laid: fingerprint(e.said), years: map[int]int{}}
	g.refs.Store(1)
	for i := range m.Shards {
		v, err := e.view(&m.Shards[i])
		if err != nil {
			g.release()
			return nil, err
		}
		v.docsBefore = g.allDocs
		g.allDocs += len(v.docs)
		g.views = append(g.views, v)
	}
	g.count()
	g.classify()
	g.stand()
	for _, v := range g.views {
		v.codes = e.values.encode(v.docs, g.status)
	}
	e.locate(g)
	return g, nil
}

func (e *Engine) view(sm *ShardManifest) (*view, error) {
	s, ok := e.open[sm.Name]
	if !ok {
		if damage := sm.check(e.dir, false); len(damage) > 0 {
			return nil, &NoIndexError{Reason: "已损坏：" + damage[0].String()}
		}
		var err error
		if s, err = openShard(e.dir, sm.Name); err != nil {
			return nil, &NoIndexError{Reason: err.Error()}
		}
		s.watched.watch(e.dir, sm)
	}
	s.refs.Add(1)
	v := &view{shard: s}
	var err error
	if v.plain, err = e.labels(sm, len(s.Ordinal)); err != nil {
		s.release()
		return nil, &NoIndexError{Reason: err.Error()}
	}
	v.labels = v.corrected(e.said)
	v.bury(sm.Dead)
	return v, nil
}

// labels returns the labels of a shard's n passages: those that are served, if
// they are the same, for their file may be gone by now.
func (e *Engine) labels(sm *ShardManifest, n int) (*labels, error) {
	if g := e.current.Load(); g != nil {
		for i, v := range g.views {
			if v.name == sm.Name && g.manifest.Shards[i].Labels == sm.Labels {
				return v.plain, nil
			}
		}
	}
	return readLabels(e.path(sm.Name, labelFile(sm.Labels)), n)
}

// bury marks the passages of dead documents.
func (v *view) bury(dead []string) {
	if len(dead) == 0 {
		return
	}
	gone := make(map[string]bool, len(dead))
	for _, id := range dead {
		gone[id] = true
	}
	v.dead = roaring.New()
	for d := range v.docs {
		if gone[v.docs[d].ID] {
			for o := v.first[d]; o < v.first[d+1]; o++ {
				v.dead.Add(v.number[o])
			}
		}
	}
}

// count fills the counts that leave dead documents out.
func (g *generation) count() {
	var lengths [2]float64
	g.eachLive(func(v *view, number uint32) {
		g.passages++
		lengths[0] += float64(v.Words[number])
		lengths[1] += float64(v.Bigrams[number])
	})
	g.eachDoc(func(v *view, d int) {
		g.documents++
		g.years[v.docs[d].Date/10000] += int(v.first[d+1] - v.first[d])
	})
	for i := range lengths {
		g.average[i] = max(lengths[i]/float64(max(g.passages, 1)), 1)
	}
}

// eachLive calls do for every passage that is served.
func (g *generation) eachLive(do func(v *view, number uint32)) {
	for _, v := range g.views {
		for number := range v.Ordinal {
			if !v.isDead(uint32(number)) {
				do(v, uint32(number))
			}
		}
	}
}

// eachDoc calls do for every document that is served.
func (g *generation) eachDoc(do func(v *view, doc int)) {
	for _, v := range g.views {
		for d := range v.docs {
			if !v.deadDoc(d) {
				do(v, d)
			}
		}
	}
}

func (v *view) isDead(number uint32) bool { return v.dead != nil && v.dead.Contains(number) }

func (v *view) deadDoc(d int) bool {
	return v.dead != nil && v.first[d] < v.first[d+1] && v.isDead(v.number[v.first[d]])
}

func (e *Engine) swap(g *generation) {
	old := e.current.Swap(g)
	e.open = map[string]*shard{}
	for _, v := range g.views {
		e.open[v.name] = v.shard
	}
	if old != nil {
		old.release()
	}
	e.log.Info("index opened", "generation", g.manifest.Number, "shards", len(g.views), "passages", g.passages)
}

// acquire returns the current generation, held until release.
func (e *Engine) acquire() *generation {
	for {
		g := e.current.Load()
		if n := g.refs.Load(); n > 0 && g.refs.CompareAndSwap(n, n+1) {
			return g
		}
	}
}

func (g *generation) release() {
	if g.refs.Add(-1) > 0 {
		return
	}
	for _, v := range g.views {
		v.shard.release()
	}
}

// Close releases the current generation; searches under way end first.
func (e *Engine) Close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if g := e.current.Load(); g != nil {
		g.release()
	}
}

// Manifest returns the manifest of the generation that is served.
func (e *Engine) Manifest() Manifest { return *e.current.Load().manifest }

// Passages returns how many live passages are served.
func (e *Engine) Passages() int { return e.current.Load().passages }

func (e *Engine) path(shard, file string) string {
	return fmt.Sprintf("%s/%s/%s", e.dir, shard, file)
}

var _ index.Engine = (*Engine)(nil)
