package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"yinju/corpus"
)

// Row is a passage with what is shown beside it. Document has the fields of its
// version, not Text, Sections or Origin; rows of one document share it.
type Row struct {
	corpus.Passage // Lead is not filled in
	DocID          string
	Text           string
	Headings       []string // above the passage, outermost first
	Document       *corpus.Document
	Version        int  // number of the newest version that has the passage
	Live           bool // that version is the document's newest
	version        int64
}

const selectRow = `SELECT ` + passageColumns + `, ` + versionColumns + `, ` + documentColumns + `
	FROM passages p JOIN versions v ON v.id = p.version JOIN documents d ON d.id = v.document `

// HitRows returns the passages with these ids, in this order; those that the
// archive has never held, or that were removed, are left out. A retired passage
// comes with its last version.
func (s *Store) HitRows(ctx context.Context, ids []string) ([]Row, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	newest := make(map[string]Row, len(ids))
	documents := map[int64]*corpus.Document{}
	err = s.each(ctx, func(rows *sql.Rows) error {
		row, err := s.scanRow(rows, documents)
		if err == nil && row.Version > newest[row.ID].Version {
			newest[row.ID] = row
		}
		return err
	}, selectRow+`WHERE p.id IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return nil, err
	}
	supplied, err := s.supplied(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range documents {
		complete(d, supplied[corpus.DocID(d.Key)])
	}
	found := make([]Row, 0, len(ids))
	for _, id := range ids {
		if row, ok := newest[id]; ok {
			found = append(found, row)
		} else if err := s.missing(ctx, id); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// missing is nil if there is no passage of this id, and a DamagedError if there
// is one that the database's indexes do not lead to.
func (s *Store) missing(ctx context.Context, id string) error {
	var astray bool
	err := s.one(ctx, []any{&astray}, `SELECT
		EXISTS (SELECT 1 FROM passages WHERE id = ?1 AND version NOT IN (SELECT v.id FROM versions v JOIN documents d ON d.id = v.document))
		OR EXISTS (SELECT 1 FROM documents d JOIN passages p ON p.version = d.version WHERE d.id = ?2 AND +p.id = ?1)`,
		id, corpus.DocOf(id))
	if err == nil && astray {
		return s.damaged("段落 " + id + " 在库中而查不到")
	}
	return err
}

// scanRow reads a row of selectRow; documents has the fields decoded so far, by
// version.
func (s *Store) scanRow(rows *sql.Rows, documents map[int64]*corpus.Document) (Row, error) {
	var p passageRow
	var v versionRow
	var d documentRow
	if err := s.scan(rows, &p, append(v.dest(), d.dest()...)...); err != nil {
		return Row{}, err
	}
	r := Row{Passage: corpus.Passage{ID: p.id, Order: p.order, Section: p.section, Locator: p.locator,
		Span: corpus.Span{Start: p.start, End: p.start + len(p.text)}},
		DocID: d.id, Text: p.text, Version: v.number, Live: d.version.Int64 == v.id, version: v.id}
	if p.headings != "" {
		r.Headings = strings.Split(p.headings, "\n")
	}
	if r.Document = documents[v.id]; r.Document != nil {
		return r, nil
	}
	r.Document = &corpus.Document{Key: d.key}
	documents[v.id] = r.Document
	return r, errors.Join(s.sound(&v), s.sound(&d), decodeFields([]byte(v.fields), r.Document))
}

// Passage returns one passage, live or retired, with the ids of its neighbours in
// the same version, "" at either end; ErrNotFound, or ErrGone if its document was
// removed.
func (s *Store) Passage(ctx context.Context, id string) (row *Row, previous, next string, err error) {
	rows, err := s.HitRows(ctx, []string{id})
	if err != nil {
		return nil, "", "", err
	}
	if len(rows) == 0 {
		document, _, _ := strings.Cut(id, ".")
		return nil, "", "", s.absent(ctx, document)
	}
	row = &rows[0]
	err = s.each(ctx, func(rows *sql.Rows) error {
		var order int
		var neighbour string
		err := rows.Scan(&order, &neighbour)
		if order < row.Order {
			previous = neighbour
		} else {
			next = neighbour
		}
		return err
	}, `SELECT ord, id FROM passages WHERE version = ? AND ord IN (?, ?)`, row.version, row.Order-1, row.Order+1)
	return row, previous, next, err
}
