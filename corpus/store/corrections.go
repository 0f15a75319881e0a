package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// Correction is what a person says of a passage's label, or of a field. Category,
// Themes and Value are kept as they are given: the archive knows what they mean.
type Correction struct {
	Number   int64  // in the order in which they were kept, from 1
	Document string // id
	Key      string
	Passage  string // id without -2; "" for a field
	Field    string // "" for a label
	Category string
	Themes   []string
	Value    string
	Note     string
	At       time.Time
	Undone   time.Time // zero for one that was not taken back
	Taxonomy string
	Was      string // JSON of the label that the annotator gave; "" for not known
}

const correctionColumns = `c.n, c.document, c.key, c.passage, c.field, c.category, c.themes, c.value, c.note,
	c.at, c.undone, c.taxonomy, c.was, c.sum`

type correctionRow struct {
	n                                               int64
	document, key, passage, field, category, themes string
	value, note, at, undone, taxonomy, was          string
	told                                            []byte
}

func (r *correctionRow) dest() []any {
	return []any{&r.n, &r.document, &r.key, &r.passage, &r.field, &r.category, &r.themes, &r.value, &r.note,
		&r.at, &r.undone, &r.taxonomy, &r.was, &r.told}
}

func (r *correctionRow) sum() []byte {
	return sum(r.n, r.document, r.key, r.passage, r.field, r.category, r.themes, r.value, r.note,
		r.at, r.undone, r.taxonomy, r.was)
}

func (r *correctionRow) stored() []byte { return r.told }
func (r *correctionRow) whose() string {
	return "更正 " + r.passage + r.field + "（" + r.key + "）"
}

// stampLayout sorts as text in the order of time.
const stampLayout = "2006-01-02T15:04:05.000000000Z"

func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stampLayout)
}

func momentOf(text string) time.Time {
	t, _ := time.Parse(stampLayout, text)
	return t
}

func rowOf(c Correction) correctionRow {
	return correctionRow{n: c.Number, document: c.Document, key: c.Key, passage: c.Passage, field: c.Field,
		category: c.Category, themes: strings.Join(c.Themes, ","), value: c.Value, note: c.Note,
		at: stampOf(c.At), undone: stampOf(c.Undone), taxonomy: c.Taxonomy, was: c.Was}
}

func (r *correctionRow) correction() Correction {
	c := Correction{Number: r.n, Document: r.document, Key: r.key, Passage: r.passage, Field: r.field,
		Category: r.category, Value: r.value, Note: r.note, At: momentOf(r.at), Undone: momentOf(r.undone),
		Taxonomy: r.taxonomy, Was: r.was}
	if r.themes != "" {
		c.Themes = strings.Split(r.themes, ",")
	}
	return c
}

// Corrections returns all corrections, oldest first, those that were taken back or
// replaced too.
func (s *Store) Corrections(ctx context.Context) ([]Correction, error) {
	return s.corrections(ctx, `ORDER BY c.at, c.n`)
}

// CorrectionsOf returns those of a document, oldest first.
func (s *Store) CorrectionsOf(ctx context.Context, document string) ([]Correction, error) {
	return s.corrections(ctx, `WHERE c.document = ? ORDER BY c.at, c.n`, document)
}

func (s *Store) corrections(ctx context.Context, which string, args ...any) ([]Correction, error) {
	var found []Correction
	err := s.each(ctx, func(rows *sql.Rows) error {
		var r correctionRow
		err := s.scan(rows, &r)
		found = append(found, r.correction())
		return err
	}, `SELECT `+correctionColumns+` FROM corrections c `+which, args...)
	return found, err
}

// Counting returns those of a list, oldest first, that count: of a passage or a
// field of a document the latest that was not taken back, oldest first.
func Counting(all []Correction) []Correction {
	last := map[[3]string]int{}
	for i, c := range all {
		if c.Undone.IsZero() {
			last[c.about()] = i
		}
	}
	var counting []Correction
	for i, c := range all {
		if at, ok := last[c.about()]; ok && at == i {
			counting = append(counting, c)
		}
	}
	return counting
}

func (c *Correction) about() [3]string { return [3]string{c.Document, c.Passage, c.Field} }

// Correct keeps corrections in one short transaction, beside a writer too, and
// returns how many were not there already. One that is there and was taken back
// since is taken back.
func (s *Store) Correct(ctx context.Context, corrections ...Correction) (added int, err error) {
	err = s.correcting(ctx, func(tx *sql.Tx) error {
		for _, c := range corrections {
			fresh, err := keepCorrection(tx, c)
			if err != nil {
				return err
			}
			if fresh {
				added++
			}
			if c.Field != "" {
				if err := reregister(tx, c.Document); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return added, err
}

func (s *Store) correcting(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return s.fact(err)
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return s.fact(err)
	}
	return s.fact(tx.Commit())
}

func keepCorrection(tx *sql.Tx, c Correction) (fresh bool, err error) {
	r := rowOf(c)
	var held correctionRow
	err = tx.QueryRow(`SELECT `+correctionColumns+` FROM corrections c
		WHERE c.document = ? AND c.at = ? AND c.passage = ? AND c.field = ? AND c.category = ? AND c.themes = ?
			AND c.value = ? AND c.note = ?`,
		r.document, r.at, r.passage, r.field, r.category, r.themes, r.value, r.note).Scan(held.dest()...)
	if err == nil {
		if held.undone != "" || r.undone == "" {
			return false, nil
		}
		return false, undo(tx, &held, r.undone)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	if err := tx.QueryRow(`SELECT coalesce(max(n), 0) + 1 FROM corrections`).Scan(&r.n); err != nil {
		return false, err
	}
	_, err = tx.Exec(`INSERT INTO corrections (n, document, key, passage, field, category, themes, value, note,
		at, undone, taxonomy, was, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.n, r.document, r.key, r.passage, r.field, r.category, r.themes, r.value, r.note,
		r.at, r.undone, r.taxonomy, r.was, r.sum())
	return true, err
}

func undo(tx *sql.Tx, r *correctionRow, at string) error {
	r.undone = at
	_, err := tx.Exec(`UPDATE corrections SET undone = ?, sum = ? WHERE n = ?`, r.undone, r.sum(), r.n)
	return err
}

// Undo takes back the correction of a passage (field "") or a field (passage "")
// that counts, and returns it; the one before it counts again. ErrNotFound if none
// counts.
func (s *Store) Undo(ctx context.Context, document, passage, field string, at time.Time) (c Correction, err error) {
	err = s.correcting(ctx, func(tx *sql.Tx) error {
		var r correctionRow
		err := tx.QueryRow(`SELECT `+correctionColumns+` FROM corrections c
			WHERE c.document = ? AND c.passage = ? AND c.field = ? AND c.undone = ''
			ORDER BY c.at DESC, c.n DESC LIMIT 1`, document, passage, field).Scan(r.dest()...)
		if err != nil {
			return err
		}
		if err := s.sound(&r); err != nil {
			return err
		}
		err = undo(tx, &r, stampOf(at))
		c = r.correction()
		if err == nil && field != "" {
			err = reregister(tx, document)
		}
		return err
	})
	return c, err
}
