package evidence

import (
	"strings"
	"testing"
	"time"
)

// A question of 10,000 characters, the most that is taken, is read in well under a
// second, whatever it repeats.
func TestLongQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at the time, and the race detector runs with -short")
	}
	for _, s := range []string{"《", "一", "1", "，", "20", "北京市", "三年以上", "王", "2024年1月至", "“十四五”", "1/", "第"} {
		text := strings.Repeat(s, 10000/len([]rune(s)))
		start := time.Now()
		parts := Parts(text)
		Compare(parts[:min(20, len(parts))], text, Source{Text: text[:min(3000, len(text))], Title: s})
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s…: %v", s, took)
		}
	}
}
