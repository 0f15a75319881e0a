package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
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

const selectVersion = `SELECT d.id, d.key, v.id, v.number, v.imported, v.reader, v.fields,
	v.original, v.path, v.line, v."offset", v.length, v.id = d.version, v.tail, v.sections, v.origin
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
	var tail string
	err := s.each(ctx, func(rows *sql.Rows) (err error) {
		found, tail, err = scanVersion(rows)
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
	return found, s.fact(found.fill(ctx, read, tail))
}

// absent says why there is no document: ErrGone or ErrNotFound.
func (s *Store) absent(ctx context.Context, id string) error {
	var removed bool
	err := s.one(ctx, []any{&removed}, `SELECT version IS NULL FROM documents WHERE id = ?`, id)
	if err == nil && removed {
		return ErrGone
	}
	return orNotFound(err)
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
	// Cancelling is looked at once a document: the driver would start a goroutine
	// for every row to look at it.
	unhurried := context.WithoutCancel(ctx)
	tx, err := s.reads.db.BeginTx(unhurried, nil)
	if err != nil {
		return s.fact(err)
	}
	defer tx.Rollback()
	read, err := tx.PrepareContext(unhurried, selectPassages)
	if err != nil {
		return s.fact(err)
	}
	all, err := tx.PrepareContext(unhurried, selectVersion+`ON v.id = d.version ORDER BY d.key`)
	if err != nil {
		return s.fact(err)
	}
	return s.fact(scanAll(unhurried, all, func(rows *sql.Rows) error {
		d, tail, err := scanVersion(rows)
		if err != nil {
			return err
		}
		if err := errors.Join(ctx.Err(), d.fill(unhurried, read, tail)); err != nil {
			return err
		}
		return f(d)
	}))
}

// scanVersion reads a row of selectVersion. The text is not yet whole: its end is
// returned beside the document.
func scanVersion(rows *sql.Rows) (*StoredDocument, string, error) {
	var d StoredDocument
	var imported, tail string
	var fields, sections, origin sql.RawBytes
	o := &d.Original
	err := rows.Scan(&d.ID, &d.Document.Key, &d.row, &d.Number, &imported, &d.Document.Reader, &fields,
		&o.Hash, &o.Path, &o.Line, &o.Offset, &o.Length, &d.Current, &tail, &sections, &origin)
	if err != nil {
		return nil, "", err
	}
	d.Imported = when(imported)
	pieces, err := decodeOrigin(origin)
	d.Document.Origin = pieces
	return &d, tail, errors.Join(err,
		decodeFields(fields, &d.Document), json.Unmarshal(sections, &d.Document.Sections))
}

// fill puts the text together and lists the passages.
func (d *StoredDocument) fill(ctx context.Context, read *sql.Stmt, tail string) error {
	var text strings.Builder
	err := scanAll(ctx, read, func(rows *sql.Rows) error {
		var p corpus.Passage
		var lead, body sql.RawBytes
		if err := rows.Scan(&p.ID, &p.Span.Start, &p.Section, &p.Locator, &lead, &body); err != nil {
			return err
		}
		p.Order = len(d.Passages)
		p.Lead = corpus.Span{Start: text.Len(), End: p.Span.Start}
		p.Span.End = p.Span.Start + len(body)
		text.Write(lead)
		text.Write(body)
		d.Passages = append(d.Passages, p)
		return nil
	}, d.row)
	text.WriteString(tail)
	d.Document.Text = text.String()
	return err
}

// Versions returns all versions of a document, oldest first; ErrNotFound, or
// ErrGone if it was removed.
func (s *Store) Versions(ctx context.Context, id string) ([]Version, error) {
	var found []Version
	err := s.each(ctx, func(rows *sql.Rows) error {
		var v Version
		var imported string
		o := &v.Original
		err := rows.Scan(&v.row, &v.Number, &imported, &v.Current, &o.Hash, &o.Path, &o.Line, &o.Offset, &o.Length)
		v.Imported = when(imported)
		found = append(found, v)
		return err
	}, `SELECT v.id, v.number, v.imported, v.id = d.version, v.original, v.path, v.line, v."offset", v.length
		FROM documents d JOIN versions v ON v.document = d.id WHERE d.id = ? ORDER BY v.number`, id)
	if err == nil && len(found) == 0 {
		return nil, s.absent(ctx, id)
	}
	return found, err
}
