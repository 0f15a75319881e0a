package read

import (
	"testing"

	"yinju/corpus"
)

func TestEditions(t *testing.T) {
	text := "\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 本条例自2012年5月1日起施行。"
	for _, c := range []struct{ head, revised, main string }{
		{"滨海市绿地条例\n\n（2012年1月1日通过）", "", "2012-01-01"},
		{"滨海市绿地条例(2023年修正)\n\n（2012年1月1日通过　根据2023年2月1日决定修正）", "2023-02-01 parsed", "2023-02-01"},
		{"滨海市绿地条例（2023修订）\n\n（2012年1月1日通过）", "2023 parsed", "2023"},
		{"滨海市绿地条例（2023年修订）\n\n（2012年1月1日通过　2016年2月1日修正）", "2023 disputed", "2023"},
		{"滨海市绿地条例（2023年修订）\n\n（2012年1月1日通过　2022年12月30日修正）", "2022-12-30 parsed", "2022-12-30"},
		{"滨海市绿地条例（2023年修订）\n\n（2023年1月1日通过）", "", "2023-01-01"},
		{"滨海市绿地条例（2023年）\n\n（2012年1月1日通过）", "", "2012-01-01"},
		{"滨海市绿地条例\n\n（2012年1月1日起，应当通过）", "", "2012-05-01"},
	} {
		d := mustRead(t, "x.txt", c.head+text)
		main, _ := d.MainDate()
		if got := dateOfKind(d, corpus.Revised); got != c.revised || main.Date.String() != c.main {
			t.Errorf("%.40s: revised %q, main %s; want %q, %s", c.head, got, main.Date, c.revised, c.main)
		}
	}
}
