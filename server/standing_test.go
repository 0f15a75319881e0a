package server

import (
	"bytes"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"yinju/index"
)

// shown renders an answer as the page does.
func shown(t *testing.T, q asked, r *index.Results) *goquery.Document {
	t.Helper()
	s := testServer(t)
	at := addressing{permalink: func(id string) string { return "http://here/p/" + id }, local: true}
	var b bytes.Buffer
	if err := s.pages["search"].ExecuteTemplate(&b, "layout", s.searchView(q, r, "", at)); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestHitsSayHowTheyStand(t *testing.T) {
	for _, c := range []struct {
		status, note, by string
		text, href       string
		warns            bool
	}{
		{index.Repealed, "据《新条例》第六十条废止", "bbb.ppp", "据《新条例》第六十条废止", "/p/bbb.ppp", true},
		{index.Superseded, "非本库最新版本；最新的是《办法》（2021年6月1日）", "bbb", "非本库最新版本；最新的是《办法》（2021年6月1日）", "/d/bbb", true},
		{index.Newest, "本库所存最新文本（效力未核）", "", "本库所存最新文本（效力未核）", "", false},
		{index.UnknownValue, "效力未核；据《新条例》，自2999年5月1日起废止", "bbb.ppp", "效力未核；据《新条例》，自2999年5月1日起废止", "/p/bbb.ppp", false},
		{index.UnknownValue, "", "", "效力未核", "", false},
	} {
		page := shown(t, ask(index.ParseText("x")), &index.Results{Total: 1, Rows: 1, Documents: 1,
			Hits: []index.Hit{{ID: "a.b", Doc: "a", Status: c.status, StatusNote: c.note, StatusBy: c.by}}})
		line := page.Find(".hit .standing")
		href, _ := line.Find("a").Attr("href")
		if words(line) != c.text || href != c.href || line.HasClass("warns") != c.warns {
			t.Errorf("%s: %q to %q, stands out: %v", c.status, words(line), href, line.HasClass("warns"))
		}
	}
}

func TestFoldedRows(t *testing.T) {
	date := "2020-03"
	r := &index.Results{Total: 214, Documents: 38, Rows: 41, Hits: []index.Hit{{
		ID: "a.b", Doc: "a", Title: "甲", Source: "某报", SourceClass: "转载", Same: []string{"c.d", "e.f", "g.h"}, Places: 3, More: 6,
		Elsewhere: []index.Elsewhere{{ID: "c.d", Doc: "c", Title: "乙", Source: "某网", SourceClass: "官方原文", Locator: "第三条", Date: &date}, {ID: "e.f", Doc: "e"}},
	}}}
	page := shown(t, ask(index.ParseText("「营商环境」")), r)
	for selector, want := range map[string]string{
		".total > span":            "共 214 段，38 份文件；合并后 41 条",
		".switch":                  "逐段列出",
		".same summary":            "另见 3 处同文",
		".same li:first-of-type":   "乙 某网（官方原文） · 2020年3月 · 第三条",
		".same li:nth-of-type(2)":  "题名不详 日期不详",
		".same p":                  "另有 1 处未列出，可逐段列出来看。",
		".more":                    "本文另有 6 段",
		".about span:last-of-type": "某报（转载）",
	} {
		if got := words(page.Find(selector)); got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	if href, _ := page.Find(".more a").Attr("href"); href != "/d/a?q="+escape("「营商环境」") {
		t.Errorf("the other passages are at %q", href)
	}
	if href, _ := page.Find(".same a").Attr("href"); href != "/p/c.d" {
		t.Errorf("the same passage is at %q", href)
	}
	if n := page.Find(".paging .n").Last().Text(); n != "5" {
		t.Errorf("41 rows end on page %s", n)
	}
	flat := ask(index.ParseText("x"))
	flat.Fold = false
	if got := shown(t, flat, r).Find(".switch"); words(got) != "合并列出" || hrefOf(got) != "/search?q=x" {
		t.Errorf("unfolded: %q to %q", words(got), hrefOf(got))
	}
}

func hrefOf(s *goquery.Selection) string { href, _ := s.Attr("href"); return href }

// The files have what the page has, passage by passage, and say where they end.
func TestLeavingLinks(t *testing.T) {
	q := ask(index.ParseText("x"))
	q.Page, q.Size, q.Sort, q.Share = 3, 50, index.NewestFirst, true
	q.Filters.Values = map[index.Facet][]string{index.Theme: {"sci"}}
	v := leaving(q, 214)
	if v.CSV != "/search.csv?q=x&sort=-date&theme=sci" || v.Cap != "" {
		t.Errorf("%+v", v)
	}
	if v = leaving(q, 12_345); v.Cap != "10,000" || v.Total != "12,345" {
		t.Errorf("%+v", v)
	}
	page := open(t, testServer(t), "/search?q="+escape("人工智能")+"&fold=off&page=2")
	feed, _ := page.Find(`link[rel=alternate][type="application/atom+xml"]`).Attr("href")
	if feed != "/search.atom?q="+escape("人工智能") || hrefs(page.Find(".leave")) != strings.Join([]string{
		"/search.csv?q=" + escape("人工智能"), "/search.jsonl?q=" + escape("人工智能"), feed}, " ") {
		t.Errorf("feed %q, files %q", feed, hrefs(page.Find(".leave")))
	}
}

// A link that opens here only says so, beside the address of the original.
func TestCopiedLinksSayWhereTheyOpen(t *testing.T) {
	for _, c := range []struct {
		local          bool
		original, want string
	}{
		{true, "https://www.gov.cn/x", "（此链接仅在本机可打开；原文地址 https://www.gov.cn/x）"},
		{true, "", "（此链接仅在本机可打开）"},
		{true, "javascript:alert(1)", "（此链接仅在本机可打开）"},
		{false, "https://www.gov.cn/x", "（原文地址 https://www.gov.cn/x）"},
		{false, "", ""},
	} {
		if got := (addressing{local: c.local}).aside(c.original); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestStatusFacet(t *testing.T) {
	q := ask(index.ParseText("x"))
	q.Filters.Values = map[index.Facet][]string{index.Status: {index.Repealed}}
	r := &index.Results{Facets: map[index.Facet][]index.FacetValue{index.Status: {
		{Value: index.UnknownValue, Label: "效力未核", Count: 9}, {Value: index.Newest, Label: "本库所存最新文本（效力未核）", Count: 2}}}}
	var got []string
	for _, v := range testServer(t).facetViews(q, completed(q, r, themeNames{}), "") {
		for _, value := range v.Shown {
			got = append(got, value.Value+" "+value.Label)
		}
	}
	want := "newest 本库所存最新文本（效力未核）|repealed 据本库所存文件废止|unknown 效力未核"
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("%q, want %q", text, want)
	}
}

// The strip tells silence from a gap, and a large year from a small one.
func TestStripOfSharesAndGaps(t *testing.T) {
	year := func(n int) *int { return &n }
	years := []index.YearCount{{Year: year(2001), Count: 30, Covered: true, Held: 300}, {Year: year(2002)}, {Year: year(2003)},
		{Year: year(2004), Covered: true, Held: 50}, {Year: year(2005), Count: 20, Covered: true, Held: 40}, {Count: 1, Covered: true, Held: 9}}
	q := ask(index.ParseText("x"))
	counts := histogram(q, years)
	q.Share = true
	shares := histogram(q, years)
	if counts.Gaps != "M10 0h10v40h-10zM20 0h10v40h-10z" || shares.Gaps != counts.Gaps {
		t.Errorf("gaps %q", counts.Gaps)
	}
	for want, text := range map[string]string{
		"2001 年最多，30 段": counts.Summary, "2005 年最多，50.0%": shares.Summary, "本库无此年文献：2002—2003": counts.Summary,
		"2005年：20 段，本库这一年共 40 段，占 50.0%": shares.Slots[4].Title, "2002年：本库无此年文献": shares.Slots[1].Title,
		"2005年：20 段": counts.Slots[4].Title,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	if !counts.Slots[1].None || counts.Slots[3].None {
		t.Error("a year without results is not a year without documents")
	}
	if !strings.HasPrefix(counts.Bars, "M1 40v-40.0") || !strings.Contains(shares.Bars, "M41 40v-40.0") {
		t.Errorf("counts %q, shares %q", counts.Bars, shares.Bars)
	}
}
