package archive

import (
	"testing"

	"yinju/index"
)

func TestStatusNote(t *testing.T) {
	for _, c := range []struct {
		status, title string
		by            ground
		want          string
	}{
		{index.Repealed, "丙办法", ground{title: "甲条例", date: "2020", locator: "第四十八条第二款"}, "据《甲条例》第四十八条废止"},
		{index.Repealed, "丙办法", ground{title: "甲决定", locator: "第3段", effective: "2004-07-01"}, "据《甲决定》废止"},
		{index.Repealed, "甲条例", ground{title: "甲条例（修订）", date: "2022-06-01", locator: "第五条"}, "非本库最新版本；据《甲条例（修订）》（2022年6月1日）第五条废止"},
		{index.Repealed, "甲条例", ground{title: "甲条例实施办法", date: "2022-06-01", locator: "第五条"}, "据《甲条例实施办法》第五条废止"},
		{index.UnknownValue, "丙办法", ground{title: "甲条例", locator: "第九条之一", effective: "9999-01-01"}, "效力未核；据《甲条例》第九条之一，自9999年1月1日起废止"},
		{index.Newest, "丙办法", ground{title: "甲条例", locator: "第九条", effective: "9999-01-01"}, "本库所存最新文本（效力未核）；据《甲条例》第九条，自9999年1月1日起废止"},
		{index.Superseded, "", ground{title: "关于印发《乙》的通知", date: "2024-05"}, "非本库最新版本；最新的是《关于印发〈乙〉的通知》（2024年5月）"},
		{index.Superseded, "乙办法", ground{title: "乙办法"}, "非本库最新版本；最新的是《乙办法》"},
		{index.Newest, "乙办法", ground{}, "本库所存最新文本（效力未核）"},
		{"", "乙办法", ground{}, "效力未核"},
	} {
		if got := statusNote(c.status, c.title, c.by); got != c.want {
			t.Errorf("%s: %s, want %s", c.status, got, c.want)
		}
	}
}
