package evidence

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yinju/corpus/hanzi"
)

func TestSentences(t *testing.T) {
	long := strings.Repeat("甲", 70) + "，" + strings.Repeat("乙", 70) + "。"
	items := strings.Repeat("丙", 50) + "，" + strings.Repeat("丁", 30) + "；" + strings.Repeat("戊", 80) + "，己。"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{" \n\u3000", nil},
		{"一句话", []string{"一句话"}},
		{"他说：“好。”然后走了。", []string{"他说：“好。”", "然后走了。"}},
		{"第一；第二！第三？第四。", []string{"第一；", "第二！", "第三？", "第四。"}},
		{"第十条 下列情形：\n（一）甲；\n（二）乙。", []string{"第十条 下列情形：", "（一）甲；", "（二）乙。"}},
		{"真的吗？！当然。", []string{"真的吗？！", "当然。"}},
		{"印发《怎么办？答问》的通知。", []string{"印发《怎么办？答问》的通知。"}},
		{"《没有收尾。\n下一行。", []string{"《没有收尾。", "下一行。"}},
		{"（见附件。）其他。", []string{"（见附件。）", "其他。"}},
		{"增长3.5%。", []string{"增长3.5%。"}},
		{long, []string{strings.Repeat("甲", 70) + "，", strings.Repeat("乙", 70) + "。"}},
		{items, []string{strings.Repeat("丙", 50) + "，" + strings.Repeat("丁", 30) + "；", strings.Repeat("戊", 80) + "，己。"}},
		{strings.Repeat("长", 300), []string{strings.Repeat("长", 300)}},
		{"a。\xff。", []string{"a。", "。"}},
	} {
		if got := cut(c.text, Sentences(c.text)); !slices.Equal(got, c.want) {
			t.Errorf("Sentences(%q)\n\tgot  %q\n\twant %q", c.text, got, c.want)
		}
	}
}

// Sentences hold every visible character, once and in order.
func checkSentences(t interface{ Fatalf(string, ...any) }, text string) {
	runes, end := []rune(text), 0
	for _, s := range append(Sentences(text), [2]int{len(runes), len(runes)}) {
		if s[0] < end || s[1] < s[0] || s[1] > len(runes) {
			t.Fatalf("%q: %v after %d", text, s, end)
		}
		for _, r := range runes[end:s[0]] {
			if !hanzi.Invisible(r) {
				t.Fatalf("%q: %q stands in no sentence", text, r)
			}
		}
		end = s[1]
	}
}

func TestSentencesHoldAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkSentences(t, rapid.StringOfN(rapid.RuneFrom([]rune("甲乙丙。！？；，、：\n 　”》《“（）a.;\u200b")), 0, 400, -1).Draw(t, "text"))
	})
}

func FuzzSentences(f *testing.F) {
	f.Add("他说：“好。”\n《问？》")
	f.Fuzz(func(t *testing.T, text string) {
		checkSentences(t, text)
		if from, to := Clip(text, Sentences(text), 50); from < 0 || to > utf8.RuneCountInString(text) || from > to {
			t.Fatalf("%q: window %d to %d", text, from, to)
		}
	})
}

func TestBest(t *testing.T) {
	byLength := func(sentences []string) []float64 {
		var scores []float64
		for _, s := range sentences {
			scores = append(scores, float64(len(s)))
		}
		return scores
	}
	none := func(sentences []string) []float64 { return make([]float64, len(sentences)) }
	for _, c := range []struct {
		text  string
		weigh Weigher
		want  string
		ok    bool
	}{
		{"", byLength, "", false},
		{"只有一句", none, "只有一句", true},
		{"短。长一些的。中的。", byLength, "长一些的。", true},
		{"甲。乙。", none, "甲。", true},
		{"一、范围\n本办法适用于全市，自发布之日起施行。\n二、标准", none, "本办法适用于全市，自发布之日起施行。", true},
		{"9.失业保险金能领多久？\n答：失业保险金最长领取二十四个月。", byLength, "答：失业保险金最长领取二十四个月。", true},
		{"哪些人可以申请长期护理保险待遇，怎样申请？向医保经办机构提出。", byLength, "向医保经办机构提出。", true},
		{"怎么办？为什么？", byLength, "怎么办？", true},
		{"甲。乙。", byLength, "甲。", true},
	} {
		start, end, ok := Best(c.text, c.weigh)
		if got := string([]rune(c.text)[start:end]); ok != c.ok || ok && got != c.want {
			t.Errorf("Best(%q) = %q, %v; want %q, %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

func TestFirstOf(t *testing.T) {
	gives := func(scores ...float64) Weigher { return func([]string) []float64 { return scores } }
	for _, c := range []struct {
		weighers []Weigher
		want     string
		ok       bool
	}{
		{[]Weigher{gives(0, 1), gives(1, 0)}, "乙。", true},
		{[]Weigher{gives(0, 0), gives(1, 0)}, "甲。", true},
		{[]Weigher{gives(), gives(0, 1)}, "乙。", true}, // a model that failed
		{[]Weigher{gives(0, 0), gives(-1, -2)}, "甲。", true},
		{nil, "甲。", true},
	} {
		start, end, ok := Best("甲。乙。", FirstOf(c.weighers...))
		if got := string([]rune("甲。乙。")[start:end]); got != c.want || ok != c.ok {
			t.Errorf("%q, %v; want %q, %v", got, ok, c.want, c.ok)
		}
	}
}

func TestClip(t *testing.T) {
	text := "第一句。第二句长一点。第三句。第四句。"
	for _, c := range []struct {
		keep [][2]int
		most int
		want string
	}{
		{nil, 100, text},
		{nil, 0, text},
		{nil, 12, "第一句。第二句长一点。"},
		{[][2]int{{11, 15}}, 8, "第三句。第四句。"},
		{[][2]int{{11, 15}}, 15, "第二句长一点。第三句。第四句。"},
		{[][2]int{{12, 13}}, 4, "第三句。"},
		{[][2]int{{5, 7}}, 4, "第二句长"},
		{[][2]int{{0, 4}, {15, 19}}, 6, "第一句。"},
		{[][2]int{{-5, 400}}, 6, "第一句。第二"},
		{[][2]int{{300, 400}}, 6, "第四句。"},
	} {
		from, to := Clip(text, c.keep, c.most)
		if got := string([]rune(text)[from:to]); got != c.want {
			t.Errorf("Clip(%v, %d) = %q, want %q", c.keep, c.most, got, c.want)
		}
	}
}

// The window is within the text and the bound, and holds the first span to keep
// where that fits.
func TestClipWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙。，\n《》")), 1, 300, -1).Draw(t, "text")
		length, most := utf8.RuneCountInString(text), rapid.IntRange(1, 320).Draw(t, "most")
		start := rapid.IntRange(0, length-1).Draw(t, "start")
		end := rapid.IntRange(start+1, length).Draw(t, "end")
		from, to := Clip(text, [][2]int{{start, end}}, most)
		if from < 0 || to > length || from > to || to-from > most && length > most {
			t.Fatalf("%d to %d of %d, most %d", from, to, length, most)
		}
		if end-start <= most && (from > start || to < end) {
			t.Fatalf("%d to %d does not hold %d to %d, most %d", from, to, start, end, most)
		}
	})
}
