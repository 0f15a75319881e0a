package read

import (
	"strings"
	"testing"
	"unicode/utf8"

	"yinju/corpus"
)

// fuzzFile reads arbitrary bytes under a name and holds what every document
// must keep.
func fuzzFile(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := File(name, data, Options{Key: "k"})
		if err != nil {
			if !strings.HasPrefix(err.Error(), name) {
				t.Errorf("error names no file: %v", err)
			}
			return
		}
		if utf8.Valid(data) && !utf8.ValidString(d.Text) {
			t.Errorf("broken text %q", d.Text)
		}
		for _, p := range d.Origin {
			if p.Received < 0 || p.Received > len(data) {
				t.Errorf("origin %+v of %d bytes", p, len(data))
			}
		}
		holds(t, d, corpus.Split(d))
	})
}

func FuzzPlain(f *testing.F) {
	fuzzFile(f, "a.txt", "标题：甲\n发布日期：2024-05-06\n\n正文。", "甲\n— 3 —\n乙", "索引号：\n1\n甲", "\xff\xfe甲")
}

func FuzzMarkdown(f *testing.F) {
	fuzzFile(f, "a.md", "---\ntitle: 甲\n---\n# 乙\n\n丙\n丁<!-- 戊 -->己<!-- 庚", "# 甲\n2024年1月1日 某会议通过\n<!-- INFO END -->\n第一条 乙", "---\n: [\n---\n甲", "[\n1\n]\n甲")
}

func FuzzHTML(f *testing.F) {
	fuzzFile(f, "a.html", "<p>甲<br>乙</p>", "<table><tr><td>标题：<td>甲</table>丙", "<center>甲<br>乙</center><pre>丙\n丁", "<div id=zoom>甲")
}

func FuzzRecord(f *testing.F) {
	fuzzFile(f, "a.jsonl", `{"key":"a","text":"甲","date":"2024"}`, `{"paragraphs":["甲\n乙"],"issuer":[],"x":{}}`, "{}", "null")
}

func FuzzDate(f *testing.F) {
	f.Add("二〇二四年三月五日")
	f.Add("2024年2月30日 根据1999年1月1日某会议通过")
	f.Fuzz(func(t *testing.T, s string) {
		found, _ := findDates(s)
		for _, d := range found {
			if d.start >= d.end || d.end > len(s) || d.date.Year == 0 {
				t.Errorf("%+v in %q", d, s)
			}
		}
		events(s)
		if d, _, ok := readDate(s); ok {
			if back, same := corpus.ParseDate(d.String()); !same || back != d {
				t.Errorf("%q reads as %v", s, d)
			}
		}
	})
}
