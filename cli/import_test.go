package cli

import (
	"testing"

	"yinju/archive"
)

func TestWrittenWords(t *testing.T) {
	for _, c := range []struct {
		report archive.Report
		want   string
	}{
		{archive.Report{Documents: 3, Fresh: 3, Passages: 40}, "新增 3 份文献，共 40 段"},
		{archive.Report{Documents: 1, Versions: 1, Passages: 12}, "新增 0 份文献，1 份有新版本，共 12 段"},
		{archive.Report{Documents: 1, Updated: 1, Passages: 12}, "新增 0 份文献，1 份只改著录，共 12 段"},
		{archive.Report{Documents: 3, Fresh: 1, Versions: 1, Updated: 1, Passages: 9, Removed: []string{"k"}}, "新增 1 份文献，1 份有新版本，1 份只改著录，共 9 段，移除 1 份"},
		{archive.Report{}, "新增 0 份文献"},
	} {
		if got := writtenWords(&c.report); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
