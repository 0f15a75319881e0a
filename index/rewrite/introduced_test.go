package rewrite

import (
	"strings"
	"testing"

	"yinju/corpus/hanzi"
)

func TestIntroduced(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"建立长期护理保险（以下简称长护险）制度", "长护险=长期护理保险"},
		{"设立经济技术开发区(以下简称“经开区”)。", "经开区=经济技术开发区"},
		{"中国证券监督管理委员会（以下称中国证监会）和国家税务总局（简称税务总局，下同）", "中国证监会=中国证券监督管理委员会"},
		{"网络预约出租汽车，以下简称网约车，应当", "网约车=网络预约出租汽车"},
		{"制定本条例（以下简称《条例》）", ""},
		{"住房公积金（以下简称公积金）", ""}, // only more words around it
		{"甲（以下简称乙丙丁）", ""},
		{"（以下简称长护险）", ""},
	} {
		var got []string
		for short, full := range Introduced(c.text) {
			got = append(got, short+"="+full)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("Introduced(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// Every full form stands in the text and has the characters of the abbreviation.
func FuzzIntroduced(f *testing.F) {
	f.Add("建立长期护理保险（以下简称长护险）制度，简称长护险。")
	f.Add("（简称\xff（以下统称“（")
	f.Fuzz(func(t *testing.T, text string) {
		for short, full := range Introduced(text) {
			if !strings.Contains(text, full) || !ordered([]rune(short), []rune(full)) || hanzi.HanCount(short) < 2 {
				t.Fatalf("%q introduces %q for %q", text, short, full)
			}
		}
	})
}
