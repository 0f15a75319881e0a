package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"yinju/corpus"
)

// Heads returns the fields of the newest versions of documents, without text, by
// document id; those that are not there are left out.
func (s *Store) Heads(ctx context.Context, ids []string) (map[string]*corpus.Document, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	heads := make(map[string]*corpus.Document, len(ids))
	err = s.each(ctx, func(rows *sql.Rows) error {
		var v versionRow
		d := &corpus.Document{}
		if err := s.scan(rows, &v, &d.Key); err != nil {
			return err
		}
		heads[v.document] = d
		return decodeFields([]byte(v.fields), d)
	}, `SELECT `+versionColumns+`, d.key FROM documents d JOIN versions v ON v.id = d.version
		WHERE d.id IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return nil, err
	}
	supplied, err := s.supplied(ctx)
	for id, d := range heads {
		complete(d, supplied[id])
	}
	return heads, err
}
