package read

import (
	"strings"
	"testing"

	"yinju/corpus"
)

func TestReadDate(t *testing.T) {
	for s, want := range map[string]string{
		"2024年3月5日": "2024-03-05", "2024年03月05日": "2024-03-05", "二〇二四年三月五日": "2024-03-05", "二○○五年六月十一日": "2005-06-11",
		"一九八二年": "1982", "２０２４年５月": "2024-05", "2024-03-05": "2024-03-05", "2024.3.5": "2024-03-05", "2024/3/5 10:20": "2024-03-05",
		"20240305": "2024-03-05", "2023": "2023", "1949年": "1949", "2026年 4月 20 日": "2026-04-20", "2024-05": "2024-05", "二〇二四年十二月三十一日": "2024-12-31",
		"2月30日": "", "2024年2月30日": "", "2024年13月1日": "", "2024-02-30": "", "近日": "", "": "",
	} {
		if d, _, ok := readDate(s); d.String() != want || ok != (want != "") {
			t.Errorf("readDate(%q) = %s, %v, want %q", s, d, ok, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]string{
		"国发〔2019〕5号": "国发〔2019〕5号", "京政办发 [2025] 17 号": "京政办发〔2025〕17号", "穗府办规（2021）7号": "穗府办规〔2021〕7号",
		"广州市人民政府令第179号": "广州市人民政府令第179号", "国令第707号": "国令第707号", "公告〔2025〕11号": "公告〔2025〕11号",
		"（政策宣传）": "", "2024年5月6日": "", "一、总体要求": "", "第3条": "",
	} {
		if got, ok := number(s); got != want || ok != (want != "") {
			t.Errorf("number(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestPlaceOf(t *testing.T) {
	for s, want := range map[string]string{
		"北京市民政局": "省级 北京市", "广州市天河区教育局": "区县级 广州市天河区", "广东省广州市人民政府": "市级 广州市", "景泰县人民政府": "区县级 景泰县",
		"高平市民政局": "区县级 高平市", "中共北京市委": "省级 北京市", "广东省人力资源社会保障厅": "省级 广东省", "国家税务总局北京市税务局": "省级 北京市",
		"北京经济技术开发区管理委员会": " 北京市", "上沙沃镇人民政府": "区县级 上沙沃镇", "彭水苗族土家族自治县人民代表大会": "区县级 彭水苗族土家族自治县",
		"城市管理委员会": "", "住房和城乡建设部": "", "市场监督管理局": "",
	} {
		p, ok := placeOf(s)
		if got := strings.TrimRight(p.level+" "+p.name, " "); got != want || ok != (want != "") {
			t.Errorf("placeOf(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestNational(t *testing.T) {
	for name, want := range map[string]bool{"国务院办公厅": true, "国家市场监督管理总局": true, "最高人民法院": true, "中国共产党第十九届中央委员会": true, "国家税务总局北京市税务局": false, "北京市财政局": false, "广州市人民政府": false} {
		if got := organs.national(name); got != want {
			t.Errorf("national(%s) = %v", name, got)
		}
	}
}

func TestTitleIssuers(t *testing.T) {
	for title, want := range map[string]string{
		"国务院关于促进就业的意见":              "国务院",
		"北京市民政局 北京市财政局关于印发《甲办法》的通知": "北京市民政局|北京市财政局",
		"最高人民法院、最高人民检察院关于甲的解释":      "最高人民法院|最高人民检察院",
		"北京市商务局等3部门关于印发《甲》的通知":      "北京市商务局|…",
		"关于甲的通知": "", "甲乙丙关于丁的故事": "",
	} {
		names, more := titleIssuers(title)
		if more {
			names = append(names, "…")
		}
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("titleIssuers(%s) = %s, want %s", title, got, want)
		}
	}
}

func TestGenreOf(t *testing.T) {
	for title, want := range map[string]string{
		"中华人民共和国劳动合同法": "法律", "广州市甲办法": "办法", "关于甲的若干意见": "意见", "甲条例（试行）": "条例", "甲通知（2024年版）": "通知",
		"最高人民法院关于甲若干问题的规定（二）": "规定", "甲市突发事件应急预案（2024年修订）": "预案", "内地与香港相互认可判决的安排": "安排", "执法工作规范": "规范", "2024年国务院政府工作报告": "政府工作报告", "本月起，这笔钱直接发放至个人！": "", "想方设法": "",
	} {
		if got, _ := genreOf(title); got != want {
			t.Errorf("genreOf(%s) = %s, want %s", title, got, want)
		}
	}
}

func TestPlans(t *testing.T) {
	for title, want := range map[string]string{
		"甲局关于印发《乙方案》的通知": "乙方案", "甲关于印发乙丙丁暂行办法的通知": "乙丙丁暂行办法", "甲转发《乙〈丙〉意见》的通知": "乙〈丙〉意见",
		"甲关于印发《乙条例》行政处罚裁量基准的通知": "", "甲关于乙的通知": "",
	} {
		if got := strings.Join(plans(title), "|"); got != want && !(want == "" && !strings.Contains(got, "《")) {
			t.Errorf("plans(%s) = %s, want %s", title, got, want)
		}
	}
}

func TestCleanTitle(t *testing.T) {
	for s, want := range map[string][2]string{
		"高举旗帜 (十七大)":        {"高举旗帜", "十七大"},
		"甲办法（试行）":           {"甲办法（试行）", ""},
		"甲报告 (摘要)":          {"甲报告 (摘要)", ""},
		"倡议书_高平市人民政府网":      {"倡议书", ""},
		"甲 - 广州市人民政府门户网站":   {"甲", ""},
		"劳动合同法(2012-12-28)": {"劳动合同法", "2012-12-28"},
	} {
		if title, tag := cleanTitle(s); title != want[0] || tag != want[1] {
			t.Errorf("cleanTitle(%q) = %q, %q", s, title, tag)
		}
	}
}

func TestFileTitle(t *testing.T) {
	for s, want := range map[string][2]string{
		"a/劳动合同法(2012-12-28).md":         {"劳动合同法", "2012-12-28"},
		"a/2024-05-15_甲_乙的通知.txt":        {"甲 乙的通知", "2024-05-15"},
		"a/000_ac37f28be0b98557.txt":     {"", ""},
		"a/_节约用电倡议书.txt":                 {"节约用电倡议书", ""},
		"a/关于养老\n服务的通知.txt":              {"关于养老服务的通知", ""},
		"a/2024-01-02\n关于养老服务的公告\n.txt":  {"关于养老服务的公告", "2024-01-02"},
		"a/关于\x1b[31m养老\x1b[0m服务的细则.txt": {"关于养老服务的细则", ""},
		"a/第1章\nAI 与养老\t服务.txt":          {"第1章 AI 与养老 服务", ""},
	} {
		if title, date := fileTitle(s); title != want[0] || date != want[1] {
			t.Errorf("fileTitle(%q) = %q, %q", s, title, date)
		}
	}
}

func TestEvents(t *testing.T) {
	cases := []struct{ note, want string }{
		{"2007年6月29日 第十届全国人民代表大会常务委员会第二十八次会议通过\n2012年12月28日 第十一届全国人民代表大会常务委员会第三十次会议《关于修改〈甲法〉的决定》修正",
			"2007-06-29 adopted 全国人民代表大会常务委员会; 2012-12-28 revised 全国人民代表大会常务委员会"},
		{"2003年7月21日 中华人民共和国国务院令第385号公布\n2003年9月1日 施行", "2003-07-21 published 国务院; 2003-09-01 effective"},
		{"1983年9月20日 青岛市人民代表大会常务委员会公告公布施行根据2018年9月7日青岛市第十六届人民代表大会常务委员会第十一次会议《关于修改甲的决定》修正",
			"1983-09-20 published,effective 青岛市人民代表大会常务委员会; 2018-09-07 revised 青岛市人民代表大会常务委员会"},
		{"1985年12月27日 上海市第八届人民代表大会常务委员会第十九次会议批准\n1988年11月10日 上海市第九届人民代表大会常务委员会第四次会议通过和1989年1月28日上海市第九届人民代表大会常务委员会第六次会议《关于修改甲的决定》第一次修正",
			"1985-12-27  上海市人民代表大会常务委员会; 1988-11-10 revised 上海市人民代表大会常务委员会; 1989-01-28 revised 上海市人民代表大会常务委员会"},
		{"1984年1月7日 国务院中央军委发布", "1984-01-07 published 国务院、中央军事委员会"},
		{"2022年3月1日最高人民法院审判委员会第1次会议、2022年4月2日最高人民检察院第十三届检察委员会第2次会议通过",
			"2022-03-01 adopted 最高人民法院; 2022-04-02 adopted 最高人民检察院"},
	}
	for _, c := range cases {
		list, _ := events(c.note)
		var got []string
		for _, e := range list {
			var kinds []string
			for _, k := range e.kinds {
				kinds = append(kinds, string(k))
			}
			got = append(got, strings.TrimSpace(e.date.String()+" "+strings.Join(kinds, ",")+" "+strings.Join(actors(e.body), "、")))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), c.want)
		}
	}
}

func TestSettle(t *testing.T) {
	given := claim{"通知", corpus.Given, "文件头 文种"}
	other := claim{"意见", corpus.Parsed, "标题"}
	if f := settle([]claim{given, other}); f.State != corpus.Disputed || f.Value != "通知" || f.Basis != "通知（文件头 文种）；意见（标题）" {
		t.Errorf("got %+v", f)
	}
	if f := settle([]claim{{"甲", corpus.Inferred, "b"}, given}); f.Value != "通知" || f.State != corpus.Given {
		t.Errorf("got %+v", f)
	}
	if f := settle(nil); f.State != corpus.Unknown || f.Value != "" {
		t.Errorf("got %+v", f)
	}
}

func TestPageNumbers(t *testing.T) {
	a, b := strings.Repeat("这一段没有写完的话", 6), strings.Repeat("接着写完。", 50)
	paras := []para{{text: a}, {text: "— 1 —"}, {text: b}, {text: "第 2 页 共 9 页"}, {text: "一、标题"}}
	got := dropPageNumbers(paras)
	if len(got) != 2 || got[0].text != a+b {
		t.Errorf("got %+v", got)
	}
	table := []para{{text: "序号"}, {text: "1"}, {text: "甲"}, {text: "2"}, {text: "乙"}}
	if got := dropPageNumbers(table); len(got) != 5 {
		t.Errorf("cells of a table were taken for page numbers: %+v", got)
	}
}

func TestIssuerNames(t *testing.T) {
	for s, want := range map[string]string{
		"中华人民共和国公安部": "公安部", "中华人民共和国国家教育委员会": "国家教育委员会", "中华人民共和国国家工商行政管理局": "国家工商行政管理局",
		"中华人民共和国国务院": "国务院", "中央军委": "中央军事委员会", "中华人民共和国海事局": "中华人民共和国海事局",
		"十三届中央委员会": "中国共产党第十三届中央委员会", "第十五届中央委员会": "中国共产党第十五届中央委员会", "中央委员会": "中共中央",
		"国家经济委员会国家基本建设委员会国家档案局":  "国家经济委员会|国家基本建设委员会|国家档案局",
		"北京市科学技术委员会中关村科技园区管理委员会": "北京市科学技术委员会|中关村科技园区管理委员会",
		"国家税务总局北京市税务局":           "国家税务总局北京市税务局",
	} {
		if got := strings.Join(organs.apart(issuerName(s)), "|"); got != want {
			t.Errorf("%s is listed as %s, want %s", s, got, want)
		}
	}
}

// The name of a body may be broken over two lines.
func TestBrokenSignature(t *testing.T) {
	for lines, want := range map[string]string{
		"白鹭市渡口安全联防联控\n领导小组办公室":     "白鹭市渡口安全联防联控领导小组办公室",
		"请大家一起出力。\n领导小组办公室":        "",
		"长沙市应急管理局\n长沙市教育局":         "长沙市应急管理局|长沙市教育局",
		"长沙市安全生产委员会办公室":            "长沙市安全生产委员会办公室",
		"长沙市渡口安全\n领导小组办公室\n长沙市教育局": "长沙市渡口安全领导小组办公室|长沙市教育局",
	} {
		d := mustRead(t, "a.txt", "标题：致全市人民的倡议书\n\n"+longBody+"\n\n"+lines+"\n2020年2月28日\n")
		if got := strings.Join(d.Issuers.Values, "|"); got != want {
			t.Errorf("%q is signed %s, want %s", lines, got, want)
		}
	}
}

func TestLawsByTheLegislature(t *testing.T) {
	for head, want := range map[string]string{
		"# 反分裂渡口法\n\n2005年3月14日 第十届全国人民代表大会第三次会议通过":                "法律",
		"# 中华人民共和国水运法典\n\n# 物权编\n\n2020年5月28日 第十三届全国人民代表大会第三次会议通过": "法律",
		"# 渡口用法\n\n2005年3月14日 长沙市第十届人民代表大会第三次会议通过":                 "",
	} {
		d := mustRead(t, "a.md", head+"\n\n第一条 甲。\n\n第二条 乙。")
		if d.Genre.Value != want {
			t.Errorf("%.60s: %+v", head, d.Genre)
		}
	}
}
