// Package archive is the one place where a request becomes an answer: an Archive
// is a store (what was received) and an index (how it is found), kept in step.
//
// The tour. Open and Create (this file) open a data folder. Import reads files
// into the store and then publishes (import.go, walk.go, publish.go); Search
// plans a query, asks the engine and fills the hits from the store (search.go);
// Document and Passage show what is held (document.go); Coverage, Examples and
// Relief say what there is and what could be asked instead (coverage.go,
// examples.go, relief.go); Follow keeps a serving process up to date (follow.go);
// Verify looks for damage (verify.go).
//
// The truth is the store. Everything under DIR/index can be made again by
// Rebuild. The package knows no HTTP and no pages, and sends nothing anywhere.
package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"yinju/corpus/store"
	"yinju/corpus/theme"
	"yinju/index"
	"yinju/index/local"
	"yinju/index/rewrite"
	"yinju/index/zh"
)

// Options of an open archive.
type Options struct {
	ReadOnly bool
	Log      *slog.Logger // nil: discarded

	Model    string // folder or address of a model, AnyModel, or empty for answers by words alone
	ModelKey string // bearer token for an address
	Threads  int    // that embedding may use, 0 for all processors
}

// Archive is an open data folder. Its methods may be called concurrently.
type Archive struct {
	dir       string
	log       *slog.Logger
	options   Options
	store     *store.Store
	tokens    *zh.Tokenizer
	annotator *theme.Annotator
	rewriter  *rewrite.Rewriter
	prints    local.Fingerprints

	writing  sync.Mutex // held while this process writes; Close waits for it
	closed   bool       // guarded by writing
	mu       sync.Mutex // guards opening the engine
	engine   atomic.Pointer[local.Engine]
	unusable atomic.Pointer[UnusableError]

	semantics atomic.Pointer[semantics]
	modelless atomic.Pointer[error] // why there are no semantics
	examples  exampleCache
}

// ErrNotFound and ErrGone answer for ids that the archive has never held, and
// for those of removed documents.
var (
	ErrNotFound = store.ErrNotFound
	ErrGone     = store.ErrGone
)

// UnusableError says why there is no index to search, and what to do.
type UnusableError struct{ Reason string }

func (e *UnusableError) Error() string { return e.Reason }

// Open opens the archive in dir, which must hold one. An index that cannot be
// used is not an error here: Status names it and Search fails with an
// *UnusableError.
func Open(ctx context.Context, dir string, o Options) (*Archive, error) {
	return open(ctx, dir, o, func() (*store.Store, error) { return store.Open(dir, o.ReadOnly) })
}

// Create opens the archive in dir and makes an empty one if there is none.
func Create(ctx context.Context, dir string, o Options) (*Archive, error) {
	a, err := open(ctx, dir, o, func() (*store.Store, error) { return store.Create(dir) })
	if err != nil {
		return nil, err
	}
	if _, err := local.Current(a.indexDir()); errors.As(err, new(*local.NoIndexError)) && a.empty(ctx) {
		if err := a.locked(ctx, "create", func() error { return a.publish(ctx, nil) }); err != nil {
			a.Close()
			return nil, err
		}
	}
	return a, nil
}

// Exists reports whether dir holds an archive.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "corpus.db"))
	return !errors.Is(err, fs.ErrNotExist)
}

func open(ctx context.Context, dir string, o Options, openStore func() (*store.Store, error)) (*Archive, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s, err := openStore()
	if err != nil {
		return nil, err
	}
	a := &Archive{dir: s.Dir(), log: o.Log, options: o, store: s}
	if err := errors.Join(a.shortened(ctx), a.load()); err != nil {
		s.Close()
		return nil, err
	}
	a.openEngine()
	a.openModel(ctx)
	return a, ctx.Err()
}

// load makes tokenizer and annotator, at once since each takes its time.
func (a *Archive) load() error {
	var tokensErr, themeErr, printErr, soundsErr error
	var wg sync.WaitGroup
	var sounds *zh.Sounds
	wg.Go(func() { a.tokens, tokensErr = zh.New() })
	wg.Go(func() { sounds, soundsErr = zh.NewSounds() })
	wg.Go(func() { a.annotator, themeErr = theme.New() })
	a.prints.Tokens, printErr = zh.Fingerprint()
	a.prints.Labels = theme.Fingerprint()
	wg.Wait()
	if err := errors.Join(tokensErr, themeErr, printErr, soundsErr); err != nil {
		return err
	}
	a.rewriter, soundsErr = rewrite.New(sounds.Readings, a.tokens.Query)
	return soundsErr
}

func (a *Archive) indexDir() string { return filepath.Join(a.dir, "index") }

// openEngine opens or refreshes the engine and notes why it cannot be used.
func (a *Archive) openEngine() {
	a.mu.Lock()
	defer a.mu.Unlock()
	err := a.fits()
	if err == nil {
		if e := a.engine.Load(); e != nil {
			_, err = e.Refresh()
		} else if e, err = local.Open(a.indexDir(), a.log); err == nil {
			a.engine.Store(e)
			a.useVectors()
		}
	}
	if err == nil {
		a.unusable.Store(nil)
		return
	}
	if !local.Missing(a.indexDir()) { // a new archive has none yet
		a.log.Warn("index cannot be used", "error", err)
	}
	a.unusable.Store(&UnusableError{err.Error()})
}

// fits refuses an index whose words were cut by another dictionary: its counts
// would be wrong without a sign of it.
func (a *Archive) fits() error {
	m, err := local.Current(a.indexDir())
	if err != nil {
		return err
	}
	if m.Fingerprints.Tokens != a.prints.Tokens {
		return &local.NoIndexError{Reason: "它是用另一部词典建的", Foreign: true}
	}
	return nil
}

// usable returns the engine, or why there is none.
func (a *Archive) usable() (*local.Engine, error) {
	e, u := a.engine.Load(), a.unusable.Load()
	if e == nil || u != nil && a.foreign(e) {
		if u == nil {
			u = &UnusableError{"没有可用的索引；请运行 yinju rebuild"}
		}
		return nil, u
	}
	return e, nil
}

// foreign reports an engine that was opened with another dictionary.
func (a *Archive) foreign(e *local.Engine) bool {
	return e.Manifest().Fingerprints.Tokens != a.prints.Tokens
}

// Close ends all use of the archive, after what is being written.
func (a *Archive) Close() error {
	a.writing.Lock()
	defer a.writing.Unlock()
	if a.closed {
		return nil
	}
	a.closed = true
	if e := a.engine.Load(); e != nil {
		e.Close()
	}
	if s := a.semantics.Load(); s != nil {
		return errors.Join(s.close(), a.store.Close())
	}
	return a.store.Close()
}

// locked runs do as the one writer.
func (a *Archive) locked(ctx context.Context, command string, do func() error) error {
	a.writing.Lock()
	defer a.writing.Unlock()
	if a.closed {
		return errors.New("档案库已关闭")
	}
	lock, err := store.TakeLock(ctx, a.dir, command)
	if err != nil {
		return err
	}
	return errors.Join(do(), lock.Release())
}

// New reports an archive into which nothing was ever imported.
func (a *Archive) New(ctx context.Context) bool {
	_, err := a.store.LastImport(ctx)
	return a.empty(ctx) && errors.Is(err, store.ErrNotFound)
}

func (a *Archive) empty(ctx context.Context) bool {
	seq, err := a.store.Seq(ctx)
	return err == nil && seq == 0
}

// Vocabulary returns the codes and labels of themes and categories.
func (a *Archive) Vocabulary() index.Vocabulary { return Vocabulary() }

// Vocabulary returns the codes and labels of themes and categories, which are
// the same in every archive.
func Vocabulary() index.Vocabulary {
	var v index.Vocabulary
	for _, t := range theme.Themes() {
		v.Themes = append(v.Themes, index.Term{Code: t.Code, Label: t.Label})
	}
	for _, c := range theme.Categories() {
		v.Categories = append(v.Categories, index.Term{Code: c.Code, Label: c.Label})
	}
	return v
}

// unpublished says why there are documents that a search does not find, and whether
// a process is at work on it.
func (a *Archive) unpublished() (why string, working bool) {
	return unpublishedBy(store.Writer(a.dir))
}

func unpublishedBy(writer store.Holder, writing bool) (why string, working bool) {
	switch {
	case writing && writer.Command == "import":
		return "正在读入，新的文件编入索引之后才检索得到", true
	case writing:
		return "有文件正在编入索引，稍后才检索得到", true
	}
	return "上一次读入未能完成，有文件尚未编入索引；再运行一次 yinju import，或让 yinju serve 运行片刻，即可补上", false
}

// Status says which generation is served and what a reader should know.
func (a *Archive) Status() Status {
	var s Status
	if u := a.unusable.Load(); u != nil {
		s.Problems = append(s.Problems, u.Reason)
	}
	if e, err := a.usable(); err == nil {
		m := e.Manifest()
		s.Generation, s.Built = fmt.Sprint(m.Number), m.Built
		seq, err := a.store.Seq(context.Background())
		if err != nil { // hits are filled from the store: without it nothing can be served
			return Status{Problems: []string{err.Error()}}
		}
		if seq > m.Seq {
			why, working := a.unpublished()
			s.Problems, s.Catching = append(s.Problems, why), working && len(s.Problems) == 0
		}
		if m.Fingerprints.Labels != a.prints.Labels {
			s.Problems = append(s.Problems, "标签由另一版规则所作；请运行 yinju rebuild")
			s.Catching = false
		}
	}
	return s
}
