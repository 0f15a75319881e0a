// Package archive is the one place where a request becomes an answer: an Archive
// is a store (what was received) and an index (how it is found), kept in step.
//
// The tour. Open and Create (this file) open a data folder; Keep opens one that is
// only looked after (keeping.go). Import reads files
// into the store and then publishes (import.go, walk.go, publish.go); Search
// plans a query, asks the engine and fills the hits from the store (search.go);
// Document and Passage show what is held (document.go); Coverage, Examples and
// Relief say what there is and what could be asked instead (coverage.go,
// examples.go, relief.go); the model and its vectors are opened by model.go and asked
// by semantics.go; Follow keeps a serving process up to date (follow.go);
// Verify looks for damage (verify.go).
//
// The truth is the store. Everything under DIR/index can be made again by
// Rebuild. The package knows no HTTP and no pages, and sends nothing anywhere.
package archive

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"yinju/corpus/effect"
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

	Patience time.Duration // that opening waits for an address to answer, 0 for as long as a question waits
}

// Archive is an open data folder that can be asked. Its methods may be called
// concurrently.
type Archive struct {
	Keeping
	options  Options
	tokens   *zh.Tokenizer
	shipped  *theme.Annotator
	labels   atomic.Pointer[labelling] // the annotator that labels: shipped, or retrained
	effects  *effect.Reader
	rewriter *rewrite.Rewriter

	mu       sync.Mutex // guards opening the engine
	taking   sync.Mutex // held while corrections are read and laid over: older ones never last
	engine   atomic.Pointer[local.Engine]
	unusable atomic.Pointer[UnusableError]

	semantics atomic.Pointer[semantics]
	modelless atomic.Pointer[error] // why there are no semantics, or the last text was not embedded
	aside     remarks               // models and vectors that were found unusable
	examples  exampleCache
	extent    atomic.Pointer[extent]
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
	a := &Archive{Keeping: Keeping{dir: s.Dir(), log: o.Log, store: s}, options: o}
	if err := errors.Join(a.shortened(ctx), a.load()); err != nil {
		s.Close()
		return nil, err
	}
	if err := a.takeAnnotator(ctx); err != nil {
		s.Close()
		return nil, err
	}
	a.openEngine()
	a.openModel(ctx)
	return a, ctx.Err()
}

// load makes tokenizer and annotator, at once since each takes its time.
func (a *Archive) load() error {
	var tokensErr, themeErr, effectErr, soundsErr error
	var wg sync.WaitGroup
	var sounds *zh.Sounds
	wg.Go(func() { a.tokens, tokensErr = zh.New() })
	wg.Go(func() { sounds, soundsErr = zh.NewSounds() })
	wg.Go(func() { a.shipped, themeErr = theme.New() })
	wg.Go(func() { a.effects, effectErr = effect.New() })
	printErr := a.fingerprint()
	wg.Wait()
	if err := errors.Join(tokensErr, themeErr, effectErr, printErr, soundsErr); err != nil {
		return err
	}
	a.rewriter, soundsErr = rewrite.New(sounds.Readings, a.tokens.Query)
	return soundsErr
}

// openEngine opens or refreshes the engine and notes why it cannot be used.
func (a *Archive) openEngine() {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, err := a.fits()
	if err == nil {
		if e := a.engine.Load(); e != nil {
			_, err = e.Refresh()
		} else if e, err = local.Open(a.indexDir(), a.log); err == nil {
			a.engine.Store(e)
			err = a.takeCorrections(context.Background())
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
	return a.shut(func() error {
		if e := a.engine.Load(); e != nil {
			e.Close()
		}
		if s := a.semantics.Load(); s != nil {
			return s.close()
		}
		return nil
	})
}

// New reports an archive into which nothing was ever imported.
func (a *Archive) New(ctx context.Context) bool {
	_, err := a.store.LastImport(ctx)
	return a.empty(ctx) && errors.Is(err, store.ErrNotFound)
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

// Status says which generation is served and what a reader should know.
func (a *Archive) Status() Status {
	var problems []string
	if u := a.unusable.Load(); u != nil {
		problems = append(problems, u.Reason)
	}
	e, err := a.usable()
	if err != nil {
		return Status{Problems: problems}
	}
	m := e.Manifest()
	return a.compared(&m, problems)
}
