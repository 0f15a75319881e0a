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
		{"two marks that touch", "发展新质", [][2]int{{0, 2}, {2, 4}}, 40, "  \x1b[1m发展\x1b[0m\x1b[1m新质\x1b[0m"},
		{"four characters a line", "加快发展新质", nil, 10, "  加快发展\n  新质"},
		{"no line begins with a comma", "加快发展，新质", nil, 10, "  加快发展，\n  新质"},
		{"half width counts one", "abcdefgh加", nil, 10, "  abcdefgh\n  加"},
		{"controls are taken out", "a\x1b[31mb\u200bc\nd", nil, 0, "  a[31mbc d"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := wrapped(tt.text, tt.marks, "  ", tt.limit); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// Wrapping loses no character and steers no terminal by what the text holds.
func TestWrappedKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		limit := rapid.IntRange(12, 80).Draw(t, "limit")
		got := wrapped(text, nil, "", limit)
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
		got := wrapped(text, [][2]int{{start, end}}, "  ", limit)
		got = strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(got)
		if strings.ContainsAny(got, "\x1b\x07\x00\r") {
			t.Fatalf("control characters in %q", got)
		}
	})
}
