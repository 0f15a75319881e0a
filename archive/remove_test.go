package archive

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
)

// folderBytes returns all that the files under dir hold.
func folderBytes(t *testing.T, dir string) (all []byte) {
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

// A removed document is gone from all files while a service has them open, and
// the service follows within two seconds.
func TestRemoveWhileServing(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	writer := create(t, data)
	write(t, dir, map[string]string{
		"a.txt": "标题：甲通知\n\n支持企业稳定岗位。\n", "b.txt": "标题：乙通知\n\n支持企业扩大岗位。\n", "c.txt": "标题：丙通知\n\n别的事项。\n"})
	states(t, writer, dir)
	write(t, dir, map[string]string{"a.txt": "标题：甲通知\n\n支持企业稳住岗位。\n"}) // an older version too
	states(t, writer, dir)
	reader, err := Open(context.Background(), data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go reader.Follow(ctx)
	key := filepath.Base(dir) + "/a.txt"
	if search(t, reader, "岗位").Total != 2 {
		t.Fatal("not found before")
	}
	done, err := writer.Remove(ctx, corpus.DocID(key), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&Removal{Key: key, Passages: 1}, done); diff != "" {
		t.Error(diff)
	}
	for deadline := time.Now().Add(2 * time.Second); search(t, reader, "岗位").Total != 1; {
		if time.Now().After(deadline) {
			t.Fatal("still found after two seconds")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if _, err := reader.Document(ctx, corpus.DocID(key)); !errors.Is(err, ErrGone) {
		t.Errorf("its address answers %v", err)
	}
	files := folderBytes(t, data)
	for _, word := range []string{"稳定岗位", "稳住岗位", "甲通知"} {
		if bytes.Contains(files, []byte(word)) {
			t.Errorf("%s is still in a file", word)
		}
	}
	if damage, err := writer.Verify(ctx, nil); err != nil || len(damage) > 0 {
		t.Errorf("damage %v, %v", damage, err)
	}
	if _, err := writer.Remove(ctx, key, nil); !errors.As(err, new(*RemovedError)) {
		t.Errorf("removed again: %v", err)
	}
}

func TestNear(t *testing.T) {
	keys := []string{"policy/beijing/a.txt", "policy/beijing/b.txt", "policy/广州/优化营商环境条例.txt", "n1", "n2", "reports/2024.md"}
	for name, want := range map[string][]string{
		"policy/beijing/a":     {"policy/beijing/a.txt", "policy/beijing/b.txt"},
		"优化营商环境条例.txt":         {"policy/广州/优化营商环境条例.txt"},
		"POLICY/beijing/b.txt": {"policy/beijing/b.txt", "policy/beijing/a.txt"},
		"毫不相干":                 nil,
		"":                     nil,
	} {
		if diff := cmp.Diff(want, near(name, keys)); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

// What a removal that was killed left is cleared away when the archive is served
// again.
func TestAnErasureThatWasCutOffIsMadeUpFor(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	a := create(t, data)
	write(t, dir, map[string]string{"a.txt": "标题：甲通知\n\n支持企业稳定岗位。\n", "b.txt": "标题：乙通知\n\n别的事项。\n"})
	states(t, a, dir)
	if err := a.store.Remove(context.Background(), []string{filepath.Base(dir) + "/a.txt"}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(folderBytes(t, data), []byte("稳定岗位")) {
		t.Fatal("nothing to clear away")
	}
	a.tidy(context.Background())
	if bytes.Contains(folderBytes(t, data), []byte("稳定岗位")) {
		t.Error("still in a file")
	}
	if search(t, a, "岗位").Total != 0 || search(t, a, "事项").Total != 1 {
		t.Error("the index was not brought up")
	}
}
