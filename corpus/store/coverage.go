package store

import (
	"context"
	"database/sql"
	"errors"

	"yinju/corpus"
)

// Coverage says what the archive holds, by the newest versions and their main
// dates.
type Coverage struct {
	Documents int
	Passages  int
	From, To  corpus.Date  // earliest and latest main date; zero if no document has one
	Undated   int          // documents
	Sources   []ValueCount // most documents first; an unknown source is ""
	Genres    []ValueCount // most documents first; an unknown genre is ""
	Years     []YearCount  // years that have documents, ascending
	Last      *Import      // the import that finished last; nil if none has
}

// ValueCount counts the documents that have a value.
type ValueCount struct {
	Value     string
	Documents int
}

// YearCount counts the documents and passages of a year.
type YearCount struct {
	Year      int
	Documents int
	Passages  int
}

// Coverage counts the archive.
func (s *Store) Coverage(ctx context.Context) (*Coverage, error) {
	var c Coverage
	var from, to sql.NullInt64
	err := s.one(ctx, []any{&c.Documents, &c.Passages, &c.Undated, &from, &to}, `
		SELECT count(*), coalesce(sum(passages), 0), count(*) FILTER (WHERE date = 0),
			min(date) FILTER (WHERE date > 0), max(date)
		FROM documents WHERE version IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	c.From, c.To = corpus.DateFromNumber(int(from.Int64)), corpus.DateFromNumber(int(to.Int64))
	if err := errors.Join(s.countBy(ctx, "source", &c.Sources), s.countBy(ctx, "genre", &c.Genres), s.countYears(ctx, &c)); err != nil {
		return nil, err
	}
	c.Last, err = s.LastImport(ctx)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return &c, err
}

// countBy counts the documents by a column of documents.
func (s *Store) countBy(ctx context.Context, column string, counts *[]ValueCount) error {
	return s.each(ctx, func(rows *sql.Rows) error {
		var n ValueCount
		err := rows.Scan(&n.Value, &n.Documents)
		*counts = append(*counts, n)
		return err
	}, `SELECT `+column+`, count(*) FROM documents WHERE version IS NOT NULL
		GROUP BY `+column+` ORDER BY count(*) DESC, `+column)
}

func (s *Store) countYears(ctx context.Context, c *Coverage) error {
	return s.each(ctx, func(rows *sql.Rows) error {
		var n YearCount
		err := rows.Scan(&n.Year, &n.Documents, &n.Passages)
		c.Years = append(c.Years, n)
		return err
	}, `SELECT date / 10000, count(*), sum(passages) FROM documents
		WHERE version IS NOT NULL AND date > 0 GROUP BY date / 10000 ORDER BY date / 10000`)
}
