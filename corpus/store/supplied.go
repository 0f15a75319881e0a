package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"yinju/corpus"
)

// supplied returns the corrections of fields that count, by document.
func (s *Store) supplied(ctx context.Context) (map[string][]Correction, error) {
	all, err := s.corrections(ctx, `WHERE c.field <> '' ORDER BY c.at, c.n`)
	byDocument := map[string][]Correction{}
	for _, c := range Counting(all) {
		byDocument[c.Document] = append(byDocument[c.Document], c)
	}
	return byDocument, err
}

// complete lays what people supplied over the fields of d that its source lacks.
func complete(d *corpus.Document, supplied []Correction) {
	for _, c := range supplied {
		if !Lacks(d, c.Field) {
			continue
		}
		basis := "人工补充"
		if c.Note != "" {
			basis += "：" + c.Note
		}
		supply(d, c.Field, corpus.Field{Value: c.Value, State: corpus.Supplied, Basis: basis})
	}
}

// Lacks reports a field that the source of d does not state: title, number, speaker,
// page, or date. with a kind. What was inferred or is disputed is not stated.
func Lacks(d *corpus.Document, field string) bool {
	if field == "page" {
		return d.Extra["page"] == ""
	}
	state := corpus.Given
	if f := fieldOf(d, field); f != nil {
		state = f.State
	} else if kind, ok := strings.CutPrefix(field, "date."); ok && slices.Contains(corpus.DateKinds, corpus.DateKind(kind)) {
		state = d.DateOf(corpus.DateKind(kind)).State
	}
	return state != corpus.Given && state != corpus.Parsed
}

func fieldOf(d *corpus.Document, name string) *corpus.Field {
	switch name {
	case "title":
		return &d.Title
	case "number":
		return &d.Number
	case "speaker":
		return &d.Speaker
	}
	return nil
}

func supply(d *corpus.Document, name string, f corpus.Field) {
	if to := fieldOf(d, name); to != nil {
		*to = f
		return
	}
	if name == "page" {
		extra := map[string]string{name: f.Value}
		for k, v := range d.Extra {
			extra[k] = v
		}
		extra[name], d.Extra = f.Value, extra
		return
	}
	kind := corpus.DateKind(strings.TrimPrefix(name, "date."))
	date, ok := corpus.ParseDate(f.Value)
	if !ok {
		return
	}
	d.Dates = append(slices.DeleteFunc(slices.Clone(d.Dates), func(o corpus.DateField) bool { return o.Kind == kind }),
		corpus.DateField{Kind: kind, Date: date, State: f.State, Basis: f.Basis})
}

// suppliedIn is supplied for one document, in a transaction that writes.
func suppliedIn(tx *sql.Tx, document string) ([]Correction, error) {
	var all []Correction
	rows, err := tx.Query(`SELECT `+correctionColumns+` FROM corrections c
		WHERE c.document = ? AND c.field <> '' ORDER BY c.at, c.n`, document)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r correctionRow
		if err := rows.Scan(r.dest()...); err != nil {
			return nil, err
		}
		all = append(all, r.correction())
	}
	return Counting(all), rows.Err()
}

// reregister has a document's row say what its completed fields say, as a change.
// One that is not held has nothing to change.
func reregister(tx *sql.Tx, document string) error {
	var r documentRow
	var fields string
	err := tx.QueryRow(`SELECT `+documentColumns+`, v.fields FROM documents d JOIN versions v ON v.id = d.version
		WHERE d.id = ?`, document).Scan(append(r.dest(), &fields)...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	supplied, supplyErr := suppliedIn(tx, document)
	d := &corpus.Document{}
	if err := errors.Join(err, supplyErr, decodeFields([]byte(fields), d)); err != nil {
		return err
	}
	complete(d, supplied)
	if err := tx.QueryRow(`SELECT max(seq) + 1 FROM documents`).Scan(&r.seq); err != nil {
		return err
	}
	date, _ := d.MainDate()
	r.date, r.kind = date.Date.Number(), string(date.Kind)
	_, err = tx.Exec(`UPDATE documents SET seq = ?, date = ?, date_kind = ?, sum = ? WHERE id = ?`,
		r.seq, r.date, r.kind, r.sum(), r.id)
	return err
}
