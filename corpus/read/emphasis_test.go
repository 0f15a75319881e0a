package read

import (
	"strings"
	"testing"
)

func TestEmphasisIsTakenOff(t *testing.T) {
	source := "# 渡口**管理**意见\n\n**要**坚持__安全第一__，落实***责任***。\n\n**一、总体要求**\n\n渡口编号 a__b__c，算式 2 ** 3 ** 4。\n\n__各单位__应当执行。\n"
	d := mustRead(t, "a.md", source)
	if d.Title.Value != "渡口管理意见" {
		t.Errorf("title %q", d.Title.Value)
	}
	want := "要坚持安全第一，落实责任。\n一、总体要求\n渡口编号 a__b__c，算式 2 ** 3 ** 4。\n各单位应当执行。"
	if d.Text != want {
		t.Errorf("got %q\nwant %q", d.Text, want)
	}
	for _, p := range d.Origin {
		clean, received := d.Text[p.Clean:], source[p.Received:]
		if first := string([]rune(clean)[0]); !strings.HasPrefix(received, first) {
			t.Errorf("%q was read from %q", clean[:min(len(clean), 12)], received[:min(len(received), 12)])
		}
	}
}
