package theme

import (
	"os"
	"strings"
	"testing"
)

func TestOrdinalsAndDatesAreNoCues(t *testing.T) {
	a := annotator(t)
	for _, text := range []string{
		"第二条 本办法所称企业，是指依法设立的公司。",
		"第一百二十三条 支持企业创新。",
		"第二十次会议于2026年1月1日召开，第三批项目第一名是张三。",
		"第一，加强培训；第二，严禁浪费。",
	} {
		for _, r := range a.Annotate(Input{Text: text}).Reasons {
			if strings.ContainsAny(r.Text, "第年月日0123456789") {
				t.Errorf("%s: reason %+v", text, r)
			}
		}
	}
	for text, want := range map[string]int{"第二条": 3, "第十二次会议": 4, "第三世界": 0, "第": 0, "第条": 0} {
		if got := ordinal([]rune(text)); got != want {
			t.Errorf("ordinal at %s has %d runes, wants %d", text, got, want)
		}
	}
	for text, want := range map[string]int{"2026年1月1日起": 9, "三年内": 2, "三百人": 0, "12": 0} {
		if got := date([]rune(text)); got != want {
			t.Errorf("date at %s has %d runes, wants %d", text, got, want)
		}
	}
}

func TestThemesOfTheTitleNameItsWords(t *testing.T) {
	a := annotator(t)
	for _, c := range []struct {
		in          Input
		theme, word string
	}{
		{Input{Title: "广州市公共租赁住房保障办法", Text: "第四条 重复。"}, "welfare", "租赁住房"},
		{Input{Headings: []string{"第三章 消防安全"}, Text: "重复。"}, "safety", "消防"},
		{Input{Title: "关于某事的通知", Text: "第四条 重复。"}, Fallback, "通知"},
	} {
		l := a.Annotate(c.in)
		if len(l.Reasons) == 0 {
			t.Errorf("%+v has no reason: %+v", c.in, l)
			continue
		}
		if r := l.Reasons[0]; l.Themes[0] != c.theme || r.For != c.theme || r.Start != 0 || r.End != 0 || !strings.Contains(c.in.Title+strings.Join(c.in.Headings, ""), r.Text) {
			t.Errorf("%+v is %v by %+v, wants %s by words such as %s", c.in, l.Themes, l.Reasons, c.theme, c.word)
		}
	}
	if l := a.Annotate(Input{Text: "第四条 重复。"}); l.Themes[0] != Fallback || len(l.Reasons) != 0 {
		t.Errorf("a passage without any theme word is %+v", l)
	}
}

func TestReasonsSayOnlyWhatSpeaks(t *testing.T) {
	a := annotator(t)
	for text, empty := range map[string][]string{
		"委员会应当依照有关规定办理下列事项。":      {"委员会", "应当", "依照", "有关", "办理", "规定"},
		"市人民政府应当加强风险管控，鼓励企业开展培训。": {"应当", "人民政府", "企业应当"},
	} {
		for _, r := range a.Annotate(Input{Text: text}).Reasons {
			for _, w := range empty {
				if r.Text == w && r.For != Fallback {
					t.Errorf("%s: reason %+v says nothing", text, r)
				}
			}
		}
	}
}

// A label other than 无 has words for it, nearly every theme other than gov too, and
// no reason comes twice.
func TestEveryDevPassageHasReasons(t *testing.T) {
	file, err := os.Open("../../../shared/labels/dev.tsv")
	if err != nil {
		t.Skip("TestEveryDevPassageHasReasons: ../shared/labels/dev.tsv is not here")
	}
	defer file.Close()
	samples, err := ReadSamples(file)
	if err != nil {
		t.Fatal(err)
	}
	a := annotator(t)
	for _, s := range samples {
		l := a.Annotate(s.Input)
		checkLabel(t, s.Input.Text, l)
		checkReasons(t, s.Input, l)
	}
}

func checkReasons(t *testing.T, in Input, l Label) {
	t.Helper()
	said, seen := map[string]bool{}, map[Reason]bool{}
	for _, r := range l.Reasons {
		r.Weight = 0
		if seen[r] || strings.HasPrefix(r.Text, "第") && ordinal([]rune(r.Text)) > 0 {
			t.Errorf("%s: reason %+v", in.Text, r)
		}
		seen[r], said[r.For] = true, true
	}
	said[Both] = said[Both] || said[Add] || said[Cut]
	if l.Category != Neither && !said[l.Category] {
		t.Errorf("%s (%s) is %s %v by %+v", in.Text, in.Title, l.Category, l.Themes, l.Reasons)
	}
}
