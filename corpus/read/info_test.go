package read

import (
	"fmt"
	"strings"
	"testing"

	"yinju/corpus"
)

func TestInfoPairs(t *testing.T) {
	for s, want := range map[string]string{
		"发布时间：2023-07-01　　来源：市应急局　　浏览次数：12":  "发布时间=2023-07-01|来源=市应急局",
		"来源：市应急局 发布时间：2023-07-01":            "来源=市应急局|发布时间=2023-07-01",
		"时间：2023-07-01 09:30 来源：市应急局 作者：李　强": "发布时间=2023-07-01 09:30|来源=市应急局|作者=李　强",
		"来源：市应急局\u00a0\u00a0发布时间：2023-07-01": "来源=市应急局|发布时间=2023-07-01",
		"2023-07-01 来源：市应急局":                 "发布时间=2023-07-01|来源=市应急局",
		"来源：市应急局作者：张三":                       "来源=市应急局|作者=张三",
		"發布日期：2023-07-01　標　題：甲":              "发布日期=2023-07-01|标题=甲",
		"来源：市应急局 | 字号：大 中 小":                 "来源=市应急局",
		"索引号：\n000014349":                    "索引号=000014349",
		"来源：为做好汛期安全工作，各地要加强值守。各部门要压实责任。":     "",
		"会议时间：2023年":                         "",
		"时间：2023年":                           "",
		"数据来源：国家统计局":                         "",
		"工作要求：甲":                             "",
	} {
		var list []string
		for _, p := range infoPairs(s) {
			list = append(list, p.label+"="+p.value)
		}
		if got := strings.Join(list, "|"); got != want {
			t.Errorf("infoPairs(%q) = %s, want %s", s, got, want)
		}
	}
}

func TestSiteless(t *testing.T) {
	for s, want := range map[string]string{
		"关于做好工作的通知 - 长沙市应急管理局":      "关于做好工作的通知",
		"关于做好工作的通知_部门文件":            "关于做好工作的通知",
		"关于做好工作的通知|长沙":              "关于做好工作的通知",
		"长沙市人民政府门户网站 - 关于做好工作的通知":   "关于做好工作的通知",
		"关于做好工作的通知-政府信息公开-长沙市":      "关于做好工作的通知",
		"“十四五”规划（2021-2025年）_中国政府网": "“十四五”规划（2021-2025年）",
		"长沙市人民政府门户网站":               "",
		"政府信息公开 - 长沙市":              "",
		"奋进新征程——写在全国两会之际":           "奋进新征程——写在全国两会之际",
		"关于印发甲方案的通知":                "关于印发甲方案的通知",
	} {
		if got := siteless(s); got != want {
			t.Errorf("siteless(%q) = %q, want %q", s, got, want)
		}
	}
}

func htmlPage(title, head, text string) string {
	return "<html><head><title>" + title + "</title></head><body>" + head + `<div class="content"><p>` + strings.Repeat("为深化改革，现提出如下意见。", 6) + "</p>" + text + "</div></body></html>"
}

func TestHTMLInfoLines(t *testing.T) {
	body := htmlPage("甲", "%s", "")
	for head, want := range map[string]string{
		`<div>发布时间：2023-07-01　　来源：市应急局　　浏览次数：12</div>`:                                       "2023-07-01 given 市应急局",
		`<div><span>2023-07-01&nbsp;&nbsp;</span><span>来源：市应急局</span></div>`:                 "2023-07-01 given 市应急局",
		`<div><span>来源：市应急局</span><span>发布时间：2023-07-01</span></div>`:                        "2023-07-01 given 市应急局",
		`<p>时间：2023-07-01 09:30 来源：市应急局 作者：李强</p>`:                                           "2023-07-01 given 市应急局",
		`<table><tr><td>信息来源</td><td>市应急局</td><td>发布日期</td><td>2023-07-01</td></tr></table>`: "2023-07-01 given 市应急局",
	} {
		d := mustRead(t, "a.html", fmt.Sprintf(body, head))
		if got := dateOfKind(d, corpus.Published) + " " + d.Source.Value; got != want {
			t.Errorf("%s: %s, want %s", head, got, want)
		}
		if !strings.HasPrefix(d.Text, "为深化改革") {
			t.Errorf("%s: text %q", head, d.Text)
		}
	}
}

func TestHTMLTitle(t *testing.T) {
	for page, want := range map[string]string{
		`<meta property="og:title" content="关于做好汛期工作的通知_长沙市应急管理局">` + htmlPage("某某平台", "", ""): "关于做好汛期工作的通知",
		htmlPage("长沙市应急管理局", "<h1>关于做好汛期工作的通知</h1>", ""):                                       "关于做好汛期工作的通知",
		htmlPage("关于做好汛期工作的通知 - 长沙市应急管理局", "", ""):                                             "关于做好汛期工作的通知",
		htmlPage("通知公告_某某平台", `<div class="title">关于做好汛期工作的通知</div>`, ""):                      "关于做好汛期工作的通知",
	} {
		if d := mustRead(t, "a.html", page); d.Title.Value != want || d.Title.State != corpus.Given {
			t.Errorf("%+v in %s", d.Title, page)
		}
	}
}
