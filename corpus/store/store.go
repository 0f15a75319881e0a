// Package store keeps an archive's truth: what was received, what was read from
// it, and when. Everything else in an archive folder is made from it.
//
// The tour. Open and Create (this file, connect.go, migrate.go) give a Store over
// DIR/corpus.db. A writer takes Lock first, keeps each received file with Receive
// (originals.go), starts a Run (runs.go) and Puts documents in a Batch, which is
// one transaction (batch.go). Readers ask for documents (documents.go), passages
// (passages.go), the coverage (coverage.go) and what has changed since a sequence
// number (changes.go). Remove takes documents out and Erase leaves nothing of them
// (removal.go). Correct keeps what people say of labels and fields, which nothing
// else touches (corrections.go). Check and Verify look for damage (check.go, verify.go): every row
// carries a sum of itself (rows.go, sums.go), and whoever reads a row that is not
// what was written gets a DamagedError. Unclean tells of a process that did not
// come to its end (unclean.go). Backup and Restore carry an archive elsewhere as
// one file (backup.go, restore.go, bundle.go); errors.go has the facts that go
// wrong.
//
// A version is one reading of a document: its text, sections and passages. The
// text is stored once, in the pieces that the passages cut it into. A passage of
// an earlier version keeps its row, so its address goes on answering.
//
// The package does not read file formats (corpus/read), cut passages
// (corpus.Split) or search. It does not take the writer lock by itself: who holds
// it also changes things outside the database.
package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
)

const (
	databaseName  = "corpus.db"
	originalsName = "originals"
	lockName      = "lock"
)

// Store is an open archive. Its methods may be called from several goroutines;
// only one Batch can be open at a time, a second Begin waits for the first.
type Store struct {
	dir    string
	name   string // of the database in dir
	reads  *pool
	writes *sql.DB   // one connection; nil when opened read-only
	follow *sql.Conn // its data_version is the one that DataVersion reports
	mark   *running  // that this process has the archive open; nil when opened read-only
}

// Open opens the archive in dir. With readOnly nothing in dir is changed, and a
// read-only file system will do. It fails with a NoArchiveError, DamagedError,
// NewerError or OlderError.
func Open(dir string, readOnly bool) (*Store, error) {
	s, err := newStore(dir)
	if err != nil {
		return nil, err
	}
	if err := s.lost(); err != nil {
		return nil, err
	}
	if info, err := os.Stat(s.database()); err != nil || !info.Mode().IsRegular() {
		return nil, noArchive(s.dir, err)
	}
	return s.open(readOnly)
}

// Create opens the archive in dir for writing and makes it, with the folder, if
// there is none.
func Create(dir string) (*Store, error) {
	s, err := newStore(dir)
	if err != nil {
		return nil, err
	}
	if err := s.lost(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(s.dir, originalsName), 0o755); err != nil {
		return nil, unwritable(s.dir, err)
	}
	return s.open(false)
}

func newStore(dir string) (*Store, error) {
	abs, err := filepath.Abs(dir)
	return &Store{dir: abs, name: databaseName}, err
}

func (s *Store) open(readOnly bool) (*Store, error) {
	if err := s.connect(readOnly); err != nil {
		return nil, s.abandon(err)
	}
	follow, err := s.reads.db.Conn(context.Background())
	if err != nil {
		return nil, s.abandon(err)
	}
	s.follow = follow
	if !readOnly {
		s.mark = markRunning(s.dir)
	}
	return s, nil
}

// abandon closes what open had opened and returns why.
func (s *Store) abandon(err error) error {
	s.Close()
	return s.fact(err)
}

// Close closes the database. The last one to close an archive that can be
// written also folds the write-ahead log into corpus.db.
func (s *Store) Close() error {
	var first error
	keep := func(err error) {
		if first == nil {
			first = err
		}
	}
	if s.follow != nil {
		keep(s.follow.Close())
	}
	if s.reads != nil {
		keep(s.reads.close())
	}
	if s.writes != nil {
		keep(s.writes.Close())
	}
	s.mark.end()
	s.mark = nil
	return first
}

// Dir returns the absolute path of the archive's folder.
func (s *Store) Dir() string { return s.dir }

// ReadOnly reports a store that cannot be written to.
func (s *Store) ReadOnly() bool { return s.writes == nil }

func (s *Store) database() string { return filepath.Join(s.dir, s.name) }
