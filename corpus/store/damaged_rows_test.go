package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"yinju/corpus"
)

// columns are all columns of all tables, as "table.column".
func (a *archive) columns() (all []string) {
	a.Helper()
	rows, err := a.reads.db.Query(`SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`)
	a.must(err)
	defer rows.Close()
	for rows.Next() {
		var name string
		a.must(rows.Scan(&name))
		all = append(all, name)
	}
	return all
}

// twoVersions is an archive with a document of two versions, one of one, a removed
// one, a correction and a retrained annotator.
func twoVersions(t *testing.T) *archive {
	t.Helper()
	a := newArchive(t)
	a.put(rich(), document("k", "# 题\n甲\n乙"), document("gone", "丁"))
	a.put(document("k", "# 题\n甲\n丙"))
	a.remove("gone")
	_, err := a.Correct(ctx, Correction{Document: corpus.DocID("k"), Key: "k", Passage: corpus.DocID("k") + ".p", Category: "减"})
	a.must(err)
	a.must(a.KeepAnnotator(ctx, Annotator{Made: time.Now(), Corrections: 1, Weights: []byte("{}")}))
	return a
}

// A changed value in any column of any table is found by Verify.
func TestVerifyFindsAChangeInAnyColumn(t *testing.T) {
	for _, name := range twoVersions(t).columns() {
		if name == "passages.n" { // the table's own number: nothing refers to it
			continue
		}
		for _, change := range []string{
			`CASE typeof(%[1]s) WHEN 'text' THEN %[1]s || 'x' WHEN 'blob' THEN %[1]s || x'01' WHEN 'null' THEN 1 ELSE %[1]s + 64 END`,
			`CASE typeof(%[1]s) WHEN 'integer' THEN '一' ELSE 5 END`,
		} {
			a := twoVersions(t)
			table, column, _ := strings.Cut(name, ".")
			_, err := a.writes.Exec("PRAGMA foreign_keys = off")
			a.must(err)
			_, err = a.writes.Exec(fmt.Sprintf("UPDATE %s SET %q = %s WHERE rowid = (SELECT max(rowid) FROM %[1]s)",
				table, column, fmt.Sprintf(change, `"`+column+`"`)))
			if err != nil && strings.Contains(err.Error(), "no such column: rowid") {
				_, err = a.writes.Exec(fmt.Sprintf("UPDATE %s SET %q = %s WHERE %s = (SELECT max(%[4]s) FROM %[1]s)",
					table, column, fmt.Sprintf(change, `"`+column+`"`), map[string]string{"documents": "key", "sightings": "place"}[table]))
			}
			if err != nil { // the table itself refuses the value
				t.Logf("%s: %v", name, err)
				continue
			}
			damage, err := a.Verify(ctx, nil)
			a.must(err)
			if len(damage) == 0 {
				t.Errorf("%s: a change passes (%s)", name, change)
			}
		}
	}
}

// A changed value that a reader would be shown is an error to the reader.
func TestReadersRefuseChangedRows(t *testing.T) {
	read := map[string]func(a *archive) error{
		"document": func(a *archive) error { _, err := a.Document(ctx, corpus.DocID("k")); return err },
		"old":      func(a *archive) error { _, err := a.DocumentVersion(ctx, corpus.DocID("k"), 1); return err },
		"all":      func(a *archive) error { return a.EachDocument(ctx, func(*StoredDocument) error { return nil }) },
		"hit":      func(a *archive) error { _, err := a.HitRows(ctx, []string{passageID("k", "丙")}); return err },
		"passage":  func(a *archive) error { _, _, _, err := a.Passage(ctx, passageID("k", "甲")); return err },
		"versions": func(a *archive) error { _, err := a.Versions(ctx, corpus.DocID("k")); return err },
		"heads":    func(a *archive) error { _, err := a.Heads(ctx, []string{corpus.DocID("k")}); return err },
		"imports":  func(a *archive) error { _, err := a.LastImport(ctx); return err },
	}
	for change, readers := range map[string]string{
		`UPDATE passages SET text = '戊' WHERE text = '丙'`:               "document all hit",
		`UPDATE passages SET text = '戊' WHERE text = '乙'`:               "old",
		`UPDATE passages SET locator = '第九条' WHERE text = '丙'`:          "document all hit",
		`UPDATE passages SET headings = '别的题' WHERE text = '丙'`:         "hit",
		`UPDATE passages SET start = start + 1 WHERE text = '丙'`:        "document all hit",
		`UPDATE passages SET id = id || 'x' WHERE text = '丙'`:           "document all",
		`DELETE FROM passages WHERE text = '丙'`:                         "document all",
		`UPDATE versions SET tail = '尾' WHERE number = 2`:               "document all",
		`UPDATE versions SET sections = '[]' WHERE number = 2`:          "document all",
		`UPDATE versions SET origin = x'0202' WHERE number = 2`:         "document all",
		`UPDATE versions SET fields = '{}x' WHERE number = 2`:           "document all hit passage versions heads",
		`UPDATE versions SET imported = '' WHERE number = 2`:            "document all hit passage versions heads",
		`UPDATE versions SET original = '' WHERE number = 1`:            "old versions",
		`UPDATE documents SET key = 'l' WHERE key = 'k'`:                "document old all hit passage versions",
		`UPDATE imports SET finished = '2001-01-01T00:00:00Z'`:          "imports",
		`UPDATE documents SET version = version - 1 WHERE key = 'k'`:    "document all hit passage versions",
		`UPDATE versions SET number = 7 WHERE number = 2`:               "document all hit passage versions heads",
		`UPDATE passages SET version = version - 1 WHERE text = '丙'`:    "document all",
		`UPDATE passages SET ord = 9 WHERE text = '丙'`:                  "hit",
		`UPDATE passages SET section = -1, lead = 'x' WHERE text = '丙'`: "document all hit",
	} {
		a := twoVersions(t)
		_, err := a.writes.Exec("PRAGMA foreign_keys = off")
		a.must(err)
		_, err = a.writes.Exec(change)
		a.must(err)
		for _, reader := range strings.Fields(readers) {
			var damaged *DamagedError
			if err := read[reader](a); !errors.As(err, &damaged) || !strings.Contains(err.Error(), databaseName) {
				t.Errorf("%s: %s reads on: %v", change, reader, err)
			}
		}
	}
}

// A passage that an index of the database no longer leads to is not left out as
// if it had never been.
func TestAStrayPassageIsDamage(t *testing.T) {
	a := twoVersions(t)
	a.must(a.Close())
	s, err := Open(a.dir, false)
	a.must(err)
	defer s.Close()
	_, err = s.writes.Exec(`PRAGMA writable_schema = on;
		UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX passages_by_id ON passages (id, version) WHERE text <> ''丙'''
			WHERE name = 'passages_by_id';
		PRAGMA writable_schema = reset; REINDEX;`)
	a.must(err)
	_, err = s.writes.Exec(`PRAGMA writable_schema = on;
		UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX passages_by_id ON passages (id, version)'
			WHERE name = 'passages_by_id'; PRAGMA writable_schema = reset;`)
	a.must(err)
	s.Close()
	s, err = Open(a.dir, true)
	a.must(err)
	defer s.Close()
	var damaged *DamagedError
	if rows, err := s.HitRows(ctx, []string{passageID("k", "丙")}); !errors.As(err, &damaged) {
		t.Errorf("rows %v, %v", rows, err)
	}
	if damage, err := s.Verify(ctx, nil); err != nil || len(damage) == 0 {
		t.Errorf("verify finds %v, %v", damage, err)
	}
}

func TestVerifyFindsAnotherSchema(t *testing.T) {
	a := twoVersions(t)
	_, err := a.writes.Exec(`DROP INDEX versions_by_original`)
	a.must(err)
	if damage, err := a.Verify(ctx, nil); err != nil || len(damage) != 1 || !strings.Contains(damage[0].What, "定义") {
		t.Errorf("damage %v, %v", damage, err)
	}
}

// A document whose row has lost its id is damage, not a document that never was.
func TestAVersionWithoutItsDocumentIsDamage(t *testing.T) {
	a := twoVersions(t)
	_, err := a.writes.Exec("PRAGMA foreign_keys = off")
	a.must(err)
	_, err = a.writes.Exec("UPDATE documents SET id = 'x' || id WHERE key = 'k'")
	a.must(err)
	if _, err := a.Document(t.Context(), corpus.DocID("k")); !errors.As(err, new(*DamagedError)) {
		t.Errorf("Document: %v", err)
	}
	if _, err := a.Document(t.Context(), corpus.DocID("never")); !errors.Is(err, ErrNotFound) {
		t.Errorf("of one that never was: %v", err)
	}
}
