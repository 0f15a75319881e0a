package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"yinju/corpus"
)

// Outcome says what a Put did.
type Outcome string

const (
	New        Outcome = "new"
	Unchanged  Outcome = "unchanged"
	Updated    Outcome = "updated"     // the same reading, other fields; no new version
	NewVersion Outcome = "new version" // other text, sections or passages
)

// Batch is one transaction of an import: all of it is kept, or nothing. It is
// for one goroutine.
type Batch struct {
	store *Store
	run   *Run
	root  string
	tx    *sql.Tx
	seq   int64
	stmts map[string]*sql.Stmt
}

// Begin opens a batch of documents received under root, one of the run's paths.
// It ends with Commit or Rollback, or is rolled back when ctx ends.
func (r *Run) Begin(ctx context.Context, root string) (*Batch, error) {
	tx, err := r.store.writes.BeginTx(ctx, nil)
	if err != nil {
		return nil, r.store.fact(err)
	}
	b := &Batch{store: r.store, run: r, root: root, tx: tx, stmts: map[string]*sql.Stmt{}}
	if err := b.get([]any{&b.seq}, `SELECT coalesce(max(seq), 0) FROM documents`); err != nil {
		tx.Rollback()
		return nil, r.store.fact(err)
	}
	return b, nil
}

// Commit makes the batch last; it returns after it is on the disk.
func (b *Batch) Commit() error { return b.store.fact(b.tx.Commit()) }

// Rollback drops the batch. After Commit it does nothing.
func (b *Batch) Rollback() error {
	if err := b.tx.Rollback(); !errors.Is(err, sql.ErrTxDone) {
		return b.store.fact(err)
	}
	return nil
}

// Put stores a document with its passages. Passages stand in the order of the
// text and do not overlap; their Order and Lead follow from that and are not
// read. A key that this run has brought already is refused with a RepeatedError,
// which leaves the batch usable; after any other error it should be rolled back.
func (b *Batch) Put(d *corpus.Document, passages []corpus.Passage, from Original) (Outcome, error) {
	outcome, err := b.put(d, passages, from)
	return outcome, b.store.fact(err)
}

func (b *Batch) put(d *corpus.Document, passages []corpus.Passage, from Original) (Outcome, error) {
	held, err := b.held(d.Key)
	if err != nil {
		return "", err
	}
	if held.place != "" {
		return "", &RepeatedError{Key: d.Key, First: held.place, Second: from.place()}
	}
	next, err := newReading(d, passages)
	if err != nil {
		return "", err
	}
	fields, err := encodeFields(d)
	if err != nil {
		return "", err
	}
	outcome := held.outcome(next.digest, fields)
	if err := b.write(outcome, held, d, next, fields, from); err != nil {
		return "", fmt.Errorf("存入 %s 未成：%w", d.Key, err)
	}
	return outcome, nil
}

// held is what the archive has of a key before a Put.
type held struct {
	known   bool  // the key has a row
	version int64 // versions.id of the newest version, 0 if there is none
	number  int
	fields  string
	reading []byte
	place   string // where this run has met the key already
}

func (b *Batch) held(key string) (held, error) {
	var h held
	var version, number sql.NullInt64
	var fields, place sql.NullString
	err := b.get([]any{&version, &number, &fields, &h.reading, &place}, `
		SELECT v.id, v.number, v.fields, v.reading, (
			SELECT place FROM sightings s WHERE s.document = d.id AND s.run = ?)
		FROM documents d LEFT JOIN versions v ON v.id = d.version
		WHERE d.id = ? AND d.key = ?`, b.run.id, corpus.DocID(key), key)
	if errors.Is(err, sql.ErrNoRows) {
		return held{}, nil
	}
	h.known, h.version, h.number = true, version.Int64, int(number.Int64)
	h.fields, h.place = fields.String, place.String
	return h, err
}

func (h held) outcome(digest []byte, fields string) Outcome {
	switch {
	case h.version == 0:
		return New
	case !bytes.Equal(h.reading, digest):
		return NewVersion
	case h.fields != fields:
		return Updated
	}
	return Unchanged
}

func (b *Batch) write(outcome Outcome, h held, d *corpus.Document, next *reading, fields string, from Original) error {
	id, version := corpus.DocID(d.Key), h.version
	var err error
	if outcome == New && !h.known {
		b.seq++
		err = b.do(`INSERT INTO documents (id, key, seq) VALUES (?, ?, ?)`, id, d.Key, b.seq)
	}
	if err == nil && (outcome == New || outcome == NewVersion) {
		version, err = b.addVersion(id, h.number+1, d, next, fields, from)
	}
	if err == nil && outcome == Updated {
		err = b.updateVersion(version, d, next, fields, from)
	}
	if err == nil && outcome != Unchanged {
		err = b.point(id, version, d, len(next.pieces))
	}
	return errors.Join(err, b.see(id, from))
}

func (b *Batch) addVersion(id string, number int, d *corpus.Document, r *reading, fields string, from Original) (int64, error) {
	done, err := b.exec(`INSERT INTO versions (document, number, imported, reader, fields, reading,
			original, path, line, "offset", length, tail, sections, origin)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, number, now(), d.Reader, fields, r.digest,
		from.Hash, from.Path, from.Line, from.Offset, from.Length, r.tail, r.sections, r.origin)
	if err != nil {
		return 0, err
	}
	version, err := done.LastInsertId()
	if err != nil {
		return 0, err
	}
	for _, p := range r.pieces {
		err := b.do(`INSERT INTO passages (version, ord, id, start, section, locator, headings, lead, text)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			version, p.Order, p.ID, p.Span.Start, p.Section, p.Locator, p.headings, p.lead, p.text)
		if err != nil {
			return 0, err
		}
	}
	return version, nil
}

// updateVersion changes what is known about a version whose reading stays.
func (b *Batch) updateVersion(version int64, d *corpus.Document, r *reading, fields string, from Original) error {
	return b.do(`UPDATE versions SET reader = ?, fields = ?, original = ?, path = ?, line = ?,
		"offset" = ?, length = ?, origin = ? WHERE id = ?`,
		d.Reader, fields, from.Hash, from.Path, from.Line, from.Offset, from.Length, r.origin, version)
}

// point makes version the current one of a document.
func (b *Batch) point(id string, version int64, d *corpus.Document, passages int) error {
	b.seq++
	date, _ := d.MainDate()
	return b.do(`UPDATE documents SET version = ?, seq = ?, source = ?, date = ?, date_kind = ?, passages = ?
		WHERE id = ?`, version, b.seq, d.Source.Value, date.Date.Number(), string(date.Kind), passages, id)
}

func (b *Batch) see(id string, from Original) error {
	return b.do(`INSERT INTO sightings (document, root, run, place) VALUES (?, ?, ?, ?)
		ON CONFLICT (document, root) DO UPDATE SET run = excluded.run, place = excluded.place`,
		id, b.root, b.run.id, from.place())
}

// Remove takes a document out of the archive with all its versions. Its row
// stays and answers ErrGone. The received file goes at the next Sweep, if no
// other document came with it. ErrNotFound if the key is not in the archive.
func (b *Batch) Remove(key string) error {
	h, err := b.held(key)
	switch {
	case err != nil:
		return b.store.fact(err)
	case h.version == 0:
		return ErrNotFound
	}
	b.seq++
	id := corpus.DocID(key)
	return b.store.fact(errors.Join(
		b.do(`UPDATE documents SET version = NULL, seq = ?, source = '', date = 0, date_kind = '', passages = 0
			WHERE id = ?`, b.seq, id),
		b.do(`DELETE FROM passages WHERE version IN (SELECT id FROM versions WHERE document = ?)`, id),
		b.do(`DELETE FROM versions WHERE document = ?`, id),
		b.do(`DELETE FROM sightings WHERE document = ?`, id),
	))
}

// The statements of a batch run to their end: a batch ends with ctx as a whole,
// in Begin.

func (b *Batch) statement(query string) (*sql.Stmt, error) {
	if stmt := b.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := b.tx.PrepareContext(context.Background(), query)
	if err == nil {
		b.stmts[query] = stmt
	}
	return stmt, err
}

func (b *Batch) exec(query string, args ...any) (sql.Result, error) {
	stmt, err := b.statement(query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(context.Background(), args...)
}

func (b *Batch) do(query string, args ...any) error {
	_, err := b.exec(query, args...)
	return err
}

func (b *Batch) get(dest []any, query string, args ...any) error {
	stmt, err := b.statement(query)
	if err != nil {
		return err
	}
	return stmt.QueryRowContext(context.Background(), args...).Scan(dest...)
}
