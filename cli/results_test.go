package cli

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/archive"
	"yinju/index"
)

var update = flag.Bool("update", false, "write the golden files anew")

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
			if err := p.writeResults(sampleResults(), q, archive.Vocabulary()); err != nil {
				t.Fatal(err)
			}
			golden(t, tt.golden, notes.String()+out.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
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
