package local

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/index"
)

// Any excerpt of 6 to 30 characters of a document is found first, quoted or not,
// also over the ends of passages.
func TestExcerptsAreFoundFirst(t *testing.T) {
	docs := realDocuments(t, 4000)
	e := build(t, docs)
	random := rand.New(rand.NewPCG(7, 2026))
	byID := map[string]*index.Document{}
	for _, d := range docs {
		byID[d.ID] = d
	}
	missed := 0
	tries := 1000
	if testing.Short() {
		tries = 200
	}
	for n := range tries {
		d := docs[random.IntN(len(docs))]
		var all strings.Builder
		for _, p := range d.Passages {
			all.WriteString(p.Lead + p.Text)
		}
		runes := []rune(all.String())
		size := 6 + random.IntN(25)
		at := random.IntN(max(1, len(runes)-size))
		excerpt := string(runes[at:min(len(runes), at+size)])
		if len(hanzi.Literal(excerpt).Runes) < 6 || utf8.RuneCountInString(hanzi.Skeleton(excerpt).String()) < 4 || strings.ContainsAny(excerpt, "「」\"-－") {
			continue
		}
		if n%2 == 0 {
			excerpt = "「" + excerpt + "」"
		}
		q := index.ParseText(excerpt)
		a := ask(t, e, q)
		if len(a.Hits) == 0 || !a.Hits[0].Literal || !documentHolds(byID[corpus.DocOf(a.Hits[0].ID)], excerpt) {
			missed++
			t.Logf("%q: %d hits", excerpt, a.Total)
		}
	}
	if missed > 0 {
		t.Errorf("%d of %d excerpts not found first", missed, tries)
	}
}

func documentHolds(d *index.Document, excerpt string) bool {
	var all strings.Builder
	for _, p := range d.Passages {
		all.WriteString(p.Lead + p.Text)
	}
	return strings.Contains(hanzi.Literal(all.String()).String(), hanzi.Literal(strings.Trim(excerpt, "「」")).String())
}

// small is a document whose passages are short, so that a phrase runs over many.
func small(key string, headings [][]string, texts ...string) *index.Document {
	d := &index.Document{ID: corpus.DocID(key), Title: "关于" + key + "的通知"}
	for i, text := range texts {
		lead := "\n"
		if i < len(headings) && headings[i] != nil {
			lead = "\n" + strings.Join(headings[i], "\n") + "\n"
		}
		d.Passages = append(d.Passages, index.Passage{ID: corpus.PassageID(d.ID, text, 1), Text: text, Lead: lead})
	}
	return d
}

func TestPhrases(t *testing.T) {
	docs := []*index.Document{
		small("甲", nil, "加强政策引导，", "推进技术创新，", "培养人才。", "以上各项请遵照执行。"),
		small("乙", [][]string{nil, {"第二章 监督管理"}}, "本章自印发之日起施行。", "市监管部门负责监督检查。"),
		small("丙", nil, "新增发明专利 2 2 ．4 万件，優化營商環境。", "水利，第一。"),
		small("丁", nil, "推进技术创新和培养人才。"),
		small("戊", nil, "实现“两个百年”目标。", "飞机起飞", "重", "也不落后。"),
		small("己", nil, "实现两个百年目标。"),
	}
	e := build(t, docs)
	for _, c := range []struct {
		query string
		want  []string // texts of the hits, in order
	}{
		{"「技术创新」", []string{"推进技术创新，", "推进技术创新和培养人才。"}},
		{"「技术创新，」", []string{"推进技术创新，"}},
		{"「营商环境」", []string{"新增发明专利 2 2 ．4 万件，優化營商環境。"}},
		{"“發明專利22.4万件”", []string{"新增发明专利 2 2 ．4 万件，優化營商環境。"}},
		{"「引导推进技术创新培养」", nil},
		{"「引导，推进技术创新，培养」", []string{"推进技术创新，", "加强政策引导，", "培养人才。"}},
		{"「第二章监督管理」", []string{"市监管部门负责监督检查。"}},
		{"「监督管理市监管部门」", []string{"市监管部门负责监督检查。"}},
		{"「起施行。第二章」", []string{"市监管部门负责监督检查。", "本章自印发之日起施行。"}},
		{"「水」", []string{"水利，第一。"}},
		{"标题:甲 -技术", []string{"加强政策引导，", "培养人才。", "以上各项请遵照执行。"}},
		{"「技术创新」 -“，”", []string{"推进技术创新，", "推进技术创新和培养人才。"}},
		{"「。飞机」", []string{"飞机起飞", "实现“两个百年”目标。"}},
		{"「重也」", []string{"重", "也不落后。"}},
		{"「起飞重也不」", []string{"飞机起飞", "也不落后。", "重"}},
		{"实现“两个百年”目标", []string{"实现“两个百年”目标。", "实现两个百年目标。"}},
		{"不在库中的话", nil},
		{"「不在库中的话」", nil},
		{"「关于丁的通知」", []string{"推进技术创新和培养人才。"}},
	} {
		texts := map[string]string{}
		for _, d := range docs {
			for _, p := range d.Passages {
				texts[p.ID] = p.Text
			}
		}
		a := ask(t, e, index.ParseText(c.query))
		var got []string
		for _, h := range a.Hits {
			got = append(got, texts[h.ID])
		}
		if len(got) != len(c.want) || a.Total != len(c.want) {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
			continue
		}
		set := map[string]bool{}
		for _, g := range got {
			set[g] = true
		}
		for _, w := range c.want {
			if !set[w] {
				t.Errorf("%s: %q, want %q", c.query, got, c.want)
			}
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		title, number string
		want          []string
	}{
		{"中华人民共和国劳动合同法", "", []string{"中华人民共和国劳动合同法", "劳动合同法"}},
		{"中华人民共和国民法典合同编", "", []string{"中华人民共和国民法典合同编", "中华人民共和国民法典", "民法典合同编", "民法典"}},
		{"劳动合同法实施条例", "国务院令第535号", []string{"劳动合同法实施条例", "国令535号", "令535号"}},
		{"中华人民共和国", "", []string{"中华人民共和国"}},
		{"关于民法典的决定", "", []string{"关于民法典的决定"}},
	} {
		if diff := cmp.Diff(c.want, names(c.title, c.number)); diff != "" {
			t.Errorf("names(%q, %q): %s", c.title, c.number, diff)
		}
	}
}

// A short term is counted wherever it stands: a longer word of the dictionary hides
// it from the words. A figure is one with its marks.
func TestATermAndAFigureAreFoundAsTheyStand(t *testing.T) {
	d := dated("甲", "甲办法", "2020", "缴纳社会保险费。", "社会保险是权利。", "增长50%。", "借给50万元、500万元。", "上涨5.5%。", "55人参加，150%。")
	e := build(t, []*index.Document{d})
	for query, want := range map[string][]int{
		"社会保险": {0, 1}, "50%": {2}, "５０％": {2}, "5.5%": {4}, "保险费": {0},
	} {
		q := index.ParseText(query)
		q.Size = 10
		var literal []int
		for _, h := range ask(t, e, q).Hits {
			if h.Literal {
				literal = append(literal, slices.IndexFunc(d.Passages, func(p index.Passage) bool { return p.ID == h.ID }))
			}
		}
		slices.Sort(literal)
		if diff := cmp.Diff(want, literal); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
}
