package cli

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWrapped(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		marks [][2]int
		limit int
		want  string
	}{
		{"no terminal", "加快发展新质生产力", [][2]int{{4, 9}}, 0, "  加快发展新质生产力"},
		{"bold", "加快发展新质", [][2]int{{2, 4}}, 40, "  加快\x1b[1m发展\x1b[0m新质"},
		{"bold to the end", "发展", [][2]int{{0, 2}}, 40, "  \x1b[1m发展\x1b[0m"},
		{"two marks that touch", "发展新质", [][2]int{{0, 2}, {2, 4}}, 40, "  \x1b[1m发展新质\x1b[0m"},
		{"four characters a line", "加快发展新质", nil, 10, "  加快发展\n  新质"},
		{"no line begins with a comma", "加快发展，新质", nil, 10, "  加快发展，\n  新质"},
		{"half width counts one", "abcdefgh加", nil, 10, "  abcdefgh\n  加"},
		{"controls are taken out", "a\x1b[31mb\u200bc\nd", nil, 0, "  a[31mbc d"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := wrapped(tt.text, tt.marks, nil, "  ", tt.limit); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// The best sentence is underlined, and marks in it are bold as well; the margin of a
// new line is plain.
func TestWrappedUnderlinesTheBestSentence(t *testing.T) {
	got := wrapped("取消收费。降低成本。", [][2]int{{0, 2}, {7, 9}}, &[2]int{5, 10}, "  ", 18)
	want := "  \x1b[1m取消\x1b[0m收费。\x1b[4m降低\x1b[0m\x1b[4m\x1b[1m成\x1b[0m\n  \x1b[4m\x1b[1m本\x1b[0m\x1b[4m。\x1b[0m"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestNamed(t *testing.T) {
	tests := []struct{ name, want string }{
		{"通知/关于养老服务的通知.txt", "通知/关于养老服务的通知.txt"},
		{`引"号\斜.txt`, `引"号\斜.txt`},
		{"全角\u3000空格.txt", "全角\u3000空格.txt"},
		{"换行\n名字.txt", `"换行\n名字.txt"`},
		{"制表\t.txt", `"制表\t.txt"`},
		{"控制\x1b[2J符.txt", `"控制\x1b[2J符.txt"`},
		{"零宽\u200b反\u202e.txt", `"零宽\u200b反\u202e.txt"`},
		{"坏编码\xff.txt", `"坏编码\xff.txt"`},
		{"末尾.txt ", `"末尾.txt "`},
	}
	for _, tt := range tests {
		if got := named(tt.name); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestLinesCannotSteerTheTerminal(t *testing.T) {
	if got, want := printableLines("没有文件\x1b[2J\n用法见\r--help"), "没有文件[2J\n用法见 --help"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Wrapping loses no character and steers no terminal by what the text holds.
func TestWrappedKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		limit := rapid.IntRange(12, 80).Draw(t, "limit")
		got := wrapped(text, nil, nil, "", limit)
		if strings.ReplaceAll(got, "\n", "") != printable(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func FuzzWrapped(f *testing.F) {
	f.Add("加快发展\x1b]0;x\x07", 1, 3, 20)
	f.Fuzz(func(t *testing.T, text string, start, end, limit int) {
		n := utf8.RuneCountInString(text)
		if start < 0 || start > end || end > n || limit < 4 || limit > 400 {
			return
		}
		got := wrapped(text, [][2]int{{start, end}}, nil, "  ", limit)
		got = strings.NewReplacer("\x1b[1m", "", "\x1b[4m", "", "\x1b[0m", "").Replace(got)
		if strings.ContainsAny(got, "\x1b\x07\x00\r") {
			t.Fatalf("control characters in %q", got)
		}
	})
}
