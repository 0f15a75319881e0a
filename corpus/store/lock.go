package store

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// How long a second writer waits for the first, and how often it looks.
const (
	lockPatience = time.Second
	lockInterval = 50 * time.Millisecond
)

// Holder is the process that holds the writer lock.
type Holder struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// Lock is the right to write to an archive. The operating system takes it back
// when the process ends, however it ends.
type Lock struct{ file *flock.Flock }

// TakeLock takes the writer lock of the archive in dir, making dir if there is
// none. command tells others what the holder is doing ("import"). After a second
// of waiting it fails with a LockedError.
func TakeLock(ctx context.Context, dir, command string) (*Lock, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, unwritable(dir, err)
	}
	file := flock.New(filepath.Join(dir, lockName))
	err := wait(ctx, file)
	if err == nil {
		err = writeHolder(file.Path(), command)
	}
	var locked *LockedError
	switch {
	case err == nil:
		return &Lock{file}, nil
	case ctx.Err() == nil && !errors.As(err, &locked):
		err = unwritable(dir, err)
	}
	file.Close()
	return nil, err
}

// wait locks file, or says who holds it once patience is at its end.
func wait(ctx context.Context, file *flock.Flock) error {
	patience, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	taken, err := file.TryLockContext(patience, lockInterval)
	switch {
	case taken:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case patience.Err() != nil:
		return &LockedError{Dir: filepath.Dir(file.Path()), Holder: readHolder(file.Path())}
	}
	return err
}

// Release gives the lock back.
func (l *Lock) Release() error {
	os.Truncate(l.file.Path(), 0)
	return l.file.Unlock()
}

// Remove gives the lock back and leaves no file, where no archive came of it.
func (l *Lock) Remove() error {
	return errors.Join(os.Remove(l.file.Path()), l.file.Unlock())
}

// Writer returns who is writing to the archive in dir, or false if nobody is.
func Writer(dir string) (Holder, bool) {
	path := filepath.Join(dir, lockName)
	if _, err := os.Stat(path); err != nil {
		return Holder{}, false
	}
	file := flock.New(path)
	defer file.Close()
	if free, err := file.TryRLock(); err != nil || free {
		return Holder{}, false
	}
	return readHolder(path), true
}

func writeHolder(path, command string) error {
	text, err := json.Marshal(Holder{PID: os.Getpid(), Command: command, Since: time.Now().UTC()})
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// readHolder returns the zero Holder where the file says nothing readable.
func readHolder(path string) Holder {
	var holder Holder
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &holder) != nil {
		return Holder{}
	}
	return holder
}
