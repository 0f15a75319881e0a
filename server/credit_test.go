package server

import (
	"strings"
	"testing"

	"yinju/corpus"
	"yinju/index"
)

func TestCreditLine(t *testing.T) {
	for want, c := range map[string]credit{
		"——《关于优化营商环境的通知》，国务院办公厅，国办发〔2018〕99号，中国政府网，2018年9月30日成文，第2段": {
			Title: "关于优化营商环境的通知", Who: "国务院办公厅", Number: "国办发〔2018〕99号", Source: "中国政府网", Date: "2018年9月30日成文", Locator: "第2段"},
		"——《李克强在上海考察》，新闻联播，2020年9月22日发布，第4段": {Title: "李克强在上海考察", Source: "新闻联播", Date: "2020年9月22日发布", Locator: "第4段"},
		"——《题》，新华社、国务院，日期不详":                 {Title: "题", Who: "新华社、国务院", Source: "新华社", Date: "日期不详"},
		"——《题名不详》，日期不详":                      {Date: "日期不详"},
	} {
		if got := c.line(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestHitCreditNamesTheSpeaker(t *testing.T) {
	date, kind := "1992-10-12", "spoken"
	h := index.Hit{Title: "报告", Speaker: "某人", Source: "人民日报", Date: &date, DateKind: &kind, Genre: "报告", Locator: "第1段"}
	if got, want := hitCredit(h).line(), "——《报告》，某人，人民日报，1992年10月12日讲话，第1段"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestBracketed(t *testing.T) {
	long := strings.Repeat("长", creditTitle)
	for in, want := range map[string]string{
		"通知":          "《通知》",
		"关于印发《方案》的通知": "《关于印发〈方案〉的通知》",
		"转发《关于〈甲《乙》〉的通知》的通知": "《转发〈关于《甲〈乙〉》的通知〉的通知》",
		"关于〈方案〉的说明":          "《关于〈方案〉的说明》",
		"《学习时报》":             "《学习时报》",
		"《甲》和《乙》":            "《〈甲〉和〈乙〉》",
		"缺一半《方案的通知":          "《缺一半〈方案的通知〉》",
		"多一半》的通知":            "《多一半〉的通知》",
	} {
		if got := corpus.Bracketed(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := corpus.Bracketed(clipped("印发《"+long, creditTitle)); !strings.HasSuffix(got, "长…〉》") {
		t.Errorf("clipped inside a mark: %q", got)
	}
	if got := clipped(long, creditTitle); got != long {
		t.Errorf("a title of the full length is cut: %q", got)
	}
}
