package store

import (
	"os"
	"path/filepath"
	"testing"
)

func TestUncleanStop(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"))
	if a.Unclean() {
		t.Error("a new archive was not ended")
	}
	second, err := Open(a.dir, false) // an import beside a service
	a.must(err)
	if a.Unclean() || second.Unclean() {
		t.Error("a process that is at work counts as one that was killed")
	}
	a.must(second.Close())
	a.must(writeFile(filepath.Join(a.dir, runningName, "process-killed"), ""))
	reader, err := Open(a.dir, true)
	a.must(err)
	defer reader.Close()
	if !a.Unclean() || !reader.Unclean() {
		t.Error("a process that was killed goes unnoticed")
	}
	a.must(a.Settle())
	if a.Unclean() {
		t.Error("unclean after it was settled")
	}
	a.must(a.Close())
	if left, err := os.ReadDir(filepath.Join(a.dir, runningName)); len(left) > 0 || err != nil {
		t.Errorf("%v left, %v", left, err)
	}
}
