package vector

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestSetAside overwrites the first four bytes of a file, as another program might,
// and puts a file of another model in its place. Either can be started again.
func TestSetAside(t *testing.T) {
	for name, spoil := range map[string]func(data []byte) []byte{
		"first bytes":   func(data []byte) []byte { copy(data, "RIFF"); return data },
		"another model": func([]byte) []byte { return encodeHeader(testModel(5)) },
	} {
		path := filepath.Join(t.TempDir(), "t.vec")
		writer := openTable(t, path, 4, true)
		mustAppend(t, writer, 0, 3)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		putFile(t, path, spoil(whole))
		if _, err := OpenTable(path, testModel(4), false); !Refused(err) {
			t.Fatalf("%s: %v", name, err)
		}
		if err := SetAside(t.Context(), path, testModel(4)); !errors.As(err, new(*TableLockedError)) {
			t.Errorf("%s: while another writes: %v", name, err)
		}
		writer.Close()
		if err := SetAside(t.Context(), path, testModel(4)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := os.Stat(path + AsideSuffix); err != nil {
			t.Errorf("%s: no copy of a small file: %v", name, err)
		}
		if again := openTable(t, path, 4, true); again.Rows() != 0 || mustAppend(t, again, 0, 3) != 3 {
			t.Errorf("%s: %d rows", name, again.Rows())
		}
	}
}

// What can be used stays, a large file is deleted, and one that is gone is no error.
func TestSetAsideLeavesAndDeletes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.vec")
	good := openTable(t, path, 4, true)
	mustAppend(t, good, 0, 3)
	good.Close()
	if err := SetAside(t.Context(), path, testModel(4)); err != nil || !exists(path) {
		t.Errorf("a good file: there %v, %v", exists(path), err)
	}
	putFile(t, path, make([]byte, headerSize))
	if err := os.Truncate(path, keptAside+1); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := SetAside(t.Context(), path, testModel(4)); err != nil || exists(path) || exists(path+AsideSuffix) {
			t.Errorf("a large file: there %v, a copy %v, %v", exists(path), exists(path+AsideSuffix), err)
		}
	}
}

// A table without a file is for reading beside one that cannot be used.
func TestTableOfNoFile(t *testing.T) {
	table := openTable(t, "", 4, false)
	if err := table.Refresh(); err != nil || table.Rows() != 0 {
		t.Errorf("%d rows, %v", table.Rows(), err)
	}
}
