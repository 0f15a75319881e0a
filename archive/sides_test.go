package archive

import (
	"context"
	"slices"
	"strings"
	"testing"

	"yinju/corpus"
	"yinju/corpus/theme"
	"yinju/index"
)

// carArchive holds passages that add, that cut, one of them twice, and one that
// does neither; nothing of 2012 to 2019.
func carArchive(t *testing.T) *Archive {
	a, dir := create(t, t.TempDir()), t.TempDir()
	cut := "严格限制小汽车数量，禁止新增小汽车出租经营，严厉打击非法营运小汽车行为。"
	write(t, dir, map[string]string{
		"a.txt": "标题：促进消费的通知\n发布日期：2020-05-01\n\n大力支持小汽车消费，增加小汽车号牌指标，扩大小汽车供给。\n",
		"b.txt": "标题：小汽车规定\n发布日期：2011-01-02\n\n" + cut + "\n",
		"c.txt": "标题：转发小汽车规定\n发布日期：2011-02-03\n\n" + cut + "\n\n本办法所称小汽车，是指载客五人以下的汽车。\n",
	})
	states(t, a, dir)
	return a
}

func sides(t *testing.T, a *Archive, q index.Query, object string) *index.Sides {
	t.Helper()
	s, err := a.Sides(context.Background(), q, object)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkSides compares both columns with a search for the same: they agree with its
// category facet, are disjoint, and their years add up.
func checkSides(t *testing.T, a *Archive, q index.Query) {
	t.Helper()
	s := sides(t, a, q, "")
	q.Fold = true
	r, err := a.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	counts, seen, inYears := [4]int{s.Add.Total, s.Cut.Total, s.Both.Total, s.Neither}, map[string]bool{}, 0
	for i, c := range []string{theme.Add, theme.Cut, theme.Both, theme.Neither} {
		if want := count(r.Facets[index.Category], c); counts[i] != want {
			t.Errorf("%q: %d passages of %s, the facet of a search says %d", q.Text, counts[i], c, want)
		}
	}
	if sum := counts[0] + counts[1] + counts[2] + counts[3]; sum != s.Total || s.Total != r.Total || s.Documents != r.Documents {
		t.Errorf("%q: the columns hold %d of %d passages of %d documents, a search finds %d of %d", q.Text, sum, s.Total, s.Documents, r.Total, r.Documents)
	}
	for i, c := range []index.Column{s.Add, s.Cut, s.Both} {
		if (c.Empty != "") != (c.Total == 0) || c.Uncertain > c.Total || c.Rows > c.Total || len(c.Hits) != min(c.Rows, q.Size) {
			t.Errorf("%q: column of %d passages in %d rows shows %d, %q", q.Text, c.Total, c.Rows, len(c.Hits), c.Empty)
		}
		for n, h := range c.Hits {
			if h.Category != sideCategories[i] || seen[h.ID] {
				t.Errorf("%q: %s of %s stands in the column of %s", q.Text, h.ID, h.Category, sideCategories[i])
			}
			if seen[h.ID] = true; n > 0 && h.Rel && !c.Hits[n-1].Rel && i == 2 {
				t.Errorf("%q: %s is about the relation and comes late", q.Text, h.ID)
			}
		}
	}
	for _, y := range s.Years {
		inYears += y.Add + y.Cut + y.Both + y.Neither
	}
	if inYears != s.Total || s.Generation != r.Generation {
		t.Errorf("%q: %d passages in the years, want %d; generation %s of %s", q.Text, inYears, s.Total, s.Generation, r.Generation)
	}
}

func TestSidesAgreeWithSearch(t *testing.T) {
	for _, a := range []*Archive{seedArchive(t), carArchive(t)} {
		for _, text := range []string{"小汽车", "加法 减法", "要不要限制小汽车数量", "创新", "「绝无此语」", "", "English", strings.Repeat("改革", 500)} {
			checkSides(t, a, index.Defaults(index.ParseText(text)))
		}
	}
}

func TestSidesColumns(t *testing.T) {
	a := carArchive(t)
	q := index.Defaults(index.ParseText("小汽车"))
	s := sides(t, a, q, "")
	if len(s.Cut.Hits) != 1 || s.Cut.Total != 2 || len(s.Cut.Hits[0].Same) != 1 || s.Cut.Hits[0].Title != "小汽车规定" {
		t.Errorf("identical passages are not one row of the earliest: %+v", s.Cut)
	}
	if r := s.Cut.Hits[0].Reason; !slices.ContainsFunc(r, func(c Cue) bool { return c.Text == "禁止" && c.End == c.Start+2 }) {
		t.Errorf("reason %v, want 禁止 with its place", r)
	}
	if want := "相符的 4 段（3 件文献，2011—2020 年）里没有标为「加减」的"; !strings.HasPrefix(s.Both.Empty, want) || !strings.HasSuffix(s.Both.Empty, "。本库没有 2012—2019 年的文献。") {
		t.Errorf("empty column says %q, want %q …", s.Both.Empty, want)
	}
	if g := s.Searched.Gaps; len(g) != 1 || g[0] != [2]int{2012, 2019} || *s.Searched.From != 2011 || len(s.Years) != 11 {
		t.Errorf("searched %+v, %d years", s.Searched, len(s.Years))
	}
	q.Page = 2
	if s := sides(t, a, q, ""); len(s.Cut.Hits)+len(s.Add.Hits) != 0 || s.Cut.Total != 2 || s.Cut.Empty != "" {
		t.Errorf("a page past the end has %+v", s.Cut)
	}
}

func TestSidesFilters(t *testing.T) {
	a := carArchive(t)
	q := index.Defaults(index.ParseText("小汽车"))
	q.Filters = index.Filters{Values: map[index.Facet][]string{index.Category: {theme.Cut}}}
	if s := sides(t, a, q, ""); s.Add.Total != 1 || len(s.Add.Hits) != 0 || s.Add.Empty != "按类别筛选隐去了标为「加」的 1 段。" || len(s.Cut.Hits) != 1 {
		t.Errorf("a filter by category gives %+v and %+v", s.Add, s.Cut)
	}
	q.Filters = index.Filters{From: corpus.Date{Year: 2020}}
	if s := sides(t, a, q, ""); !strings.HasPrefix(s.Cut.Empty, "按筛选（2020 起），相符的 1 段（1 件文献，2020 年）里没有标为「减」的") {
		t.Errorf("with a filter an empty column says %q", s.Cut.Empty)
	}
	q.Filters = index.Filters{From: corpus.Date{Year: 2024}}
	if s := sides(t, a, q, ""); !strings.HasPrefix(s.Cut.Empty, "相符的 4 段都在筛选（2024 起）之外。") {
		t.Errorf("with everything filtered out a column says %q", s.Cut.Empty)
	}
	if s := sides(t, a, index.Defaults(index.ParseText("「绝无此语」")), ""); !strings.HasPrefix(s.Cut.Empty, "没有相符的段落。查了本库 3 件文献的 4 段（2011—2020 年）。") {
		t.Errorf("without a match a column says %q", s.Cut.Empty)
	}
}

func TestSidesOfAnObject(t *testing.T) {
	a := carArchive(t)
	s := sides(t, a, index.Defaults(index.ParseText("小汽车")), "小汽车")
	o := s.Object
	if o == nil || !o.Named || o.Name != "小汽车" || o.Mention != o.Support.Total+o.Limit.Total+o.Both.Total+o.Unclear {
		t.Fatalf("object %+v", o)
	}
	if o.Limit.Total != 2 || len(o.Limit.Hits) != 1 || len(o.Limit.Hits[0].Same) != 1 || o.Limit.Hits[0].Effect.Value != "limit" {
		t.Errorf("limiting column %+v", o.Limit)
	}
	if o.Support.Total != 1 || o.Support.Hits[0].Effect.Label != "支持或放开" || o.Both.Empty == "" {
		t.Errorf("supporting column %+v, both %q", o.Support, o.Both.Empty)
	}
	if s := sides(t, a, index.Defaults(index.ParseText("加强管理")), ""); s.Object != nil {
		t.Errorf("加强管理 names an object: %+v", s.Object)
	}
}
