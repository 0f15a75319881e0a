package zh

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var tokenizer = must(New)

func must(load func() (*Tokenizer, error)) *Tokenizer {
	t, err := load()
	if err != nil {
		panic(err)
	}
	return t
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, query string }{
		{"发展新质生产力", "发展 新质生产力"},
		{"優化營商環境", "优化 营商环境"},
		{"", ""},
		{"，。！", ""},
		{"中国\x00人民", "中国 人民"},
		{"中国\xff人民", "中国 人民"},
		{"２０２５年ＡＩ", "2025 年 ai"},
		{"增长 5.2%，完成 2 2 ．4 万件", "增长 5.2 完成 22.4 万件"},
		{"Deep Learning 与 AI", "deep learning 与 ai"},
		{"第3.条", "第 3 条"},
	} {
		if got := strings.Join(tokenizer.Query(c.text), " "); got != c.query {
			t.Errorf("Query(%q) = %q, want %q", c.text, got, c.query)
		}
	}
}

func TestIndexWordsHoldQueryWords(t *testing.T) {
	text := "加快建设全国统一大市场，推进要素市场化改革"
	indexed := tokenizer.Index(text)
	for _, w := range tokenizer.Query(text) {
		if !slices.Contains(indexed, w) {
			t.Errorf("%q is asked for but not indexed; indexed: %q", w, indexed)
		}
	}
}

func TestBigrams(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"营商环境", "营商 商环 环境"},
		{"“加”与", "加与"},
		{"加", "加"},
		{"2 2 ．4 万", "22 24 4万"},
		{"。", ""},
	} {
		if got := strings.Join(Bigrams(c.text), " "); got != c.want {
			t.Errorf("Bigrams(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLoadingLeavesNothingBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	must(New)
	left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*"))
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("中国\x00人民 AI+ \xff")
	f.Fuzz(func(t *testing.T, s string) {
		for _, tokens := range [][]string{tokenizer.Query(s), tokenizer.Index(s), Bigrams(s)} {
			for _, token := range tokens {
				if !HasWord(token) {
					t.Fatalf("token %q of %q has no word character", token, s)
				}
			}
		}
	})
}
