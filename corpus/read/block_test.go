package read

import "testing"

func TestTextBlockKeepsAll(t *testing.T) {
	foot := `<div class="base">主办：某市人民政府办公室 某ICP备1000001号 版权所有</div></body></html>`
	for page, want := range map[string]string{
		`<html><body><div><h1>《某市甲条例》解读</h1><div><div>条例已经通过。</div><div>取消三项。</div><div>七月起施行。</div></div></div>`: "条例已经通过。\n取消三项。\n七月起施行。",
		`<html><body><main><h1>某市长走访企业</h1>五日，走访企业。<br>提出减负。<br></main>`:                                          "五日，走访企业。\n提出减负。",
	} {
		if d := mustRead(t, "a.html", page+foot); d.Text != want {
			t.Errorf("text %q, want %q", d.Text, want)
		}
	}
}

func TestSignerIsNoTitle(t *testing.T) {
	if titleLine("市长　吴一鸣") {
		t.Error("an office with a name is taken for a title")
	}
}
