package server

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSegments(t *testing.T) {
	plain := func(s string) segment { return segment{Text: s} }
	mark := func(s string) segment { return segment{Text: s, Kind: shadeMark} }
	for _, c := range []struct {
		name  string
		text  string
		marks [][2]int
		from  int
		to    int
		want  []segment
	}{
		{"no marks", "营商环境", nil, 0, 4, []segment{plain("营商环境")}},
		{"in the middle", "优化营商环境的", [][2]int{{2, 6}}, 0, 7, []segment{plain("优化"), mark("营商环境"), plain("的")}},
		{"at both ends", "加与减", [][2]int{{0, 1}, {2, 3}}, 0, 3, []segment{mark("加"), plain("与"), mark("减")}},
		{"cut by the window", "一二三四五六", [][2]int{{0, 2}, {4, 6}}, 1, 5, []segment{mark("二"), plain("三四"), mark("五")}},
		{"outside the window", "一二三四", [][2]int{{0, 1}}, 2, 4, []segment{plain("三四")}},
		{"past the text", "一二", [][2]int{{1, 9}}, 0, 2, []segment{plain("一"), mark("二")}},
		{"beyond the basic plane", "𠀀𠀁人", [][2]int{{1, 2}}, 0, 3, []segment{plain("𠀀"), mark("𠀁"), plain("人")}},
		{"empty", "", nil, 0, 0, nil},
	} {
		got := markedText(c.text, c.marks).window(c.from, c.to)
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(segment{})); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// However text, marks and window fall, what is shown is the text of the window,
// and what is marked in it is what the marks say.
func TestSegmentsGiveBackTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(rapid.StringN(0, 900, -1).Draw(t, "text"))
		marks := drawMarks(t, len(text))
		from, to := clip(text, marks)
		if from < 0 || to > len(text) || from > to || len(text) > clipOver && to-from != clipLength {
			t.Fatalf("window [%d, %d) of %d", from, to, len(text))
		}
		at := from
		for _, s := range markedText(string(text), marks).window(from, to) {
			for _, r := range s.Text {
				if r != text[at] || (s.Kind != "") != marked(marks, at) {
					t.Fatalf("character %d is %q marked %q", at, r, s.Kind)
				}
				at++
			}
		}
		if at != to {
			t.Fatalf("shown up to %d, window ends at %d", at, to)
		}
	})
}

func drawMarks(t *rapid.T, length int) [][2]int {
	var marks [][2]int
	for at := 0; at < length; {
		start := at + rapid.IntRange(0, 120).Draw(t, "gap")
		end := start + rapid.IntRange(1, 30).Draw(t, "length")
		if end <= length {
			marks = append(marks, [2]int{start, end})
		}
		at = end
	}
	return marks
}

func marked(marks [][2]int, at int) bool {
	for _, m := range marks {
		if m[0] <= at && at < m[1] {
			return true
		}
	}
	return false
}

func TestClip(t *testing.T) {
	sentence := strings.Repeat("字", 29) + "。"
	long := []rune(strings.Repeat(sentence, 20)) // 600 characters
	for _, c := range []struct {
		name     string
		text     []rune
		marks    [][2]int
		from, to int
	}{
		{"short passages stay whole", long[:clipOver], [][2]int{{5, 9}}, 0, clipOver},
		{"no marks: the beginning", long, nil, 0, 200},
		{"mark near the beginning", long, [][2]int{{10, 14}}, 0, 200},
		{"begins at the sentence of the mark", long, [][2]int{{303, 307}}, 300, 500},
		{"the densest place wins", long, [][2]int{{10, 12}, {333, 337}, {350, 354}}, 330, 530},
		{"one long mark beats a short one", long, [][2]int{{10, 12}, {453, 480}}, 400, 600},
		{"at the end the window is still full", long, [][2]int{{590, 594}}, 400, 600},
	} {
		if from, to := clip(c.text, c.marks); from != c.from || to != c.to {
			t.Errorf("%s: [%d, %d), want [%d, %d)", c.name, from, to, c.from, c.to)
		}
	}
}

func TestClipStartsAfterClosingMarks(t *testing.T) {
	text := []rune(strings.Repeat("前", 285) + "强调：“要加强。”随后" + strings.Repeat("后", 300))
	mark := [2]int{294, 297}
	from, _ := clip(text, [][2]int{mark})
	if got := string(text[from : from+2]); got != "随后" {
		t.Errorf("the clip begins with %q", string(text[from:from+8]))
	}
}
