package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"yinju/corpus"
)

// Remove takes documents out of the archive in one transaction, as Batch.Remove
// does. Until Erase has run, their texts may still stand in the files.
func (s *Store) Remove(ctx context.Context, keys []string) error {
	b, err := (&Run{store: s}).Begin(ctx, "")
	if err != nil {
		return err
	}
	defer b.Rollback()
	for _, key := range keys {
		if err := b.Remove(key); err != nil {
			return err
		}
	}
	if err := s.noteErase(); err != nil {
		return err
	}
	return b.Commit()
}

// KeyOf returns the key of a document by its id, of a removed one too;
// ErrNotFound if the archive has never held it.
func (s *Store) KeyOf(ctx context.Context, id string) (key string, err error) {
	err = s.one(ctx, []any{&key}, `SELECT key FROM documents WHERE id = ?`, id)
	return key, err
}

// Shared returns the places of the received files that a document came in
// together with others: they hold its text and are kept for the others' sake.
func (s *Store) Shared(ctx context.Context, key string) ([]string, error) {
	var places []string
	err := s.each(ctx, func(rows *sql.Rows) error {
		var place string
		err := rows.Scan(&place)
		places = append(places, place)
		return err
	}, `SELECT DISTINCT path FROM versions mine WHERE document = ?1 AND EXISTS (
		SELECT 1 FROM versions other WHERE other.original = mine.original AND other.document <> ?1) ORDER BY path`,
		corpus.DocID(key))
	return places, err
}

// Lacking returns the keys of the documents that earlier runs met under root,
// one of their paths, and this run did not, unless they were also brought by
// another path or kept says of their place that they should stay.
func (r *Run) Lacking(ctx context.Context, root string, kept func(place string) bool) ([]string, error) {
	var keys []string
	err := r.store.each(ctx, func(rows *sql.Rows) error {
		var seen sightingRow
		var key string
		var elsewhere bool
		err := r.store.scan(rows, &seen, &key, &elsewhere)
		if err == nil && !elsewhere && !kept(seen.place) {
			keys = append(keys, key)
		}
		return err
	}, `SELECT `+sightingColumns+`, d.key,
			EXISTS (SELECT 1 FROM sightings o WHERE o.document = s.document AND o.root <> s.root)
		FROM sightings s JOIN documents d ON d.id = s.document
		WHERE s.root = ? AND s.run < ? AND d.version IS NOT NULL ORDER BY d.key`, root, r.row.id)
	return keys, err
}

// How long Erase waits for readers that still look at what was removed, and how
// often it tries.
const (
	erasePatience = 10 * time.Second
	eraseInterval = 100 * time.Millisecond
)

// Erase makes what was removed gone from the files: received files that no
// version names are deleted, the database is written anew without its leavings
// (SQLite overwrites what is deleted, and not what it has moved before), and its write-ahead log is emptied. It needs as much free space as corpus.db
// takes. The caller holds the writer lock.
func (s *Store) Erase(ctx context.Context) error {
	if _, err := s.Sweep(ctx); err != nil {
		return err
	}
	if _, err := s.writes.ExecContext(ctx, `VACUUM`); err != nil {
		return s.fact(err)
	}
	if err := s.emptyLog(ctx); err != nil {
		return err
	}
	return os.Remove(filepath.Join(s.dir, eraseName))
}

var errLogInUse = errors.New("corpus.db-wal 仍被另一个程序使用，其中或留有已移除的文字；待其结束后运行 yinju rebuild")

// emptyLog folds the write-ahead log into corpus.db and cuts it to nothing.
func (s *Store) emptyLog(ctx context.Context) error {
	for deadline := time.Now().Add(erasePatience); ; time.Sleep(eraseInterval) {
		var busy, log, folded int
		err := s.writes.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &folded)
		if err != nil {
			return s.fact(err)
		}
		if info, err := os.Stat(s.database() + "-wal"); busy == 0 && (errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0) {
			return nil
		}
		if time.Now().After(deadline) {
			return errLogInUse
		}
	}
}

// eraseName is a file that says that Erase has not yet run after a removal.
const eraseName = "erase"

// EraseDue reports that documents were removed and not erased.
func (s *Store) EraseDue() bool {
	_, err := os.Stat(filepath.Join(s.dir, eraseName))
	return err == nil
}

// noteErase makes EraseDue true, before a removal.
func (s *Store) noteErase() error {
	file, err := os.Create(filepath.Join(s.dir, eraseName))
	if err == nil {
		err = errors.Join(file.Close(), syncDir(s.dir))
	}
	return s.writing(err)
}
