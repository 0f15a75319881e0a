package local

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/index"
)

func TestATitleIsNamedByAPartOfIt(t *testing.T) {
	var docs []*index.Document
	for _, title := range []string{
		"广州市公共租赁住房保障办法", "广州市老年人优待办法", "广州市长期护理保险试行办法", "广州市积分制入户管理办法",
		"甲市停车管理办法", "乙市停车管理办法", "中华人民共和国劳动合同法", "中华人民共和国社会保险法",
		"关于印发《渡口检查办法》的通知",
	} {
		docs = append(docs, articles(title, title, "2020", [2]string{"第一条", "第一条 一。"}, [2]string{"第二条", "第二条 二。"}))
	}
	e := build(t, docs)
	for _, c := range []struct {
		query string
		also  []string
		want  string // title of the document whose place leads
		part  bool   // the title is a part of one that is held
	}{
		{"公共租赁住房保障办法第二条", nil, "广州市公共租赁住房保障办法", true},
		{"老年人优待办法第二条", nil, "广州市老年人优待办法", true},
		{"积分制入户办法第二条", nil, "广州市积分制入户管理办法", true},
		{"长护险办法第二条", []string{"长期护理保险办法"}, "广州市长期护理保险试行办法", true},
		{"停车管理办法第二条", nil, "", true},
		{"甲市停车办法第二条", nil, "甲市停车管理办法", true},
		{"渡口检查办法第二条", nil, "", true},
		{"办法第二条", nil, "", true},
		{"合同法第二条", nil, "", false}, // a law of its own
		{"保险法第二条", nil, "", false},
		{"刑法第二条", nil, "", false},
		{"停车收费办法第二条", nil, "", false},
	} {
		r := index.Plan(index.ParseText(c.query), tokens())
		r.Named.Also, r.Size = c.also, 5
		a, err := e.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if len(a.Hits) > 0 && a.Hits[0].Named {
			got = titleOf(docs, a.Hits[0].ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || a.Unnamed != (c.want == "") {
			t.Errorf("%s: unnamed %v (-want +got):\n%s", c.query, a.Unnamed, diff)
		}
		if got := e.InTitle(append([]string{r.Named.Title}, c.also...)...); got != c.part {
			t.Errorf("%s is a part of a title: %v, want %v", c.query, got, c.part)
		}
	}
}

func titleOf(docs []*index.Document, passage string) string {
	for _, d := range docs {
		for _, p := range d.Passages {
			if p.ID == passage {
				return d.Title + map[bool]string{false: " " + p.Locator}[p.Locator == "第二条"]
			}
		}
	}
	return passage
}
