package store

import (
	"context"
	"database/sql"
	"os"
)

// Check looks through the structure of the database; a DamagedError if it is not
// sound. It reads corpus.db once.
func (s *Store) Check(ctx context.Context) error {
	if err := s.checkSize(); err != nil {
		return err
	}
	return s.each(ctx, func(rows *sql.Rows) error {
		var finding string
		if err := rows.Scan(&finding); err != nil {
			return err
		}
		if finding != "ok" {
			return &DamagedError{File: s.database(), What: finding}
		}
		return nil
	}, `PRAGMA quick_check`)
}

// checkSize finds a file that was cut within a page, which SQLite fills with
// zeros. With a write-ahead log the last page may be unfinished for a good reason.
func (s *Store) checkSize() error {
	if log, err := os.Stat(s.database() + "-wal"); err == nil && log.Size() > 0 {
		return nil
	}
	file, err := os.Stat(s.database())
	if err == nil && file.Size()%smallestPage != 0 {
		return &DamagedError{File: s.database(), What: "文件末尾残缺"}
	}
	return err
}

const smallestPage = 512 // of any SQLite database, in bytes
