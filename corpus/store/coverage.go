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
	From, To  corpus.Date   // earliest and latest main date; zero if no document has one
	Undated   int           // documents
	Sources   []SourceCount // most documents first; an unknown source is ""
	Genres    []GenreCount  // most documents first; an unknown genre is ""
	Years     []YearCount   // years that have documents, ascending
	Last      *Import       // the import that finished last; nil if none has
}

// SourceCount counts the documents of a source.
type SourceCount struct {
	Source    string
	Documents int
}

// GenreCount counts the documents of a genre.
type GenreCount struct {
	Genre     string
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
	if err := errors.Join(s.countSources(ctx, &c), s.countGenres(ctx, &c), s.countYears(ctx, &c)); err != nil {
		return nil, err
	}
	c.Last, err = s.LastImport(ctx)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return &c, err
}

func (s *Store) countSources(ctx context.Context, c *Coverage) error {
	return s.each(ctx, func(rows *sql.Rows) error {
		var n SourceCount
		err := rows.Scan(&n.Source, &n.Documents)
		c.Sources = append(c.Sources, n)
		return err
	}, `SELECT source, count(*) FROM documents WHERE version IS NOT NULL
		GROUP BY source ORDER BY count(*) DESC, source`)
}

func (s *Store) countGenres(ctx context.Context, c *Coverage) error {
	return s.each(ctx, func(rows *sql.Rows) error {
		var n GenreCount
		err := rows.Scan(&n.Genre, &n.Documents)
		c.Genres = append(c.Genres, n)
		return err
	}, `SELECT genre, count(*) FROM documents WHERE version IS NOT NULL
		GROUP BY genre ORDER BY count(*) DESC, genre`)
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
