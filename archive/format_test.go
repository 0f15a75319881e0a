package archive

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// An index of an earlier format is made anew by a serving process, without a
// person.
func TestAnOldFormatIsMadeAnew(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	a := create(t, data)
	write(t, dir, map[string]string{"a.txt": "标题：甲通知\n\n支持企业稳定岗位。\n"})
	states(t, a, dir)
	manifests, err := filepath.Glob(filepath.Join(data, "index", "gen-*.json"))
	if err != nil || len(manifests) != 1 {
		t.Fatal(manifests, err)
	}
	manifest, err := os.ReadFile(manifests[0])
	if err != nil {
		t.Fatal(err)
	}
	manifest = bytes.Replace(manifest, []byte(`"format": 4`), []byte(`"format": 2`), 1)
	for path, content := range map[string][]byte{manifests[0]: manifest, filepath.Join(data, "index", "CURRENT"): []byte(filepath.Base(manifests[0]) + "\n")} {
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := Open(context.Background(), data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if problems := b.Status().Problems; len(problems) != 1 || problems[0] != "没有可用的索引（索引的格式是 2，本程序用 4）；请运行 yinju rebuild" {
		t.Errorf("before: %q", problems)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	go b.Follow(ctx)
	for ctx.Err() == nil && len(b.Status().Problems) > 0 {
		time.Sleep(20 * time.Millisecond)
	}
	if got := search(t, b, "岗位").Total; got != 1 {
		t.Errorf("%d passages", got)
	}
}
