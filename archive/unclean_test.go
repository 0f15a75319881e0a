package archive

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yinju/index"
)

// serving makes an archive with a note that a process was killed and lets do
// harm it before it is served again.
func serving(t *testing.T, do func(data string)) *Archive {
	t.Helper()
	data, dir := t.TempDir(), t.TempDir()
	a := create(t, data)
	write(t, dir, map[string]string{"a.txt": "标题：通知\n\n支持企业稳定岗位。\n" + strings.Repeat("\n另有一段文字。\n", 60000)})
	states(t, a, dir)
	a.Close()
	if err := os.WriteFile(filepath.Join(data, "running", "process-killed"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	do(data)
	b := create(t, data)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { b.Follow(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	return b
}

// soon waits for something that is to be so soon, with patience for a shared machine.
func soon(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never: ", what)
		}
	}
}

func TestUncleanStopOfASoundArchive(t *testing.T) {
	a := serving(t, func(string) {})
	soon(t, "settled", func() bool { return !a.store.Unclean() })
	if len(a.Status().Problems) > 0 || search(t, a, "稳定岗位").Total != 1 {
		t.Errorf("%+v", a.Status())
	}
}

// A large file of the index that keeps its size is found only by its hash.
func TestUncleanStopWithASpoiledIndex(t *testing.T) {
	a := serving(t, func(data string) {
		texts, _ := filepath.Glob(filepath.Join(data, "index", "shard-*", "text.bin"))
		content, err := os.ReadFile(texts[0])
		if err != nil || len(content) < 1<<20 {
			t.Fatal(len(content), err)
		}
		content[len(content)/2] ^= 1
		if err := os.WriteFile(texts[0], content, 0o644); err != nil {
			t.Fatal(err)
		}
	})
	soon(t, "withdrawn", func() bool {
		_, err := a.Search(context.Background(), index.ParseText("岗位"))
		return err != nil && strings.Contains(err.Error(), "yinju rebuild")
	})
	if !a.store.Unclean() {
		t.Error("settled with a spoiled index")
	}
	if err := a.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if search(t, a, "稳定岗位").Total != 1 {
		t.Error("not found after the rebuild")
	}
}

func TestLeftoversAreClearedAway(t *testing.T) {
	var left string
	serving(t, func(data string) {
		left = filepath.Join(data, "index", "tmp-shard-000009-00", "words")
		if err := os.MkdirAll(left, 0o755); err != nil {
			t.Fatal(err)
		}
	})
	soon(t, "cleared away", func() bool { _, err := os.Stat(filepath.Dir(left)); return os.IsNotExist(err) })
}
