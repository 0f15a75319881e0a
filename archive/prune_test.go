package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pruned imports with Prune and returns the keys removed.
func pruned(t *testing.T, a *Archive, paths ...string) []string {
	t.Helper()
	r, err := a.Import(context.Background(), paths, ImportOptions{Prune: true})
	if err != nil {
		t.Fatal(err)
	}
	return r.Removed
}

func notice(word string) string {
	return "标题：" + word + "通知\n\n支持企业" + word + "。\n"
}

func TestPrune(t *testing.T) {
	dir, a := filepath.Join(t.TempDir(), "in"), create(t, t.TempDir())
	write(t, dir, map[string]string{"a.txt": notice("甲"), "sub/b.txt": notice("乙"), "sub/c.txt": notice("丙"), "d.txt": notice("丁")})
	states(t, a, dir)
	states(t, a, filepath.Join(dir, "sub")) // under keys of its own: sub/b.txt
	os.Remove(filepath.Join(dir, "a.txt"))
	os.Remove(filepath.Join(dir, "sub/b.txt"))
	if diff := cmp.Diff([]string{"in/a.txt", "in/sub/b.txt"}, pruned(t, a, dir)); diff != "" {
		t.Error(diff)
	}
	if got := search(t, a, ""); got.Total != 4 { // in/sub/c, in/d, sub/b, sub/c
		t.Errorf("%d passages stay", got.Total)
	}
	if diff := cmp.Diff([]string{}, pruned(t, a, dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"sub/b.txt"}, pruned(t, a, filepath.Join(dir, "sub"))); diff != "" {
		t.Error(diff)
	}
}

// A folder given beside the one above it has nothing of its own to read.
func TestPruneOfNestedPaths(t *testing.T) {
	dir, a := filepath.Join(t.TempDir(), "in"), create(t, t.TempDir())
	write(t, dir, map[string]string{"a.txt": notice("甲"), "sub/b.txt": notice("乙"), "sub/c.txt": notice("丙")})
	states(t, a, filepath.Join(dir, "sub"))
	os.Remove(filepath.Join(dir, "sub/b.txt"))
	if diff := cmp.Diff([]string{"sub/b.txt"}, pruned(t, a, dir, filepath.Join(dir, "sub"))); diff != "" {
		t.Error(diff)
	}
}

// A file that became a link to nowhere or something else is there in a way.
func TestPruneLeavesWhatCannotBeRead(t *testing.T) {
	dir, a := filepath.Join(t.TempDir(), "in"), create(t, t.TempDir())
	write(t, dir, map[string]string{"a.txt": notice("甲"), "b.txt": notice("乙"), "c.txt": notice("丙"), "keep.txt": notice("丁")})
	states(t, a, dir)
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		os.Remove(filepath.Join(dir, name))
	}
	if err := errors.Join(os.Symlink("nowhere", filepath.Join(dir, "a.txt")), os.Symlink(t.TempDir(), filepath.Join(dir, "b.txt"))); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"in/c.txt"}, pruned(t, a, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestClosedFolderPrunesNothing(t *testing.T) {
	im := &importer{}
	files := []found{{path: "/in/sub", root: "/in", folder: true, err: os.ErrPermission}, {path: "/in/a.txt", root: "/in"}}
	if got := im.closed("/in", files); got != "/in/sub" {
		t.Errorf("closed %q", got)
	}
	files[0].folder = false // a file that cannot be opened is looked after by unsure
	if got := im.closed("/in", files); got != "" {
		t.Errorf("closed %q", got)
	}
}

func TestUnsure(t *testing.T) {
	im := &importer{unread: []string{"/in/a.jsonl", "/in/sub"}}
	for place, want := range map[string]bool{
		"/in/a.jsonl": true, "/in/a.jsonl 第 3 行": true, "/in/sub/b.txt": true,
		"/in/a.jsonl.gz": false, "/in/subject.txt": false, "/in/a": false,
	} {
		if got := im.unsure(place); got != want {
			t.Errorf("%s: %v", place, got)
		}
	}
}

func TestPruneRefusals(t *testing.T) {
	dir, a := filepath.Join(t.TempDir(), "in"), create(t, t.TempDir())
	write(t, dir, map[string]string{"a.txt": notice("甲")})
	states(t, a, dir)
	os.Remove(filepath.Join(dir, "a.txt"))
	write(t, dir, map[string]string{"picture.png": "\x89PNG"})
	for _, path := range []string{dir, filepath.Join(dir, "nowhere")} {
		var refused *PruneError
		if _, err := a.Import(context.Background(), []string{path}, ImportOptions{Prune: true}); !errors.As(err, &refused) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if search(t, a, "").Total != 1 {
		t.Error("something was removed")
	}
}

func TestInterruptedImportPrunesNothing(t *testing.T) {
	dir, a := filepath.Join(t.TempDir(), "in"), create(t, t.TempDir())
	write(t, dir, map[string]string{"a.txt": notice("甲"), "b.txt": notice("乙"), "c.txt": notice("丙")})
	states(t, a, dir)
	os.Remove(filepath.Join(dir, "c.txt"))
	ctx, cancel := context.WithCancel(context.Background())
	r, err := a.Import(ctx, []string{dir}, ImportOptions{Prune: true, Line: func(FileReport) { cancel() }})
	if !errors.Is(err, context.Canceled) || len(r.Removed) > 0 || search(t, a, "").Total != 3 {
		t.Errorf("%v, removed %v", err, r.Removed)
	}
}
