package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"yinju/corpus"
)

// StoredDocument is a version of a document with everything that was put.
type StoredDocument struct {
	ID       string
	Document corpus.Document
	Passages []corpus.Passage
	Version
}

// Version is one version of a document.
type Version struct {
	Number   int // from 1
	Imported time.Time
	Original Original
	Current  bool // the newest one
	row      int64
}

const selectVersion = `SELECT ` + versionColumns + `, ` + documentColumns + `, v.tail, v.sections, v.origin
	FROM documents d JOIN versions v `

const selectPassages = `SELECT id, start, section, locator, lead, text
	FROM passages WHERE version = ? ORDER BY ord`

// Document returns the newest version of a document by its id; ErrNotFound, or
// ErrGone if it was removed.
func (s *Store) Document(ctx context.Context, id string) (*StoredDocument, error) {
	return s.version(ctx, id, selectVersion+`ON v.id = d.version WHERE d.id = ?`, id)
}

// DocumentVersion returns version n of a document, counted from 1.
func (s *Store) DocumentVersion(ctx context.Context, id string, n int) (*StoredDocument, error) {
	return s.version(ctx, id, selectVersion+`ON v.document = d.id WHERE d.id = ? AND v.number = ?`, id, n)
}

func (s *Store) version(ctx context.Context, id, query string, args ...any) (*StoredDocument, error) {
	var found *StoredDocument
	var end ending
	err := s.each(ctx, func(rows *sql.Rows) (err error) {
		found, end, err = s.scanVersion(rows)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	if found == nil {
		return nil, s.absent(ctx, id)
	}
	read, err := s.reads.statement(selectPassages)
	if err != nil {
		return nil, s.fact(err)
	}
	supplied, err := s.supplied(ctx)
	if err != nil {
		return nil, err
	}
	complete(&found.Document, supplied[found.ID])
	return found, s.fact(s.fill(ctx, found, read, end))
}

// absent says why there is no document or no such version: ErrGone, ErrNotFound
// or a DamagedError.
func (s *Store) absent(ctx context.Context, id string) error {
	var d documentRow
	var held bool
	err := s.one(ctx, append(d.dest(), &held), `SELECT `+documentColumns+`,
		d.version IS NULL OR EXISTS (SELECT 1 FROM versions v WHERE v.id = d.version) FROM documents d WHERE d.id = ?`, id)
	switch {
	case errors.Is(err, ErrNotFound):
		return s.orphaned(ctx, id)
	case err != nil:
		return err
	case s.sound(&d) != nil:
		return s.sound(&d)
	case !d.version.Valid:
		return ErrGone
	case !held:
		return s.damaged(d.whose() + "没有它的当前版本")
	}
	return ErrNotFound
}

// orphaned is ErrNotFound, or a DamagedError if there are versions of a document
// that has no row of its own.
func (s *Store) orphaned(ctx context.Context, id string) error {
	var versions bool
	err := s.one(ctx, []any{&versions}, `SELECT EXISTS (SELECT 1 FROM versions WHERE document = ?)`, id)
	switch {
	case err != nil:
		return err
	case versions:
		return s.damaged("文献 " + id + " 有版本而没有条目")
	}
	return ErrNotFound
}

// Documents returns the newest versions of the documents with these ids, in this
// order; those that are not there are left out.
func (s *Store) Documents(ctx context.Context, ids []string) ([]*StoredDocument, error) {
	found := make([]*StoredDocument, 0, len(ids))
	for _, id := range ids {
		d, err := s.Document(ctx, id)
		switch {
		case errors.Is(err, ErrNotFound), errors.Is(err, ErrGone):
		case err != nil:
			return nil, err
		default:
			found = append(found, d)
		}
	}
	return found, nil
}

// EachDocument calls f for the newest version of every document, by key, as they
// were when it began. It ends with the first error of f, or when ctx ends.
func (s *Store) EachDocument(ctx context.Context, f func(*StoredDocument) error) error {
	var lost int
	err := s.one(ctx, []any{&lost}, `SELECT count(*) FROM documents d
		WHERE version IS NOT NULL AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.id = d.version)`)
	if err == nil && lost > 0 {
		err = s.damaged(fmt.Sprintf("%d 份文献没有当前版本", lost))
	}
	if err != nil {
		return err
	}
	return s.eachVersion(ctx, `ON v.id = d.version ORDER BY d.key`, func(d *StoredDocument, err error) error {
		if err != nil {
			return err
		}
		return f(d)
	})
}

// eachVersion calls f for the versions that join names. A version that is
// damaged is handed to f with the fact.
func (s *Store) eachVersion(ctx context.Context, join string, f func(*StoredDocument, error) error) error {
	// Cancelling is looked at once a document: the driver would start a goroutine
	// for every row to look at it.
	unhurried := context.WithoutCancel(ctx)
	supplied, err := s.supplied(unhurried)
	if err != nil {
		return err
	}
	tx, err := s.reads.db.BeginTx(unhurried, nil)
	if err != nil {
		return s.fact(err)
	}
	defer tx.Rollback()
	read, err := tx.PrepareContext(unhurried, selectPassages)
	if err != nil {
		return s.fact(err)
	}
	all, err := tx.PrepareContext(unhurried, selectVersion+join)
	if err != nil {
		return s.fact(err)
	}
	return s.fact(scanAll(unhurried, all, func(rows *sql.Rows) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d, end, err := s.scanVersion(rows)
		if err == nil {
			complete(&d.Document, supplied[d.ID])
			err = s.fill(unhurried, d, read, end)
		}
		return f(d, s.fact(err))
	}))
}

// ending is what is needed to put a version's text together and to check it.
type ending struct {
	tail    string
	reading []byte
}

// scanVersion reads a row of selectVersion. The text is not yet whole: its end is
// returned beside the document, which is there, though not whole, even with a
// DamagedError.
func (s *Store) scanVersion(rows *sql.Rows) (*StoredDocument, ending, error) {
	var v versionRow
	var registered documentRow
	var tail, sections, origin []byte
	err := s.scan(rows, &v, append(registered.dest(), &tail, &sections, &origin)...)
	d := &StoredDocument{ID: v.document, Version: v.version()}
	d.Document.Reader = v.reader
	d.Document.Key = registered.key
	d.Current = registered.version.Valid && registered.version.Int64 == v.id
	if err != nil {
		return d, ending{}, err
	}
	if err := s.sound(&registered); err != nil {
		return d, ending{}, err
	}
	if registered.id != v.document {
		return d, ending{}, s.damaged(registered.whose() + "指到别的文献")
	}
	if !bytes.Equal(sum(origin), v.originSum) {
		return d, ending{}, s.damaged(v.whose() + " 与其校验值不符")
	}
	pieces, err := decodeOrigin(origin)
	d.Document.Origin = pieces
	err = errors.Join(err, decodeFields([]byte(v.fields), &d.Document), json.Unmarshal(sections, &d.Document.Sections))
	if err != nil {
		err = s.damaged(v.whose() + "读不出：" + err.Error())
	}
	return d, ending{string(tail), v.reading}, err
}

// fill puts the text together, lists the passages and checks that all is as it
// was read.
func (s *Store) fill(ctx context.Context, d *StoredDocument, read *sql.Stmt, end ending) error {
	var text strings.Builder
	err := scanAll(ctx, read, func(rows *sql.Rows) error {
		var p corpus.Passage
		var lead, body sql.RawBytes
		if err := rows.Scan(&p.ID, &p.Span.Start, &p.Section, &p.Locator, &lead, &body); err != nil {
			return s.damaged("有一段读不出：" + err.Error())
		}
		p.Order = len(d.Passages)
		p.Lead = corpus.Span{Start: text.Len(), End: p.Span.Start}
		p.Span.End = p.Span.Start + len(body)
		text.Write(lead)
		text.Write(body)
		d.Passages = append(d.Passages, p)
		return nil
	}, d.row)
	text.WriteString(end.tail)
	d.Document.Text = text.String()
	if err == nil && !bytes.Equal(end.reading, digestReading(&d.Document, d.Passages)) {
		err = s.damaged("文本与其校验值不符：" + d.Document.Key)
	}
	return err
}

// Versions returns all versions of a document, oldest first; ErrNotFound, or
// ErrGone if it was removed.
func (s *Store) Versions(ctx context.Context, id string) ([]Version, error) {
	var found []Version
	err := s.each(ctx, func(rows *sql.Rows) error {
		var v versionRow
		var registered documentRow
		if err := s.scan(rows, &v, registered.dest()...); err != nil {
			return err
		}
		version := v.version()
		version.Current = registered.version.Int64 == v.id
		found = append(found, version)
		return s.sound(&registered)
	}, `SELECT `+versionColumns+`, `+documentColumns+`
		FROM documents d JOIN versions v ON v.document = d.id WHERE d.id = ? ORDER BY v.number`, id)
	if err == nil && len(found) == 0 {
		return nil, s.absent(ctx, id)
	}
	return found, err
}

func (r *versionRow) version() Version {
	return Version{Number: r.number, Imported: when(r.imported), Original: r.from, row: r.id}
}
