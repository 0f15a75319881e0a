package read

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"yinju/corpus"
)

// records reads a file of JSON Lines to its end.
func records(t *testing.T, lines ...string) (docs []*corpus.Document, lost []*Error) {
	t.Helper()
	r, err := Open("x.jsonl", strings.NewReader(strings.Join(lines, "\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for {
		d, err := r.Next()
		var e *Error
		switch {
		case err == io.EOF:
			return docs, lost
		case errors.As(err, &e) && e.Record:
			lost = append(lost, e)
		case err != nil:
			t.Fatalf("ends the file: %v", err)
		default:
			docs = append(docs, d)
		}
	}
}

func TestEmptyRecordsAreReportedAndPassedOver(t *testing.T) {
	var lines []string
	for _, text := range []string{"第1页", "— 1 —", "。", "<!-- c -->", "【字体：大 中 小】", "打印本页 关闭窗口"} {
		lines = append(lines, `{"text":"`+text+`"}`)
	}
	docs, lost := records(t, append(lines, `{"text":"正文。"}`)...)
	if len(docs) != 1 || len(lost) != len(lines) {
		t.Fatalf("%d documents, %d lost", len(docs), len(lost))
	}
	for i, e := range lost {
		if e.Line != i+1 || !strings.Contains(e.Error(), "没有正文") {
			t.Errorf("line %d: %v", i+1, e)
		}
	}
}

func TestMarkupInTextIsText(t *testing.T) {
	text := []string{"<b>要点</b>：加强管理工作。", "<A级景区>评定标准应当公开", "<Python>是一种语言。", `<div class="x">加强管理工作，扩大就业`, "<p>整个正文都在标签里面。</p>"}
	docs, _ := records(t, `{"paragraphs":["`+strings.Join([]string{text[0], text[1], text[2], strings.ReplaceAll(text[3], `"`, `\"`), text[4]}, `","`)+`"]}`)
	plain := mustRead(t, "a.txt", "标题：甲\n\n"+strings.Join(text, "\n"))
	marked := mustRead(t, "a.md", "# 甲\n\n"+strings.Join(text, "\n\n")+"\n\n<br>\n\n<div align=center>\n\n<!-- 注 -->\n")
	for i, d := range append(docs, plain, marked) {
		if d.Text != strings.Join(text, "\n") {
			t.Errorf("%d: %q", i, d.Text)
		}
	}
}

func TestHeadlineIssuers(t *testing.T) {
	for title, want := range map[string]string{
		"征求对中共中央关于制定规划的建议":             "",
		"全国人大常委会分组审议并专题询问国务院关于环境状况的报告": "",
		"贯彻落实中央关于从严治党的意见":              "",
		"中央军委政治工作部：关于做好工作的意见":          "",
		"国务院关于就业工作答记者问":                "",
		"中共中央国务院关于做好工作的意见":             "中共中央|国务院",
		"国务院办公厅关于促进就业的通知":              "国务院办公厅",
	} {
		docs, _ := records(t, `{"title":"`+title+`","source":"新闻联播","text":"甲乙。"}`)
		if got := strings.Join(docs[0].Issuers.Values, "|"); got != want || (want == "") != (docs[0].Level.Value == "") {
			t.Errorf("%s: issuers %s, level %s", title, got, docs[0].Level.Value)
		}
	}
}

func TestGivenIssuers(t *testing.T) {
	for given, want := range map[string]string{
		"World Bank Group":  "World Bank Group",
		"https://a.b/c?d=e": "https://a.b/c?d=e",
		"北京市民政局 北京市财政局；北京市教委":     "北京市民政局|北京市财政局|北京市教委",
		"中共长沙市委长沙市人民政府":           "中共长沙市委|长沙市人民政府",
		"第十九届中央委员会":               "中国共产党第十九届中央委员会",
		"中共中央办公厅国务院办公厅":           "中共中央办公厅|国务院办公厅",
		"北京市科学技术委员会、中关村科技园区管理委员会": "北京市科学技术委员会|中关村科技园区管理委员会",
		"国务院港澳事务办公室":              "国务院港澳事务办公室",
	} {
		names, _ := issuersOf(given)
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("issuersOf(%s) = %s, want %s", given, got, want)
		}
	}
}

func TestLocatedIssuers(t *testing.T) {
	d := mustRead(t, "a.txt", "标题：长沙市人民政府办公厅关于甲的通知\n发文机关：长沙市人民政府办公厅、市财政局\n\n正文在这里。")
	if got := strings.Join(d.Issuers.Values, "|"); got != "长沙市人民政府办公厅|长沙市财政局" || d.Issuers.State != corpus.Inferred || !strings.Contains(d.Issuers.Basis, "地名据") {
		t.Errorf("%+v", d.Issuers)
	}
	statute := "# %s\n\n2014年12月26日 市十四届人大常委会第二十次会议通过\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 丙。"
	for title, want := range map[string]string{"宁波市人民调解条例": "宁波市人民代表大会常务委员会", "人民调解条例": ""} {
		d := mustRead(t, "a.md", fmt.Sprintf(statute, title))
		if got := strings.Join(d.Issuers.Values, "|"); got != want {
			t.Errorf("%s: %+v", title, d.Issuers)
		}
	}
	if d := mustRead(t, "a.txt", "标题：甲\n发文机关：江门台山市川岛镇人民政府\n\n正文。"); d.Place.Value != "台山市川岛镇" {
		t.Errorf("%+v", d.Place)
	}
}

func TestSourceWithReporter(t *testing.T) {
	for value, want := range map[string][2]string{
		"南方日报 记者 张小华":  {"南方日报", "张小华"},
		"人民日报　本报记者：李明": {"人民日报", "李明"},
		"市记者协会":        {"市记者协会", ""},
		"新华社":          {"新华社", ""},
	} {
		d, err := File("a.txt", []byte("标题：关于就业的通讯\n来源："+value+"\n\n就业形势保持稳定。\n"), Options{Key: "a"})
		if err != nil {
			t.Fatal(err)
		}
		if d.Source.Value != want[0] || d.Author.Value != want[1] {
			t.Errorf("%q: source %q, author %q", value, d.Source.Value, d.Author.Value)
		}
	}
}
