package whole

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"yinju/corpus"
)

func document(title, text string, dates ...corpus.DateField) *corpus.Document {
	return &corpus.Document{Key: "k", Title: corpus.Field{Value: title}, Text: text, Sections: corpus.Outline(text, nil), Dates: dates}
}

func found(d *corpus.Document) string {
	var list []string
	for _, f := range Check(d) {
		list = append(list, f.Text)
	}
	return strings.Join(list, "\n")
}

func TestCheck(t *testing.T) {
	sentence := strings.Repeat("应当加强渡口管理，", 4) + "保障安全。\n"
	for _, c := range []struct{ name, title, text, want string }{
		{"whole", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第三条 丙。\n第三条之一 丁。\n第四条 戊。", ""},
		{"skipped", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第三条 丙。\n第五条 丁。", "条文编号不连续：第三条之后是第五条，缺第四条。"},
		{"two skipped", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第三条 丙。\n第四条 丁。\n第七条 丁。\n第八条 戊。", "条文编号不连续：第四条之后是第七条，缺第五条至第六条。"},
		{"on the same line", "渡口管理办法", "第一条 甲。\n第二条 乙。第三条 丙。\n第四条 丁。\n第五条 丁。", ""},
		{"a plan starts again", "关于印发办法的通知", "第一条 甲。\n第二条 乙。\n第三条 丙。\n附件\n第一条 丁。\n第二条 戊。\n第三条 己。", ""},
		{"part of a code", "渡口法 客运编", "第二十条 甲。\n第二十一条 乙。\n第二十二条 丙。", ""},
		{"amendment", "关于修改《渡口管理办法》的决定", "第一条 甲。\n第二条 乙。\n第三条 丙。\n第九条 丁。", ""},
		{"references", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第九条规定的情形除外。\n第三条 丙。", ""},
		{"headings", "意见", "一、甲\n正文。\n二、乙\n正文。\n三、丙\n正文。\n五、丁\n正文。", "标题编号不连续：三之后是五，缺四。"},
		{"heading begins as a reference does", "意见", "一、甲\n正文。\n二、中秋节\n正文。\n三、所有权\n正文。", ""},
		{"chapters", "渡口管理办法", "第一章 总则\n正文。\n第二章 渡口\n正文。\n第四章 附则\n正文。", "章编号不连续：第二章之后是第四章，缺第三章。"},
		{"many", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第三条 丙。\n第五条 丁。\n第六条 丁。\n第七条 丁。\n第九条 丁。\n第十条 丁。\n第十一条 丁。\n第十三条 丁。\n第十四条 丁。\n第十六条 丁。\n第十七条 丁。", "共 4 处，如条文编号不连续：第三条之后是第五条，缺第四条。"},

		{"comma", "意见", "一段。\n要加强渡口管理，", "正文末尾可能不全：第2段“要加强渡口管理，”停在“，”。"},
		{"cut off", "意见", strings.Repeat(sentence, 6) + strings.Repeat("应当加强渡口管理，", 4) + "保障", "正文末尾可能不全：第7段“…应当加强渡口管理，应当加强渡口管理，保障”没有句末标点，而前文各段都有。"},
		{"number is no paragraph", "渡口管理办法", "南府发〔2020〕3号\n第一条 应当登记渡口。\n第二条 应当检查渡口。\n第三条 违反本办法规定的，由有关部门责令", "正文末尾可能不全：第三条“第三条 违反本办法规定的，由有关部门责令”没有句末标点，而前文各段都有。"},
		{"article without a comma", "渡口管理办法", "南府发〔2020〕3号\n第一条 应当登记渡口。\n第二条 应当检查渡口。\n第三条 本办法自2020年5月1日起", "正文末尾可能不全：第三条“第三条 本办法自2020年5月1日起”没有句末标点，而前文各段都有。"},
		{"left out", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第三条 本办法（略）……", "正文末尾有“第三条 本办法（略）……”：有内容略去。"},
		{"annex left out", "渡口管理办法", "第一条 甲。\n第二条 乙。\n附件：渡口名录（略）", ""},
		{"article twice", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第二条 乙。\n第三条 丙。", "条文重复：第二条接连出现两次，文字相同。"},
		{"begins far on", "渡口管理办法", "第五十条 甲。\n第五十一条 乙。\n第五十二条 丙。\n第五十三条 丁。\n第五十四条 戊。", "正文开头可能不全：条文从第五十条起，缺第一条至第四十九条。"},
		{"a book of a code", "中华人民共和国渡口法典 附则", "第五十条 甲。\n第五十一条 乙。\n第五十二条 丙。\n第五十三条 丁。\n第五十四条 戊。", ""},
		{"signature", "意见", strings.Repeat(sentence, 6) + "南江市人民政府\n2024年3月5日", ""},
		{"annexes", "意见", strings.Repeat(sentence, 6) + "附件：1.南江市渡口管理责任分工表 2.南江市渡口管理检查记录表 3.渡口名录", ""},
		{"newspaper", "评论", "一段。\n（下转第2版）", "正文末尾有“（下转第2版）”：报纸下一版还有。"},
		{"more online", "评论", "一段。\n点击阅读全文", "正文末尾有“点击阅读全文”：页面上的全文没有取到。"},

		{"open bracket", "意见", "渡口（含码头由市管理。\n二段。\n三段。", "第1段的“（”没有与之成对的“）”。"},
		{"item labels", "意见", "1）甲\n2)乙。\na)丙", ""},
		{"mixed width", "意见", "渡口（含码头)由市管理。", ""},
		{"closing alone", "意见", "一段。\n渡口》由市管理。", "第2段的“》”没有与之成对的“《”。"},
		{"quotation of three paragraphs", "意见", "他说：“甲。\n“乙。\n“丙。”\n完。", ""},
		{"quotation not opened again", "意见", "他说：“甲。\n乙。\n丙。”\n完。", ""},
		{"quotation open", "意见", "建设“数字渡口，提高效率。\n完。", "第1段的““”没有与之成对的“””。"},
		{"single mark", "意见", "他说：“甲‘乙。”\n完。", "第1段的“‘”没有与之成对的“’”。"},
		{"apostrophe", "意见", "登于World’s Fair。", ""},
		{"straight mark", "意见", "他说：\"不能停步。\n完。", "第1段的“\"”不成对。"},
		{"straight marks", "意见", "他说：\"不能停步。\"\n用5\"的屏。", ""},
		{"straight marks over paragraphs", "意见", "他说：\"不能停步。\n不能。\"\n完。", ""},
		{"nested", "意见", "《关于印发《渡口办法》的通知》和“甲‘乙’”。", ""},
		{"note of a collection", "渡口条例", "2001年1月5日市人大常委会通过\n2010年3月2日市人大常委会修正）\n第一条 甲。", ""},

		{"replacement", "意见", "加强渡\uFFFD\uFFFD管理。", "第1段有无法辨认的字“\uFFFD\uFFFD”（原字在转换中丢失）。"},
		{"garbled", "意见", "一段。\n加强锟斤拷管理。", "第2段有无法辨认的字“锟斤拷”（字符集转换时丢失了原字）。"},
		{"boxes", "意见", "加强□□管理。", "第1段有无法辨认的字“□□”（原字在转换中丢失）。"},
		{"form", "申请表", "□是 □否　□ □", ""},
		{"nothing", "", "", ""},
	} {
		if got := found(document(c.title, c.text)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ name, title, text, want string }{
		{"begins at two", "渡口管理办法", "第二条 甲。\n第三条 乙。\n第四条 丙。", "正文开头可能不全：条文从第二条起，缺第一条。"},
		{"begins at four", "渡口管理办法", "第四条 甲。\n第五条 乙。\n第六条 丙。", "正文开头可能不全：条文从第四条起，缺第一条至第三条。"},
		{"begins at two and skips", "渡口管理办法", "第二条 甲。\n第三条 乙。\n第四条 丙。\n第六条 丁。\n第七条 戊。", "正文开头可能不全：条文从第二条起，缺第一条。\n条文编号不连续：第四条之后是第六条，缺第五条。"},
		{"book of a code", "民法典物权", "第二百零五条 甲。\n第二百零六条 乙。", ""},
		{"book named", "渡口法 第二编", "第九条 甲。\n第十条 乙。", ""},
		{"excerpt", "渡口管理办法", "（节选）\n第四条 甲。\n第五条 乙。\n第六条 丙。", ""},
		{"excerpt in the title", "渡口管理办法（节选）", "第四条 甲。\n第五条 乙。", ""},
		{"one inside a line", "渡口管理办法", "总则 第一条 甲。\n第二条 乙。\n第三条 丙。", ""},
		{"one reference", "通知", "第二条规定的情形除外。\n第三条 甲。", ""},
		{"headings from two", "意见", "二、甲\n正文。\n三、乙\n正文。\n四、丙\n正文。", "正文开头可能不全：标题从二起，缺一。"},
		{"chapters from two", "渡口管理办法", "第一条 甲。\n第二章 渡口\n第二条 乙。\n第三章 附则\n第三条 丙。", ""},
		{"twice", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第三条 丙。\n第三条 丁。\n第四条 戊。", "条文编号重复：第三条之后又是第三条。"},
		{"chapters skip", "渡口管理办法", "第一章 总则\n第一条 甲。\n第三章 附则\n第二条 乙。", "章编号不连续：第一章之后是第三章，缺第二章。"},
		{"sub-articles skip", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第二条之三 丁。\n第三条 戊。", "条文编号不连续：第二条之一之后是第二条之三，缺第二条之二。"},
		{"sub-articles", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第二条之二 丁。\n第三条 戊。", ""},
		{"swapped", "渡口管理办法", "第一条 甲。\n第二条 乙。\n第四条 丁。\n第三条 丙。\n第五条 戊。", "条文次序颠倒：第二条之后是第四条，第三条在它后面。"},
		{"one and three", "渡口管理办法", "第一条 甲。\n第三条 乙。", "条文编号不连续：第一条之后是第三条，缺第二条。"},
		{"items skip", "渡口管理办法", "第一条 甲：\n（一）乙；\n（二）丙；\n（四）丁。\n第二条 戊。", "列项编号不连续：（二）之后是（四），缺（三）。"},
		{"item inside a line", "渡口管理办法", "第一条 甲：\n（一）乙；\n（二）丙；（三）丁；\n（四）戊。\n第二条 己。", ""},
		{"items in items", "渡口管理办法", "第一条 甲：\n（一）乙；\n（二）丙；\n（三）丁：\n（一）戊；\n（二）己；\n（四）庚。", ""},
		{"items of two articles", "渡口管理办法", "第一条 甲：\n（一）乙；\n（二）丙。\n第二条 丁：\n（一）戊；\n（二）己；\n（三）庚。", ""},
	} {
		if got := found(document(c.title, c.text)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestEnd(t *testing.T) {
	para := strings.Repeat("应当加强渡口管理，", 4) + "保障安全。\n"
	law := "第一条 甲。\n第二条 乙：\n（一）丙；\n（二）丁；\n（三）戊。\n第三条 己。\n第四条 庚。\n第五条 辛。\n第六条 壬。\n"
	for _, c := range []struct {
		name, before, last string
		cut                bool
	}{
		{"article", para + para + para, "第三十八条 会计人员应当具备从事会计工作所需要的专业", true},
		{"article set off by two spaces", para + para + para, "第八条  对被许可机构在许可有效期届满前主", true},
		{"date inside", para + para + para, "第九条 渡口经营者在每年3月底前将", true},
		{"short", para + para + para, "会议指出，要把", true},
		{"digit", para + para + para, "到2027年，全市渡口达到3", true},
		{"body with the name of an office", para + para + para, "渡口由市管理，费用报市交通运输局", true},
		{"few paragraphs", "", "市人民政府加强渡口管理。县级人民政府应当统筹规划、建", true},
		{"item", law, "（四）建立全民健身设施安", true},
		{"number alone", law, "第七", true},
		{"regular text", law, "应用不合格的渡船", true},
		{"list announced", para + para + para, "第十一条 有下列情形之一的，予以处分：", true},
		{"list announced by a paragraph", para, "现将名单公布如下：", true},
		{"item with its semicolon", law, "（二）违反规定收费；", true},
		{"bare heading", "一、情况\n情况良好。\n", "二、存在问题", true},
		{"bare chapter", law, "第二章　罚则", true},
		{"short text in articles", "第一条 为了分类，制定本办法。\n第二条 垃圾分为四类。\n", "第三条 市城管部门负责组织、协调，并会同有关部门制定", true},
		{"short news", "今天，大会举行。\n市长指出，要抓好三件大事。\n", "与会人员一致认为，大会开得很成功，要把会议精神落实到各项工作中去，确保全年", true},
		{"list of headings", "一、甲\n二、乙\n", "三、丙", false},
		{"heading of the kind alone", "情况良好。\n", "二、存在问题", false},
		{"headings that say all", "要求如下：\n一、讲政治\n二、讲纪律\n", "三、讲规矩", false},
		{"annex line", para, "附件：", false},
		{"contact to come", para, "联系电话：", false},
		{"items that all end so", "（一）甲；\n（二）乙；\n（三）丙；\n", "（四）丁；", false},
		{"credit", "今天，大会举行。\n市长指出，要抓好三件大事。\n", "记者张三，摄影李四", false},
		{"headline", "市长调研渡口\n", "春运平稳有序，渡口秩序良好", false},
		{"name", law, "李大江", false},
		{"signature", law, "南江市人民政府办公厅", false},
		{"day", law, "二〇二四年三月五日", false},
		{"day of effect", law, "第七条 本办法自2020年10月1日起施行", false},
		{"table", law, "渡口税税目税率表", false},
		{"contact", para + para + para, "联系人：张三，电话：12345678", false},
		{"row", para + para + para, "| 渡口，码头 | 甲 | 乙", false},
		{"no marks before", "渡口\n码头\n", "航道，船闸", false},
	} {
		got := found(document("渡口管理办法", c.before+c.last))
		if cut := strings.Contains(got, "正文末尾可能不全"); cut != c.cut {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestDates(t *testing.T) {
	field := func(kind corpus.DateKind, date string, state corpus.State, basis string) corpus.DateField {
		d, _ := corpus.ParseDate(date)
		return corpus.DateField{Kind: kind, Date: d, State: state, Basis: basis}
	}
	for _, c := range []struct {
		name, text string
		dates      []corpus.DateField
		want       string
	}{
		{"agree", "正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-01", corpus.Parsed, "落款"), field(corpus.Published, "2020-03-05", corpus.Given, "文件头")}, ""},
		{"a day early", "正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-02", corpus.Parsed, "落款"), field(corpus.Published, "2020-03-01", corpus.Given, "文件头")}, ""},
		{"year only", "正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-02", corpus.Parsed, "落款"), field(corpus.Published, "2020", corpus.Given, "文件头")}, ""},
		{"early", "正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-01", corpus.Parsed, "落款"), field(corpus.Published, "2019-03-05", corpus.Given, "文件头")}, "发布日期 2019-03-05（文件头）早于成文日期 2020-03-01（落款）。"},
		{"late", "正文。", []corpus.DateField{field(corpus.Adopted, "2010-03-01", corpus.Parsed, "落款"), field(corpus.Published, "2019-03-05", corpus.Given, "文件头")}, "发布日期 2019-03-05（文件头）比文中的成文日期 2010-03-01（落款）晚 9 年。"},
		{"disputed", "正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-01", corpus.Disputed, "甲；乙")}, "成文日期有出入：甲；乙。"},
		{"passed earlier", "2018年5月4日市人大常委会第三次会议通过\n正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-01", corpus.Given, "文件头")}, "给出的成文日期 2020-03-01（文件头）与正文所说的 2018-05-04 通过不符。"},
		{"cites a later text", "根据2024年5月6日印发的《甲规划》，制定本办法。", []corpus.DateField{field(corpus.Published, "2020-01-02", corpus.Given, "文件头")}, "发布日期 2020-01-02（文件头）早于正文所引文件的日期 2024-05-06。"},
		{"cites an earlier text", "2019年5月6日印发的《甲规划》同时废止。", []corpus.DateField{field(corpus.Published, "2020-01-02", corpus.Given, "文件头")}, ""},
		{"plans a later day", "自2024年5月6日起，不再执行《甲规划》。", []corpus.DateField{field(corpus.Published, "2020-01-02", corpus.Given, "文件头")}, ""},
		{"revised after it", "根据2024年5月6日印发的《甲规划》，制定本办法。", []corpus.DateField{field(corpus.Adopted, "2020-01-02", corpus.Given, "文件头"), field(corpus.Revised, "2025-01-02", corpus.Parsed, "文中")}, ""},
		{"cites a later number", "根据南政发〔2024〕6号文件，制定本办法。", []corpus.DateField{field(corpus.Published, "2020-01-02", corpus.Given, "文件头")}, "发布日期 2020-01-02（文件头）早于正文所引文号的年份 2024 年。"},
		{"published years after it passed", "《渡口管理办法》已经2019年3月5日市人民政府第3次常务会议通过，现予公布。", []corpus.DateField{field(corpus.Published, "2023-03-08", corpus.Given, "文件头")}, "给出的发布日期 2023-03-08（文件头）与正文所说的 2019-03-05 通过不符。"},
		{"effective before", "正文。", []corpus.DateField{field(corpus.Published, "2023-03-08", corpus.Given, "文件头"), field(corpus.Effective, "2016-01-01", corpus.Parsed, "文中")}, "施行日期 2016-01-01（文中）早于发布日期 2023-03-08（文件头）。"},
		{"effective from the year's beginning", "正文。", []corpus.DateField{field(corpus.Published, "2023-03-08", corpus.Given, "文件头"), field(corpus.Effective, "2023-01-01", corpus.Parsed, "文中")}, ""},
		{"revised, effective before", "2022年1月5日修订\n正文。", []corpus.DateField{field(corpus.Published, "2023-03-08", corpus.Given, "文件头"), field(corpus.Effective, "2016-01-01", corpus.Parsed, "文中")}, ""},
		{"far later", "正文。", []corpus.DateField{field(corpus.Adopted, "2023-12-01", corpus.Parsed, "落款"), field(corpus.Published, "2031-03-08", corpus.Given, "文件头")}, "发布日期 2031-03-08（文件头）比文中的成文日期 2023-12-01（落款）晚 8 年。"},
		{"passed before signing", "2020年1月4日市政府第三次常务会议通过\n正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-01", corpus.Given, "文件头")}, ""},
	} {
		if got := found(document("渡口管理办法", c.text, c.dates...)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// A line of nothing but closing brackets is looked at once, not once a bracket.
func TestManyMarks(t *testing.T) {
	began := time.Now()
	text := "第一条 甲" + strings.Repeat("）", 100_000) + "。"
	if list := Check(&corpus.Document{Text: text}); len(list) == 0 || time.Since(began) > 20*time.Second {
		t.Errorf("%d findings after %v", len(list), time.Since(began))
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("渡口办法", "第一条 甲（乙。\n第三条 “丙。\n一、甲\n三、乙》")
	f.Fuzz(func(t *testing.T, title, text string) {
		d := document(title, text)
		for _, finding := range Check(d) {
			s := finding.At
			if s.Start < 0 || s.Start > s.End || s.End > len(text) || finding.Text == "" {
				t.Fatalf("%+v in %d bytes", finding, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
				t.Fatalf("%+v cuts a rune", finding)
			}
		}
	})
}

// Statutes as a collection has them: most are whole, so few may be warned of.
func TestStatutes(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpora/statutes/行政法规/*.md")
	if len(files) == 0 {
		t.Skip("no ../shared/corpora/statutes/行政法规")
	}
	warned := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(data), "#", "")
		if list := Check(document(filepath.Base(name), text)); len(list) > 0 {
			warned++
		}
	}
	if warned*20 > len(files) {
		t.Errorf("%d of %d statutes are warned of", warned, len(files))
	}
}
