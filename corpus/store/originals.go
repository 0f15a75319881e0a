package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Original says where a document was received: in which file, and where in it.
type Original struct {
	Hash   string // SHA-256 of the received file, lower-case hex; from Receive
	Path   string // where the file lay
	Line   int    // of a record, from 1; 0 if the document is the whole file
	Offset int64  // of a record, in bytes of the file, of its unpacked content if it is a gzip file
	Length int64  // of a record, in bytes
}

// place is Original as a person reads it.
func (o Original) place() string {
	if o.Line == 0 {
		return o.Path
	}
	return fmt.Sprintf("%s 第 %d 行", o.Path, o.Line)
}

// Receive keeps a file under the hash of its content, which it returns. A file
// that is there already is left alone. When Receive returns without error the
// file will survive a power cut.
func (s *Store) Receive(r io.Reader) (hash string, err error) {
	temp, err := os.CreateTemp(filepath.Join(s.dir, originalsName), "receiving-*")
	if err != nil {
		return "", s.writing(err)
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(temp, sum), r); err != nil {
		return "", s.writing(err)
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	if s.verifyOriginal(hash) == "" {
		return hash, nil
	}
	return hash, s.writing(s.keep(temp, hash))
}

// keep gives a complete temporary file its lasting name.
func (s *Store) keep(temp *os.File, hash string) error {
	if err := errors.Join(temp.Chmod(0o444), temp.Sync()); err != nil {
		return err
	}
	path := s.originalPath(hash)
	folder := filepath.Dir(path)
	switch err := os.Mkdir(folder, 0o755); {
	case err == nil:
		if err := syncDir(filepath.Dir(folder)); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrExist):
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	return syncDir(folder)
}

// syncDir makes the names in a folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// writing makes facts of what goes wrong in writing a file; an error of the
// reader that the file came from stays as it is.
func (s *Store) writing(err error) error { return writingTo(s.dir, err) }

func writingTo(dir string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return &FullError{Dir: dir, Err: err}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return unwritable(dir, err)
	}
	return err
}

func (s *Store) originalPath(hash string) string {
	return filepath.Join(s.dir, originalsName, hash[:min(2, len(hash))], hash)
}

// Original opens a received file by its hash. ErrNotFound if there is none.
func (s *Store) Original(hash string) (io.ReadCloser, error) {
	if !isHash(hash) {
		return nil, ErrNotFound
	}
	file, err := os.Open(s.originalPath(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	return file, err
}

func isHash(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// Received returns the sizes in bytes of the received files, by the path that each
// came from last.
func (s *Store) Received(ctx context.Context) (map[string]int64, error) {
	sizes := map[string]int64{}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var path, hash string
		if err := rows.Scan(&path, &hash); err != nil {
			return err
		}
		if info, err := os.Stat(s.originalPath(hash)); err == nil {
			sizes[path] = info.Size()
		}
		return nil
	}, `SELECT DISTINCT path, original FROM versions`)
	return sizes, err
}

// Sweep removes received files that no version points to: those of documents
// that turned out to be unchanged, of an import that was cut off, of removed
// documents. The caller holds the writer lock.
func (s *Store) Sweep(ctx context.Context) (removed int, err error) {
	wanted := map[string]bool{}
	err = s.each(ctx, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		wanted[hash] = true
		return err
	}, `SELECT DISTINCT original FROM versions`)
	if err != nil {
		return 0, err
	}
	err = filepath.WalkDir(filepath.Join(s.dir, originalsName), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || wanted[entry.Name()] {
			return err
		}
		removed++
		err = os.Remove(path)
		os.Remove(filepath.Dir(path)) // its folder, if that is empty now
		return err
	})
	return removed, s.writing(err)
}
