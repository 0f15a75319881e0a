package server

import (
	"fmt"
	"strings"
	"testing"

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
		q := index.ParseText("x")
		q.Page, q.Size = c.page, c.size
		if got := describe(paging(q, c.total)); got != c.want {
			t.Errorf("page %d of size %d, %d hits: %q, want %q", c.page, c.size, c.total, got, c.want)
		}
	}
}

func describe(v pagingView) string {
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
	q := index.ParseText("x")
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
			if (s.Remove != "") != (s.Value == "1999") {
				t.Errorf("slot %q can be removed: %q", s.Value, s.Remove)
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

func TestHistogramTitles(t *testing.T) {
	year := 2019
	for want, bar := range map[string]index.YearCount{
		"2019年：12,345 段":   {Year: &year, Count: 12345, Covered: true},
		"2019年：0 段":        {Year: &year, Covered: true},
		"2019年：本库没有这一年的文件": {Year: &year},
		"日期不详：3 段":         {Count: 3, Covered: true},
	} {
		if got := barTitle(bar); got != want {
			t.Errorf("title %q, want %q", got, want)
		}
	}
}

func TestFacetGroups(t *testing.T) {
	q := index.ParseText("x")
	q.Filters.Values = map[index.Facet][]string{index.Place: {"30市", "无此市"}, index.Level: {index.UnknownValue}}
	r := &index.Results{Facets: map[index.Facet][]index.FacetValue{index.Genre: {{Value: index.UnknownValue, Count: 9}}}}
	for i := range 40 {
		r.Facets[index.Place] = append(r.Facets[index.Place], index.FacetValue{Value: fmt.Sprintf("%d市", i), Count: 40 - i})
	}
	facets := completed(q, r, themeNames{})
	views := facetViews(q, facets, "")
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
	if all := facetViews(q, facets, "place")[1]; len(all.Shown)+len(all.More) != 41 || all.All != "" {
		t.Errorf("expanded: %d and %d values, more at %q", len(all.Shown), len(all.More), all.All)
	}
}

func TestSourceLine(t *testing.T) {
	for _, c := range []struct{ title, who, number, date, locator, want string }{
		{"关于优化营商环境的通知", "国务院办公厅", "国办发〔2018〕99号", "2018年9月30日 成文或通过", "第2段",
			"——《关于优化营商环境的通知》，国务院办公厅，国办发〔2018〕99号，2018年9月30日 成文或通过，第2段"},
		{"关于印发《方案》的通知", "", "", "日期不详", "第1段", "——《关于印发〈方案〉的通知》，日期不详，第1段"},
		{"", "", "", "日期不详", "", "——《题名不详》，日期不详"},
	} {
		if got := sourceLine(c.title, c.who, c.number, c.date, c.locator); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{"2024": "2024年", "2024-07": "2024年7月", "2024-07-18": "2024年7月18日", "odd": "odd"} {
		if got := chineseDate(in); got != want {
			t.Errorf("chineseDate(%q) = %q, want %q", in, got, want)
		}
	}
	date, kind := "1992-10", "adopted"
	if got := dated(&date, &kind); got != "1992年10月 成文或通过" {
		t.Errorf("dated: %q", got)
	}
	if got := dated(nil, nil); got != "日期不详" {
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
