package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"yinju/corpus/store"
)

// exits runs a command that must end with one exit code: exits 2 yinju search.
// Its output is then there for stdout and stderr, as after exec.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// validJSON checks that a file (or stdout) is one JSON document that has the
// keys named: json stdout total hits.
func validJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: json FILE KEY...")
	}
	d := json.NewDecoder(bytes.NewBufferString(ts.ReadFile(args[0])))
	var doc map[string]any
	ts.Check(d.Decode(&doc))
	if _, err := d.Token(); err != io.EOF {
		ts.Fatalf("%s holds more than one document", args[0])
	}
	for _, key := range args[1:] {
		if _, ok := doc[key]; !ok {
			ts.Fatalf("no key %s in %s", key, args[0])
		}
	}
}

// damage overwrites the middle of a file with zeros: damage data/corpus.db.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FILE")
	}
	name := ts.MkAbs(args[0])
	content, err := os.ReadFile(name)
	ts.Check(err)
	clear(content[len(content)/4 : len(content)*3/4])
	ts.Check(os.WriteFile(name, content, 0o644))
}

// spoil damages the largest file under a folder: spoil data/index.
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: spoil FOLDER")
	}
	var largest string
	var size int64
	ts.Check(filepath.Walk(ts.MkAbs(args[0]), func(name string, info fs.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() && info.Size() > size {
			largest, size = name, info.Size()
		}
		return err
	}))
	damage(ts, false, []string{largest})
}

// holdLock makes the test the archive's writer until its script ends or says
// freelock: holdlock data.
func holdLock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: holdlock DIR")
	}
	lock, err := store.TakeLock(context.Background(), ts.MkAbs(args[0]), "import")
	ts.Check(err)
	locks.Store(ts, lock)
	ts.Defer(func() { freeLock(ts, false, nil) })
}

// locks are the locks that running scripts hold; scripts run in parallel.
var locks sync.Map // *testscript.TestScript to *store.Lock

func freeLock(ts *testscript.TestScript, _ bool, _ []string) {
	if lock, held := locks.LoadAndDelete(ts); held {
		ts.Check(lock.(*store.Lock).Release())
	}
}
