package store

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
)

// wordy is a document whose every sentence has a mark of its own.
func wordy(key string, version int) *corpus.Document {
	var text strings.Builder
	for i := range 40 {
		fmt.Fprintf(&text, "%s〈%s〉%s\n", strings.Repeat("的", i%9), mark(key, version, i), strings.Repeat("了", 11*i%70))
	}
	return document(key, text.String())
}

func mark(key string, version, i int) string { return fmt.Sprintf("mark-%s-%d-%d.", key, version, i) }

// bytesUnder returns all that the files under dir hold.
func bytesUnder(t *testing.T, dir string) (all []byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		all = append(all, content...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// No file holds a word of what was removed, in whatever order documents came,
// changed and went; what stays is untouched.
func TestErasedTextIsInNoFile(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	a := newArchive(t)
	keys := []string{}
	for i := range 30 {
		keys = append(keys, fmt.Sprintf("k%02d", i))
	}
	for version := range 3 {
		for _, i := range random.Perm(len(keys)) {
			a.put(wordy(keys[i], version))
		}
	}
	for range 3 {
		gone := keys[:5]
		keys = keys[5:]
		a.must(a.Remove(ctx, gone))
		if !a.EraseDue() {
			t.Error("nothing says that the removed texts are still in the files")
		}
		a.must(a.Erase(ctx))
		if a.EraseDue() {
			t.Error("due after it was done")
		}
		files := bytesUnder(t, a.dir)
		for _, key := range gone {
			for version := range 3 {
				for i := range 40 {
					if bytes.Contains(files, []byte(mark(key, version, i))) {
						t.Fatalf("%s is still there", mark(key, version, i))
					}
				}
			}
		}
	}
	for _, key := range keys {
		d, err := a.Document(ctx, corpus.DocID(key))
		a.must(err)
		if d.Document.Text != wordy(key, 2).Text || d.Number != 3 {
			t.Errorf("%s was touched", key)
		}
	}
	if damage, err := a.Verify(ctx, nil); err != nil || len(damage) > 0 {
		t.Errorf("damage %v, %v", damage, err)
	}
}

func TestSharedOriginalsAreNamed(t *testing.T) {
	a := newArchive(t)
	b, err := a.run.Begin(ctx, "/in")
	a.must(err)
	hash, err := a.Receive(strings.NewReader("二记录"))
	a.must(err)
	for i, key := range []string{"a", "b"} {
		d := document(key, "文"+key)
		_, err := b.Put(d, lines(d), Original{Hash: hash, Path: "/in/x.jsonl", Line: i + 1})
		a.must(err)
	}
	a.must(b.Commit())
	shared, err := a.Shared(ctx, "a")
	a.must(err)
	if diff := cmp.Diff([]string{"/in/x.jsonl"}, shared); diff != "" {
		t.Error(diff)
	}
	a.must(a.Remove(ctx, []string{"a"}))
	a.must(a.Erase(ctx))
	if shared, err := a.Shared(ctx, "b"); len(shared) > 0 || err != nil {
		t.Errorf("the last document of a file shares it with %v, %v", shared, err)
	}
	a.must(a.Remove(ctx, []string{"b"}))
	a.must(a.Erase(ctx))
	if left := a.files(); len(left) > 0 {
		t.Errorf("%v left", left)
	}
}

// Lacking is what a root had before and has no more, and nothing else.
func TestLacking(t *testing.T) {
	a := newArchive(t)
	bring := func(root string, keys ...string) *Run {
		a.nextRun()
		b, err := a.run.Begin(ctx, root)
		a.must(err)
		for _, key := range keys {
			_, err := b.Put(document(key, key), nil, Original{Path: root + "/" + key})
			a.must(err)
		}
		a.must(b.Commit())
		return a.run
	}
	bring("/in", "stays", "goes", "unread", "both")
	bring("/other", "both", "foreign")
	run := bring("/in", "stays", "new")
	got, err := run.Lacking(ctx, "/in", func(place string) bool { return place == "/in/unread" })
	a.must(err)
	if diff := cmp.Diff([]string{"goes"}, got); diff != "" {
		t.Error(diff)
	}
}

// A key that one run meets under two roots is there under both.
func TestAKeyMetTwiceIsSeenTwice(t *testing.T) {
	a := newArchive(t)
	a.put(document("k", "甲"))
	a.nextRun()
	for _, root := range []string{"/other", "/in"} {
		b, err := a.run.Begin(ctx, root)
		a.must(err)
		b.Put(document("k", "甲"), nil, Original{Path: root + "/k"})
		a.must(b.Commit())
	}
	for _, root := range []string{"/other", "/in"} {
		if got, err := a.run.Lacking(ctx, root, func(string) bool { return false }); len(got) > 0 || err != nil {
			t.Errorf("%s lacks %v, %v", root, got, err)
		}
	}
}
