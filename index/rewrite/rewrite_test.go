package rewrite

import (
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"yinju/index"
	"yinju/index/zh"
)

// passages are all that a small archive holds.
var passages = []string{
	"持续优化营商环境", "全面实施乡村振兴战略", "共建一带一路高质量发展", "住房公积金提取",
	"完善养老服务体系", "基本养老保险制度", "人工智能芯片", "长期护理保险，以下简称长护险",
	"出租车管理办法", "网络安全", "碳达峰碳中和", "显著提高，了解情况", "安全生产责任制",
	"办一次多少钱",
}

// small returns a rewriter that has learned the words of passages.
func small(t testing.TB) (*Rewriter, Holdings) { return learned(t, passages) }

// learned returns a rewriter that has learned the words of some passages.
func learned(t testing.TB, passages []string) (*Rewriter, Holdings) {
	t.Helper()
	tokenizer := must(zh.New())
	words := map[string]int{}
	for _, p := range passages {
		for _, w := range tokenizer.Index(p) {
			words[w] += minCorrect
		}
	}
	h := holding(words, []byte(strings.Join(passages, "\n")))
	h.Titles = func() iter.Seq[string] {
		return slices.Values([]string{"优化营商环境条例", "出租车管理办法"})
	}
	r := must(New(must(zh.NewSounds()).Readings, tokenizer.Query))
	r.Learn(h)
	return r, h
}

func TestRewrite(t *testing.T) {
	r, h := small(t)
	for _, c := range []struct{ query, variant, meaning, kind string }{
		{"優化營商環境", "", "优化营商环境", Traditional},
		{"計程車", "出租车", "出租车", Regional},
		{"顯著提高", "", "显著提高", Traditional},
		{"xiangcunzhenxing", "乡村振兴", "乡村振兴", Pinyin},
		{"yī dài yī lù", "一带一路", "一带一路", Pinyin},
		{"yi1dai4yi1lu4", "一带一路", "一带一路", Pinyin},
		{"养老fuwu", "养老服务", "养老服务", Pinyin},
		{"ydyl", "一带一路", "一带一路", Initials},
		{"duoshaoqian", "多少钱", "多少钱", Pinyin},
		{"carbon peaking", "碳达峰", "碳达峰", English},
		{"长护险", "长期护理保险", "长期护理保险", Abbreviation},
		{"营商环镜", "营商环境", "营商环境", Typo},
		{"碳达锋", "碳达峰", "碳达峰", Typo},
		{"营商环境", "", "营商环境", ""},
		{"family planning", "", "family planning", ""}, // the archive holds none of its forms
		{"women", "", "women", ""},
		{"", "", "", ""},
	} {
		got := r.Rewrite(c.query, h)
		if first := append(got.Variants, "")[0]; first != c.variant || got.Meaning != c.meaning {
			t.Errorf("Rewrite(%q) = %q, embedded %q; want %q, %q", c.query, got.Variants, got.Meaning, c.variant, c.meaning)
		}
		kind := ""
		for _, rewrite := range got.Rewrites {
			kind = rewrite.Kind
		}
		if kind != c.kind {
			t.Errorf("Rewrite(%q) shows %v, want kind %q", c.query, got.Rewrites, c.kind)
		}
	}
}

// What has a meaning of its own is not put into words of another.
func TestNoOtherMeaning(t *testing.T) {
	r, h := learned(t, []string{
		"准予落户的，办理户籍迁移", "融资平台的债务", "按月领取基本养老金、养老金", "繁荣发展，共同建设", "免费开放", "贸易便利",
		"自由贸易", "公务用车管理", "补办居民户口簿、户口簿", "申请租房补贴", "股东的利益和权益", "偿还利息",
	})
	for query, want := range map[string]string{
		"落户": "", "城投": "", "强积金": "", "強積金": "", "退休金": "", "common prosperity": "", "公車": "",
		"free trade": "自由贸易", "mortgage interest": "利息", "戶口名簿": "户口簿", "户口名簿": "户口簿", "租屋補助": "租房补贴",
	} {
		got := r.Rewrite(query, h)
		list := slices.DeleteFunc(got.Rewrites, func(w index.Rewrite) bool { return w.Kind == Traditional })
		if first := append(got.Variants, "")[0]; want != first && (want != "" || len(list) > 0) {
			t.Errorf("Rewrite(%q) = %q, %v; want %q", query, got.Variants, list, want)
		}
		if slices.ContainsFunc(got.Rewrites, func(w index.Rewrite) bool { return w.To == "免费" || w.To == "公务用车" }) {
			t.Errorf("Rewrite(%q) shows %v", query, got.Rewrites)
		}
	}
}

// Words of Taiwan are read in Traditional characters where the archive has theirs.
func TestBusOfTaiwan(t *testing.T) {
	r, h := learned(t, []string{"公共汽车站", "公务用车管理"})
	if got := r.Rewrite("公車", h).Variants; !slices.Equal(got, []string{"公共汽车"}) {
		t.Errorf("Rewrite(公車) = %q, want 公共汽车", got)
	}
}

// Before an archive is learned the lists alone are enough for what they hold.
func TestRewriteBeforeLearning(t *testing.T) {
	_, h := small(t)
	r := must(New(must(zh.NewSounds()).Readings, must(zh.New()).Query))
	for query, want := range map[string]string{"計程車": "出租车", "carbon peaking": "碳达峰", "长护险": "长期护理保险"} {
		if got := r.Rewrite(query, h).Variants; !slices.Contains(got, want) {
			t.Errorf("Rewrite(%q) = %q, want %q among them", query, got, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	r, _ := small(t)
	for _, c := range []struct {
		typed string
		want  Suggestion
	}{
		{"营商", Suggestion{"营商环境", Term}},
		{"出租车", Suggestion{"出租车管理办法", Title}},
		{"xiangcunzh", Suggestion{"乡村振兴", Term}},
		{"ydyl", Suggestion{"一带一路", Term}},
	} {
		if got := r.Suggest(c.typed, 8); !slices.Contains(got, c.want) {
			t.Errorf("Suggest(%q) = %v, want %v among them", c.typed, got, c.want)
		}
	}
	if got := r.Suggest("", 8); got == nil || len(got) != 0 {
		t.Errorf("Suggest of nothing = %v, want an empty list", got)
	}
}

// An abbreviation that no list has is known where a passage introduces it.
func TestLearnShorts(t *testing.T) {
	r, h := small(t)
	if got := r.Rewrite("安责制规定", h).Variants; slices.Contains(got, "安全生产责任制规定") {
		t.Fatal("安责制 is known before it is introduced")
	}
	h.Shorts = func() iter.Seq2[string, string] {
		return Introduced("落实安全生产责任制（以下简称安责制）")
	}
	r.Learn(h)
	if got := r.Rewrite("安责制规定", h).Variants; !slices.Contains(got, "安全生产责任制规定") {
		t.Errorf("Rewrite(安责制规定) = %q, want 安全生产责任制规定 among them", got)
	}
}

// What is typed never breaks a promise: few variants, none of them the query, no
// quotation mark or exclusion that was not typed.
func FuzzRewrite(f *testing.F) {
	for _, seed := range []string{"優化營商環境", "anti-food waste", "yi4dai4", "lü'se", "ü\u0308'5", "营商环镜 gjj", "\x00\xff", strings.Repeat("不", 500), "-women -的"} {
		f.Add(seed)
	}
	r, h := small(f)
	f.Fuzz(func(t *testing.T, query string) {
		got := r.Rewrite(query, h)
		if len(got.Variants) > maxVariants || got.Rewrites == nil {
			t.Fatalf("Rewrite(%q) = %+v", query, got)
		}
		for _, v := range got.Variants {
			if v == "" || same(v, query) || utf8.ValidString(query) && !utf8.ValidString(v) {
				t.Fatalf("Rewrite(%q) has the variant %q", query, v)
			}
			if strings.HasPrefix(v, "-") && !strings.HasPrefix(strings.TrimSpace(query), "-") {
				t.Fatalf("Rewrite(%q) = %q excludes a word", query, v)
			}
		}
		r.Suggest(query, 5)
	})
}

func BenchmarkRewrite(b *testing.B) {
	h, r := testArchive(b)
	h.Literal = func(string) bool { return false } // an engine's time, not this package's
	for _, query := range []string{"优化营商环境", "xiangcunzhenxing zhanlüe", "家里老人生活不能自理，政府能给什么帮助？", "how can small businesses get tax relief", "城镇老旧小区该造"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				r.Rewrite(query, h)
			}
		})
	}
}
