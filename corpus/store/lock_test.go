package store

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func TestSecondWriterIsRefused(t *testing.T) {
	dir := t.TempDir()
	first, err := TakeLock(ctx, dir, "import")
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = TakeLock(ctx, dir, "rebuild")
	var locked *LockedError
	if !errors.As(err, &locked) || locked.Holder.PID != os.Getpid() || locked.Holder.Command != "import" {
		t.Errorf("second: %v", err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("refused after %v", took)
	}
	if !strings.Contains(err.Error(), "import") {
		t.Errorf("message %q does not name the holder", err)
	}
	if holder, held := Writer(dir); !held || holder.Command != "import" {
		t.Errorf("Writer: %+v, %v", holder, held)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	if _, held := Writer(dir); held {
		t.Error("held after release")
	}
	again, err := TakeLock(ctx, dir, "rebuild")
	if err != nil {
		t.Fatal(err)
	}
	again.Release()
}

func TestHolderThatCannotBeRead(t *testing.T) {
	path := t.TempDir() + "/lock"
	for _, text := range []string{"", "{", "[]", "null", `{"pid":"x"}`} {
		if err := writeFile(path, text); err != nil {
			t.Fatal(err)
		}
		if got := readHolder(path); got != (Holder{}) {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if text := (&LockedError{Dir: "d"}).Error(); !strings.Contains(text, "另一个程序") {
		t.Error(text)
	}
}

func TestWriterOfNoArchive(t *testing.T) {
	dir := t.TempDir()
	if _, held := Writer(dir); held {
		t.Error("held")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Error("asking left a file")
	}
}
