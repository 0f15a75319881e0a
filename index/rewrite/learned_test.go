package rewrite

import (
	"iter"
	"slices"
	"strings"
	"testing"
)

// pairs yields "short=full" pairs.
func pairs(list ...string) func() iter.Seq2[string, string] {
	return func() iter.Seq2[string, string] {
		return func(yield func(string, string) bool) {
			for _, p := range list {
				if short, full, _ := strings.Cut(p, "="); !yield(short, full) {
					return
				}
			}
		}
	}
}

func TestReadIntroduced(t *testing.T) {
	for _, c := range []struct {
		pairs, want []string // want: full forms of 短
	}{
		{[]string{"长三角=长江三角洲"}, []string{"长江三角洲"}},
		{[]string{"在线平台=在线监管平台", "在线平台=在线审批监管平台", "在线平台=在线审批监管平台"}, []string{"在线审批监管平台", "在线监管平台"}}, // more texts, first
		{[]string{"监测服务=监测相关服务", "监测服务=监测技术服务", "监测服务=监测工作服务"}, nil},                                // every text its own
		{[]string{"接受单位=接受遗体捐献的单位"}, nil},  // a description
		{[]string{"参保=参加企业职工基本养老保险"}, nil}, // too long for so short a form
		{[]string{"長三角=長江三角洲"}, []string{"长江三角洲"}},
	} {
		short, _, _ := strings.Cut(c.pairs[0], "=")
		in := readIntroduced(pairs(c.pairs...))
		if got := in.expansions([]rune(simple(short))); !slices.Equal(got, c.want) {
			t.Errorf("%q: %s is %q, want %q", c.pairs, short, got, c.want)
		}
	}
}

// Over real texts, what they introduce is known both ways where no list has it, and
// what they say much more often than the full form stays what it is.
func TestIntroducedByRealTexts(t *testing.T) {
	h, r := testArchive(t)
	for _, c := range []struct{ query, want string }{
		{"市工伤中心 地址", "市工伤保险事务管理中心 地址"},
		{"首贷业务补贴", "首次贷款业务补贴"},
		{"首次贷款业务", "首贷业务"},
		{"回天地区", "回龙观天通苑地区"},
		{"回龙观天通苑地区提升", "回天地区提升"},
	} {
		if got := r.Rewrite(c.query, h).Variants; !slices.Contains(got, c.want) {
			t.Errorf("Rewrite(%s) = %q, want %s among them", c.query, got, c.want)
		}
	}
	for _, query := range []string{"中国", "中华人民共和国宪法", "退休人员 待遇"} {
		if got := r.Rewrite(query, h).Variants; len(got) > 0 {
			t.Errorf("Rewrite(%s) = %q, want nothing", query, got)
		}
	}
}
