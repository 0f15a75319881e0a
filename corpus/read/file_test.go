package read

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"yinju/corpus"
)

func mustRead(t *testing.T, name, text string) *corpus.Document {
	t.Helper()
	d, err := File(name, []byte(text), Options{Key: name})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func dateOfKind(d *corpus.Document, kind corpus.DateKind) string {
	for _, f := range d.Dates {
		if f.Kind == kind {
			return f.Date.String() + " " + string(f.State)
		}
	}
	return ""
}

func TestPlainNotice(t *testing.T) {
	d := mustRead(t, "a.txt", `标　　题：北京市民政局等2部门关于印发《北京市甲方案》的通知
发文字号: 京民发〔2025〕73号
发布日期：2025-12-30
文种：其他

字号：    大     中     小

京民发〔2025〕73号

各区民政局：

　　现将《北京市甲方案》印发给你们，请认真贯彻执行。

北京市民政局　　　　

北京市财政局　　　　

2025年12月29日

 北京市甲方案

 　　一、总体要求

　　坚持以人民为中心，推动各项工作落实。

公报PDF
`)
	if d.Title.Value != "北京市民政局等2部门关于印发《北京市甲方案》的通知" || d.Title.State != corpus.Given {
		t.Errorf("title %+v", d.Title)
	}
	if got := strings.Join(d.Issuers.Values, "|"); got != "北京市民政局|北京市财政局" {
		t.Errorf("issuers %s", got)
	}
	if d.Number.Value != "京民发〔2025〕73号" || d.Genre.Value != "通知" || d.Level.Value != "省级" || d.Place.Value != "北京市" {
		t.Errorf("fields %+v %+v %+v %+v", d.Number, d.Genre, d.Level, d.Place)
	}
	if got := dateOfKind(d, corpus.Adopted) + ", " + dateOfKind(d, corpus.Published); got != "2025-12-29 parsed, 2025-12-30 given" {
		t.Errorf("dates %s", got)
	}
	if strings.Contains(d.Text, "字号：") || strings.Contains(d.Text, "公报") {
		t.Errorf("chrome stays in %q", d.Text)
	}
	if len(d.Sections) != 2 || !d.Sections[0].Title || d.Sections[0].Heading != "北京市甲方案" || d.Sections[1].Depth != 2 {
		t.Errorf("sections %+v", d.Sections)
	}
	if d.Source.State != corpus.Unknown || d.Author.State != corpus.Unknown {
		t.Errorf("invented: %+v %+v", d.Source, d.Author)
	}
}

func TestImpossibleDate(t *testing.T) {
	d := mustRead(t, "a.txt", "标题：甲\n发布日期：2024年2月30日\n\n正文。")
	if len(d.Dates) != 0 || len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], "不存在") {
		t.Errorf("%+v %q", d.Dates, d.Warnings)
	}
}

func TestSeedShape(t *testing.T) {
	d := mustRead(t, "000_ac37.txt", "以辩证思维准确把握和开展“人工智能+”行动\n 原标题：以辩证思维把握（深入学习）\n人工智能作为引领新一轮科技革命和产业变革的战略性技术，正在深刻改变人类生产生活方式。\n\n开展行动要做好“加法”\n作为一项通用技术，人工智能是重要抓手。")
	if d.Title.Value != "以辩证思维准确把握和开展“人工智能+”行动" || d.OriginalTitle.Value != "以辩证思维把握（深入学习）" || d.OriginalTitle.State != corpus.Given {
		t.Errorf("%+v %+v", d.Title, d.OriginalTitle)
	}
	if len(d.Dates) != 0 || d.Source.State != corpus.Unknown {
		t.Errorf("invented: %+v %+v", d.Dates, d.Source)
	}
	if n := strings.Count(d.Text, "\n"); n != 2 {
		t.Errorf("paragraphs: %q", d.Text)
	}
}

func TestMarkdownReport(t *testing.T) {
	d := mustRead(t, "x/1954.md", "---\ntitle: \"高举旗帜 (十七大)\"\nyear: 2007\nurl: https://zh.wikisource.org/wiki/x\ngenre: 党代会报告\n---\n\n同志们：\n\n我們在聽了劉少奇同志\n關於憲法草案的報告\n並進行了三天的討論。\n\n\n一、過去五年的工作\n\n\n工作很多[\n1\n]\n，成績很大。\n\n\n本作品来自1949年10月1日（含）之后的中国共产党文件。\n\n↑\n\nPublic domain\nfalse\nfalse\n")
	if d.Title.Value != "高举旗帜" || d.Genre.Value != "党代会报告" || d.Source.Value != "维基文库" || d.Source.State != corpus.Inferred {
		t.Errorf("%+v %+v %+v", d.Title, d.Genre, d.Source)
	}
	if got := dateOfKind(d, corpus.Spoken); got != "2007 inferred" || len(d.Dates) != 1 {
		t.Errorf("dates %+v", d.Dates)
	}
	if want := "同志们：\n我們在聽了劉少奇同志關於憲法草案的報告並進行了三天的討論。\n一、過去五年的工作\n"; !strings.HasPrefix(d.Text, want) || strings.Contains(d.Text, "1949") || strings.Contains(d.Text, "Public") {
		t.Errorf("text %q", d.Text)
	}
	if len(d.Sections) != 1 {
		t.Errorf("sections %+v", d.Sections)
	}
}

func TestMarkdownStatute(t *testing.T) {
	d := mustRead(t, "行政法/甲法(2012-12-28).md", "# 中华人民共和国甲法\n\n2007年6月29日 第十届全国人民代表大会常务委员会第二十八次会议通过\n\n2012年12月28日 第十一届全国人民代表大会常务委员会第三十次会议《关于修改〈甲法〉的决定》修正\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 本法自2013年7月1日起施行。")
	if d.Title.Value != "中华人民共和国甲法" || d.Genre.Value != "法律" || d.Level.Value != "中央" || d.Place.Value != "" || d.Number.State != corpus.Unknown {
		t.Errorf("%+v %+v %+v %+v", d.Title, d.Genre, d.Level, d.Number)
	}
	want := map[corpus.DateKind]string{corpus.Adopted: "2007-06-29 parsed", corpus.Revised: "2012-12-28 parsed", corpus.Effective: "2013-07-01 parsed", corpus.Published: ""}
	for kind, w := range want {
		if got := dateOfKind(d, kind); got != w {
			t.Errorf("%s: got %q, want %q", kind, got, w)
		}
	}
	if main, _ := d.MainDate(); main.Date.String() != "2012-12-28" {
		t.Errorf("main date %v", main)
	}
}

func TestHTML(t *testing.T) {
	page := `<html><head><title>国务院关于甲的意见_中国政府网</title><link rel="canonical" href="http://www.gov.cn/a.htm"><meta name="number" content="国发〔2019〕5号"></head><body>
<script>var x="脚本里的话不是正文"</script><table><tr><td><b>发文机关：</b></td><td>国务院</td><td>成文日期：</td><td>2019年01月27日</td></tr><tr><td>发布日期：</td><td>2019年02月15日</td></tr></table>
<div id="UCAP-CONTENT"><p style="text-align: center;">国务院关于<br>甲的意见</p><p>各省、自治区、直辖市人民政府：</p><p>` + strings.Repeat("为深化改革，现提出如下意见。", 5) + `</p><p><b>一、总体要求</b></p><p>坚持&nbsp;全面覆盖。</p></div><div id="qr_container">扫一扫在手机打开当前页</div></body></html>`
	d := mustRead(t, "a.html", page)
	if d.Title.Value != "国务院关于甲的意见" || d.Number.Value != "国发〔2019〕5号" || d.URL.Value != "http://www.gov.cn/a.htm" || d.Issuers.Values[0] != "国务院" {
		t.Errorf("%+v %+v %+v %+v", d.Title, d.Number, d.URL, d.Issuers)
	}
	if got := dateOfKind(d, corpus.Adopted) + ", " + dateOfKind(d, corpus.Published); got != "2019-01-27 given, 2019-02-15 given" {
		t.Errorf("dates %s", got)
	}
	if strings.Contains(d.Text, "脚本") || strings.Contains(d.Text, "扫一扫") || strings.Contains(d.Text, "国务院关于") || len(d.Sections) != 1 {
		t.Errorf("text %q, sections %+v", d.Text, d.Sections)
	}
	for i, piece := range d.Origin {
		if i < 3 && !strings.HasPrefix(page[piece.Received:], d.Text[piece.Clean:piece.Clean+6]) {
			t.Errorf("origin %d: %q", i, page[piece.Received:piece.Received+30])
		}
	}
}

func TestCharsets(t *testing.T) {
	short := "关于做好工作的通知"
	long := strings.Repeat("为贯彻落实党中央、国务院决策部署，推动高质量发展，现就有关事项通知如下。\n", 20)
	shortBig, longBig := "關於做好工作的通知", strings.Repeat("為貫徹落實中央決策部署，推動經濟發展，現就有關事項通知如下。\n", 20)
	encode := func(s string, big bool) []byte {
		if big {
			b, _ := traditionalchinese.Big5.NewEncoder().Bytes([]byte(s))
			return b
		}
		b, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		return b
	}
	utf16, _ := utf16le.NewEncoder().Bytes([]byte("标题: abc\n" + long))
	utf16b, _ := utf16be.NewEncoder().Bytes([]byte("标题: abc\n" + long))
	for name, c := range map[string]struct {
		data          []byte
		charset, text string
	}{
		"utf-8":    {[]byte(long), "UTF-8", long},
		"bom":      {append([]byte("\xef\xbb\xbf"), short...), "UTF-8", short},
		"gb short": {encode(short, false), "GB18030", short}, "gb long": {encode(long, false), "GB18030", long},
		"big5 short": {encode(shortBig, true), "Big5", shortBig}, "big5 long": {encode(longBig, true), "Big5", longBig},
		"utf-16le": {utf16, "UTF-16LE", "标题: abc\n" + long}, "utf-16be": {utf16b, "UTF-16BE", "标题: abc\n" + long},
		"utf-16 bom": {append([]byte{0xff, 0xfe}, utf16...), "UTF-16LE", "标题: abc\n" + long},
	} {
		d, err := decode(c.data)
		if err != nil || d.charset != c.charset || d.text != c.text {
			t.Errorf("%s: %v %s %.60q", name, err, d.charset, d.text)
		}
		for i := range d.lines {
			if got := d.received(d.lines[i]); got != d.from[i] {
				t.Errorf("%s: line %d begins at %d, want %d", name, i, got, d.from[i])
			}
		}
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ data, reason string }{
		"empty.txt":  {"", "空"},
		"blank.txt":  {" \n\t", "没有正文"},
		"binary.txt": {"abc\x00def", "NUL"},
		"pdf.txt":    {"%PDF-1.7", "PDF"},
		"noise.txt":  {strings.Repeat("\x81\x20\xff\xfe\x80", 100), "编码"},
		"what.xyz":   {"甲", "不认识"},
		"cut.txt.gz": {"\x1f\x8b\x08", "损坏"},
	} {
		_, err := File(name, []byte(c.data), Options{})
		if err == nil || !strings.Contains(err.Error(), c.reason) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// zeros is an endless file of zeros, cut at n bytes.
func zeros(n int64) io.Reader { return io.LimitReader(zero{}, n) }

type zero struct{}

func (zero) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestTooLarge(t *testing.T) {
	r, err := Open("a.txt", zeros(2<<30), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err == nil || !strings.Contains(err.Error(), "超过 64 MB") {
		t.Errorf("got %v", err)
	}
}

func TestJSONLines(t *testing.T) {
	long := `{"text":"` + strings.Repeat("a", MaxLine) + `"}`
	file := strings.Join([]string{
		`{"key":"a","title":"甲","text":"第一段。\n\n第二段。","date":"2024-05-06","issuer":["国务院","财政部"],"extra1":7,"whole":true}`,
		`{broken`, ``, long, `[1]`, `{"id":"b","paragraphs":["乙。","丙。"]}`, `{"text":"丁。"}`, `{"key":"c"}`,
	}, "\n")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	io.WriteString(z, file)
	z.Close()
	for name, data := range map[string][]byte{"x.jsonl": []byte(file), "x.jsonl.gz": packed.Bytes()} {
		r, err := Open(name, bytes.NewReader(data), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var keys, errs []string
		for {
			d, err := r.Next()
			var e *Error
			if err == io.EOF {
				break
			} else if errors.As(err, &e) {
				errs = append(errs, string(rune('0'+e.Line)))
				continue
			}
			keys = append(keys, d.Key)
			if d.Key == "a" {
				if d.Text != "第一段。\n第二段。" || !d.Whole || d.Extra["extra1"] != "7" || len(d.Issuers.Values) != 2 || dateOfKind(d, corpus.Published) != "2024-05-06 given" {
					t.Errorf("%+v", d)
				}
			}
			if place := r.Record(); !strings.HasPrefix(file[place.Offset:], "{") {
				t.Errorf("record at %+v", place)
			}
		}
		if got := strings.Join(errs, ""); got != "2458" || len(keys) != 3 || keys[1] != "b" || !strings.HasPrefix(keys[2], "sha256-") {
			t.Errorf("%s: errors in lines %s, keys %v", name, got, keys)
		}
	}
}

func TestTruncatedGzip(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range 2000 {
		io.WriteString(z, `{"id":"a","text":"甲。"}`+"\n")
	}
	z.Close()
	r, err := Open("x.jsonl.gz", bytes.NewReader(packed.Bytes()[:packed.Len()-12]), Options{})
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for {
		_, err = r.Next()
		if err != nil {
			break
		}
		read++
	}
	if read == 0 || err == io.EOF || !strings.Contains(err.Error(), "不完整") {
		t.Errorf("%d records, then %v", read, err)
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("after the end: %v", err)
	}
}

func TestNewsIsNotIssued(t *testing.T) {
	r, _ := Open("x.jsonl", strings.NewReader(`{"id":"n","title":"国务院印发《关于甲的意见》","date":"2024-05-06","source":"新闻联播","text":"国务院日前印发意见。本办法自2024年6月1日起施行。"}`), Options{})
	d, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Issuers.Values) != 0 || d.Genre.Value != "" || len(d.Dates) != 1 || d.Source.Value != "新闻联播" {
		t.Errorf("%+v %+v %+v", d.Issuers, d.Genre, d.Dates)
	}
}
