package corpus

import (
	"strings"
	"testing"
)

func TestPlaceIn(t *testing.T) {
	const (
		article = "第十条　甲：\n（一）乙；\n1.丙；\n（二）丁。\n戊。\n己：\n（一）庚。"
		clauses = "戊。\n己：\n（一）庚。"
		items   = "（二）丁；\n（三）辛。"
	)
	for _, c := range []struct{ place, locator, text, want string }{
		{"第十条", "第十条", article, article},
		{"第十条", "第十条第二款至第三款", clauses, clauses},
		{"第十条第一款", "第十条", article, "第十条　甲：\n（一）乙；\n1.丙；\n（二）丁。"},
		{"第十条第二款", "第十条", article, "戊。"},
		{"第十条第四款", "第十条", article, ""},
		{"第十条第二款", "第十条第二款至第三款", clauses, "戊。"},
		{"第十条第三款", "第十条第二款至第三款", clauses, "己：\n（一）庚。"},
		{"第十条第一款", "第十条第二款至第三款", clauses, ""},
		{"第十条第四款", "第十条第二款至第三款", clauses, ""},
		{"第十条第一款第（一）项", "第十条", article, "（一）乙；\n1.丙；"},
		{"第十条第（一）项", "第十条第二款至第三款", clauses, "（一）庚。"},
		{"第十条第二项", "第十条第（二）项至第（三）项", items, "（二）丁；"},
		{"第十条第一款第三项", "第十条第一款第（二）项至第（三）项", items, "（三）辛。"},
		{"第十条第一款第四项", "第十条第一款第（二）项至第（三）项", items, ""},
		{"第十条第一款", "第十条第3句起", "壬。", "壬。"},
		{"第十条第二款", "第十条之一第二款", "癸。", ""},
		{"第十条之一第二款", "第十条之一第二款", "癸。", "癸。"},
		{"第一百二十条", "第120条", "子。", "子。"},
		{"第十条第二款", "第5段", "丑。", ""},
		{"第十条第三项", "第十条", "第十条 甲：\n1.乙；\n2.丙；\n3.丁。", "3.丁。"},
		{"第九条至第十一条", "第十条", article, article},
		{"第九条至第十一条", "第十条之一", "癸。", "癸。"},
		{"第九条至第十条", "第十一条", "癸。", ""},
		{"第八条、第十条", "第十条第二款至第三款", clauses, clauses},
		{"第八条、第十条", "第九条", "癸。", ""},
		{"第十条第二款至第三款", "第十条", article, "戊。\n己：\n（一）庚。"},
		{"第十条第一、三款", "第十条", article, "第十条　甲：\n（一）乙；\n1.丙；\n（二）丁。|己：\n（一）庚。"},
		{"第九条第二款至第十条第二款", "第十条", article, "第十条　甲：\n（一）乙；\n1.丙；\n（二）丁。\n戊。"},
		{"第十条第一款第一项至第二项", "第十条", article, "（一）乙；\n1.丙；\n（二）丁。"},
	} {
		p, ok := ParsePlaces(c.place)
		if !ok {
			t.Fatalf("ParsePlaces(%q) fails", c.place)
		}
		var got []string
		for _, span := range p.In(c.locator, c.text) {
			got = append(got, span.of(c.text))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s in %s: %q, want %q", c.place, c.locator, got, c.want)
		}
	}
}
