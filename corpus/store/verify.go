package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// Damage is something that Verify found wrong.
type Damage struct {
	File string // path of the damaged file
	What string // what is wrong with it, and whom it concerns
}

// Verify reads the whole archive: the structure of the database and its tables,
// every row against its sum, every text of every version against its hash, and
// every received file against its hash. progress, unless nil, is told how many
// versions and files are done.
//
// What it does not cover are bytes of corpus.db that hold nothing: free pages,
// the gaps in pages, and counters in the header that SQLite sets anew.
func (s *Store) Verify(ctx context.Context, progress func(done, total int64)) ([]Damage, error) {
	v := &verification{store: s}
	for _, look := range []func(context.Context) error{v.structure, v.schema, v.references} {
		if err := v.note(look(ctx)); err != nil {
			return v.found, err
		}
	}
	if len(v.found) > 0 { // what stands in the rows cannot be told from the structure's damage
		return v.found, nil
	}
	if err := v.count(ctx, progress); err != nil {
		return v.found, err
	}
	for _, look := range []func(context.Context) error{v.rows, v.versions, v.texts, v.received} {
		if err := v.note(look(ctx)); err != nil {
			return v.found, err
		}
	}
	return v.found, nil
}

// verification is a Verify while it goes on.
type verification struct {
	store     *Store
	found     []Damage
	originals map[string]string // hash to the path that it came from
	step      func()
}

// listed is how many findings of one kind are written out.
const listed = 20

func (v *verification) add(what string) {
	v.found = append(v.found, Damage{v.store.database(), what})
}

// note makes a finding of an error that tells of damage and hands on any other.
func (v *verification) note(err error) error {
	if damaged := new(DamagedError); errors.As(err, &damaged) {
		v.add(damaged.What)
		return nil
	}
	return err
}

// structure looks through the pages and at the agreement of tables and indexes.
func (v *verification) structure(ctx context.Context) error {
	if err := v.store.checkSize(); err != nil {
		return err
	}
	return v.findings(ctx, `PRAGMA integrity_check(20)`, func(rows *sql.Rows) (what string, err error) {
		if err = rows.Scan(&what); what == "ok" {
			what = ""
		}
		return what, err
	})
}

// references looks for rows that belong to nothing.
func (v *verification) references(ctx context.Context) error {
	return v.findings(ctx, `SELECT "table" || ' 表第 ' || coalesce(rowid, '?') || ' 行没有所属' FROM pragma_foreign_key_check
		UNION ALL SELECT '文献登记 ' || key || '没有它的当前版本' FROM documents d
			WHERE version IS NOT NULL AND version IS NOT
				(SELECT v.id FROM versions v WHERE v.document = d.id ORDER BY v.number DESC LIMIT 1)
		UNION ALL SELECT '已移除的 ' || d.key || '还有版本' FROM documents d JOIN versions v ON v.document = d.id
			WHERE d.version IS NULL`, func(rows *sql.Rows) (what string, err error) {
		return what, rows.Scan(&what)
	})
}

// findings adds what of every row of query that has something to say.
func (v *verification) findings(ctx context.Context, query string, say func(*sql.Rows) (string, error)) error {
	more := 0
	err := v.store.each(ctx, func(rows *sql.Rows) error {
		what, err := say(rows)
		if damaged := new(DamagedError); errors.As(err, &damaged) {
			what, err = damaged.What, nil
		}
		if what == "" || err != nil {
			return err
		}
		if more++; more <= listed {
			v.add(what)
		}
		return nil
	}, query)
	if more > listed {
		v.add(fmt.Sprintf("另有 %d 处同样的问题", more-listed))
	}
	return err
}

// rows checks every row of every table against its sum.
func (v *verification) rows(ctx context.Context) error {
	check := func(query string, fresh func() row) error {
		return v.findings(ctx, query, func(rows *sql.Rows) (string, error) {
			return "", v.store.scan(rows, fresh())
		})
	}
	return errors.Join(
		check(`SELECT `+documentColumns+` FROM documents d`, func() row { return &documentRow{} }),
		check(`SELECT `+versionColumns+` FROM versions v`, func() row { return &versionRow{} }),
		check(`SELECT `+passageColumns+` FROM passages p`, func() row { return &passageRow{} }),
		check(`SELECT `+importColumns+` FROM imports i`, func() row { return &importRow{} }),
		check(`SELECT `+sightingColumns+` FROM sightings s`, func() row { return &sightingRow{} }),
		check(`SELECT `+correctionColumns+` FROM corrections c`, func() row { return &correctionRow{} }),
		check(`SELECT `+annotatorColumns+` FROM annotators a`, func() row { return &annotatorRow{} }),
	)
}

// versions checks that every document's versions are numbered without a gap.
func (v *verification) versions(ctx context.Context) error {
	return v.findings(ctx, `SELECT '文献 ' || document || '缺少一个版本' FROM versions
		GROUP BY document HAVING count(*) <> max(number) OR min(number) <> 1`, func(rows *sql.Rows) (what string, err error) {
		return what, rows.Scan(&what)
	})
}

// texts checks every version's text against its hash, and every document's copy
// columns against its fields.
func (v *verification) texts(ctx context.Context) error {
	more := 0
	err := v.store.eachVersion(ctx, `ON v.document = d.id ORDER BY d.key, v.number`, func(d *StoredDocument, err error) error {
		v.step()
		damaged := new(DamagedError)
		if err == nil || !errors.As(err, &damaged) {
			return err
		}
		if more++; more <= listed {
			v.add(damaged.What)
		}
		return nil
	})
	if more > listed {
		v.add(fmt.Sprintf("另有 %d 处同样的问题", more-listed))
	}
	return err
}

// count finds the received files and sets up the progress.
func (v *verification) count(ctx context.Context, progress func(done, total int64)) error {
	var versions int64
	if err := v.store.one(ctx, []any{&versions}, `SELECT count(*) FROM versions`); err != nil {
		return err
	}
	var err error
	v.originals, err = v.store.originals(ctx)
	v.step = stepper(progress, versions+int64(len(v.originals)))
	return err
}

// stepper counts calls for progress.
func stepper(progress func(done, total int64), total int64) func() {
	var done int64
	return func() {
		if done++; progress != nil {
			progress(done, total)
		}
	}
}

// received checks the received files of all versions.
func (v *verification) received(ctx context.Context) error {
	for _, hash := range slices.Sorted(maps.Keys(v.originals)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if what := v.store.verifyOriginal(hash); what != "" {
			v.found = append(v.found, Damage{v.store.originalPath(hash), what + "，来自 " + v.originals[hash]})
		}
		v.step()
	}
	return nil
}

// originals returns the path that each wanted original came from, by hash.
func (s *Store) originals(ctx context.Context) (map[string]string, error) {
	paths := map[string]string{}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var hash, path string
		err := rows.Scan(&hash, &path)
		paths[hash] = path
		return err
	}, `SELECT original, min(path) FROM versions GROUP BY original ORDER BY original`)
	return paths, err
}

// verifyOriginal returns what is wrong with a received file, "" for nothing.
func (s *Store) verifyOriginal(hash string) string {
	if !isHash(hash) {
		return "原件没有校验值"
	}
	file, err := os.Open(s.originalPath(hash))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "缺少收到的原件"
	case err != nil:
		return fmt.Sprintf("读不出收到的原件（%v）", err)
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return fmt.Sprintf("读不出收到的原件（%v）", err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return "收到的原件与其校验值不符"
	}
	return ""
}
