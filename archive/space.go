package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"yinju/corpus/store"
)

// How much of the disk a task takes, as multiples of what it starts from, and how
// many times that must be free: merging shards writes copies, and others write too.
const (
	takenByText  = 7 // the received file, the database with its log, the index
	packed       = 4 // unpacked bytes of a gzip file by its size
	takenByIndex = 2 // of an index by the size of corpus.db, where there is none yet
	spare        = 2
	restoreRoom  = spare * (1 + takenByIndex) // of the unpacked backup
)

// room refuses an import for which the disk has too little room. What the archive
// has received already from the same place in the same size is not counted.
func (a *Archive) room(ctx context.Context, files []found) error {
	held, err := a.store.Received(ctx)
	if err != nil {
		return err
	}
	var fresh int64
	for _, f := range files {
		switch {
		case f.refused() != "" || held[f.path] == f.size:
		case strings.HasSuffix(f.path, ".gz"):
			fresh += packed * f.size
		default:
			fresh += f.size
		}
	}
	return store.CheckSpace(a.dir, spare*takenByText*fresh)
}

// roomToBuild refuses a rebuild for which the disk has too little room.
func (a *Archive) roomToBuild() error {
	var index int64
	filepath.WalkDir(a.indexDir(), func(_ string, e fs.DirEntry, err error) error {
		if info, infoErr := infoOf(e, err); infoErr == nil && info.Mode().IsRegular() {
			index += info.Size()
		}
		return nil
	})
	if info, err := os.Stat(filepath.Join(a.dir, "corpus.db")); err == nil {
		index = max(index, takenByIndex*info.Size())
	}
	return store.CheckSpace(a.dir, spare*index)
}

func infoOf(e fs.DirEntry, err error) (fs.FileInfo, error) {
	if err != nil {
		return nil, err
	}
	return e.Info()
}

// plainly says of a full disk, wherever it was met, what a person can do.
func (a *Archive) plainly(err error) error {
	full := new(store.FullError)
	switch {
	case err == nil, errors.As(err, &full) && len(strings.Split(err.Error(), "\n")) == 1:
		return err
	case errors.As(err, &full), errors.Is(err, syscall.ENOSPC), strings.Contains(fmt.Sprint(err), syscall.ENOSPC.Error()):
		return &store.FullError{Dir: a.dir, Err: err}
	}
	return err
}
