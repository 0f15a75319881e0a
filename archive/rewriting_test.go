package archive

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"yinju/corpus"
	"yinju/index"
	"yinju/index/rewrite"
)

// An abbreviation that a text of the archive introduces is known both ways, and as
// long as the text is held.
func TestIntroducedAbbreviations(t *testing.T) {
	a, dir := create(t, t.TempDir()), t.TempDir()
	write(t, dir, map[string]string{
		"a.txt": "标题：安责通知\n\n落实安全生产责任制（以下简称“安责制”）。\n\n检查安责制执行情况。\n",
		"b.txt": "标题：别的通知\n\n安全生产责任制要层层压实。\n",
	})
	states(t, a, dir)
	a.Learn(context.Background())
	for query, want := range map[string]index.Rewrite{
		"安责制执行":   {From: "安责制", To: "安全生产责任制", Kind: "abbreviation"},
		"安全生产责任制": {From: "安全生产责任制", To: "安责制", Kind: "abbreviation"},
	} {
		if got := search(t, a, query); !slices.Contains(got.Rewrites, want) || got.Total < 2 {
			t.Errorf("Search(%s) = %v, %d passages; want %v and both ways' passages", query, got.Rewrites, got.Total, want)
		}
	}
	if _, err := a.Remove(context.Background(), corpus.DocID(filepath.Base(dir)+"/a.txt"), nil); err != nil {
		t.Fatal(err)
	}
	a.Learn(context.Background())
	if got := search(t, a, "安责制执行").Rewrites; len(got) > 0 {
		t.Errorf("what a removed text introduced is still asked for: %v", got)
	}
}

// An abbreviation that the index takes apart is one term, as printed: its characters
// match nothing by themselves.
func TestAsPrinted(t *testing.T) {
	short := rewrite.Rewriting{Rewrites: []index.Rewrite{{From: "供改", To: "供给侧结构性改革", Kind: rewrite.Abbreviation}}}
	none := rewrite.Rewriting{Printed: []string{"城投"}} // nothing to put it otherwise
	for _, c := range []struct {
		terms, want []string
		r           rewrite.Rewriting
	}{
		{[]string{"供", "改"}, []string{"供改"}, short},
		{[]string{"供改"}, []string{"供改"}, short},
		{[]string{"文件"}, []string{"文件"}, short},
		{[]string{"城", "投"}, []string{"城投"}, none},
	} {
		plan := index.Request{Wording: index.Wording{Terms: c.terms}, Excerpt: &index.Excerpt{}}
		asPrinted(&plan, c.r)
		if !slices.Equal(plan.Terms, c.want) || plan.Excerpt.Adds != (len(c.terms) == 2) {
			t.Errorf("%v become %v, added as an excerpt: %v; want %v", c.terms, plan.Terms, plan.Excerpt.Adds, c.want)
		}
	}
}

// The title of a cited place is known with its abbreviations written out, and not with
// other changes.
func TestWrittenOut(t *testing.T) {
	named := index.Named{Title: "长护险办法", Article: "第十七条"}
	for kind, want := range map[string][]string{rewrite.Abbreviation: {"长期护理保险办法"}, rewrite.Typo: nil} {
		r := rewrite.Rewriting{Variants: []string{"长期护理保险办法第十七条"}, Rewrites: []index.Rewrite{{From: "长护险", To: "长期护理保险", Kind: kind}}}
		if got := writtenOut(named, r); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}
