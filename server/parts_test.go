package server

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
	"yinju/index"
)

func TestPaging(t *testing.T) {
	for _, c := range []struct {
		page, size, total int
		want              string // numbers, [current], … for a gap, then previous, next, beyond, capped
	}{
		{1, 10, 0, ""},
		{1, 10, 10, ""},
		{1, 10, 11, "[1] 2 next"},
		{2, 10, 11, "1 [2] previous"},
		{3, 10, 11, "1 2 previous beyond"},
		{6, 10, 200, "1 … 4 5 [6] 7 8 … 20 previous next"},
		{4, 10, 200, "1 2 3 [4] 5 6 … 20 previous next"},
		{1000, 10, 50_000, "1 … 998 999 [1000] previous capped"},
		{1, 200, 10_001, "[1] 2 3 … 50 next capped"},
		{3333, 3, 10_000, "1 … 3331 3332 [3333] previous capped"},
	} {
		q := ask(index.ParseText("x"))
		q.Page, q.Size = c.page, c.size
		if got := rowOfPages(paging(q, c.total)); got != c.want {
			t.Errorf("page %d of size %d, %d hits: %q, want %q", c.page, c.size, c.total, got, c.want)
		}
	}
}

func rowOfPages(v pagingView) string {
	var parts []string
	for _, p := range v.Pages {
		if p.Gap {
			parts = append(parts, "…")
		}
		if p.Current {
			parts = append(parts, fmt.Sprintf("[%d]", p.Number))
			continue
		}
		parts = append(parts, fmt.Sprint(p.Number))
	}
	for _, flag := range []struct {
		on   bool
		name string
	}{{v.Previous != "", "previous"}, {v.Next != "", "next"}, {v.Beyond && len(v.Pages) > 0, "beyond"}, {v.Capped, "capped"}} {
		if flag.on {
			parts = append(parts, flag.name)
		}
	}
	return strings.Join(parts, " ")
}

// yearCounts makes one bar a year from first to last, then 日期不详.
func yearCounts(first, last int) []index.YearCount {
	var list []index.YearCount
	for y := first; y <= last; y++ {
		list = append(list, index.YearCount{Year: &y, Count: y % 7, Covered: true})
	}
	return append(list, index.YearCount{Count: 3, Covered: true})
}

func TestHistogram(t *testing.T) {
	q := ask(index.ParseText("x"))
	q.Filters.Values = map[index.Facet][]string{index.Year: {"1999"}}
	for _, c := range []struct {
		first, last, slots int
		ticks              string
	}{
		{1999, 1999, barsMin, "不详"},
		{1999, 2003, barsMin, "2000 2002 不详"},
		{1954, 2025, 74, "1960 1970 1980 1990 2000 2010 2020? 不详"},
	} {
		v := histogram(q, yearCounts(c.first, c.last))
		if len(v.Slots) != c.slots || v.Width != c.slots*barStep {
			t.Errorf("%d to %d: %d slots in %d units", c.first, c.last, len(v.Slots), v.Width)
		}
		last := v.Slots[len(v.Slots)-1]
		if last.Value != index.UnknownValue || !last.Gap || v.Slots[len(v.Slots)-2].Value != "" {
			t.Errorf("%d to %d: 日期不详 does not stand apart at the end: %+v", c.first, c.last, last)
		}
		var ticks []string
		for _, s := range v.Slots {
			if s.Late {
				s.Tick += "?"
			}
			if s.Tick != "" {
				ticks = append(ticks, s.Tick)
			}
			if (s.Remove != "") != (s.Value == "1999") || s.On != (s.Value == "1999") {
				t.Errorf("slot %q can be removed: %q, chosen: %v", s.Value, s.Remove, s.On)
			}
		}
		if got := strings.Join(ticks, " "); got != c.ticks {
			t.Errorf("%d to %d: ticks %q, want %q", c.first, c.last, got, c.ticks)
		}
		if !strings.HasPrefix(v.Chosen, "M") {
			t.Errorf("%d to %d: the chosen year is not drawn apart", c.first, c.last)
		}
	}
	if histogram(q, nil) != nil {
		t.Error("a strip without years")
	}
}

// A click shows one year alone: of several chosen years none is a link that only
// takes itself off, and what a click keeps has no year.
func TestHistogramOfSeveralYears(t *testing.T) {
	q := ask(index.ParseText("x"))
	q.Page = 3
	q.Filters.Values = map[index.Facet][]string{index.Year: {"1999", "2001"}, index.Theme: {"sci"}}
	v := histogram(q, yearCounts(1999, 2003))
	for _, s := range v.Slots {
		if s.Remove != "" || s.On != (s.Value == "1999" || s.Value == "2001") {
			t.Errorf("slot %q: chosen %v, removed by %q", s.Value, s.On, s.Remove)
		}
	}
	if diff := cmp.Diff([]field{{"q", "x"}, {"theme", "sci"}}, v.Keep); diff != "" {
		t.Errorf("a click keeps: %s", diff)
	}
}

func TestHistogramTitles(t *testing.T) {
	year := 2019
	for want, bar := range map[string]index.YearCount{
		"2019年：12,345 段": {Year: &year, Count: 12345, Covered: true},
		"2019年：0 段":      {Year: &year, Covered: true},
		"2019年：本库无此年文献":  {Year: &year},
		"日期不详：3 段":       {Count: 3, Covered: true},
	} {
		if got := barTitle(bar, false); got != want {
			t.Errorf("title %q, want %q", got, want)
		}
	}
	if got := barTitle(index.YearCount{Count: 3, Covered: true, Held: 12}, true); got != "日期不详：3 段，本库日期不详的共 12 段，占 25.0%" {
		t.Errorf("share of the undated: %q", got)
	}
}

func TestFacetGroups(t *testing.T) {
	q := ask(index.ParseText("x"))
	q.Filters.Values = map[index.Facet][]string{index.Place: {"30市", "无此市"}, index.Level: {index.UnknownValue}}
	r := &index.Results{Facets: map[index.Facet][]index.FacetValue{index.Genre: {{Value: index.UnknownValue, Count: 9}}}}
	for i := range 40 {
		r.Facets[index.Place] = append(r.Facets[index.Place], index.FacetValue{Value: fmt.Sprintf("%d市", i), Count: 40 - i})
	}
	facets := completed(q, r, themeNames{})
	views := testServer(t).facetViews(q, facets, "")
	if len(views) != 2 || views[0].Title != "层级" || views[1].Title != "地方" {
		t.Fatalf("facets %+v; one that only says 不详 narrows nothing", views)
	}
	if level := views[0].Shown[0]; level.Label != "不详" || !level.On || !level.Zero {
		t.Errorf("selected 不详: %+v", level)
	}
	place := views[1]
	if len(place.Shown) != facetShown+2 || len(place.More) != facetMore || place.Total != 41 || place.Chosen != 2 {
		t.Errorf("%d shown, %d folded away, %d in all, %d chosen", len(place.Shown), len(place.More), place.Total, place.Chosen)
	}
	if !strings.HasSuffix(place.All, "&all=place#f-place") {
		t.Errorf("all values at %q", place.All)
	}
	if all := testServer(t).facetViews(q, facets, "place")[1]; len(all.Shown)+len(all.More) != 41 || all.All != "" {
		t.Errorf("expanded: %d and %d values, more at %q", len(all.Shown), len(all.More), all.All)
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{"2024": "2024年", "2024-07": "2024年7月", "2024-07-18": "2024年7月18日", "odd": "odd"} {
		if got := chineseDate(in); got != want {
			t.Errorf("chineseDate(%q) = %q, want %q", in, got, want)
		}
	}
	date, kind := "1992-10", "adopted"
	if got := dated(&date, &kind, false); got != "1992年10月成文" {
		t.Errorf("dated: %q", got)
	}
	if got := dated(&date, &kind, true); got != "1992年10月通过" {
		t.Errorf("dated, of a law: %q", got)
	}
	if got := dated(nil, nil, true); got != "日期不详" {
		t.Errorf("no date: %q", got)
	}
}

func TestWebAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.gov.cn/a": "https://www.gov.cn/a", "http://x.cn": "http://x.cn", "javascript:alert(1)": "", "data:text/html,x": "",
		"//evil": "", "www.gov.cn": "", "": "", "https://": "", "\x00": "",
	} {
		if got := webAddress(in); got != want {
			t.Errorf("webAddress(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzValuesOf(f *testing.F) {
	for _, seed := range []string{`{"q":"a","theme":["sci","env"],"size":3,"uncertain":true}`, `{}`, `{"q":null}`, `[`, `{"q":{}}`, `{"q":1e400}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		values, err := valuesOf(body)
		if (values == nil) == (err == nil) {
			t.Fatalf("values %v and error %v", values, err)
		}
		if err != nil && explain(err).Status != 400 {
			t.Fatalf("a bad body is answered with %d", explain(err).Status)
		}
	})
}

func TestZoned(t *testing.T) {
	at := time.Date(2026, 11, 24, 6, 53, 0, 0, time.UTC)
	for offset, want := range map[int]string{
		0: "2026年11月24日 06:53（UTC）", 8 * 3600: "2026年11月24日 14:53（UTC+8）",
		-12600: "2026年11月24日 03:23（UTC-3:30）", 20700: "2026年11月24日 12:38（UTC+5:45）",
	} {
		if got := zoned(at.In(time.FixedZone("", offset))); got != want {
			t.Errorf("offset %d: %q, want %q", offset, got, want)
		}
	}
}

func TestShare(t *testing.T) {
	for want, c := range map[string][2]int{"": {0, 9}, "（不到 0.1%）": {1, 9000}, "（0.1%）": {1, 1000}, "（25.0%）": {1, 4}, "（100.0%）": {3, 3}} {
		if got := share(c[0], c[1]); got != want {
			t.Errorf("%d of %d: %q, want %q", c[0], c[1], got, want)
		}
	}
}

func TestBasisText(t *testing.T) {
	for in, want := range map[string]string{
		"header 文种":              "文件头 文种",
		"record date":            "记录“date”",
		"record date：2020-09-22": "记录“date”：2020-09-22",
		"meta og:title":          "网页标记“og:title”",
		"link canonical":         "网页标记的网址",
		"front matter 日期":        "文前说明 日期",
		"甲（header 标题）；乙（record title）": "甲（文件头 标题）；乙（记录“title”）",
		"落款 recorder header":           "落款 recorder header",
		"首行":                           "首行", "": "",
	} {
		if got := basisText(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDateWords(t *testing.T) {
	for _, c := range []struct {
		kind   corpus.DateKind
		genre  string
		issuer string
		want   string
	}{
		{corpus.Adopted, "通知", "国务院", "成文"},
		{corpus.Adopted, "法律", "全国人民代表大会", "通过"},
		{corpus.Adopted, "条例", "国务院", "通过"},
		{corpus.Adopted, "决定", "中共中央", "成文"},
		{corpus.Adopted, "公告", "全国人民代表大会常务委员会", "成文"},
		{corpus.Adopted, "", "全国人民代表大会", "通过"},
		{corpus.Adopted, "", "", "成文"},
		{corpus.Adopted, "决定", "全国人民代表大会常务委员会", "通过"},
		{corpus.Spoken, "讲话", "", "讲话"},
		{corpus.Published, "法律", "", "发布"},
		{corpus.Revised, "法律", "", "修订"},
		{corpus.Effective, "法律", "", "施行"},
	} {
		if got := dateWord(c.kind, isPassed(c.genre, []string{c.issuer})); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestLabelled(t *testing.T) {
	for _, c := range []struct {
		confidence float64
		corrected  bool
		unsure     bool
	}{{index.UncertainBelow - .01, false, true}, {index.UncertainBelow, false, false}, {.2, true, false}} {
		if got := labelled("加", c.confidence, c.corrected); got.Unsure != c.unsure || got.Mark != "＋" {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}
