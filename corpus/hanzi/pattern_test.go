package hanzi

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		folded, text      string
		literal, skeleton bool
	}{
		{"营商环境", "優化營商 環境", true, true},
		{"营商环境", "优化营商，环境", false, true},
		{"ai", "ＡＩ", false, true},
		{"AI", "ＡＩ", true, false},
		{"国", "國家", true, true},
		{"国", "中央", false, false},
		{"国家", "国", false, false},
		{"国国家", "国国国家", true, true},
		{"(试行)", "条例（试行）", true, false},
	} {
		l, s := LiteralPattern(c.folded), SkeletonPattern(c.folded)
		if l.In(c.text) != c.literal || s.In(c.text) != c.skeleton {
			t.Errorf("%q in %q: literal %v, skeleton %v", c.folded, c.text, l.In(c.text), s.In(c.text))
		}
	}
}

// A pattern finds what folding the whole text finds.
func TestPatternIsContains(t *testing.T) {
	alphabet := []rune("国國家甲乙，、（）() \n\u200bAaＡａ1１壹后後○〇İıſKß")
	text := rapid.StringOfN(rapid.RuneFrom(alphabet), 0, 40, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		for _, p := range []string{text.Draw(t, "pattern"), s[:len(s)/2]} {
			if p = Literal(p).String(); p != "" {
				if l := LiteralPattern(p); l.In(s) != strings.Contains(Literal(s).String(), p) {
					t.Fatalf("literal %q in %q: %v", p, s, l.In(s))
				}
			}
			if p = Skeleton(p).String(); p != "" {
				if k := SkeletonPattern(p); k.In(s) != strings.Contains(Skeleton(s).String(), p) {
					t.Fatalf("skeleton %q in %q: %v", p, s, k.In(s))
				}
			}
		}
	})
}
