package local

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
	"yinju/index"
)

// held is a document of the standing tests.
func held(key, title, name, text, date, place string, repeals ...index.Repeal) *index.Document {
	d := &index.Document{ID: corpus.DocID(key), Title: title, Name: name, Text: text, Place: place, Repeals: repeals}
	d.Date, _ = corpus.ParseDate(date)
	d.Called, d.Made = name, d.Date
	addPassage(d, key+"的正文，"+text+"。")
	return d
}

func TestStanding(t *testing.T) {
	id := corpus.DocID
	clause := func(passage, name, number string) index.Repeal {
		return index.Repeal{Passage: passage, Called: name, Number: number}
	}
	docs := []*index.Document{
		held("a1", "甲条例", "甲条例", "旧", "2001-03-01", ""),
		held("a2", "甲条例", "甲条例", "新", "2019", ""),
		held("a3", "甲条例", "甲条例", "新", "2019", ""),
		held("a4", "甲条例", "甲条例", "无日期", "", ""),
		held("y1", "乙办法", "乙办法", "年", "2019", ""),
		held("y2", "乙办法", "乙办法", "月", "2019-05", ""), // within the year of the other: not later
		held("c1", "中华人民共和国丙法", "丙法", "丙", "1999-03-15", "", clause("x.0", "丁法", "")),
		held("c0", "丁法", "丁法", "丁", "1981-12-13", ""),
		held("e1", "戊法", "戊法", "戊", "2020-05-28", "", clause("e1.9", "丙法", ""), clause("e1.9", "己规定", "国发20053号"), clause("e1.9", "", "国发20013号")),
		held("f1", "己规定", "己规定", "另一文号", "2005", ""),
		held("i1", "壬条例", "壬条例", "壬", "2021-07-27", ""),
		held("i2", "壬条例", "壬条例", "壬，缺一条", "2022-03-01", ""), // the same edition, dated otherwise
		held("i3", "壬条例", "壬条例", "壬旧", "2001", ""),
		held("k1", "癸条例", "癸条例", "癸旧", "2001", ""),
		held("k2", "癸条例", "癸条例", "癸", "2011", ""),
		held("h1", "辛条例", "辛条例", "辛", "1995-06-30", ""),
		held("h2", "辛条例", "辛条例", "辛二", "2009", ""),
		held("h3", "辛条例", "辛条例", "辛三", "2015-04", "", index.Repeal{Passage: "h3.9", Called: "辛条例", Own: true, Made: corpus.Date{Year: 1995}}),
		held("g1", "庚规定", "", "按文号", "2001", ""),
		held("m1", "子条例", "子条例", "子", "2007-04-14", ""), // amended twice, in force from the same day
		held("m2", "子条例", "子条例", "子二", "2020-03-27", ""),
		held("m3", "子条例", "子条例", "子三", "2023", ""),
		held("n1", "丑条例", "丑条例", "丑", "2007-04-14", ""), // one edition, passed before it came into force
		held("n2", "丑条例", "丑条例", "丑，缺一条", "2007-08-30", ""),
		held("p1", "未条例", "未条例", "未", "2022-03-22", ""), // typed twice
		held("p2", "未条例", "未条例", "未，另录", "2022-03-22", ""),
		held("p3", "未条例", "未条例", "未旧", "2014", ""),
		held("o1", "寅条例", "寅条例", "寅", "2001", ""),
		held("o2", "卯条例", "卯条例", "卯", "2020", "", clause("o2.9", "寅条例", ""), clause("o2.9", "辰条例", "")),
		held("o3", "辰条例", "辰条例", "辰", "2001", ""),
		held("o4", "辰条例", "辰条例", "辰二", "2011", ""),
		held("o5", "巳条例", "巳条例", "巳", "2019", "", clause("o5.9", "辰条例", "")),
	}
	docs = append(docs,
		held("q1", "午条例", "午条例", "午", "2001", ""), // dated by the day of its effect: it may be of any edition since
		held("q2", "午条例", "午条例", "午二", "2019-03-01", ""),
	)
	docs[len(docs)-2].InForce = true
	from := func(key, effective, revised string) {
		d := docs[slices.IndexFunc(docs, func(d *index.Document) bool { return d.ID == id(key) })]
		d.Effective, _ = corpus.ParseDate(effective)
		d.Revised, _ = corpus.ParseDate(revised)
	}
	from("m1", "2007-09-01", "")
	from("m2", "2007-09-01", "2020-03-27")
	from("m3", "2007-09-01", "2023")
	from("n1", "2007-09-01", "")
	from("n2", "2007-09-01", "2007-08-30")
	from("o2", "2999-01-01", "")
	docs[9].Number, docs[18].Number = "国发〔2004〕3号", "国发〔2001〕3号"
	docs[10].Effective, docs[11].Effective = corpus.Date{Year: 2022, Month: 3, Day: 1}, corpus.Date{Year: 2022, Month: 3, Day: 1}
	e := build(t, docs)
	for _, c := range []struct {
		key  string
		want index.Standing
	}{
		{"a1", index.Standing{Status: index.Superseded, By: min(id("a2"), id("a3")), Texts: append(sorted(id("a2"), id("a3")), id("a4"))}},
		{"a2", index.Standing{Status: index.UnknownValue, Texts: []string{id("a1"), id("a4")}, Copies: []string{id("a3")}}},
		{"a4", index.Standing{Status: index.UnknownValue, Texts: append(sorted(id("a2"), id("a3")), id("a1"))}},
		{"y1", index.Standing{Status: index.UnknownValue, Texts: []string{id("y2")}}},
		{"y2", index.Standing{Status: index.UnknownValue, Texts: []string{id("y1")}}},
		{"c0", index.Standing{Status: index.Repealed, By: "x.0"}},
		{"c1", index.Standing{Status: index.Repealed, By: "e1.9", Repeals: []string{id("c0")}}},
		{"e1", index.Standing{Status: index.UnknownValue, Repeals: []string{id("c1"), id("g1")}}},
		{"f1", index.Standing{Status: index.UnknownValue}},
		{"i1", index.Standing{Status: index.UnknownValue, Texts: []string{id("i2"), id("i3")}}},
		{"i2", index.Standing{Status: index.UnknownValue, Texts: []string{id("i1"), id("i3")}}},
		{"i3", index.Standing{Status: index.Superseded, By: id("i2"), Texts: []string{id("i2"), id("i1")}}},
		{"k2", index.Standing{Status: index.Newest, Texts: []string{id("k1")}}},
		{"h1", index.Standing{Status: index.Repealed, By: "h3.9", Texts: []string{id("h3"), id("h2")}}},
		{"h2", index.Standing{Status: index.Superseded, By: id("h3"), Texts: []string{id("h3"), id("h1")}}},
		{"g1", index.Standing{Status: index.Repealed, By: "e1.9"}},
		{"m1", index.Standing{Status: index.Superseded, By: id("m3"), Texts: []string{id("m3"), id("m2")}}},
		{"m2", index.Standing{Status: index.Superseded, By: id("m3"), Texts: []string{id("m3"), id("m1")}}},
		{"m3", index.Standing{Status: index.Newest, Texts: []string{id("m2"), id("m1")}}},
		{"n1", index.Standing{Status: index.UnknownValue, Texts: []string{id("n2")}}},
		{"n2", index.Standing{Status: index.UnknownValue, Texts: []string{id("n1")}}},
		{"p1", index.Standing{Status: index.Newest, Texts: []string{id("p2"), id("p3")}}},
		{"p2", index.Standing{Status: index.Newest, Texts: []string{id("p1"), id("p3")}}},
		{"o1", index.Standing{Status: index.UnknownValue, By: "o2.9"}},                        // not before 2999
		{"o3", index.Standing{Status: index.Repealed, By: "o5.9", Texts: []string{id("o4")}}}, // and by another text already
		{"o2", index.Standing{Status: index.UnknownValue, Repeals: []string{id("o1"), id("o3"), id("o4")}}},
		{"q1", index.Standing{Status: index.UnknownValue, Texts: []string{id("q2")}}},
		{"q2", index.Standing{Status: index.UnknownValue, Texts: []string{id("q1")}}},
		{"none", index.Standing{Status: index.UnknownValue}},
	} {
		if diff := cmp.Diff(c.want, e.Standing(id(c.key))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.key, diff)
		}
	}
}

func sorted(a, b string) []string { return []string{min(a, b), max(a, b)} }

// A document that is gone says nothing about those that stay.
func TestStandingFollowsTheGeneration(t *testing.T) {
	dir := t.TempDir()
	old, young := held("old", "甲条例", "甲条例", "旧", "2001", ""), held("young", "甲条例", "甲条例", "新", "2019", "")
	publish(t, dir, Update{Documents: stream([]*index.Document{old, young})})
	e := openEngine(t, dir)
	if s := e.Standing(old.ID); s.Status != index.Superseded {
		t.Fatalf("with the newer text: %+v", s)
	}
	publish(t, dir, Update{Gone: []string{young.ID}, Documents: stream(nil)})
	if _, err := e.Refresh(); err != nil {
		t.Fatal(err)
	}
	if s := e.Standing(old.ID); s.Status != index.UnknownValue || len(s.Texts) > 0 {
		t.Errorf("alone: %+v", s)
	}
}
