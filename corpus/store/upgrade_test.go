package store

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yinju/corpus"
)

// format1 makes an archive as a release before rows had sums left it.
func format1(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, originalsName), 0o755); err != nil {
		t.Fatal(err)
	}
	dump, err := os.ReadFile("testdata/format1.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", filepath.Join(dir, databaseName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(string(dump)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestUpgradeFromFormat1(t *testing.T) {
	dir := format1(t)
	if _, err := Open(dir, true); !isOlder(err) {
		t.Errorf("opened read-only: %v", err)
	}
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	damage, err := s.Verify(ctx, nil)
	if err != nil || len(damage) != 4 { // the dump is without the four received files
		t.Errorf("damage %v, %v", damage, err)
	}
	coverage, err := s.Coverage(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []ValueCount{{"新闻", 2}, {"条例", 1}, {"通知", 1}}
	if diff := cmp.Diff(want, coverage.Genres); diff != "" || coverage.Documents != 4 || coverage.Passages != 5 {
		t.Errorf("coverage %+v\n%s", coverage, diff)
	}
	first, err := s.DocumentVersion(ctx, corpus.DocID("texts/notice.txt"), 1)
	if err != nil || first.Current || first.Document.Title.Value != "关于优化营商环境的通知" {
		t.Errorf("%+v, %v", first, err)
	}
	if a := (&archive{T: t, Store: s}); a.put(document("k", "甲"))[0] != New {
		t.Error("nothing can be put")
	}
}

func isOlder(err error) bool {
	older, ok := err.(*OlderError)
	return ok && older.Found == 1
}

// An upgraded archive is like a new one, down to the definitions of its tables.
func TestUpgradeMakesTheSchemaOfANewArchive(t *testing.T) {
	s, err := Open(format1(t), false)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want, err := freshSchema(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got, err := schemaOf(ctx, s.reads.db)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
