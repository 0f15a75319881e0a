package index

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spaced stands for a tokeniser: words are what stands between spaces.
var spaced = Tokens{Words: strings.Fields, Bigrams: strings.Fields}

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		query, text string
		literal     bool
		want        []string
	}{
		{"环境 市场", "优化营商环境，激发市场活力，市场。", false, []string{"环境", "市场", "市场"}},
		{"「营商環境」", "优化 营 商环境。", true, []string{"营 商环境"}},
		{"「技术，创新」", "技术创新；技术，创新", true, []string{"技术，创新"}},
		{"加强政策引导推进", "切实加强政策引导，推进改革。", true, []string{"加强政策引导，推进"}},
		{"加强政策引导推进", "要切实加强政策引导。", true, []string{"加强政策引导"}},
		{"加强政策引导推进", "推进改革。加强", true, []string{"推进", "加强"}},
		{"“甲乙丙丁” 改革", "改革甲乙丙丁", true, []string{"改革甲乙丙丁"}},
		{"AI", "用ＡＩ，ai", false, []string{"ＡＩ", "ai"}},
		{"角括号", "「角括号」", true, []string{"角括号"}},
		{"ai", "用ＡＩ，ai", false, []string{"ＡＩ", "ai"}},
		{"", "什么也不标", false, nil},
		{"<b>", "文中的 <b> 是文字", false, []string{"<b>"}},
	} {
		r := Plan(ParseText(c.query), spaced)
		runes := []rune(c.text)
		var got []string
		for _, m := range r.Marks(c.text, c.literal) {
			got = append(got, string(runes[m[0]:m[1]]))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q in %q: %s", c.query, c.text, diff)
		}
	}
}

func TestKeptTerms(t *testing.T) {
	for in, want := range map[string]string{
		"的 营商环境 和 减税 减税": "营商环境 减税", "水 电": "水 电", "": "", "a 的": "a 的", "ai 的": "ai",
	} {
		if got := strings.Join(KeptTerms(strings.Fields(in)), " "); got != want {
			t.Errorf("KeptTerms(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlanNames(t *testing.T) {
	for _, c := range []struct{ query, title, article string }{
		{"《民法典》第10条第2款", "民法典", "第十条第二款"},
		{"国办发〔2018〕123号", "国办发2018123号", ""},
		{"以辩证思维开展“人工智能+”行动", "以辩证思维开展人工智能行动", ""},
		{"「民法典」", "", ""},
		{"民法典 -草案", "", ""},
	} {
		r := Plan(ParseText(c.query), spaced)
		if r.Named.Title != c.title || r.Named.Article != c.article {
			t.Errorf("%q names %+v, want %q %q", c.query, r.Named, c.title, c.article)
		}
	}
}
