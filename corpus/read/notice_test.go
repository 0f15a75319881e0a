package read

import (
	"fmt"
	"strings"
	"testing"

	"yinju/corpus"
)

const longBody = "为贯彻落实决策部署，推动高质量发展，结合本市实际，现就有关事项通知如下，请认真组织实施，并及时报告工作进展和存在的问题。"

func datesOf(d *corpus.Document) string {
	var list []string
	for _, f := range d.Dates {
		list = append(list, string(f.Kind)+" "+f.Date.String()+" "+string(f.State))
	}
	return strings.Join(list, ", ")
}

func plansOf(d *corpus.Document) string {
	var list []string
	for _, s := range d.Sections {
		if s.Title {
			list = append(list, s.Heading)
		}
	}
	return strings.Join(list, "|")
}

func TestSignedDates(t *testing.T) {
	head := "标题：关于做好工作的通知\n\n各单位：\n\n" + longBody + "\n\n"
	for tail, want := range map[string]string{
		"长沙市应急管理局\n2023.7.1":     "adopted 2023-07-01 parsed",
		"长沙市应急管理局\n2023年7月":      "adopted 2023-07 parsed",
		"长沙市应急管理局\n2023年2月30日":   "",
		"以上规定自2023年9月1日起执行。":     "effective 2023-09-01 parsed",
		"自2023年9月1日起生效。":         "effective 2023-09-01 parsed",
		"《长沙市甲办法》自2023年9月1日起施行。": "",
		"本通知自发布之日起执行。\n长沙市应急管理局\n2023.7.1\n长沙市应急管理局办公室　　2023年7月2日印发": "adopted 2023-07-01 parsed, published 2023-07-02 parsed, effective 2023-07-02 inferred",
	} {
		d := mustRead(t, "a.txt", head+tail+"\n")
		if got := datesOf(d); got != want {
			t.Errorf("%s: %s, want %s", tail, got, want)
		}
		if strings.Contains(tail, "2月30日") && (len(d.Warnings) != 1 || len(d.Issuers.Values) != 1) {
			t.Errorf("%q %+v", d.Warnings, d.Issuers)
		}
	}
}

func TestPassedOnOpinionKeepsItsSignature(t *testing.T) {
	for _, sign := range []string{"2023年5月6日", "长沙市人民政府办公厅\n2023年5月6日"} {
		d := mustRead(t, "a.txt", "标题：长沙市人民政府办公厅转发市教育局关于加强学校安全工作意见的通知\n\n各区县人民政府：\n\n"+longBody+"\n\n"+sign+
			"\n\n关于加强学校安全工作的意见\n\n市教育局\n（2023年4月1日）\n\n"+longBody+"\n一、总体要求\n"+longBody)
		if got := datesOf(d) + " " + strings.Join(d.Issuers.Values, "|") + " " + string(d.Issuers.State); got != "adopted 2023-05-06 parsed 长沙市人民政府办公厅 parsed" {
			t.Errorf("%s: %s", sign, got)
		}
		if got := plansOf(d); got != "关于加强学校安全工作的意见" {
			t.Errorf("plans %s", got)
		}
	}
}

func TestPlanTitleInOtherWords(t *testing.T) {
	for _, line := range []string{"学校安全管理办法", "学校安全管理办法（试行）", "长沙市教育局学校安全管理办法", "《学校安全 管理办法》（2024—2026年）", "长沙市中小学校安全管理办法"} {
		d := mustRead(t, "a.txt", "标题：长沙市教育局关于印发《学校安全管理办法》的通知\n\n各单位：\n\n"+longBody+"\n\n长沙市教育局\n2023年5月6日\n"+line+"\n第一条 "+longBody+"\n第二条 "+longBody+"\n第三条 "+longBody+"\n")
		if got := plansOf(d); got != line {
			t.Errorf("%s: plans %s", line, got)
		}
	}
}

func TestHeaders(t *testing.T) {
	for text, want := range map[string]string{
		"標　　題：行政院關於甲之通知\n發文機關：行政院\n發文字號：院臺規字第1125007234號\n發布日期：中華民國112年5月6日": "行政院關於甲之通知 行政院 院臺規字第1125007234号 published 2023-05-06 parsed",
		"題目：甲\n": "甲   ",
		"【标题】甲\n【文号】长应急发〔2023〕5号\n[发布日期]2023-05-06\n【印发机关】长沙市应急管理局": "甲 长沙市应急管理局 长应急发〔2023〕5号 published 2023-05-06 given",
		"题名：甲\n字号：〔2023〕5号\n签发日期：2023年5月1日\n印发日期：2023年5月6日":         "甲  〔2023〕5号 adopted 2023-05-01 given, published 2023-05-06 given",
		"标题：甲\n颁布单位：国务院\n文号：国发〔二〇二三〕5号":                             "甲 国务院 国发〔二〇二三〕5号 ",
	} {
		d := mustRead(t, "a.txt", text+"\n\n正文在这里。")
		if got := d.Title.Value + " " + strings.Join(d.Issuers.Values, "|") + " " + d.Number.Value + " " + datesOf(d); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestFileNameDates(t *testing.T) {
	for name, date := range map[string]string{
		"20230506关于做好工作的通知": "20230506", "关于做好工作的通知_20230506": "20230506", "[2023-05-06]关于做好工作的通知": "2023-05-06",
		"关于做好工作的通知2023年5月6日": "2023年5月6日", "关于做好工作的通知（2019年5月6日）": "2019年5月6日", "关于做好工作的通知-2023.5.6": "2023.5.6", "关于做好工作的通知-": "",
	} {
		if title, got := fileTitle("a/" + name + ".txt"); title != "关于做好工作的通知" || got != date {
			t.Errorf("fileTitle(%s) = %q, %q", name, title, got)
		}
	}
}

// Every name is looked for in every line: a text of titles would be read for ever.
func TestManyTitlesInANotice(t *testing.T) {
	titles := &strings.Builder{}
	for i := range 1000 {
		fmt.Fprintf(titles, "《学校安全办法%d》、", i)
	}
	p := &page{paras: []para{{text: "现印发" + titles.String() + "请执行。"}}}
	if names := p.planNames("关于印发《学校安全办法0》的通知"); len(names) != mostPlans || names[0] != "学校安全办法0" {
		t.Errorf("%d names, %q first", len(names), names[0])
	}
}
