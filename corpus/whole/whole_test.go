package whole

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
		{"passed before signing", "2020年1月4日市政府第三次常务会议通过\n正文。", []corpus.DateField{field(corpus.Adopted, "2020-03-01", corpus.Given, "文件头")}, ""},
	} {
		if got := found(document("渡口管理办法", c.text, c.dates...)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
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
