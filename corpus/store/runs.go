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
	row   importRow
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
	run := &Run{store: s, row: importRow{started: now(), paths: string(text)}}
	tx, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return nil, s.fact(err)
	}
	defer tx.Rollback()
	done, err := tx.ExecContext(ctx, `INSERT INTO imports (started, paths) VALUES (?, ?)`, run.row.started, run.row.paths)
	if err != nil {
		return nil, s.fact(err)
	}
	if run.row.id, err = done.LastInsertId(); err != nil {
		return nil, err
	}
	if err := run.save(ctx, tx); err != nil {
		return nil, err
	}
	return run, s.fact(tx.Commit())
}

// execer is a transaction or the whole database.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// save writes what is known of the run, with its sum.
func (r *Run) save(ctx context.Context, to execer) error {
	row := &r.row
	_, err := to.ExecContext(ctx, `UPDATE imports
		SET finished = ?, files = ?, documents = ?, passages = ?, failed = ?, sum = ? WHERE id = ?`,
		row.finished, row.Files, row.Documents, row.Passages, row.Failed, row.sum(), row.id)
	return r.store.fact(err)
}

// Finish notes that the import came to its end. No batch may be open: Finish
// would wait for it.
func (r *Run) Finish(ctx context.Context, c Counts) error {
	r.row.finished = sql.NullString{String: now(), Valid: true}
	r.row.Counts = c
	return r.save(ctx, r.store.writes)
}

var errReadOnly = errors.New("档案库以只读方式打开")

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// LastImport returns the import that finished last; ErrNotFound if none has.
func (s *Store) LastImport(ctx context.Context) (*Import, error) {
	found, err := s.imports(ctx, `SELECT `+importColumns+` FROM imports i
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
		var r importRow
		if err := s.scan(rows, &r); err != nil {
			return err
		}
		i := Import{Started: when(r.started), Finished: when(r.finished.String), Counts: r.Counts}
		err := json.Unmarshal([]byte(r.paths), &i.Paths)
		found = append(found, i)
		return err
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
