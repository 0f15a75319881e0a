package store

import (
	"database/sql"
	"strconv"

	"yinju/corpus"
)

// sumAll gives the rows of an archive that was made without sums their sums, and
// documents their genres. What the rows say is taken as it is: of damage that was
// there before, only what the hashes of texts and files show is found afterwards.
func sumAll(tx *sql.Tx) error {
	for _, step := range []func(*sql.Tx) error{sumVersions, sumPassages, sumDocuments, sumImports, sumSightings} {
		if err := step(tx); err != nil {
			return err
		}
	}
	return nil
}

// resum reads the rows of query into r one after the other and calls write for
// each once all are read.
func resum[R any](tx *sql.Tx, query string, dest func(*R) []any, write func(*R) error) error {
	var all []R
	rows, err := tx.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r R
		if err := rows.Scan(dest(&r)...); err != nil {
			return err
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for i := range all {
		if err := write(&all[i]); err != nil {
			return err
		}
	}
	return nil
}

type originRow struct {
	versionRow
	origin []byte
}

func sumVersions(tx *sql.Tx) error {
	return resum(tx, `SELECT `+versionColumns+`, v.origin FROM versions v`,
		func(r *originRow) []any { return append(r.dest(), &r.origin) },
		func(r *originRow) error {
			r.originSum = sum(r.origin)
			_, err := tx.Exec(`UPDATE versions SET origin_sum = ?, sum = ? WHERE id = ?`, r.originSum, r.sum(), r.id)
			return err
		})
}

// sumPassages goes version by version: a large archive's passages do not fit
// into memory.
func sumPassages(tx *sql.Tx) error {
	return resum(tx, `SELECT id FROM versions`,
		func(version *int64) []any { return []any{version} },
		func(version *int64) error {
			return resum(tx, `SELECT `+passageColumns+` FROM passages p WHERE p.version = `+strconv.FormatInt(*version, 10),
				(*passageRow).dest, func(r *passageRow) error {
					_, err := tx.Exec(`UPDATE passages SET sum = ? WHERE version = ? AND ord = ?`, r.sum(), r.version, r.order)
					return err
				})
		})
}

type genreRow struct {
	documentRow
	fields sql.NullString
}

func sumDocuments(tx *sql.Tx) error {
	return resum(tx, `SELECT `+documentColumns+`, v.fields FROM documents d LEFT JOIN versions v ON v.id = d.version`,
		func(r *genreRow) []any { return append(r.dest(), &r.fields) },
		func(r *genreRow) error {
			var d corpus.Document
			if r.fields.Valid {
				if err := decodeFields([]byte(r.fields.String), &d); err != nil {
					return err
				}
			}
			r.genre = d.Genre.Value
			_, err := tx.Exec(`UPDATE documents SET genre = ?, sum = ? WHERE id = ?`, r.genre, r.sum(), r.id)
			return err
		})
}

func sumImports(tx *sql.Tx) error {
	return resum(tx, `SELECT `+importColumns+` FROM imports i`, (*importRow).dest, func(r *importRow) error {
		_, err := tx.Exec(`UPDATE imports SET sum = ? WHERE id = ?`, r.sum(), r.id)
		return err
	})
}

func sumSightings(tx *sql.Tx) error {
	return resum(tx, `SELECT `+sightingColumns+` FROM sightings s`, (*sightingRow).dest, func(r *sightingRow) error {
		_, err := tx.Exec(`UPDATE sightings SET sum = ? WHERE document = ? AND root = ?`, r.sum(), r.document, r.root)
		return err
	})
}
