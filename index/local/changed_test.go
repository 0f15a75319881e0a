package local

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"yinju/index"
)

// What is written into a mapped file is seen by the next search, which then
// refuses to answer; a file that was only touched is looked through once.
func TestAlteredFilesAreNoticed(t *testing.T) {
	e := build(t, realDocuments(t, 300))
	query := index.Plan(index.ParseText("改革"), tokens())
	for _, pattern := range []string{"text.bin", "words/*.zap"} {
		files, err := filepath.Glob(filepath.Join(e.dir, "shard-*", pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no file %s: %v", pattern, err)
		}
		whole, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(files[0], time.Now(), time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Search(context.Background(), query); err != nil {
			t.Errorf("%s, touched: %v", pattern, err)
		}
		writeAt(t, files[0], len(whole)/2, whole[len(whole)/2]^4)
		if _, err := e.Search(context.Background(), query); !errors.Is(err, ErrFault) {
			t.Errorf("%s, altered: %v", pattern, err)
		}
		writeAt(t, files[0], len(whole)/2, whole[len(whole)/2])
	}
}

func writeAt(t *testing.T, path string, at int, b byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte{b}, int64(at)); err != nil {
		t.Fatal(err)
	}
}
