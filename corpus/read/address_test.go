package read

import "testing"

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://WWW.GOV.CN/A":       "https://www.gov.cn/A",
		"Http://www.Gov.cn?Q=A":      "http://www.gov.cn?Q=A",
		"www.gov.cn/zhengce/1.htm":   "https://www.gov.cn/zhengce/1.htm",
		"https://flk.npc.gov.cn/a?b": "https://flk.npc.gov.cn/a?b",
		"/zhengce/1.htm":             "",
		"见中国政府网":                     "",
		"https://":                   "",
		"javascript://x":             "",
		"ftp://www.gov.cn/1":         "",
	} {
		if got, ok := address(in); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q %v, want %q", in, got, ok, want)
		}
	}
}
