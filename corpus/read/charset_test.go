package read

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestForeignCharsetsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		enc  encoding.Encoding
	}{
		"shift-jis":       {"経済財政運営と改革の基本方針について、次のとおり定める。", japanese.ShiftJIS},
		"half-width kana": {"ｾｲﾌ ﾊ ｷﾎﾝ ﾎｳｼﾝ ｦ ｹｯﾃｲ ｼﾀ", japanese.ShiftJIS},
		"windows-1251":    {"Правительство Российской Федерации постановляет утвердить прилагаемое", charmap.Windows1251},
	} {
		data, _ := c.enc.NewEncoder().Bytes([]byte(strings.Repeat(c.text+"\n", 3)))
		if d, err := decode(data); err == nil {
			t.Errorf("%s reads as %s %.40q", name, d.charset, d.text)
		}
	}
}

func TestBrokenBytesAreKeptWithAWarning(t *testing.T) {
	text := strings.Repeat("为贯彻落实决策部署，推动高质量发展，现就有关事项通知如下。\n", 60)
	gbk, _ := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	gbk[200] = 0xff
	utf := []byte(text)
	utf[200] = 0xff
	for name, data := range map[string][]byte{"gbk": gbk, "utf-8": utf, "short utf-8": []byte("关于做好工作的通知\xff\n现通知如下。\n")} {
		d, err := decode(data)
		if err != nil || len(d.warnings) != 1 || !strings.Contains(d.warnings[0], "行）") {
			t.Errorf("%s: %v %q", name, err, d.warnings)
		}
	}
	for i := 100; i < len(gbk); i += 40 {
		gbk[i] = 0xff
	}
	if _, err := decode(gbk); err == nil {
		t.Error("a GBK text with many broken bytes is read")
	}
}

// A U+FFFD that stands in the file is no failure of decoding.
func TestReceivedReplacementCharacters(t *testing.T) {
	text := strings.Repeat("为贯彻落实决策部署，现就有关事项通知如下。\n", 60) + "今天宣\uFFFD\uFFFD新政策。\n"
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	le, _ := utf16le.NewEncoder().Bytes([]byte("\uFEFF" + text))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"utf-8":      {[]byte(text), ""},
		"gb18030":    {gb, ""},
		"utf-16":     {le, ""},
		"and a byte": {[]byte(text + "加\xff强。\n"), "有 1 处不能按 UTF-8 解码，已保留为“\uFFFD”（第 62 行）"},
	} {
		d, err := decode(c.data)
		if got := strings.Join(d.warnings, "|"); err != nil || got != c.want {
			t.Errorf("%s: %v %q", name, err, got)
		}
	}
}

func TestUTF16WithoutMarkAndOldLineEnds(t *testing.T) {
	for _, text := range []string{"关于做好工作的一件事", "第一条 一、二、三。\n第二条 一切为了人民。\n"} {
		le, _ := utf16le.NewEncoder().Bytes([]byte(text))
		be, _ := utf16be.NewEncoder().Bytes([]byte(text))
		for charset, data := range map[string][]byte{"UTF-16LE": le, "UTF-16BE": be} {
			if d, err := decode(data); err != nil || d.charset != charset || d.text != text {
				t.Errorf("%s: %v %s %q", charset, err, d.charset, d.text)
			}
		}
	}
	d := mustRead(t, "a.txt", "标题：甲\r\r第一段。\r第二段。")
	if d.Text != "第一段。\n第二段。" || d.Origin[1].Received != len("标题：甲\r\r第一段。\r") {
		t.Errorf("%q %v", d.Text, d.Origin)
	}
}
