package store

import (
	"context"
	"database/sql"
)

// Keys returns the keys of all documents that are held, by document id.
func (s *Store) Keys(ctx context.Context) (map[string]string, error) {
	keys := map[string]string{}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var id, key string
		if err := rows.Scan(&id, &key); err != nil {
			return err
		}
		keys[id] = key
		return nil
	}, `SELECT id, key FROM documents WHERE version IS NOT NULL`)
	return keys, err
}
