package archive

import (
	"context"
	"errors"
	"testing"
	"time"

	"yinju/index"
)

// feeNotice is a text of one passage; feeRenewed is its next version.
const (
	feeNotice  = "关于减少审批的通知\n\n取消不合理的收费项目，降低企业成本。\n"
	feeRenewed = "关于减少审批的通知\n\n简化办事的手续，压缩审批时限。\n"
	feeWords   = "收费项目"
)

func noticeArchive(t *testing.T, dir string) *Archive {
	t.Helper()
	a, err := Create(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	put(t, a, feeNotice)
	return a
}

func put(t *testing.T, a *Archive, text string) {
	t.Helper()
	if _, err := a.ImportTexts(context.Background(), []Text{{Key: "m.txt", Data: []byte(text)}}); err != nil {
		t.Fatal(err)
	}
}

func feeHit(t *testing.T, a *Archive) index.Hit {
	t.Helper()
	r := search(t, a, feeWords)
	if len(r.Hits) != 1 {
		t.Fatalf("%d hits of %s, want 1", len(r.Hits), feeWords)
	}
	return r.Hits[0]
}

func TestCorrectionOutlivesTheText(t *testing.T) {
	a, ctx := noticeArchive(t, t.TempDir()), context.Background()
	id := feeHit(t, a).ID
	if _, err := a.CorrectLabel(ctx, id, "加", []string{"env"}, "理由"); err != nil {
		t.Fatal(err)
	}
	stands := func(when string, held bool) {
		t.Helper()
		all, err := a.Corrections(ctx)
		if err != nil || len(all) != 1 || all[0].Held != held {
			t.Fatalf("%s: %+v, %v; want held %v", when, all, err, held)
		}
		if h := held && feeHit(t, a).Category != "加"; h {
			t.Errorf("%s: the correction does not count", when)
		}
	}
	stands("corrected", true)
	put(t, a, feeRenewed)
	stands("new version", false)
	put(t, a, feeNotice)
	stands("text back", true)
	if err := a.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	stands("rebuilt", true)
	if _, err := a.UndoLabel(ctx, id); err != nil {
		t.Fatal(err)
	}
	if got := feeHit(t, a).Category; got == "加" {
		t.Errorf("category %s after undo", got)
	}
	if _, err := a.UndoLabel(ctx, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("second undo: %v", err)
	}
}

func TestCorrectionIsFollowed(t *testing.T) {
	dir := t.TempDir()
	a := noticeArchive(t, dir)
	ctx, stop := context.WithCancel(context.Background())
	serving, err := Open(ctx, dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer serving.Close()
	done := make(chan struct{})
	go func() { serving.Follow(ctx); close(done) }()
	defer func() { stop(); <-done }()
	if _, err := a.CorrectLabel(ctx, feeHit(t, a).ID, "加", nil, ""); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); feeHit(t, serving).Category != "加"; time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > 2*time.Second {
			t.Fatal("not followed within 2 s")
		}
	}
}
