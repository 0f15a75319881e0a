package store

import (
	"bytes"
	"cmp"
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
		// Prune asks under which paths a document was met: under this one too.
		err := b.seeAgain(corpus.DocID(d.Key), from)
		return "", cmp.Or[error](err, &RepeatedError{Key: d.Key, First: held.place, Second: from.place()})
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
			SELECT place FROM sightings s WHERE s.document = d.id AND s.run = ? LIMIT 1)
		FROM documents d LEFT JOIN versions v ON v.id = d.version
		WHERE d.id = ? AND d.key = ?`, b.run.row.id, corpus.DocID(key), key)
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
	v := versionRow{document: id, number: number, imported: now(), reader: d.Reader, fields: fields,
		reading: r.digest, from: from, originSum: sum(r.origin)}
	// The sum has the row's id in it, which is known beforehand: there is one writer.
	if err := b.get([]any{&v.id}, `SELECT coalesce(max(id), 0) + 1 FROM versions`); err != nil {
		return 0, err
	}
	err := b.do(`INSERT INTO versions (id, document, number, imported, reader, fields, reading,
			original, path, line, "offset", length, origin_sum, sum, tail, sections, origin)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.id, v.document, v.number, v.imported, v.reader, v.fields, v.reading,
		from.Hash, from.Path, from.Line, from.Offset, from.Length, v.originSum, v.sum(), r.tail, r.sections, r.origin)
	if err != nil {
		return 0, err
	}
	for _, p := range r.pieces {
		row := passageRow{version: v.id, order: p.Order, id: p.ID, start: p.Span.Start, section: p.Section,
			locator: p.Locator, headings: p.headings, lead: p.lead, text: p.text}
		err := b.do(`INSERT INTO passages (version, ord, id, start, section, locator, headings, lead, text, sum)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, v.id, row.order, row.id, row.start, row.section,
			row.locator, row.headings, row.lead, row.text, row.sum())
		if err != nil {
			return 0, err
		}
	}
	return v.id, nil
}

// updateVersion changes what is known about a version whose reading stays.
func (b *Batch) updateVersion(version int64, d *corpus.Document, r *reading, fields string, from Original) error {
	v := versionRow{id: version, document: corpus.DocID(d.Key), reader: d.Reader, fields: fields,
		reading: r.digest, from: from, originSum: sum(r.origin)}
	if err := b.get([]any{&v.number, &v.imported}, `SELECT number, imported FROM versions WHERE id = ?`, version); err != nil {
		return err
	}
	return b.do(`UPDATE versions SET reader = ?, fields = ?, original = ?, path = ?, line = ?,
		"offset" = ?, length = ?, origin = ?, origin_sum = ?, sum = ? WHERE id = ?`,
		d.Reader, fields, from.Hash, from.Path, from.Line, from.Offset, from.Length, r.origin, v.originSum, v.sum(), version)
}

// point makes version the current one of a document.
func (b *Batch) point(id string, version int64, d *corpus.Document, passages int) error {
	b.seq++
	supplied, err := suppliedIn(b.tx, id)
	if err != nil {
		return err
	}
	completed := *d
	complete(&completed, supplied)
	date, _ := completed.MainDate()
	return b.register(documentRow{id: id, key: d.Key, version: sql.NullInt64{Int64: version, Valid: true}, seq: b.seq,
		source: d.Source.Value, date: date.Date.Number(), kind: string(date.Kind), passages: passages, genre: d.Genre.Value})
}

// register writes the row of a document.
func (b *Batch) register(r documentRow) error {
	return b.do(`UPDATE documents SET version = ?, seq = ?, source = ?, date = ?, date_kind = ?, passages = ?,
		genre = ?, sum = ? WHERE id = ?`,
		r.version, r.seq, r.source, r.date, r.kind, r.passages, r.genre, r.sum(), r.id)
}

func (b *Batch) see(id string, from Original) error {
	r := sightingRow{document: id, root: b.root, run: b.run.row.id, place: from.place()}
	return b.do(`INSERT INTO sightings (document, root, run, place, sum) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (document, root) DO UPDATE SET run = excluded.run, place = excluded.place, sum = excluded.sum`,
		r.document, r.root, r.run, r.place, r.sum())
}

// seeAgain is see for a document that this run has met before: if that was under
// the same path, the first place counts.
func (b *Batch) seeAgain(id string, from Original) error {
	var here bool
	err := b.get([]any{&here}, `SELECT EXISTS (SELECT 1 FROM sightings WHERE document = ? AND root = ? AND run = ?)`,
		id, b.root, b.run.row.id)
	if err != nil || here {
		return err
	}
	return b.see(id, from)
}

// Remove takes a document out of the archive with all its versions. Its row
// stays and answers ErrGone. The received file goes at the next Sweep, if no
// other document came with it. ErrNotFound if the archive has never held the key,
// ErrGone if it was removed already.
func (b *Batch) Remove(key string) error {
	h, err := b.held(key)
	switch {
	case err != nil:
		return b.store.fact(err)
	case h.known && h.version == 0:
		return ErrGone
	case !h.known:
		return ErrNotFound
	}
	b.seq++
	id := corpus.DocID(key)
	return b.store.fact(errors.Join(
		b.register(documentRow{id: id, key: key, seq: b.seq}),
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
