package read

import (
	"testing"

	"yinju/corpus"
)

func TestEditions(t *testing.T) {
	text := "\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 本条例自2012年5月1日起施行。"
	for _, c := range []struct{ head, revised, main string }{
		{"滨海市绿地条例\n\n（2012年1月1日通过）", "", "2012-01-01"},
		{"滨海市绿地条例(2023年修正)\n\n（2012年1月1日通过　根据2023年2月1日决定修正）", "2023-02-01 parsed", "2023-02-01"},
		{"滨海市绿地条例（2023修订）\n\n（2012年1月1日通过）", "2023 parsed", "2023"},
		{"滨海市绿地条例（2023年修订）\n\n（2012年1月1日通过　2016年2月1日修正）", "2023 disputed", "2023"},
		{"滨海市绿地条例（2023年修订）\n\n（2012年1月1日通过　2022年12月30日修正）", "2022-12-30 parsed", "2022-12-30"},
		{"滨海市绿地条例（2023年修订）\n\n（2023年1月1日通过）", "", "2023-01-01"},
		{"滨海市绿地条例（2023年）\n\n（2012年1月1日通过）", "", "2012-01-01"},
		{"滨海市绿地条例\n\n（2012年1月1日起，应当通过）", "", "2012-05-01"},
	} {
		d := mustRead(t, "x.txt", c.head+text)
		main, _ := d.MainDate()
		if got := dateOfKind(d, corpus.Revised); got != c.revised || main.Date.String() != c.main {
			t.Errorf("%.40s: revised %q, main %s; want %q, %s", c.head, got, main.Date, c.revised, c.main)
		}
	}
}

// A text that was given anew takes effect anew; one that a decision altered keeps
// its day.
func TestEffectiveOfRevised(t *testing.T) {
	for note, want := range map[string]string{
		"2007年7月27日 滨海市人民代表大会常务委员会公告公布\n2007年9月1日 施行\n2014年8月27日 滨海市第十五届人民代表大会常务委员会第二十一次会议修订\n2014年9月26日 滨海市人民代表大会常务委员会公告公布": "2014-09-26 inferred",
		"2008年8月3日 中华人民共和国国务院令第529号公布\n2018年9月18日 《国务院关于修改部分行政法规的决定》第一次修订\n2024年1月22日 中华人民共和国国务院令第773号第二次修订":                 "2024-01-22 inferred",
		"2001年6月20日 中华人民共和国国务院令第308号公布\n2017年11月17日 《国务院关于修改部分行政法规的决定》第一次修订":                                                 "2001-06-20 inferred",
		"1988年3月13日 滨海市第七届人民代表大会常务委员会第二次会议通过\n2000年5月27日 滨海市第九届人民代表大会常务委员会第十六次会议修订":                                          "",
	} {
		d := mustRead(t, "x.md", "# 滨海市绿地规定\n\n"+note+"\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 本规定自公布之日起施行。")
		if got := dateOfKind(d, corpus.Effective); got != want {
			t.Errorf("%s: %q, want %q", note, got, want)
		}
	}
}

// A note may name what altered the text and leave out the word for it.
func TestAmendmentsNamedInTheNote(t *testing.T) {
	first := "1982年12月4日 第五届全国人民代表大会第五次会议通过\n\n1982年12月4日 全国人民代表大会公告公布施行\n\n"
	for note, want := range map[string]string{
		first + "1988年4月12日 第七届全国人民代表大会第一次会议通过的《中华人民共和国宪法修正案》\n\n2018年3月11日 第十三届全国人民代表大会第一次会议通过的《中华人民共和国宪法修正案》": "2018-03-11 parsed",
		first + "1998年12月29日 第九届全国人民代表大会常务委员会第六次会议通过的《全国人民代表大会常务委员会关于惩治骗购外汇犯罪的决定》":                              "1998-12-29 parsed",
		first + "2009年8月27日 第十一届全国人民代表大会常务委员会第十次会议通过的《全国人民代表大会常务委员会关于修改部分法律的决定》":                                "2009-08-27 parsed",
		first + "2011年2月25日 第十一届全国人民代表大会常务委员会第十九次会议通过的《中华人民共和国刑法修正案（八）》":                                        "2011-02-25 parsed",
		first + "2012年2月25日 第十一届全国人民代表大会常务委员会第十九次会议通过的《关于废止部分法律的决定》":                                            "",
	} {
		d := mustRead(t, "x.md", "# 中华人民共和国宪法\n\n"+note+"\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 乙。")
		if got := dateOfKind(d, corpus.Revised); got != want || dateOfKind(d, corpus.Adopted) != "1982-12-04 parsed" {
			t.Errorf("%s: revised %q, adopted %q; want %q", note, got, dateOfKind(d, corpus.Adopted), want)
		}
	}
}

func TestPartyCongressIsNational(t *testing.T) {
	for title, want := range map[string]string{"在中国共产党第九次全国代表大会上的报告": "中央", "学习中国共产党第九次全国代表大会精神": ""} {
		d := mustRead(t, "x.txt", "标题："+title+"\n\n同志们！\n\n今天的形势很好。\n")
		if d.Level.Value != want {
			t.Errorf("%s: %+v", title, d.Level)
		}
	}
}
