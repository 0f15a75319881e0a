package archive

import (
	"testing"

	"github.com/google/go-cmp/cmp"
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
	} {
		if diff := cmp.Diff(c.want, askedPlace(article, c.locator, c.place)); diff != "" {
			t.Errorf("%s of %s: %s", c.place, c.locator, diff)
		}
	}
}
