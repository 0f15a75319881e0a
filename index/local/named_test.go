package local

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/index"
)

// articles is a document of passages with locators.
func articles(key, title, date string, places ...[2]string) *index.Document {
	d := dated(key, title, date)
	for _, p := range places {
		addPassage(d, p[1])
		d.Passages[len(d.Passages)-1].Locator = p[0]
	}
	return d
}

func TestWhatTheQueryNamesLeads(t *testing.T) {
	docs := []*index.Document{
		articles("著2010", "中华人民共和国著作权法", "2010", [2]string{"第九条", "第九条 旧九。"}, [2]string{"第十条", "第十条 旧一款。\n旧二款。"}),
		articles("著2020", "中华人民共和国著作权法", "2020",
			[2]string{"第九条", "第九条 新九。"},
			[2]string{"第十条第一款", "第十条 著作权：\n（一）发表权；\n（二）署名权；"},
			[2]string{"第十条第一款第（三）项至第（四）项", "（三）修改权；\n（四）保护权。"},
			[2]string{"第十条第二款至第三款", "著作权人可以许可著作权。\n著作权人可以转让著作权。"},
			[2]string{"第十一条", "第十一条 著作权属于著作权人，著作权法另有规定的除外，第十条第三款的著作权也是。"}),
		articles("科创", "科创25条", "2021", [2]string{"第1段", "科创二十五条。"}, [2]string{"第2段", "著作权法第十条第三款说的著作权。"}),
		articles("十九大", "决胜全面建成小康社会", "2017-10-18", [2]string{"第1段", "——在中国共产党第十九次全国代表大会上的报告"}, [2]string{"第2段", "同志们。"}),
		articles("二十大", "高举旗帜 (二十大)", "2022", [2]string{"第1段", "同志们，十九大报告说过。"}),
		articles("修正", "渡口条例（2015年修正）", "2015", [2]string{"第一条", "第一条 渡口。"}),
	}
	docs[4].Genre = "党代会报告"
	docs[2].Number = "穗府办规〔2020〕10号"
	docs[5].Number, docs[0].Number = "国令第746号", "广州市人民政府令第179号"
	e := build(t, docs)
	place := func(id string) string {
		for _, d := range docs {
			for _, p := range d.Passages {
				if p.ID == id {
					return d.Date.String()[:4] + p.Locator
				}
			}
		}
		return id
	}
	for _, c := range []struct {
		query     string
		want      []string // what is named, in order
		misplaced bool
	}{
		{"著作权法", []string{"2020第九条", "2010第九条"}, false},
		{"著作权法第十条", []string{"2020第十条第一款", "2020第十条第一款第（三）项至第（四）项", "2020第十条第二款至第三款", "2010第十条"}, false},
		{"著作权法10条", []string{"2020第十条第一款", "2020第十条第一款第（三）项至第（四）项", "2020第十条第二款至第三款", "2010第十条"}, false},
		{"著作权法第十条第一款", []string{"2020第十条第一款", "2020第十条第一款第（三）项至第（四）项", "2010第十条"}, false},
		{"著作权法第十条第三款", []string{"2020第十条第二款至第三款"}, false},
		{"著作权法第十条第二款", []string{"2020第十条第二款至第三款", "2010第十条"}, false},
		{"著作权法第十条第（四）项", []string{"2020第十条第一款第（三）项至第（四）项"}, false},
		{"著作权法（2010）第十条", []string{"2010第十条"}, false},
		{"著作权法（2010年修正）", []string{"2010第九条"}, false},
		{"2010年著作权法第九条", []string{"2010第九条"}, false},
		{"著作权法第九条第五款", []string{"2020第九条", "2010第九条"}, true},
		{"著作权法第九百条", []string{"2020第十一条"}, true},
		{"著作权法第三条", []string{"2020第九条", "2010第九条"}, true},
		{"著作权法第九条至第十一条", []string{"2020第九条", "2020第十条第一款", "2020第十条第一款第（三）项至第（四）项", "2020第十条第二款至第三款", "2020第十一条", "2010第九条", "2010第十条"}, false},
		{"著作权法第10-11条", []string{"2020第十条第一款", "2020第十条第一款第（三）项至第（四）项", "2020第十条第二款至第三款", "2020第十一条", "2010第十条"}, false},
		{"著作权法第十条第二、三款", []string{"2020第十条第二款至第三款", "2010第十条"}, false},
		{"著作权法第九条、第十一条", []string{"2020第九条", "2020第十一条", "2010第九条"}, false},
		{"科创第九条", nil, false},
		{"国令第746号", []string{"2015第一条"}, false},
		{"国务院令第746号", []string{"2015第一条"}, false},
		{"中华人民共和国国务院令第746号", []string{"2015第一条"}, false},
		{"国务院令746号", []string{"2015第一条"}, false},
		{"国务院第746号令", []string{"2015第一条"}, false},
		{"国务院令第七百四十六号", []string{"2015第一条"}, false},
		{"国务院令第746", []string{"2015第一条"}, false},
		{"国务院令第747号", nil, false},
		{"广州市人民政府令179号", []string{"2010第九条"}, false},
		{"令第179号", []string{"2010第九条"}, false},
		{"第179号令", []string{"2010第九条"}, false},
		{"市政府令179号", []string{"2010第九条"}, false},
		{"政府令第179号", []string{"2010第九条"}, false},
		{"省政府令第179号", nil, false},
		{"令第180号", nil, false},
		{"著作权法十条三款", []string{"2020第十条第二款至第三款"}, false},
		{"科创25条", []string{"2021第1段"}, false},
		{"穗府办规〔2020〕第10号", []string{"2021第1段"}, false},
		{"穗府办规2020年10号", []string{"2021第1段"}, false},
		{"穗府办规(2020)10", []string{"2021第1段"}, false},
		{"党的十九大报告", []string{"2017第1段"}, false},
		{"二十大报告", []string{"2022第1段"}, false},
		{"渡口条例第一条", []string{"2015第一条"}, false},
	} {
		r := index.Plan(index.ParseText(c.query), tokens())
		r.Size = 100
		a, err := e.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, h := range a.Hits {
			if h.Named {
				got = append(got, place(h.ID))
				if i >= len(got) {
					t.Errorf("%s: %s is named and stands %dth", c.query, place(h.ID), i+1)
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" || a.Misplaced != c.misplaced {
			t.Errorf("%s: misplaced %v (-want +got):\n%s", c.query, a.Misplaced, diff)
		}
	}
}
