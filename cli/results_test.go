package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"yinju/archive"
	"yinju/golden"
	"yinju/index"
)

func TestWriteResults(t *testing.T) {
	tests := []struct {
		golden string
		width  int
	}{
		{"testdata/results.txt", 0},
		{"testdata/results_terminal.txt", 60},
	}
	for _, tt := range tests {
		t.Run(tt.golden, func(t *testing.T) {
			var out, notes bytes.Buffer
			p := &program{out: &out, err: &notes, outWidth: tt.width}
			q := index.Query{Page: 2, Size: 10}
			if err := p.writeResults(sampleResults(), q, archive.Vocabulary(), archive.MeaningState{Reason: "还没有语义模型；运行 yinju model fetch 即可取得"}); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, tt.golden, notes.String()+out.String())
		})
	}
}

// sampleResults has one hit with everything and one with next to nothing, and a
// title that would steer a terminal.
func sampleResults() *index.Results {
	date, kind := "2024-03", "adopted"
	return &index.Results{
		Total: 12, Documents: 3, Relaxed: true, Degraded: []string{"no-embedder"},
		Rewrites: []index.Rewrite{{From: "營商環境", To: "营商环境", Kind: "traditional"}},
		Hits: []index.Hit{
			{
				ID: "abc.def", Title: "关于优化营商环境的意见", Section: []string{"二、主要任务", "（一）简政"},
				Locator: "第五条", Text: "取消不合理的收费项目，优化营商环境，降低企业的制度性交易成本。",
				Marks: [][2]int{{13, 17}}, Category: "减", Themes: []string{"industry"},
				Issuers: []string{"国务院", "财政部"}, Number: "国发〔2024〕1号", Genre: "意见",
				Date: &date, DateKind: &kind, Source: "中国政府网", SourceClass: "官方原文",
				Status: index.Repealed, StatusNote: "据《新意见》第三条废止", StatusBy: "new.clause",
			},
			{ID: "ghi.jkl", Title: "无\x1b[2J题", Locator: "第1段", Text: "一段\n话。", Category: "无", Themes: []string{"gov"},
				SourceClass: "自备", Status: index.UnknownValue, StatusNote: "效力未核"},
		},
	}
}

func TestNotes(t *testing.T) {
	none := archive.MeaningState{Reason: "向量服务 http://h/v1 连不上；请检查地址与该服务"}
	ready := archive.MeaningState{Model: "m", Embedded: 3, Passages: 5}
	tests := []struct {
		name string
		r    index.Results
		m    archive.MeaningState
		want []string
	}{
		{"nothing to say", index.Results{Total: 1}, none, nil},
		{"no model", index.Results{Total: 1, Degraded: []string{"no-embedder"}}, none, []string{"只按词语检索：" + none.Reason}},
		{"no answer", index.Results{Total: 1, Degraded: []string{"embedder-error"}}, none, []string{"只按词语检索：" + none.Reason}},
		{"no reason", index.Results{Total: 1, Degraded: []string{"embedder-timeout"}}, ready, []string{"只按词语检索：语义模型没有给出结果，请再试一次"}},
		{"weak", index.Results{Total: 1, Insufficient: true}, ready, []string{"证据不足：没有意思足够相近的段落，也没有含全词语的段落"}},
		{"weak, vectors missing", index.Results{Total: 1, Insufficient: true, Degraded: []string{"vectors-incomplete"}}, ready, []string{
			"没有段落含有全部词语；还有段落没有与所查的意思比过，下面列出的只沾到一部分",
			"已有 3 / 5 段可按意思检索，其余的暂时只能按词语找到；让 yinju serve 运行一阵，或运行 yinju rebuild，即可补上"}},
		{"rewritten", index.Results{Rewrites: []index.Rewrite{{From: "營商", To: "营商", Kind: "traditional"}, {From: "a", To: "b"}}}, ready, []string{
			"營商 也按 营商 检索（简体）", "a 也按 b 检索；只按原样检索请加 --rewrite off"}},
	}
	for _, tt := range tests {
		if got := notes(&tt.r, tt.m); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A long passage is clipped round its best sentence as on the page, and offsets go
// with it.
func TestExcerpt(t *testing.T) {
	before, best, behind := strings.Repeat("前面的话。", 40), "困难老年人可领护理补贴。", strings.Repeat("后面的话。", 40)
	start := 200
	h := index.Hit{Text: before + best + behind, Best: &[2]int{start, start + 12}, Marks: [][2]int{{0, 2}, {start + 6, start + 8}}}
	e := excerptOf(h)
	if !strings.HasPrefix(e.text, "…") || !strings.HasSuffix(e.text, "…（节选，全文 412 字）") {
		t.Fatalf("%q", e.text)
	}
	cut := func(span [2]int) string { return string([]rune(e.text)[span[0]:span[1]]) }
	if e.best == nil || cut(*e.best) != best || len(e.marks) == 0 || cut(e.marks[len(e.marks)-1]) != "领护" {
		t.Errorf("%+v", e)
	}
	if got := bestLine(h); got != "最贴近的一句："+best {
		t.Errorf("%q", got)
	}
	short := index.Hit{Text: best, Best: &[2]int{0, 12}}
	if e := excerptOf(short); e.text != best || *e.best != *short.Best || bestLine(short) != "" {
		t.Errorf("a short passage: %+v, %q", e, bestLine(short))
	}
}
