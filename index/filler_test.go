package index

import (
	"slices"
	"strings"
	"testing"
)

func TestAsked(t *testing.T) {
	for query, want := range map[string]string{
		"请问 失业 保险金 怎么 领":    "失业 保险金 领",
		"生育 津贴 可以 领 多少 钱 吗": "生育 津贴 领 钱",
		"低保 一个月 多少 钱":       "低保 钱",
		"试用期 一个月":           "试用期 一个月", // a length, not asked for
		"怎么办":               "怎么办",
		"为什么 可以":            "为什么 可以",
		"怎么 去":              "怎么 去",
	} {
		if got := asked(strings.Fields(query)); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("asked(%s) = %v, want %s", query, got, want)
		}
	}
}
