package vector

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// How long a second writer waits for the first, and how often it looks.
const (
	lockPatience = time.Second
	lockInterval = 50 * time.Millisecond
)

// Table is an append-only file of the vectors of one model, by key. Any number of
// processes may read it while one that holds its Lock writes. A row that was cut
// or damaged counts as absent: the first is dropped when the next writer comes,
// the second stays where it is, and both can be appended again. Its methods may be
// called concurrently.
type Table struct {
	// Workers is how many goroutines share a scan, 0 for one a processor. It is
	// set before use.
	Workers int

	path  string
	model Model

	changing sync.Mutex // held by all that changes the file or the view
	lock     *flock.Flock

	numberings int // how many there were; guarded by changing

	mu  sync.RWMutex // guards now
	now view
}

// OpenTable opens the table file at path, and takes its Lock where it is to be
// writable. A file that does not exist is an empty table, and so is, for reading, the
// empty path. It fails with a TableModelError where the file is of another model, with
// a TableHeaderError where it is no table, as Lock does, and where the model has more
// than 4,096 dimensions.
func OpenTable(path string, m Model, writable bool) (*Table, error) {
	if err := checkModel(m); err != nil {
		return nil, err
	}
	t := &Table{path: path, model: m}
	t.now = t.empty()
	err := t.refresh(false)
	if err == nil && writable {
		err = t.Lock(context.Background())
	}
	if err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

func (t *Table) empty() view {
	t.numberings++
	return view{mapping: noMapping(), keys: &keyIndex{}, dimensions: t.model.Dimensions, numbering: t.numberings}
}

// Snapshot returns the table as it is now. It must be released.
func (t *Table) Snapshot() *Snapshot {
	t.mu.RLock()
	defer t.mu.RUnlock()
	t.now.retain() // the table itself holds a reference, and gives it up under mu
	return &Snapshot{view: t.now, workers: t.Workers}
}

// Rows is how many rows there are, absent ones too.
func (t *Table) Rows() int {
	v := t.view()
	return v.rows
}

// Row returns the row of a key.
func (t *Table) Row(key Key) (row int32, ok bool) {
	v := t.view()
	return v.row(key)
}

// view returns the view without a reference to its mapping: good for what is in
// memory.
func (t *Table) view() view {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.now
}

func (t *Table) publish(v view) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.now.mapping != v.mapping {
		t.now.mapping.release()
	}
	t.now = v
}

// Refresh takes in what another process has appended. A file that was replaced or
// cut is read anew, and its rows have new numbers in snapshots taken from then on:
// see Snapshot.Numbering.
func (t *Table) Refresh() error {
	t.changing.Lock()
	defer t.changing.Unlock()
	return t.refresh(t.lock != nil)
}

// refresh is Refresh; all is as in view.adopt.
func (t *Table) refresh(all bool) error {
	f, err := os.Open(t.path)
	if errors.Is(err, fs.ErrNotExist) {
		t.publish(t.empty())
		return nil
	}
	if err != nil {
		return t.fact("打不开", err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return t.fact("打不开", err)
	}
	v, err := t.follow(f, info)
	if err != nil {
		return err
	}
	if v.file != nil {
		err = guard(func() { v.adopt(info.Size(), all) })
	}
	t.publish(v)
	if err != nil { // keys may hold rows that were not taken in
		t.publish(t.empty())
	}
	return err
}

// follow returns the view to continue with: the present one, with more of its file
// mapped if it has grown, or one without rows of a file that is new or was cut. It
// takes f over.
func (t *Table) follow(f *os.File, info fs.FileInfo) (view, error) {
	v := t.view()
	known := v.of(info) && info.Size() >= v.end()
	if known && info.Size() <= int64(len(v.data)) {
		f.Close()
		return v, nil
	}
	if !known {
		v = t.empty()
		whole, err := readHeader(f, t.path, t.model)
		if err != nil || !whole {
			f.Close()
			return v, err
		}
	}
	mapped, err := mapFile(f, info)
	if err != nil {
		return v, t.fact("打不开", err)
	}
	v.mapping = mapped
	return v, nil
}

// Lock takes the right to write, making the file if there is none and dropping a
// torn row at its end. The operating system takes it back when the process ends.
// After a second of waiting it fails with a TableLockedError.
func (t *Table) Lock(ctx context.Context) error {
	t.changing.Lock()
	defer t.changing.Unlock()
	if t.lock != nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(t.path), 0o755); err != nil {
		return t.fact("建不成", err)
	}
	lock := flock.New(t.path + ".lock")
	err := t.wait(ctx, lock)
	if err == nil {
		err = t.mend()
	}
	if err != nil {
		lock.Close()
		return err
	}
	t.lock = lock
	return nil
}

// wait waits for the lock as corpus/store does for its own. The two stay apart: both
// rooms may import corpus and corpus/hanzi only, which are functions on text, and
// they share no more than these few lines round flock.
func (t *Table) wait(ctx context.Context, lock *flock.Flock) error {
	patience, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	taken, err := lock.TryLockContext(patience, lockInterval)
	switch {
	case taken:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case patience.Err() != nil:
		return &TableLockedError{t.path}
	}
	return t.fact("锁不住", err)
}

// Unlock gives the right to write back, and does nothing without it.
func (t *Table) Unlock() error {
	t.changing.Lock()
	defer t.changing.Unlock()
	return t.unlock()
}

func (t *Table) unlock() error {
	if t.lock == nil {
		return nil
	}
	lock := t.lock
	t.lock = nil
	return lock.Close()
}

// Close gives back the lock and, once the last snapshot is released, the file. The
// table is empty after it.
func (t *Table) Close() error {
	t.changing.Lock()
	defer t.changing.Unlock()
	t.publish(t.empty())
	return t.unlock()
}

// fact says what could not be done to the file.
func (t *Table) fact(what string, err error) error {
	return fmt.Errorf("%s向量文件 %s：%w；请检查权限与磁盘", what, t.path, err)
}
