package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yinju/corpus/hanzi"
)

func document(text string) *Document {
	return &Document{Key: "k", Text: text, Sections: Outline(text, nil)}
}

func TestNumeral(t *testing.T) {
	for s, want := range map[string]int{"二〇二四": 2024, "一九八二": 1982, "２０２４": 2024, "十": 10, "十二": 12, "二十": 20, "一百零三": 103, "一千零四十二": 1042, "两": 2, "廿三": 23} {
		if n, ok := Numeral(s); !ok || n != want {
			t.Errorf("Numeral(%q) = %d, %v", s, n, ok)
		}
	}
	for _, s := range []string{"", "甲", "十甲", "20245"} {
		if n, ok := Numeral(s); ok {
			t.Errorf("Numeral(%q) = %d", s, n)
		}
	}
}

func TestSplitArticles(t *testing.T) {
	text := "2007年6月29日 某会议通过\n第一章 总则\n第一条 为了保护，制定本法。\n第二条 有下列情形之一的：\n（一）甲；\n（二）乙。\n前款规定适用于丙。\n第二章 附则\n第三条 本法自公布之日起施行。"
	d := document(text)
	got := []string{}
	for _, p := range Split(d) {
		got = append(got, p.Locator+"|"+strings.Join(d.Headings(p.Section), ">"))
	}
	want := []string{"第1段|", "第一条|第一章 总则", "第二条|第一章 总则", "第三条|第二章 附则"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
	for word, want := range map[string]string{"乙": "第二条第一款第（二）项", "丙": "第二条第二款", "保护": "第一条", "某会议": "第1段"} {
		if got := Locate(d, strings.Index(text, word)); got != want {
			t.Errorf("Locate(%s) = %s, want %s", word, got, want)
		}
	}
}

func TestSplitLongArticle(t *testing.T) {
	long := strings.Repeat("应当依法办理。", 45) // 315 runes
	text := "第一条 短。\n第二条 " + long + "\n" + long + "\n" + long + long + long + "\n第三条 短。"
	got := locators(document(text))
	want := "第一条 第二条第一款 第二条第二款 第二条第三款第1句起 第二条第三款第86句起 第三条"
	if got != want {
		t.Errorf("got %s", got)
	}
}

func TestSplitReferencesAreNoArticles(t *testing.T) {
	text := "第一条 甲。\n第二条 乙。\n第三条规定的情形，适用本款。\n第三条 丙。"
	if got := locators(document(text)); got != "第一条 第二条 第三条" {
		t.Errorf("got %s", got)
	}
}

func TestSplitJoinsShortLines(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"signature", "现予印发，请认真贯彻执行。\n甲市财政局\n甲市民政局\n2024年5月6日", "第1段 第2段至第4段"},
		{"list", "应当提交下列材料：\n1.申请书；\n2.身份证明；\n3.其他材料。\n申请人对材料的真实性负责，提交虚假材料的依法处理，并列入名单。", "第1段至第4段 第5段"},
		{"greeting", "各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议，并请全国政协委员提出意见。", "第1段至第2段"},
		{"prose", "这是第一句话。\n这是第二句话。", "第1段 第2段"},
	}
	for _, c := range cases {
		if got := locators(document(c.text)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func locators(d *Document) string {
	var list []string
	for _, p := range Split(d) {
		list = append(list, p.Locator)
	}
	return strings.Join(list, " ")
}

func TestOutline(t *testing.T) {
	long := strings.Repeat("加强政策支持和人才培养，", 8) + "努力开发产品。"
	cases := []struct{ name, text, want string }{
		{"chapters", "第一章 总则\n正文。\n第一节 一般规定\n正文。\n第二章 附则\n正文。", "1第一章 总则 2第一节 一般规定 1第二章 附则"},
		{"contents", "目录\n第一章 总则\n第二章 附则\n第一章 总则\n正文。\n第二章 附则\n正文。", "1第一章 总则 1第二章 附则"},
		{"brackets above", "（一）形势\n正文。\n一、农业\n正文。\n（二）方针\n正文。", "1（一）形势 2一、农业 1（二）方针"},
		{"items are none", "第一条 有下列情形：\n（一）甲\n（二）乙\n第二条 丙。\n第三条 丁。", ""},
		{"sentences are none", "一、要坚持改革开放，不断推进各项事业。\n正文。", ""},
		{"decimal", "1 总则\n正文。\n1.1 目的\n正文。\n1.2 依据\n正文。\n2.1 机构\n正文。", "11 总则 21.1 目的 21.2 依据 22.1 机构"},
		{"bare lines", "开头一段。\n行动要做好“加法”\n" + long + "\n2024年3月5日\n" + long + "\n没有句号的短行，\n" + long + "\n主责单位：市民政局\n" + long, "1行动要做好“加法”"},
		{"annex", "正文。\n附件1\n物质名录\n一、甲物质及其化合物，不得倾倒。", "1附件1 2物质名录"},
	}
	for _, c := range cases {
		var got []string
		for _, s := range Outline(c.text, nil) {
			got = append(got, string(rune('0'+s.Depth))+s.Heading)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, strings.Join(got, " "), c.want)
		}
	}
}

// A preamble is no parent of the chapters that the source sets on its level.
func TestPreambleStandsBesideChapters(t *testing.T) {
	const text = "序言\n正文。\n第一章 总纲\n正文。\n第一节 国务院\n正文。\n第二章 权利\n正文。"
	var hints []Hint
	for heading, depth := range map[string]int{"序言": 2, "第一章 总纲": 2, "第一节 国务院": 3, "第二章 权利": 2} {
		at := strings.Index(text, heading)
		hints = append(hints, Hint{Span: Span{at, at + len(heading)}, Depth: depth})
	}
	var got []string
	for _, s := range Outline(text, hints) {
		got = append(got, string(rune('0'+s.Depth))+s.Heading)
	}
	if want := "1序言 1第一章 总纲 2第一节 国务院 1第二章 权利"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSplitHeadingsOnly(t *testing.T) {
	d := document("第一章 总则")
	if list := Split(d); len(list) != 1 || list[0].Span != (Span{0, len(d.Text)}) {
		t.Errorf("got %+v", list)
	}
	if list := Split(document(" \n　")); len(list) != 0 {
		t.Errorf("blank text: %+v", list)
	}
}

func TestSplitWhole(t *testing.T) {
	d := &Document{Key: "k", Text: "甲。\n\n乙。", Whole: true}
	if list := Split(d); len(list) != 1 || list[0].Locator != "全文" {
		t.Errorf("got %+v", list)
	}
}

func TestSplitNumbersRepeats(t *testing.T) {
	list := Split(document("甲甲甲甲。\n乙。\n甲甲甲甲。"))
	if list[2].ID != list[0].ID+"-2" {
		t.Errorf("got %s, %s", list[0].ID, list[2].ID)
	}
}

// keeps holds the promises of Split.
func keeps(t interface{ Fatalf(string, ...any) }, d *Document) {
	covered := make([]int, len(d.Text))
	end := 0
	list := Split(d)
	ids := map[string]bool{}
	for i, p := range list {
		if p.Order != i || p.Lead != (Span{end, p.Span.Start}) || p.Span.Start >= p.Span.End || p.Locator == "" || ids[p.ID] {
			t.Fatalf("passage %d: %+v", i, p)
		}
		if text := d.Text[p.Span.Start:p.Span.End]; utf8.ValidString(d.Text) && !utf8.ValidString(text) {
			t.Fatalf("passage %d cuts a rune: %q", i, text)
		}
		ids[p.ID], end = true, p.Span.End
		for k := p.Span.Start; k < p.Span.End; k++ {
			covered[k]++
		}
	}
	alone := len(list) == 1 && list[0].Locator == "全文"
	for _, s := range d.Sections {
		for k := s.Span.Start; k < s.Span.End && !alone; k++ {
			covered[k]++
		}
	}
	for i, r := range d.Text {
		if covered[i] > 1 || covered[i] == 0 && !hanzi.Invisible(r) {
			t.Fatalf("%q at %d is covered %d times in %q", r, i, covered[i], d.Text)
		}
	}
}

func TestSplitPartition(t *testing.T) {
	line := rapid.OneOf(
		rapid.SampledFrom([]string{"", " ", "　", "第一章 总则", "第二章 附则", "第一条 甲。", "第二条 乙：", "第三条 丙。", "（一）丁；", "一、戊", "1.1 己", "附件1", "各位代表：", "2024年5月6日", "——庚", "目录"}),
		rapid.StringMatching(`[甲乙丙丁，。；：“”（）一二三\d 　a-z]{0,60}`),
		rapid.Map(rapid.IntRange(1, 400), func(n int) string { return strings.Repeat("长句子很长。”", n) }),
		rapid.Map(rapid.IntRange(1, 2000), func(n int) string { return strings.Repeat("无", n) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(line, 0, 30).Draw(t, "lines"), "\n")
		keeps(t, document(text))
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("第一条 甲。\n第二条 乙。\n第三条 丙。")
	f.Add("一、甲\n乙。\n\x00\xff\u200b")
	f.Fuzz(func(t *testing.T, text string) { keeps(t, document(text)) })
}

func TestShortStatutes(t *testing.T) {
	for text, want := range map[string]string{
		"第一条 为了管理，制定本规定。\n第二条 本规定自公布之日起施行。": "第一条 第二条",
		"第一條 為了管理，制定本規定。\n第二條 本規定自公布之日起施行。": "第一条 第二条",
		"第一条 只有一条。\n正文。":                    "第1段 第2段",
	} {
		if got := locators(document(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
