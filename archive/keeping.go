package archive

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"

	"yinju/corpus/store"
	"yinju/corpus/theme"
	"yinju/index/local"
	"yinju/index/zh"
)

// Keeping is an open data folder that is looked after, not asked: Verify, Status and
// Backup need no dictionaries, no annotator and no model, which take their time and
// 200 MB. Its methods may be called concurrently.
type Keeping struct {
	dir    string
	log    *slog.Logger
	store  *store.Store
	prints local.Fingerprints // of the dictionary and the labels of this program
	tuned  atomic.Pointer[tunedPrint]

	writing sync.Mutex // held while this process writes; Close waits for it
	closed  bool       // guarded by writing
}

// Keep opens the archive in dir, which must hold one, to look after it. An index
// that cannot be used is not an error here: Status names it. What goes wrong inside
// goes to log, which is not nil.
func Keep(ctx context.Context, dir string, log *slog.Logger) (*Keeping, error) {
	s, err := store.Open(dir, true)
	if err != nil {
		return nil, err
	}
	k := &Keeping{dir: s.Dir(), log: log, store: s}
	if err := errors.Join(k.shortened(ctx), k.fingerprint(), ctx.Err()); err != nil {
		s.Close()
		return nil, err
	}
	return k, nil
}

func (k *Keeping) fingerprint() (err error) {
	k.prints.Labels = theme.Fingerprint()
	k.prints.Tokens, err = zh.Fingerprint()
	return err
}

// Close ends all use of the archive, after what is being written.
func (k *Keeping) Close() error { return k.shut(func() error { return nil }) }

// shut closes the store after what is being written and after others; what was
// closed stays so.
func (k *Keeping) shut(others func() error) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	if k.closed {
		return nil
	}
	k.closed = true
	return errors.Join(others(), k.store.Close())
}

// locked runs do as the one writer.
func (k *Keeping) locked(ctx context.Context, command string, do func() error) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	if k.closed {
		return errors.New("档案库已关闭")
	}
	lock, err := store.TakeLock(ctx, k.dir, command)
	if err != nil {
		return err
	}
	return errors.Join(do(), lock.Release())
}

func (k *Keeping) indexDir() string { return filepath.Join(k.dir, "index") }

// fits refuses an index whose words were cut by another dictionary: its counts
// would be wrong without a sign of it.
func (k *Keeping) fits() (*local.Manifest, error) {
	m, err := local.Current(k.indexDir())
	if err != nil {
		return nil, err
	}
	if m.Fingerprints.Tokens != k.prints.Tokens {
		return nil, &local.NoIndexError{Reason: "它是用另一部词典建的", Foreign: true}
	}
	return m, nil
}

// empty reports a store into which nothing was ever written.
func (k *Keeping) empty(ctx context.Context) bool {
	seq, err := k.store.Seq(ctx)
	return err == nil && seq == 0
}

// unpublished says why there are documents that a search does not find, and whether
// a process is at work on it.
func (k *Keeping) unpublished() (why string, working bool) {
	return unpublishedBy(store.Writer(k.dir))
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

// Status says which generation there is and what a reader should know, after
// trying whether it can be opened.
func (k *Keeping) Status() Status {
	m, err := k.fits()
	if err != nil {
		return Status{Problems: []string{err.Error()}}
	}
	e, err := local.Open(k.indexDir(), k.log)
	if err != nil {
		return Status{Problems: []string{err.Error()}}
	}
	e.Close()
	return k.compared(m, nil)
}

// compared holds a generation against the store and this program; problems are those
// that are known.
func (k *Keeping) compared(m *local.Manifest, problems []string) Status {
	s := Status{Generation: fmt.Sprint(m.Number), Built: m.Built, Problems: problems}
	seq, err := k.store.Seq(context.Background())
	if err != nil { // hits are filled from the store: without it nothing can be served
		return Status{Problems: []string{err.Error()}}
	}
	if seq > m.Seq {
		why, working := k.unpublished()
		s.Problems, s.Catching = append(s.Problems, why), working && len(s.Problems) == 0
	}
	if m.Fingerprints.Labels != k.fingerprints().Labels {
		s.Problems = append(s.Problems, "标签由另一版规则所作；请运行 yinju rebuild")
		s.Catching = false
	}
	return s
}
