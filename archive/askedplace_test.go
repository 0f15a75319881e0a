package archive

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/index"
)

func TestAskedPlace(t *testing.T) {
	const article = "第二十条 甲乙。\n丙丁，\n\n戊己。"
	for _, c := range []struct {
		locator, place string
		want           [][2]int
	}{
		{"第二十条", "第二十条第一款", [][2]int{{0, 8}}},
		{"第二十条", "第二十条第二款", [][2]int{{9, 12}}},
		{"第二十条", "第二十条第三款第一项", nil},
		{"第二十条", "第二十条第四款", nil},
		{"第二十条", "第二十条", nil},
		{"第二十条第二款", "第二十条第二款", [][2]int{{0, 8}}},
		{"第二十条第三款至第五款", "第二十条第四款", [][2]int{{9, 12}}},
		{"第二十一条", "第二十条第二款", nil},
		{"第二十条", "第二十条第一款、第三款", [][2]int{{0, 8}, {14, 17}}},
		{"第二十条", "第十九条至第二十一条", nil},
	} {
		if diff := cmp.Diff(c.want, askedPlace(article, c.locator, c.place)); diff != "" {
			t.Errorf("%s of %s: %s", c.place, c.locator, diff)
		}
	}
}

func TestUnheld(t *testing.T) {
	none, some := func(...string) bool { return false }, func(...string) bool { return true }
	for text, want := range map[string]string{
		"刑法第一条": "题名为《刑法》", "《刑法》第十条": "题名为《刑法》", "《渡口管理办法》": "题名为《渡口管理办法》",
		"渡口管理条例（2019年修正）第3-5条": "题名为《渡口管理条例（2019年修正）》",
		"国办发〔2018〕999号":        "文号为国办发〔2018〕999号", "国务院令第746号": "文号为国务院令第746号", "国办发(2018)999号": "文号为国办发(2018)999号",
		"刑法": "", "渡口怎么走": "", "对策第三条": "", "科创25条": "", "第十条": "", "2019年第3号令": "", "办法": "",
	} {
		f := &finding{query: index.ParseText(text), answer: &index.Answer{Unnamed: true}}
		f.plan = index.Plan(f.query, index.Tokens{Words: strings.Fields, Bigrams: strings.Fields})
		if got := f.unheld(none); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
		if got := f.unheld(some); got != "" && !strings.HasPrefix(got, "文号") {
			t.Errorf("%s is a part of a title: %q", text, got)
		}
		f.answer.Unnamed = false
		if got := f.unheld(none); got != "" {
			t.Errorf("%s is held: %q", text, got)
		}
	}
}
