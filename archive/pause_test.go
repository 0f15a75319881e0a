package archive

import (
	"errors"
	"strings"
	"testing"
	"time"

	"yinju/corpus/store"
)

func TestPausesGrowWithFailures(t *testing.T) {
	now, p := time.Now(), &pause{}
	for _, c := range []struct {
		err  error
		want time.Duration
	}{
		{errors.New("满"), 5 * time.Second}, {errors.New("满"), 10 * time.Second}, {&store.LockedError{}, 10 * time.Second},
		{errors.New("满"), 20 * time.Second}, {nil, 0}, {errors.New("满"), 5 * time.Second},
	} {
		p.after(now, c.err)
		if due := now.Add(c.want); c.want > 0 && !p.waits(due.Add(-1)) || p.waits(due) {
			t.Errorf("after %v it waits until %v, want %v", c.err, p.until.Sub(now), c.want)
		}
	}
	for range 20 {
		p.after(now, errors.New("满"))
	}
	if p.length != longestPause {
		t.Errorf("the longest pause is %v", p.length)
	}
}

func TestUnpublishedNamesWhoIsAtWork(t *testing.T) {
	for _, c := range []struct {
		command string
		writing bool
		want    string
	}{
		{"import", true, "正在读入"}, {"serve", true, "正在编入索引"}, {"rebuild", true, "正在编入索引"}, {"import", false, "尚未编入索引"},
	} {
		why, working := unpublishedBy(store.Holder{Command: c.command}, c.writing)
		if working != c.writing || !strings.Contains(why, c.want) {
			t.Errorf("%s, writing %v: %q, %v", c.command, c.writing, why, working)
		}
	}
}
