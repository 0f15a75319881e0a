package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// runningName is a folder with a file for every process that has the archive
// open for writing, locked while the process lives. A file that nobody locks was
// left by a process that did not come to its end: killed, or by a power cut.
const runningName = "running"

// running is the file of this process.
type running struct{ file *flock.Flock }

// markRunning notes that this process has the archive open. It returns nil where
// the note cannot be made: a full disk should not keep an archive from opening.
func markRunning(dir string) *running {
	folder := filepath.Join(dir, runningName)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil
	}
	f, err := os.CreateTemp(folder, "process-*")
	if err != nil {
		return nil
	}
	f.Close()
	file := flock.New(f.Name())
	if taken, err := file.TryLock(); err != nil || !taken {
		return nil
	}
	return &running{file}
}

// end takes the note back.
func (r *running) end() {
	if r != nil {
		os.Remove(r.file.Path())
		r.file.Close()
	}
}

// Unclean reports whether a process that had the archive open for writing did
// not come to its end, so that what it wrote should be looked at: what the disk
// was told to keep is kept, and yet a power cut can spoil files. It stays so
// until Settle.
func (s *Store) Unclean() bool { return len(s.abandoned()) > 0 }

// Settle says that the archive was looked at and is sound: what the processes
// that did not come to their end left is forgotten.
func (s *Store) Settle() error {
	var errs []error
	for _, path := range s.abandoned() {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return s.writing(errors.Join(errs...))
}

// abandoned lists the notes of processes that have ended.
func (s *Store) abandoned() (paths []string) {
	folder := filepath.Join(s.dir, runningName)
	notes, _ := os.ReadDir(folder)
	for _, note := range notes {
		path := filepath.Join(folder, note.Name())
		if s.mark != nil && path == s.mark.file.Path() {
			continue
		}
		file := flock.New(path)
		if free, err := file.TryRLock(); err == nil && free {
			paths = append(paths, path)
		}
		file.Close()
	}
	return paths
}
