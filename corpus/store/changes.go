package store

import (
	"context"
	"database/sql"
)

// Change says that a document is not what it was.
type Change struct {
	Seq   int64
	DocID string
	Live  bool // false: it was removed
}

// Seq returns the sequence number of the newest change, 0 in an empty archive.
func (s *Store) Seq(ctx context.Context) (seq int64, err error) {
	err = s.one(ctx, []any{&seq}, `SELECT coalesce(max(seq), 0) FROM documents`)
	return seq, err
}

// Changes returns the documents that changed after sequence number since, in the
// order of their last change: each once, however often it changed.
func (s *Store) Changes(ctx context.Context, since int64) ([]Change, error) {
	var changes []Change
	err := s.each(ctx, func(rows *sql.Rows) error {
		var c Change
		err := rows.Scan(&c.Seq, &c.DocID, &c.Live)
		changes = append(changes, c)
		return err
	}, `SELECT seq, id, version IS NOT NULL FROM documents WHERE seq > ? ORDER BY seq`, since)
	return changes, err
}

// DataVersion returns a number that is another one after any process has written
// to the database. Only its change means something, and only within this Store.
func (s *Store) DataVersion(ctx context.Context) (version int64, err error) {
	err = s.follow.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version)
	return version, s.fact(err)
}
