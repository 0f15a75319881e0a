package hanzi

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestForms(t *testing.T) {
	for _, c := range []struct{ in, literal, skeleton, words string }{
		{"「營商環境」", `"营商环境"`, "营商环境", `"营商环境"`},
		{"2 2 ．4 万件", "22.4万件", "224万件", "22.4万件"},
		{"２０２５年\u3000全 面", "2025年全面", "2025年全面", "2025年全面"},
		{"Deep Learning 与 AI", "DeepLearning与AI", "deeplearning与ai", "deep learning与ai"},
		{"国办发〔2018〕123 号", "国办发(2018)123号", "国办发2018123号", "国办发(2018)123号"},
		{"乾隆\u200b\ufeff", "干隆", "干隆", "干隆"},
		{"二〇二四", "二○二四", "二○二四", "二○二四"},
		{"", "", "", ""},
		{"a\x00b\xffc", "abc", "abc", "a b c"},
	} {
		if got := Literal(c.in).String(); got != c.literal {
			t.Errorf("Literal(%q) = %q, want %q", c.in, got, c.literal)
		}
		if got := Skeleton(c.in).String(); got != c.skeleton {
			t.Errorf("Skeleton(%q) = %q, want %q", c.in, got, c.skeleton)
		}
		if got := Words(c.in); got != c.words {
			t.Errorf("Words(%q) = %q, want %q", c.in, got, c.words)
		}
	}
}

func TestPrinted(t *testing.T) {
	for in, want := range map[string]string{"《刑法》": "《刑法》", "〈刑法〉": "〈刑法〉", "中国—東盟": "中国—东盟", "中国－东盟": "中国-东盟", "（一）": "(一)", "２ ０": "20"} {
		if got := Printed(in).String(); got != want {
			t.Errorf("Printed(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSpanCoversTheSource(t *testing.T) {
	s := "完成 2 2 ．4 万件，"
	f := Skeleton(s)
	start, end := f.Span(s, 2, 6)
	if got := s[start:end]; got != "2 2 ．4 万" {
		t.Errorf("span = %q", got)
	}
}

func FuzzFold(f *testing.F) {
	f.Add("「營商環境」\x00 ２０２５")
	f.Fuzz(func(t *testing.T, s string) {
		l := Literal(s)
		if len(l.Offsets) != len(l.Runes)+1 {
			t.Fatalf("%d offsets for %d runes", len(l.Offsets), len(l.Runes))
		}
		for i := range l.Runes {
			start, end := l.Span(s, i, i+1)
			if start >= end || utf8.ValidString(s) && !utf8.ValidString(s[start:end]) {
				t.Fatalf("span %d of %q is [%d,%d)", i, s, start, end)
			}
		}
		if again := Literal(l.String()).String(); again != l.String() {
			t.Fatalf("folding twice: %q, then %q", l.String(), again)
		}
	})
}

// Every pair of ../shared's table of one-to-one characters is compared as one.
func TestTraditionalRows(t *testing.T) {
	table, err := os.ReadFile("../../../shared/lexicon/ts-characters.tsv")
	if err != nil {
		t.Skip("needs ../shared/lexicon/ts-characters.tsv")
	}
	for line := range strings.Lines(string(table)) {
		from, to, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if a, b := Literal(from).String(), Literal(to).String(); a != b {
			t.Errorf("%s is compared as %s, %s as %s", from, a, to, b)
		}
	}
}
