package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// lost is a DamagedError for a folder that has no database although it holds what
// only an archive has, received files or an index: it must not be taken for a new
// one.
func (s *Store) lost() error {
	if _, err := os.Stat(s.database()); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, trace := range []string{filepath.Join(originalsName, "*", "*"), filepath.Join("index", "CURRENT")} {
		if found, _ := filepath.Glob(filepath.Join(s.dir, trace)); len(found) > 0 {
			return &DamagedError{File: s.database(), What: "文件缺失，而由它而来的 " + found[0] + " 还在"}
		}
	}
	return nil
}
