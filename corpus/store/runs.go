package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// Run is one import while it goes on.
type Run struct {
	store *Store
	id    int64
}

// Counts is what an import did.
type Counts struct {
	Files     int
	Documents int // new ones and new versions
	Passages  int // of these documents
	Failed    int // files that could not be read
}

// Import is a past import, or one that goes on or was cut off: Finished is then
// zero and so are the Counts.
type Import struct {
	Started, Finished time.Time
	Paths             []string
	Counts
}

// StartRun notes that an import of paths begins. Paths are the arguments as
// absolute paths. Until Finish the import is listed by Unfinished.
func (s *Store) StartRun(ctx context.Context, paths []string) (*Run, error) {
	if s.writes == nil {
		return nil, &UnwritableError{Dir: s.dir, Err: errReadOnly}
	}
	text, err := json.Marshal(paths)
	if err != nil {
		return nil, err
	}
	done, err := s.writes.ExecContext(ctx, `INSERT INTO imports (started, paths) VALUES (?, ?)`, now(), string(text))
	if err != nil {
		return nil, s.fact(err)
	}
	id, err := done.LastInsertId()
	return &Run{s, id}, err
}

// Finish notes that the import came to its end. No batch may be open: Finish
// would wait for it.
func (r *Run) Finish(ctx context.Context, c Counts) error {
	_, err := r.store.writes.ExecContext(ctx, `UPDATE imports
		SET finished = ?, files = ?, documents = ?, passages = ?, failed = ? WHERE id = ?`,
		now(), c.Files, c.Documents, c.Passages, c.Failed, r.id)
	return r.store.fact(err)
}

var errReadOnly = errors.New("档案库以只读方式打开")

func now() string { return time.Now().UTC().Format(time.RFC3339) }

const importColumns = `started, finished, paths, files, documents, passages, failed`

// LastImport returns the import that finished last; ErrNotFound if none has.
func (s *Store) LastImport(ctx context.Context) (*Import, error) {
	found, err := s.imports(ctx, `SELECT `+importColumns+` FROM imports
		WHERE finished IS NOT NULL ORDER BY finished DESC, id DESC LIMIT 1`)
	if err != nil || len(found) == 0 {
		return nil, orNotFound(err)
	}
	return &found[0], nil
}

// Unfinished returns the imports that did not come to their end and were not
// made up for by a later one of the same paths, oldest first. An import that
// still goes on is among them; Writer tells.
func (s *Store) Unfinished(ctx context.Context) ([]Import, error) {
	return s.imports(ctx, `SELECT `+importColumns+` FROM imports i
		WHERE finished IS NULL AND NOT EXISTS (
			SELECT 1 FROM imports later WHERE later.id > i.id AND later.paths = i.paths)
		ORDER BY id`)
}

func (s *Store) imports(ctx context.Context, query string) ([]Import, error) {
	var found []Import
	err := s.each(ctx, func(rows *sql.Rows) error {
		var i Import
		var started string
		var finished sql.NullString
		var paths []byte
		if err := rows.Scan(&started, &finished, &paths, &i.Files, &i.Documents, &i.Passages, &i.Failed); err != nil {
			return err
		}
		i.Started, i.Finished = when(started), when(finished.String)
		found = append(found, i)
		return json.Unmarshal(paths, &found[len(found)-1].Paths)
	}, query)
	return found, err
}

// when reads a time of the database; the zero time for none.
func when(text string) time.Time {
	t, _ := time.Parse(time.RFC3339, text)
	return t
}

func orNotFound(err error) error {
	if err == nil {
		return ErrNotFound
	}
	return err
}
