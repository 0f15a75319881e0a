package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yinju/corpus"
)

// backedUp is an archive with versions, a removed document and a backup of it.
func backedUp(t *testing.T) (a *archive, file string) {
	t.Helper()
	a = twoVersions(t)
	file = filepath.Join(t.TempDir(), "b.tar.gz")
	b, err := a.Backup(ctx, file, nil)
	a.must(err)
	if b.Documents != 2 || len(b.Files) != 4 { // the database and three received files: not the removed one's
		t.Errorf("bundle %+v", b)
	}
	return a, file
}

// everything is all that a store holds, for comparing.
func everything(t *testing.T, s *Store) map[string]any {
	t.Helper()
	all := map[string]any{}
	err := s.eachVersion(ctx, `ON v.document = d.id ORDER BY d.key, v.number`, func(d *StoredDocument, err error) error {
		all[d.Document.Key+"/"+string(rune('0'+d.Number))] = d
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, query := range map[string]string{"imports": "SELECT * FROM imports", "sightings": "SELECT * FROM sightings", "documents": "SELECT * FROM documents"} {
		rows, err := s.reads.db.Query("SELECT json_group_array(json_object('r', hex(sum))) FROM (" + query + ")")
		if err != nil {
			t.Fatal(err)
		}
		var text string
		rows.Next()
		rows.Scan(&text)
		rows.Close()
		all[name] = text
	}
	return all
}

func TestBackupRoundTrip(t *testing.T) {
	a, file := backedUp(t)
	dir := filepath.Join(t.TempDir())
	var last, total int64
	b, err := Restore(ctx, dir, file, 1, func(done, all int64) { last, total = done, all })
	a.must(err)
	if last != total || total != b.Bytes() {
		t.Errorf("progress %d of %d, unpacked %d", last, total, b.Bytes())
	}
	s, err := Open(dir, false)
	a.must(err)
	defer s.Close()
	if diff := cmp.Diff(everything(t, a.Store), everything(t, s), cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Version{})); diff != "" {
		t.Error(diff)
	}
	if damage, err := s.Verify(ctx, nil); err != nil || len(damage) > 0 {
		t.Errorf("damage %v, %v", damage, err)
	}
	if _, err := s.Document(ctx, corpus.DocID("gone")); !errors.Is(err, ErrGone) {
		t.Errorf("a removed document after the restore: %v", err)
	}
	if _, err := Restore(ctx, dir, file, 1, nil); !isOccupied(err) {
		t.Errorf("restored over an archive: %v", err)
	}
}

func isOccupied(err error) bool { return errors.As(err, new(*OccupiedError)) }

func TestBackupDoesNotOverwrite(t *testing.T) {
	a, file := backedUp(t)
	before, err := os.ReadFile(file)
	a.must(err)
	if _, err := a.Backup(ctx, file, nil); err == nil || !strings.Contains(err.Error(), "不覆盖") {
		t.Errorf("error %v", err)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

func TestBackupRefusesADamagedArchive(t *testing.T) {
	a := twoVersions(t)
	harmed := a.originalPath(hashOf(a, "# 题\n甲\n乙"))
	a.must(os.Chmod(harmed, 0o644))
	a.must(writeFile(harmed, "# 题\n甲\n己"))
	dir := t.TempDir()
	var damaged *DamagedError
	if _, err := a.Backup(ctx, filepath.Join(dir, "b"), nil); !errors.As(err, &damaged) {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v left", left)
	}
}

func TestCancelledBackupLeavesNothing(t *testing.T) {
	a := twoVersions(t)
	dir := t.TempDir()
	cancelled, cancel := context.WithCancel(ctx)
	_, err := a.Backup(cancelled, filepath.Join(dir, "b"), func(done, total int64) { cancel() })
	if left, _ := os.ReadDir(dir); !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("%v, %v left", err, left)
	}
}

// Whatever was done to a backup, it is restored whole or not at all.
func TestDamagedBackups(t *testing.T) {
	a, file := backedUp(t)
	sound, err := os.ReadFile(file)
	a.must(err)
	random := rand.New(rand.NewPCG(7, 8))
	want := everything(t, a.Store)
	refused := 0
	for round := range 120 {
		harmed := bytes.Clone(sound)
		switch at := random.IntN(len(harmed)); round % 3 {
		case 0:
			harmed[at] ^= 1 << random.IntN(8)
		case 1:
			clear(harmed[at:min(at+512, len(harmed))])
		case 2:
			harmed = harmed[:at]
		}
		if restoresOrLeavesNothing(t, harmed, want) {
			refused++
		}
	}
	if refused < 100 {
		t.Errorf("only %d of 120 damages were refused", refused)
	}
}

// restoresOrLeavesNothing reports whether a backup was refused.
func restoresOrLeavesNothing(t *testing.T, backup []byte, want map[string]any) bool {
	t.Helper()
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "b")
	if err := os.WriteFile(file, backup, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, dir, file, 1, nil); err != nil {
		if left, _ := os.ReadDir(dir); len(left) > 0 || !errors.As(err, new(*BackupError)) {
			t.Errorf("%v, %v left", err, left)
		}
		return true
	}
	s, err := Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if diff := cmp.Diff(want, everything(t, s), cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Version{})); diff != "" {
		t.Error("restored something else:", diff)
	}
	return false
}

// packed makes a tar.gz of a manifest and files.
func packed(t *testing.T, b Bundle, files ...*tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	to := tar.NewWriter(zipped)
	text, _ := json.Marshal(b)
	to.WriteHeader(&tar.Header{Name: bundleManifest, Size: int64(len(text)), Mode: 0o644})
	to.Write(text)
	for _, f := range files {
		if err := to.WriteHeader(f); err != nil {
			t.Fatal(err)
		}
		io.CopyN(to, zeros{}, f.Size)
	}
	to.Close()
	zipped.Close()
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestForeignBackups(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	database := BundleFile{databaseName, 4, hash}
	good := Bundle{Format: 1, Database: 1, Files: []BundleFile{database}}
	with := func(f BundleFile) Bundle {
		return Bundle{Format: 1, Database: 1, Files: []BundleFile{database, f}}
	}
	for name, c := range map[string]struct {
		backup []byte
		says   string
	}{
		"empty":             {nil, notABackup},
		"a text":            {[]byte("标题：通知\n"), notABackup},
		"no manifest":       {packed(t, Bundle{}), notABackup},
		"newer form":        {packed(t, Bundle{Format: 2, Files: good.Files}), "更新版本"},
		"newer database":    {packed(t, Bundle{Format: 1, Database: 99, Files: good.Files}), "更新版本"},
		"out of the folder": {packed(t, with(BundleFile{"../evil", 4, hash})), "不属于"},
		"absolute":          {packed(t, with(BundleFile{"/etc/passwd", 4, hash})), "不属于"},
		"another name":      {packed(t, with(BundleFile{"originals/ab/../../../evil", 4, hash})), "不属于"},
		"twice":             {packed(t, with(database)), "不属于"},
		"a bad hash":        {packed(t, with(BundleFile{"originals/x", 4, "x"})), "不属于"},
		"another file":      {packed(t, good, &tar.Header{Name: "../evil", Size: 4, Mode: 0o644}), "与清单不符"},
		"a link":            {packed(t, good, &tar.Header{Name: databaseName, Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}), "与清单不符"},
		"another size":      {packed(t, good, &tar.Header{Name: databaseName, Size: 5, Mode: 0o644}), "与清单不符"},
		"another text":      {packed(t, good, &tar.Header{Name: databaseName, Size: 4, Mode: 0o644}), "校验值"},
		"a file lacks":      {packed(t, good), cutOff},
	} {
		dir, file := t.TempDir(), filepath.Join(t.TempDir(), "b")
		if err := os.WriteFile(file, c.backup, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Restore(ctx, dir, file, 1, nil)
		if left, _ := os.ReadDir(dir); len(left) > 0 || !errors.As(err, new(*BackupError)) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, %v left", name, err, left)
		}
	}
}

// A restore that was killed can be run again in the same folder; a folder with
// anything else in it is left alone.
func TestRestoreIntoFolders(t *testing.T) {
	_, file := backedUp(t)
	for name, c := range map[string]struct {
		files    []string
		occupied bool
	}{
		"empty":                       {nil, false},
		"a lock":                      {[]string{lockName}, false},
		"cut off":                     {[]string{partName + "/corpus.db"}, false},
		"cut off between two renames": {[]string{partName + "/corpus.db", originalsName + "/ab/abc"}, false},
		"a person's file":             {[]string{"notes.txt"}, true},
		"received files":              {[]string{originalsName + "/ab/abc"}, true},
		"an archive":                  {[]string{databaseName}, true},
	} {
		dir := t.TempDir()
		for _, f := range c.files {
			path := filepath.Join(dir, f)
			os.MkdirAll(filepath.Dir(path), 0o755)
			if err := writeFile(path, "x"); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Restore(ctx, dir, file, 1, nil)
		if isOccupied(err) != c.occupied || !c.occupied && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "notes.txt")); c.occupied && len(c.files) == 1 && c.files[0] == "notes.txt" && err != nil {
			t.Errorf("%s: a file is gone", name)
		}
	}
}

func TestRestoreNeedsRoom(t *testing.T) {
	_, file := backedUp(t)
	dir := mount(t, "256k")
	if _, err := Restore(ctx, dir, file, 100, nil); !errors.As(err, new(*SpaceError)) {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v left", left)
	}
}
