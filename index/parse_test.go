package index

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParseText(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Query // of which only the parts are compared
	}{
		{"", Query{}},
		{"营商环境 减税", Query{Words: "营商环境 减税"}},
		{"「营商环境」", Query{Phrases: []string{"营商环境"}}},
		{"“加”与“减”", Query{Words: "与", Phrases: []string{"加", "减"}}},
		{`"放管服" 改革`, Query{Words: "改革", Phrases: []string{"放管服"}}},
		{"「开展“人工智能+”行动」", Query{Phrases: []string{"开展“人工智能+”行动"}}},
		{"『甲「乙」丙』", Query{Phrases: []string{"甲「乙」丙"}}},
		{"“外“内”外”", Query{Phrases: []string{"外“内”外"}}},
		{"““互相尊重、互”", Query{Phrases: []string{"“互相尊重、互"}}},
		{"未闭合「引号", Query{Words: "未闭合引号"}},
		{"只有右”引号", Query{Words: "只有右引号"}},
		{"市场 -房地产", Query{Words: "市场", Excludes: []string{"房地产"}}},
		{"市场 -“放开 市场”", Query{Words: "市场", Excludes: []string{"放开 市场"}}},
		{"2024-2026", Query{Words: "2024-2026"}},
		{"- 词", Query{Words: "- 词"}},
		{"标题：救助 文号:〔2021〕19号", Query{Titles: []string{"救助"}, Numbers: []string{"〔2021〕19号"}}},
		{"標題:「臨時 救助」", Query{Titles: []string{"臨時 救助"}}},
		{"正文：x", Query{Words: "正文：x"}},
		{"标题：", Query{Words: "标题："}},
		{"标题: 条例 罚款", Query{Words: "罚款", Titles: []string{"条例"}}},
		{"标题:法国总统大选“决战”在即", Query{Titles: []string{"法国总统大选“决战”在即"}}},
		{strings.Repeat("“甲” ", 17), Query{Words: strings.TrimSpace(strings.Repeat("甲 ", 17))}},
		{"标题：甲\n“乙” -丙\n", Query{Words: "标题：甲 乙 -丙"}},
		{"「甲。\n乙」", Query{Phrases: []string{"甲。\n乙"}}},
		{"a\x00b", Query{Words: "a b"}},
		{"/.*/ AND title:x~2 OR *", Query{Words: "/.*/ AND title:x~2 OR *"}},
	} {
		got := ParseText(c.in)
		parts := Query{Words: got.Words, Phrases: got.Phrases, Excludes: got.Excludes, Titles: got.Titles, Numbers: got.Numbers}
		if diff := cmp.Diff(c.want, parts); diff != "" {
			t.Errorf("ParseText(%q): %s", c.in, diff)
		}
	}
}

func TestInline(t *testing.T) {
	for text, want := range map[string]bool{
		"向着“两个一百年”奋斗目标": true, "“加”与": true, "改革“开放”": true,
		"“加”": false, "改革 “开放”": false, "“开放” 改革": false, "改革": false, "-“甲”": false,
	} {
		if got := ParseText(text).Inline; got != want {
			t.Errorf("ParseText(%q).Inline = %v", text, got)
		}
	}
}

func FuzzParseText(f *testing.F) {
	for _, s := range []string{"「甲」-乙 标题：丙", "“““", "-「", "\x00\xff", "文号:\"", "－“”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := ParseText(s)
		if q.Text != s {
			t.Fatalf("%q became %q", s, q.Text)
		}
		for _, part := range append(append(append(append(q.Phrases, q.Excludes...), q.Titles...), q.Numbers...), q.Words) {
			if utf8.ValidString(s) && strings.ContainsRune(part, 0) && !strings.ContainsAny(s, "「『“\"＂«") {
				t.Fatalf("a NUL byte is left in %q", part)
			}
		}
		r := Plan(q, Tokens{Words: strings.Fields, Bigrams: strings.Fields})
		r.Marks(s, true)
	})
}

// A pasted text of unpaired marks and field names once took memory by the square of
// its length: safety's queries found 24,000 characters that took 58 MB.
func TestParseTextTakesMemoryByLength(t *testing.T) {
	text := strings.Repeat("/材料应当真实、合法、有效。 标题:的公共服务和配套设“", 400)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	ParseText(text)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 40*uint64(len(text)) {
		t.Errorf("%d bytes of text took %d bytes of memory", len(text), took)
	}
}
