package store

import (
	"context"
	"database/sql"
	"maps"
)

// schema compares what the database says of its tables and indexes with what the
// migrations make: a damaged definition would otherwise be obeyed.
func (v *verification) schema(ctx context.Context) error {
	want, err := freshSchema(ctx)
	if err != nil {
		return err
	}
	held, err := schemaOf(ctx, v.store.reads.db)
	if err != nil {
		return v.store.fact(err)
	}
	if !maps.Equal(want, held) {
		return v.store.damaged("表的定义不是本程序所写")
	}
	return nil
}

// freshSchema returns the schema of a new archive, made in memory.
func freshSchema(ctx context.Context) (map[string]string, error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	steps, err := readMigrations()
	if err != nil {
		return nil, err
	}
	for i, text := range steps {
		if err := applyMigration(db, i+1, text); err != nil {
			return nil, err
		}
	}
	return schemaOf(ctx, db)
}

// schemaOf returns the definitions by kind and name.
func schemaOf(ctx context.Context, db *sql.DB) (map[string]string, error) {
	held := map[string]string{}
	rows, err := db.QueryContext(ctx, `SELECT type || ' ' || name || ' ' || tbl_name, coalesce(sql, '') FROM sqlite_schema`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		held[name] = text
	}
	return held, rows.Err()
}
