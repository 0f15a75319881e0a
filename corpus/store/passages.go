package store

import (
	"context"
	"database/sql"
	"encoding/json"
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

const selectRow = `SELECT p.id, p.ord, p.start, p.section, p.locator, p.headings, p.text,
	v.id, v.number, v.id = d.version, d.id, d.key, v.fields
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
		row, err := scanRow(rows, documents)
		if row.Version > newest[row.ID].Version {
			newest[row.ID] = row
		}
		return err
	}, selectRow+`WHERE p.id IN (SELECT value FROM json_each(?))`, string(list))
	found := make([]Row, 0, len(ids))
	for _, id := range ids {
		if row, ok := newest[id]; ok {
			found = append(found, row)
		}
	}
	return found, err
}

// scanRow reads a row of selectRow; documents has the fields decoded so far, by
// version.
func scanRow(rows *sql.Rows, documents map[int64]*corpus.Document) (Row, error) {
	var r Row
	var key, headings string
	var fields sql.RawBytes
	err := rows.Scan(&r.ID, &r.Order, &r.Span.Start, &r.Section, &r.Locator, &headings, &r.Text,
		&r.version, &r.Version, &r.Live, &r.DocID, &key, &fields)
	if err != nil {
		return r, err
	}
	r.Span.End = r.Span.Start + len(r.Text)
	if headings != "" {
		r.Headings = strings.Split(headings, "\n")
	}
	if r.Document = documents[r.version]; r.Document == nil {
		r.Document = &corpus.Document{Key: key}
		documents[r.version] = r.Document
		return r, decodeFields(fields, r.Document)
	}
	return r, nil
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
