package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/mattn/go-sqlite3"
)

// Memory for pages, in KiB as SQLite writes it; a reader has it once a connection.
const (
	writerCache = "-32768"
	readerCache = "-8192"
)

// connect opens the two pools: one connection that writes, several that cannot.
func (s *Store) connect(readOnly bool) error {
	if readOnly {
		return s.connectReadOnly()
	}
	if err := s.connectWriter(); err != nil {
		return err
	}
	return s.connectReaders(url.Values{"mode": {"rw"}})
}

func (s *Store) connectWriter() error {
	db, err := sql.Open("sqlite3", s.dsn(url.Values{
		"_journal_mode":  {"WAL"},
		"_synchronous":   {"FULL"}, // a commit is on the disk before it is acknowledged
		"_foreign_keys":  {"on"},
		"_secure_delete": {"on"}, // a removed text leaves no bytes behind
		"_txlock":        {"immediate"},
		"_busy_timeout":  {"5000"},
		"_cache_size":    {writerCache},
	}))
	if err != nil {
		return err
	}
	s.writes = db
	db.SetMaxOpenConns(1)
	if err := s.migrate(); cannotShare(err) {
		return &UnwritableError{Dir: s.dir, Err: err}
	} else if err != nil {
		return err
	}
	return nil
}

// connectReadOnly reads beside a writer where it can. On a file system that lets
// it make no shared-memory file it takes corpus.db as it lies, which is right
// only if nothing waits in the write-ahead log.
func (s *Store) connectReadOnly() error {
	err := s.connectReaders(url.Values{"mode": {"ro"}})
	if !cannotShare(err) {
		return err
	}
	if log, statErr := os.Stat(s.database() + "-wal"); statErr == nil && log.Size() > 0 {
		return &UnwritableError{Dir: s.dir, Err: errPendingLog}
	}
	return s.connectReaders(url.Values{"mode": {"ro"}, "immutable": {"1"}})
}

var errPendingLog = errors.New("corpus.db-wal 中有尚未并入的内容，须先以可写方式打开一次")

func cannotShare(err error) bool {
	var code sqlite3.Error
	return errors.As(err, &code) && (code.Code == sqlite3.ErrCantOpen || code.Code == sqlite3.ErrReadonly)
}

func (s *Store) connectReaders(params url.Values) error {
	params.Set("_query_only", "on")
	params.Set("_busy_timeout", "3000")
	params.Set("_cache_size", readerCache)
	db, err := sql.Open("sqlite3", s.dsn(params))
	if err != nil {
		return err
	}
	connections := 2*runtime.GOMAXPROCS(0) + 2 // one is kept by follow, one by a rebuild
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if err := s.checkFormat(db); err != nil {
		db.Close()
		return err
	}
	s.reads = &pool{db: db, prepared: map[string]*sql.Stmt{}}
	return nil
}

func (s *Store) dsn(params url.Values) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(s.database()), RawQuery: params.Encode()}
	return u.String()
}

// pool is the readers' connections with the statements prepared so far, by text.
type pool struct {
	db       *sql.DB
	mu       sync.Mutex
	prepared map[string]*sql.Stmt
}

func (p *pool) statement(query string) (*sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if stmt := p.prepared[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := p.db.PrepareContext(context.Background(), query)
	if err == nil {
		p.prepared[query] = stmt
	}
	return stmt, err
}

func (p *pool) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, stmt := range p.prepared {
		stmt.Close()
	}
	return p.db.Close()
}

// each calls scan for every row of query.
func (s *Store) each(ctx context.Context, scan func(*sql.Rows) error, query string, args ...any) error {
	stmt, err := s.reads.statement(query)
	if err != nil {
		return s.fact(err)
	}
	return s.fact(scanAll(ctx, stmt, scan, args...))
}

// one scans the only row of query into dest; ErrNotFound if there is none.
func (s *Store) one(ctx context.Context, dest []any, query string, args ...any) error {
	stmt, err := s.reads.statement(query)
	if err != nil {
		return s.fact(err)
	}
	return s.fact(stmt.QueryRowContext(ctx, args...).Scan(dest...))
}

func scanAll(ctx context.Context, stmt *sql.Stmt, scan func(*sql.Rows) error, args ...any) error {
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
