package evidence

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yinju/corpus"
)

// Compare compares one claim with one passage.
func Compare(parts []Part, claim string, s Source) []Verdict {
	return NewClaim(claim, parts).Compare(s)
}

// told shows a verdict as testdata/verdicts.jsonl does.
func told(v Verdict) string {
	s := v.Part.Text + " " + string(v.Status)
	if v.Status != Absent {
		s += " " + string(v.Place) + " " + v.Text
	}
	if v.SameForm {
		s += " alike"
	}
	return s
}

// Claims that readers wrote for passages, as they are and with one value changed
// (there only that part is looked at).
func TestVerdictsOnRealPassages(t *testing.T) {
	f, err := os.Open("testdata/verdicts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c struct {
			Claim, Title, Text, Only string
			Verdicts                 []string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range Compare(Parts(c.Claim), c.Claim, Source{Text: c.Text, Title: c.Title}) {
			if c.Only == "" || c.Only == v.Part.Text {
				got = append(got, told(v))
			}
		}
		if !slices.Equal(got, c.Verdicts) {
			t.Errorf("%s\n\tgot  %q\n\twant %q", c.Claim, got, c.Verdicts)
		}
	}
}

func TestVerdicts(t *testing.T) {
	day := func(y, m, d int) corpus.Date { return corpus.Date{Year: y, Month: m, Day: d} }
	for _, c := range []struct {
		claim, text, title string
		date               corpus.Date
		want               []string
	}{
		{"复议申请60日内提出", "可以自知道该行政行为之日起三十日内提出行政复议申请。", "", corpus.Date{}, []string{"60日 differs passage 三十日"}},
		{"复议申请30日内提出", "可以自知道该行政行为之日起三十日内提出行政复议申请。", "", corpus.Date{}, []string{"30日 contained passage 三十日"}},
		{"复议申请60日内提出", "主管部门每三十日公布一次空气质量。", "", corpus.Date{}, []string{"60日 absent"}},
		{"税率降到5%", "税率降到５％。", "", corpus.Date{}, []string{"5% contained passage ５％ alike"}},
		{"税率降到5%", "税率降到百分之三。", "", corpus.Date{}, []string{"5% differs passage 百分之三"}},
		{"税率降到5%", "税率降到百分之三或者百分之四。", "", corpus.Date{}, []string{"5% differs passage 百分之三"}},
		{"今年是2024年", "今年要做好工作。", "", day(2024, 3, 5), []string{"2024年 contained passage 今年"}},
		{"2023年增长5%", "去年增长5%。", "", day(2024, 3, 5), []string{"2023年 contained passage 去年", "5% contained passage 5% alike"}},
		{"2023年的事", "去年的事。", "2024年政府工作报告", corpus.Date{}, []string{"2023年 contained passage 去年"}},
		{"2024年3月印发", "现印发给你们。", "", day(2024, 3, 5), []string{"2024年3月 contained date 2024-03-05"}},
		{"2024年4月印发", "现印发给你们。", "", day(2024, 3, 5), []string{"2024年4月 absent"}},
		{"2025年6月13日确认学位", "6月13日到学校确认学位。", "", day(2025, 5, 1), []string{"2025年6月13日 contained passage 6月13日"}},
		{"2025年6月13日确认学位", "6月15日到学校确认学位。", "", corpus.Date{}, []string{"2025年6月13日 differs passage 6月15日"}},
		{"6月13日确认学位", "2025年6月13日到学校确认学位。", "", corpus.Date{}, []string{"6月13日 contained passage 2025年6月13日"}},
		{"2020年1月1日施行", "本法自2020年施行。", "", corpus.Date{}, []string{"2020年1月1日 absent"}},
		{"到2025年底建成", "力争到2025年12月31日前建成。", "", corpus.Date{}, []string{"2025年底 contained passage 2025年12月31日"}},
		{"到2025年底建成", "于2025年12月5日建成。", "", corpus.Date{}, []string{"2025年底 absent"}},
		{"“十四五”时期", "2021—2025年的规划。", "", corpus.Date{}, []string{"“十四五” absent"}},
		{"刑法第286条", "第二百八十六条 违反国家规定。", "", corpus.Date{}, []string{"第286条 contained passage 第二百八十六条"}},
		{"刑法第286条", "第二百八十五条 违反国家规定。", "", corpus.Date{}, []string{"第286条 absent"}},
		{"国务院办公厅发的", "国办要求。", "", corpus.Date{}, []string{"国务院办公厅 contained passage 国办"}},
		{"央行说", "中国人民银行决定。", "", corpus.Date{}, []string{"央行 contained passage 中国人民银行"}},
		{"北京的规定", "本市的规定。", "北京市条例", corpus.Date{}, []string{"北京 contained title 北京 alike"}},
		{"大连的规定", "扩大连接范围。", "", corpus.Date{}, []string{"大连 absent"}},
		{"《中华人民共和国民法典》", "依照民法典办理。", "", corpus.Date{}, []string{"《中华人民共和国民法典》 contained passage 民法典"}},
		{"上海试点长期护理保险制度", "北京试点长期护理保险制度。", "", corpus.Date{}, []string{"上海 differs passage 北京"}},
		{"国办发〔2018〕123号", "（国办发[2018]123 号）", "", corpus.Date{}, []string{"国办发〔2018〕123号 contained passage 国办发[2018]123 号"}},
		{"最多罚10万", "处十万元以下罚款", "", corpus.Date{}, []string{"10万 contained passage 十万元"}},
		{"没有", "没有", "", corpus.Date{}, nil},
		{"三个月", "", "", corpus.Date{}, []string{"三个月 absent"}},
	} {
		var got []string
		for _, v := range Compare(Parts(c.claim), c.claim, Source{Text: c.text, Title: c.title, Date: c.date}) {
			got = append(got, told(v))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s / %s\n\tgot  %q\n\twant %q", c.claim, c.text, got, c.want)
		}
	}
}

func TestVerdictSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkVerdicts(t, anyText().Draw(t, "claim"), anyText().Draw(t, "text"), anyText().Draw(t, "title"))
	})
}

func checkVerdicts(t interface{ Fatalf(string, ...any) }, claim, text, title string) {
	parts := Parts(claim)
	verdicts := Compare(parts, claim, Source{Text: text, Title: title, Date: corpus.Date{Year: 2024}})
	if len(verdicts) != len(parts) {
		t.Fatalf("%d verdicts for %d parts", len(verdicts), len(parts))
	}
	for i, v := range verdicts {
		source := map[Place][]rune{InPassage: []rune(text), InTitle: []rune(title)}[v.Place]
		if v.Part != parts[i] || (v.Status == Absent) != (v.Place == "") || v.Span[0] > v.Span[1] || v.Span[1] > len(source) {
			t.Fatalf("%q in %q, %q: %+v", claim, text, title, v)
		}
		if v.Span[1] > 0 && string(source[v.Span[0]:v.Span[1]]) != v.Text {
			t.Fatalf("%q in %q, %q: %v is not %q", claim, text, title, v.Span, v.Text)
		}
		if v.Status == Differs && v.Value == v.Part.Value {
			t.Fatalf("%q in %q: %q differs from itself", claim, text, v.Text)
		}
	}
}

// A text contains all parts of itself.
func TestTextContainsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		for _, v := range Compare(Parts(text), text, Source{Text: text}) {
			if v.Status != Contained || v.Place != InPassage {
				t.Fatalf("%q: %s is %s", text, v.Part.Text, v.Status)
			}
		}
	})
}

func FuzzCompare(f *testing.F) {
	f.Add("罚3万到30万元", "处三万元以上三十万元以下罚款", "条例")
	f.Add("2024年底", "今年年底", "2024年报告")
	f.Add("息《采成信集。上　》表传", "=“.《信息采集表》", "《a。b》")
	f.Fuzz(func(t *testing.T, claim, text, title string) { checkVerdicts(t, claim, text, title) })
}
