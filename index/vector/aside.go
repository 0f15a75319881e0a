package vector

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/gofrs/flock"
)

// keptAside is the largest file of which SetAside keeps a copy, in bytes: enough to
// see what happened to it, while a large one only takes the room of its successor.
const keptAside = 8 << 20

// AsideSuffix ends the name of what SetAside keeps.
const AsideSuffix = ".damaged"

// SetAside takes a file that OpenTable refuses for model m out of the way: a small
// one is renamed to path.damaged, a large one deleted. It does nothing where the file
// is gone or can be used by now, and fails with a TableLockedError while another
// process writes.
func SetAside(ctx context.Context, path string, m Model) error {
	t := &Table{path: path, model: m}
	lock := flock.New(path + ".lock")
	defer lock.Close()
	if err := t.wait(ctx, lock); err != nil {
		return err
	}
	if !t.refused() {
		return nil
	}
	info, err := os.Stat(path)
	if err == nil && info.Size() > keptAside {
		err = os.Remove(path)
	} else if err == nil {
		err = os.Rename(path, path+AsideSuffix)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return t.fact("移不开", err)
	}
	return nil
}

// refused reports a file whose header is not that of a table of the model.
func (t *Table) refused() bool {
	f, err := os.Open(t.path)
	if err != nil {
		return false
	}
	defer f.Close()
	_, err = readHeader(f, t.path, t.model)
	return Refused(err)
}

// Refused reports an error of OpenTable that lies in what the file is, and that
// SetAside helps against.
func Refused(err error) bool {
	return errors.As(err, new(*TableHeaderError)) || errors.As(err, new(*TableModelError))
}
