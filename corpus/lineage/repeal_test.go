package lineage

import (
	"fmt"
	"strings"
	"testing"

	"yinju/corpus"
)

func repealsOf(title, text string) string {
	d := titledAs(title, at("南江市"), saying(text))
	d.Sections = corpus.Outline(text, nil)
	var list []string
	for _, r := range Repeals(d, corpus.Split(d)) {
		s := r.Title
		if r.Number != "" {
			s += "|" + r.Number
		}
		if r.Date.Year != 0 {
			s += "|" + r.Date.String()
		}
		if r.Own {
			s += "|own"
		}
		list = append(list, s)
	}
	return strings.Join(list, "; ")
}

func TestRepeals(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"本办法自2020年5月1日起施行。《南江市渡船规定》同时废止。", "南江市渡船规定"},
		{"本办法自2020年5月1日起施行，2001年3月5日市人民政府发布的《南江市渡船规定》同时废止。", "南江市渡船规定|2001-03-05"},
		{"本办法自2020年5月1日起施行，原南江市航道处印发的《甲规定》（南航〔2014〕6号）同时废止。", "甲规定|南航〔2014〕6号|2014"},
		{"《甲规定》（南府发[2009]12号）、《乙规定》（南府办发(2011) 3 号）和《丙规定》自本办法施行之日起停止执行。", "甲规定|南府发〔2009〕12号|2009; 乙规定|南府办发〔2011〕3号|2011; 丙规定"},
		{"《南江市渡口管理办法（试行）》即行废止。", "南江市渡口管理办法（试行）|own"},
		{"《关于印发〈甲规定〉的通知》同步废止。", "关于印发〈甲规定〉的通知"},
		{"经研究，决定废止《甲规定》（1998年发布）。", "甲规定"},
		{"现对《甲规定》予以废止。", "甲规定"},
		{"《甲规定》同时失效。", "甲规定"},
		{"南府发〔2009〕12号文件同时废止。", "|南府发〔2009〕12号"},
		{"自本办法施行之日起，下列文件同时废止：\n1.《甲规定》；\n2.《乙规定》（南府发〔2009〕12号）；\n3.南江市丙管理规定。", "甲规定; 乙规定|南府发〔2009〕12号|2009; 南江市丙管理规定"},
		{"《若干规定》同时废止。", "若干规定"},
		{"南府〔2003〕9号文同时废止。", "|南府〔2003〕9号"},
		{"本办法自2020年5月1日起施行。下列文件同时废止：（一）《甲规定》；（二）《乙规定》（南府〔2009〕12号）。《丙规定》继续有效。", "甲规定; 乙规定|南府〔2009〕12号|2009"},
		{"本办法施行后，以下规定即行废止：《甲规定》、《乙规定》。", "甲规定; 乙规定"},

		{"《甲规定》第三条同时废止。", ""},
		{"下列条款废止：《甲规定》第三条；《乙规定》第四条。", ""},
		{"下列文件不予废止：（一）《甲规定》；（二）《乙规定》。", ""},
		{"下列文件修改或者废止：（一）《甲规定》；（二）《乙规定》。", ""},
		{"依照下列规定：（一）《甲规定》；（二）《乙规定》。", ""},
		{"《甲规定》中有关渡船的规定同时废止。", ""},
		{"原《甲规定》在新规定公布前继续有效。", ""},
		{"《甲规定》不予废止。", ""},
		{"《甲规定》尚未废止。", ""},
		{"《甲规定》废止后，渡船按本办法管理。", ""},
		{"《甲规定》已于2015年废止。", ""},
		{"根据《市政府关于废止〈甲规定〉的决定》，制定本办法。", ""},
		{"根据废止《甲规定》的决定，制定本办法。", ""},
		{"第九条修改为：“本办法自公布之日起施行。《甲规定》同时废止。”", ""},
		{"注册后原《渡船登记证》作废。", ""},
		{"与本办法不一致的规定同时废止。", ""},
		{"建议废止《甲规定》。", ""},
		{"应当及时修改、废止规范性文件。", ""},
		{"有人主张《甲规定》同时废止。", ""},
		{"建议制定新条例，《甲规定》同时废止。", ""},
		{"专家认为，《甲规定》自本办法施行之日起废止。", ""},
		{"《甲规定》与上位法不一致，应当废止。", ""},
		{"《甲规定》应予以废止。", ""},
		{"会议认为《甲规定》已不适用，决定废止《甲规定》。", "甲规定"},
		{"市政府决定废止下列规章：\n1.《甲规定》（南府〔2011〕1号）\n2.《乙规定》", "甲规定|南府〔2011〕1号|2011; 乙规定"},
		{"第二条 决定废止下列规章：\n1.《甲规定》\n2.《乙规定》\n第三条 本规定自2020年5月1日起施行。", "甲规定; 乙规定"},
	} {
		if got := repealsOf("南江市渡口管理办法", c.text); strings.TrimPrefix(got, "|") != strings.TrimPrefix(c.want, "|") {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestRepealsOfCommentary(t *testing.T) {
	if got := repealsOf("《南江市渡口管理办法》解读", "《甲规定》同时废止。"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestWhatCannotRepeal(t *testing.T) {
	const text = "第一条 甲。\n第二条 乙。\n第三条 自公布之日起施行。《甲规定》同时废止。"
	for title, want := range map[string]string{
		"关于南江市规章清理的建议": "", "南江日报评论": "", "南江市渡口管理情况的调查报告": "", "南江市渡口管理办法": "甲规定", "关于废止甲规定的决定": "甲规定", "关于渡口管理的批复": "甲规定",
	} {
		if got := repealsOf(title, text); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	d := titledAs("渡口的去留", saying(text))
	d.Issuers.Values = []string{"南江日报"}
	if got := Repeals(d, corpus.Split(d)); got != nil {
		t.Errorf("a newspaper: %+v", got)
	}
}

func TestRepealsNamesThePassage(t *testing.T) {
	text := "第一条 甲。\n第二条 乙。\n第三条 本办法自公布之日起施行。《甲规定》同时废止。"
	d := titledAs("南江市渡口管理办法", saying(text))
	list := Repeals(d, corpus.Split(d))
	if fmt.Sprint(list) == "[]" || list[0].Passage != 2 {
		t.Errorf("got %+v", list)
	}
}

func FuzzRepeals(f *testing.F) {
	f.Add("渡口管理办法", "下列文件同时废止：\n1.《甲规定》（南府〔2009〕1号）；\n《乙")
	f.Add("关于印发《甲》的通知", "废止《〈》》（（号）》同时废止")
	f.Fuzz(func(t *testing.T, title, text string) {
		d := titledAs(title, saying(text))
		passages := corpus.Split(d)
		for _, r := range Repeals(d, passages) {
			if r.Passage < 0 || r.Passage >= len(passages) || r.Title == "" && r.Number == "" {
				t.Fatalf("%+v of %d passages", r, len(passages))
			}
		}
		Name(d)
		Cited(d, text)
	})
}
