package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
)

func writeFile(path, text string) error { return os.WriteFile(path, []byte(text), 0o644) }

// filled returns the folder of a closed archive of n documents.
func filled(t *testing.T, n int) string {
	t.Helper()
	a := newArchive(t)
	var docs []*corpus.Document
	for i := range n {
		docs = append(docs, document(fmt.Sprint(i), strings.Repeat(fmt.Sprintf("第%d句话。", i), 40)))
	}
	a.put(docs...)
	a.must(a.Close())
	return a.dir
}

func TestNoArchive(t *testing.T) {
	empty := t.TempDir()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, databaseName), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{empty, folder, filepath.Join(empty, "none"), filepath.Join(empty, "a?b#c%20d")} {
		for _, readOnly := range []bool{true, false} {
			var missing *NoArchiveError
			if _, err := Open(dir, readOnly); !errors.As(err, &missing) {
				t.Errorf("%s: %v", dir, err)
			}
		}
	}
}

func TestOddFolderNames(t *testing.T) {
	for _, name := range []string{"a?mode=memory", "b#c", "d%20e", "数据 夹", "f&g=h"} {
		dir := filepath.Join(t.TempDir(), name)
		s, err := Create(dir)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s.Close()
		if _, err := os.Stat(filepath.Join(dir, databaseName)); err != nil {
			t.Error(err)
		}
	}
}

func TestDamagedDatabase(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"garbage":       func(p string) error { return writeFile(p, strings.Repeat("没有数据库。", 900)) },
		"short garbage": func(p string) error { return writeFile(p, "x") },
		"empty":         func(p string) error { return os.Truncate(p, 0) },
		"half":          func(p string) error { return os.Truncate(p, size(p)/2) },
		"one page":      func(p string) error { return os.Truncate(p, 4096) },
		"odd length":    func(p string) error { return os.Truncate(p, size(p)-100) },
		"zeroed header": func(p string) error { return overwrite(p, 0, make([]byte, 100)) },
		"zeroed schema": func(p string) error { return overwrite(p, 100, make([]byte, 3000)) },
		"foreign": func(p string) error {
			os.Remove(p)
			db, err := sql.Open("sqlite3", p)
			if err != nil {
				return err
			}
			defer db.Close()
			_, err = db.Exec("CREATE TABLE photos (id)")
			return err
		},
	} {
		for _, readOnly := range []bool{true, false} {
			dir := filled(t, 20)
			if err := harm(filepath.Join(dir, databaseName)); err != nil {
				t.Fatal(err)
			}
			var damaged *DamagedError
			s, err := Open(dir, readOnly)
			if err == nil {
				err = s.Check(ctx)
				s.Close()
			}
			if !errors.As(err, &damaged) || !strings.Contains(err.Error(), databaseName) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		panic(err)
	}
	return info.Size()
}

func overwrite(path string, at int64, with []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.WriteAt(with, at)
	return err
}

// Whatever lies where the database was, using it ends in an error or in an
// answer, and never in a panic; what Verify passes is what was put.
func TestRandomDamageIsFoundOrHarmless(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	dir := filled(t, 30)
	path := filepath.Join(dir, databaseName)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for range rounds {
		harmed := append([]byte{}, sound...)
		at := random.IntN(len(harmed) - 512)
		for i := range 1 + random.IntN(512) {
			harmed[at+i] = byte(random.Int())
		}
		if err := os.WriteFile(path, harmed, 0o644); err != nil {
			t.Fatal(err)
		}
		if use(t, dir) {
			found++
		}
	}
	t.Logf("%d of %d damages found by Open or Verify, the rest changed no text", found, rounds)
}

// use opens and reads the archive of filled, and reports whether that told of damage.
func use(t *testing.T, dir string) bool {
	s, err := Open(dir, true)
	if err != nil {
		return true
	}
	defer s.Close()
	damage, err := s.Verify(ctx, nil)
	if err != nil || len(damage) > 0 {
		return true
	}
	err = s.EachDocument(ctx, func(d *StoredDocument) error {
		if want := strings.Repeat(fmt.Sprintf("第%s句话。", d.Document.Key), 40); d.Document.Text != want {
			t.Errorf("%s: text changed unnoticed", d.Document.Key)
		}
		return nil
	})
	return err != nil
}

func TestVerifyNamesDamagedOriginals(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"), document("b", "乙"), document("c", "丙"))
	harmed := a.originalPath(hashOf(a, "乙"))
	a.must(os.Chmod(harmed, 0o644))
	a.must(writeFile(harmed, "己"))
	a.must(os.Remove(a.originalPath(hashOf(a, "甲"))))
	var steps int64
	damage, err := a.Verify(ctx, func(done, total int64) {
		if steps++; done != steps || total != 6 {
			t.Errorf("progress %d of %d", done, total)
		}
	})
	a.must(err)
	if len(damage) != 2 || steps != 6 {
		t.Fatalf("damage %v after %d steps", damage, steps)
	}
	text := fmt.Sprint(damage)
	for _, want := range []string{"/in/a", "缺少", "/in/b", "不符"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}

func hashOf(a *archive, text string) string { return original(a.Store, document("", text)).Hash }

func TestVerifyFindsAChangedText(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"), document("b", "乙"))
	_, err := a.writes.Exec(`UPDATE passages SET text = '巳' WHERE text = '乙'`)
	a.must(err)
	damage, err := a.Verify(ctx, nil)
	a.must(err)
	if len(damage) != 2 || !strings.HasSuffix(damage[1].What, "：b") { // the passage, and the text
		t.Errorf("damage %v", damage)
	}
}

func TestNewerFormat(t *testing.T) {
	a := newArchive(t)
	_, err := a.writes.Exec("PRAGMA user_version = 99")
	a.must(err)
	a.must(a.Close())
	for _, readOnly := range []bool{true, false} {
		var newer *NewerError
		if _, err := Open(a.dir, readOnly); !errors.As(err, &newer) || newer.Found != 99 || newer.Known < 1 {
			t.Errorf("%v", err)
		}
	}
}

func TestReadable(t *testing.T) {
	s := &Store{dir: "d", name: databaseName}
	for _, c := range []struct {
		found, known int
		want         error
	}{
		{2, 2, nil},
		{0, 2, &NoArchiveError{Dir: "d"}},
		{1, 2, &OlderError{File: "d/corpus.db", Found: 1, Known: 2}},
		{3, 2, &NewerError{File: "d/corpus.db", Found: 3, Known: 2}},
	} {
		if diff := cmp.Diff(c.want, s.readable(c.found, c.known)); diff != "" {
			t.Errorf("%d of %d: %s", c.found, c.known, diff)
		}
	}
}

func TestMigrationIsAppliedOnceAndWhole(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"))
	steps, err := readMigrations()
	a.must(err)
	next := len(steps) + 1
	if err := applyMigration(a.writes, next, "CREATE TABLE later (id); CREATE TABLE documents (id);"); err == nil {
		t.Error("a step that cannot be run was run")
	}
	for range 2 {
		a.must(applyMigration(a.writes, next, "CREATE TABLE later (id);"))
	}
	if version, err := a.format(a.writes); version != next || err != nil {
		t.Errorf("format %d, %v; want %d", version, err, next)
	}
	if d, err := a.Document(ctx, corpus.DocID("a")); err != nil || d.Document.Text != "甲" {
		t.Errorf("%v, %v", d, err)
	}
}

// A log that was left behind holds documents that corpus.db alone does not.
func TestReadOnlyFileSystemWithAPendingLog(t *testing.T) {
	dir := mount(t, "16m")
	a := newArchive(t)
	a.put(document("a", "甲"))
	for _, name := range []string{databaseName, databaseName + "-wal"} {
		text, err := os.ReadFile(filepath.Join(a.dir, name))
		a.must(err)
		a.must(os.WriteFile(filepath.Join(dir, name), text, 0o644))
	}
	a.must(syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	var unwritable *UnwritableError
	if _, err := Open(dir, true); !errors.As(err, &unwritable) || !strings.Contains(err.Error(), "-wal") {
		t.Errorf("error %v", err)
	}
}

// mount gives an empty file system of its own to a test.
func mount(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("no right to mount a file system: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// Making an archive can be cut off before its first table.
func TestMigrationFromNothing(t *testing.T) {
	dir := t.TempDir()
	if err := writeFile(filepath.Join(dir, databaseName), ""); err != nil {
		t.Fatal(err)
	}
	var missing *NoArchiveError
	if _, err := Open(dir, true); !errors.As(err, &missing) {
		t.Errorf("read-only: %v", err)
	}
	s, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	steps, err := readMigrations()
	if err != nil {
		t.Fatal(err)
	}
	if version, err := s.format(s.writes); version != len(steps) || err != nil {
		t.Errorf("format %d of %d, %v", version, len(steps), err)
	}
	if damage, err := s.Verify(ctx, nil); len(damage) != 0 || err != nil {
		t.Errorf("damage %v, %v", damage, err)
	}
}

func TestReadOnlyFileSystem(t *testing.T) {
	dir := mount(t, "16m")
	s, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	a := &archive{T: t, Store: s}
	a.put(document("a", "甲"))
	a.must(s.Close())
	a.must(syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	reader, err := Open(dir, true)
	a.must(err)
	defer reader.Close()
	if d, err := reader.Document(ctx, corpus.DocID("a")); err != nil || d.Document.Text != "甲" {
		t.Errorf("%v, %v", d, err)
	}
	if _, err := reader.DataVersion(ctx); err != nil {
		t.Error(err)
	}
	var unwritable *UnwritableError
	if _, err := Open(dir, false); !errors.As(err, &unwritable) {
		t.Errorf("open for writing: %v", err)
	}
	if _, err := TakeLock(ctx, dir, "import"); !errors.As(err, &unwritable) {
		t.Errorf("lock: %v", err)
	}
}

func TestFullDisk(t *testing.T) {
	dir := mount(t, "1m")
	s, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a := &archive{T: t, Store: s}
	a.put(document("kept", "甲"))
	var full *FullError
	if _, err := s.Receive(strings.NewReader(strings.Repeat("x", 2<<20))); !errors.As(err, &full) {
		t.Errorf("received file: %v", err)
	}
	b, err := a.run.Begin(ctx, "/in")
	a.must(err)
	d := document("lost", strings.Repeat("y", 2<<20))
	_, err = b.Put(d, lines(d), Original{})
	if err == nil {
		err = b.Commit()
	}
	if !errors.As(err, &full) {
		t.Errorf("put: %v", err)
	}
	b.Rollback()
	if d, err := s.Document(ctx, corpus.DocID("kept")); err != nil || d.Document.Text != "甲" {
		t.Errorf("what was kept: %v, %v", d, err)
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

func TestReadOnlyStoreRefusesToWrite(t *testing.T) {
	s, err := Open(filled(t, 1), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var unwritable *UnwritableError
	if _, err := s.StartRun(ctx, nil); !s.ReadOnly() || !errors.As(err, &unwritable) {
		t.Errorf("error %v", err)
	}
}

func TestCancelledBatchLeavesNothing(t *testing.T) {
	a := newArchive(t)
	cancelled, cancel := context.WithCancel(ctx)
	b, err := a.run.Begin(cancelled, "/in")
	a.must(err)
	_, err = b.Put(document("a", "甲"), nil, Original{})
	a.must(err)
	cancel()
	if err := b.Commit(); err == nil {
		t.Error("committed")
	}
	if seq, err := a.Seq(ctx); seq != 0 || err != nil {
		t.Errorf("seq %d, %v", seq, err)
	}
}
