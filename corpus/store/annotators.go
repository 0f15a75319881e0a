package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Annotator is what retraining made. Weights mean something to corpus/theme only;
// without any the annotator is that of the program.
type Annotator struct {
	Number      int64 // from 1; 0 for none
	Made        time.Time
	Corrections int // that it was trained on
	Weights     []byte
}

const annotatorColumns = `a.n, a.made, a.corrections, a.weights, a.sum`

type annotatorRow struct {
	n             int64
	made          string
	corrections   int64
	weights, told []byte
}

func (r *annotatorRow) dest() []any {
	return []any{&r.n, &r.made, &r.corrections, &r.weights, &r.told}
}
func (r *annotatorRow) sum() []byte    { return sum(r.n, r.made, r.corrections, r.weights) }
func (r *annotatorRow) stored() []byte { return r.told }
func (r *annotatorRow) whose() string  { return "重训的标注器 " + r.made }

// Annotator returns the newest one, the zero Annotator if none was ever kept.
func (s *Store) Annotator(ctx context.Context) (found Annotator, err error) {
	err = s.each(ctx, func(rows *sql.Rows) error {
		var r annotatorRow
		err := s.scan(rows, &r)
		found = Annotator{r.n, momentOf(r.made), int(r.corrections), r.weights}
		return err
	}, `SELECT `+annotatorColumns+` FROM annotators a ORDER BY a.n DESC LIMIT 1`)
	return found, err
}

// AnnotatorNumber returns the number of the newest one, 0 for none, without reading
// its weights.
func (s *Store) AnnotatorNumber(ctx context.Context) (n int64, err error) {
	err = s.one(ctx, []any{&n}, `SELECT coalesce(max(n), 0) FROM annotators`)
	return n, err
}

// KeepAnnotator keeps one as the newest, in one short transaction.
func (s *Store) KeepAnnotator(ctx context.Context, a Annotator) error {
	return s.correcting(ctx, func(tx *sql.Tx) error {
		r := annotatorRow{made: stampOf(a.Made), corrections: int64(a.Corrections), weights: a.Weights}
		if r.weights == nil {
			r.weights = []byte{}
		}
		err := tx.QueryRow(`SELECT coalesce(max(n), 0) + 1 FROM annotators`).Scan(&r.n)
		return errors.Join(err, func() error {
			_, err := tx.Exec(`INSERT INTO annotators (n, made, corrections, weights, sum) VALUES (?, ?, ?, ?, ?)`,
				r.n, r.made, r.corrections, r.weights, r.sum())
			return err
		}())
	})
}
