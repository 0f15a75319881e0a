package server

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"yinju/index"
)

// The page and the API are one answer.
func TestSidesPageEqualsAPI(t *testing.T) {
	s := testServer(t)
	r := decode[index.Sides](t, get(s, "/api/sides?q="+escape("人工智能")), http.StatusOK)
	page := open(t, s, "/sides?q="+escape("人工智能"))
	for id, column := range map[string]index.Column{"add": r.Add, "cut": r.Cut, "both": r.Both} {
		hits := page.Find("#" + id + " .hit")
		if hits.Length() != len(column.Hits) {
			t.Errorf("%s: %d hits on the page, %d in the answer", id, hits.Length(), len(column.Hits))
		}
		for i, h := range column.Hits {
			if got, _ := hits.Eq(i).Attr("id"); got != "h-"+h.ID {
				t.Errorf("%s: hit %d is %s, want %s", id, i, got, h.ID)
			}
		}
		if column.Empty != "" && words(page.Find("#"+id+" .noneof")) != column.Empty {
			t.Errorf("%s: empty says %q, want %q", id, words(page.Find("#"+id+" .noneof")), column.Empty)
		}
	}
	text := words(page.Find("main"))
	for _, want := range []string{"两栏是政策增加什么、减去什么，不是赞成与反对", "相符的共 " + count(r.Total), "无：另有 " + count(r.Neither)} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestSidesLinksStayOnTheirPage(t *testing.T) {
	page := open(t, testServer(t), "/sides?q="+escape("人工智能")+"&size=1&category="+escape("加"))
	page.Find(".chips a, .paging a, .uncertain a").Each(func(_ int, a *goquery.Selection) {
		if href, _ := a.Attr("href"); !strings.HasPrefix(href, "/sides?") || !strings.Contains(href, "q=") {
			t.Errorf("%s leads to %s", words(a), href)
		}
	})
	if action, _ := page.Find("#search").Attr("action"); action != "/sides" {
		t.Errorf("the search form leads to %s", action)
	}
	if href, _ := page.Find("a.switch").Attr("href"); !strings.HasPrefix(href, "/search?") {
		t.Errorf("the way to one column is %s", href)
	}
	if open(t, testServer(t), "/search?q="+escape("人工智能")).Find(`.across a[href^="/sides?"]`).Length() != 1 {
		t.Error("no way from the results to both columns")
	}
}

func TestSidesBadAndEmpty(t *testing.T) {
	s := testServer(t)
	for _, query := range []string{"page=0", "size=201", "theme=nope", "by=magic", "object=" + escape(strings.Repeat("长", 41)), "from=2021&to=2020"} {
		if w := get(s, "/sides?q=x&"+query); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", query, w.Code)
		}
		if e := decode[apiError](t, get(s, "/api/sides?q=x&"+query), http.StatusBadRequest).Error; e.Param == "" {
			t.Errorf("%s: %+v", query, e)
		}
	}
	if n := open(t, s, "/sides").Find(`.examples a[href^="/sides?"]`).Length(); n == 0 {
		t.Error("the empty page has no examples")
	}
	if text := words(open(t, s, "/sides?q="+escape("「全无此事之辞」")).Find(".nothing")); !strings.Contains(text, "未见于本库，不等于不存在") {
		t.Errorf("nothing found says %q", text)
	}
}

func TestSidesChart(t *testing.T) {
	years := func(y int) *int { return &y }
	c := chartOf([]index.SidesYear{
		{Year: years(2019), Add: 4, Cut: 1, Both: 1, Covered: true, Held: 20},
		{Year: years(2020)},
		{Year: years(2021), Cut: 5, Covered: true, Held: 10},
		{Add: 2, Covered: true, Held: 3},
	})
	if c.Peak != "5" || c.Gaps == "" || len(c.Years) != 3 || !c.Years[1].None || c.Undated == nil || c.Undated.Add != "2" {
		t.Errorf("%+v", c)
	}
	if !strings.Contains(c.Summary, "做加法的 2019 年最多，4 段；做减法的 2021 年最多，5 段") {
		t.Errorf("summary %s", c.Summary)
	}
	if c.Add != "M1 36.0v-28.8h8v28.8z" || !strings.HasPrefix(c.Cut, "M1 36.0v7.2h8v-7.2z") {
		t.Errorf("add %s, cut %s", c.Add, c.Cut)
	}
	if chartOf(nil) != nil {
		t.Error("a chart of nothing")
	}
}
