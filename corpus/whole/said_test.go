package whole

import (
	"strings"
	"testing"

	"yinju/corpus"
)

func dateField(kind corpus.DateKind, date string, state corpus.State, basis string) corpus.DateField {
	d, _ := corpus.ParseDate(date)
	return corpus.DateField{Kind: kind, Date: d, State: state, Basis: basis}
}

func TestSaid(t *testing.T) {
	given := func(date string) corpus.DateField {
		return dateField(corpus.Published, date, corpus.Given, "记录")
	}
	signed := "各区：\n请依法征税。\n南江市人民政府\n2019年5月6日"
	for _, c := range []struct {
		name, title, text, file string
		date                    corpus.DateField
		want                    string
	}{
		{"signed later", "通知", signed, "", given("2018-03-04"), "给出的发布日期 2018-03-04（记录）与正文落款的 2019-05-06 不符。"},
		{"signed years earlier", "通知", signed, "", given("2030-03-04"), "给出的发布日期 2030-03-04（记录）与正文落款的 2019-05-06 不符。"},
		{"signed then", "通知", signed, "", given("2019-05-20"), ""},
		{"signed on one line", "通知", "各区：\n请依法征税。\n南江市税务局　二〇一九年五月六日", "", given("2018-03-04"), "给出的发布日期 2018-03-04（记录）与正文落款的 2019-05-06 不符。"},
		{"a day that is no signature", "消息", "渡口通航。\n下次检修\n2019年5月6日\n请市民绕行。", "", given("2018-03-04"), ""},
		{"head note", "某市人民政府令", "（2019年5月6日南江市人民政府发布）\n第一条 甲。", "", given("2021-03-04"), "给出的发布日期 2021-03-04（记录）与正文题下说明的 2019-05-06 不符。"},
		{"revised since", "某市条例", "（2009年5月6日南江市人民政府发布　2021年1月2日修正发布）\n第一条 甲。", "", given("2021-03-04"), ""},
		{"dateline", "新闻", "本报南江市2023年8月9日电 记者张三报道。", "", given("2013-08-09"), "给出的发布日期 2013-08-09（记录）与正文电头的 2023-08-09 不符。"},
		{"no dateline", "新闻", "南江市在2023年8月9日建成大桥，报道说来电不断。", "", given("2013-08-09"), ""},
		{"title year", "2024年南江市政府工作报告", "各位代表。", "", given("2014-01-10"), "发布日期 2014-01-10（记录）与标题的 2024 年不符。"},
		{"title year of the work", "2023年南江市政府工作报告", "各位代表。", "", given("2024-01-10"), ""},
		{"title year of a plan", "2035年南江市渡口规划", "各位代表。", "", given("2024-01-10"), ""},
		{"file named before", "条例", "第一条 甲。", "2012-03-04", dateField(corpus.Adopted, "2019-05-06", corpus.Parsed, "题下说明"), "文件名中的日期 2012-03-04 与成文日期 2019-05-06（题下说明）不符。"},
		{"file named years after", "通知", "一、甲。", "2022.03.04", dateField(corpus.Adopted, "2019-05-06", corpus.Parsed, "落款"), "文件名中的日期 2022-03-04 与成文日期 2019-05-06（落款）不符。"},
		{"file named after", "通知", "一、甲。", "2020-03-04", dateField(corpus.Adopted, "2019-05-06", corpus.Parsed, "落款"), ""},
		{"to come", "规划", "一、甲。", "", given("2999-01-01"), "发布日期 2999-01-01（记录）晚于今天，请核对。"},
		{"long ago", "古事", "甲。", "", given("1850-01-01"), "发布日期 1850-01-01（记录）早于 1900 年，请核对。"},
		{"takes effect far ahead", "条例", "第一条 甲。", "", dateField(corpus.Effective, "2999-05-01", corpus.Parsed, "文中"), "施行日期 2999-05-01（文中）在 10 年以后，请核对。"},
		{"one fact, one sign", "通知", "南政发〔2019〕3号\n" + signed, "", given("2018-03-04"), "给出的发布日期 2018-03-04（记录）与正文落款的 2019-05-06 不符。"},
	} {
		d := document(c.title, c.text, c.date)
		if c.file != "" {
			d.Extra = map[string]string{fileDate: c.file}
		}
		if got := found(d); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// A page of today gives both the day on which an old text was made and its own.
func TestOldTextOnANewPage(t *testing.T) {
	d := document("复函", "某省：\n现函复如下。\n国务院办公厅\n1996年2月9日",
		dateField(corpus.Published, "2018-12-03", corpus.Given, "页面"), dateField(corpus.Adopted, "1996-02-09", corpus.Given, "页面"))
	if got := found(d); got != "" {
		t.Error(got)
	}
}

// A passing note that contradicts a given date is told once.
func TestOneFactIsToldOnce(t *testing.T) {
	d := document("条例", "2019年5月6日南江市人民代表大会常务委员会第三次会议通过\n第一条 甲。",
		dateField(corpus.Published, "2012-03-04", corpus.Given, "文件头"), dateField(corpus.Adopted, "2019-05-06", corpus.Parsed, "题下说明"))
	if got := found(d); strings.Count(got, "2012") != 1 {
		t.Error(got)
	}
}
