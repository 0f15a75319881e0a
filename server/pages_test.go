package server

import (
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"yinju/archive"
)

func TestStartPage(t *testing.T) {
	s := testServer(t)
	for _, path := range []string{"/", "/search", "/search?q=", "/search?q=%20&from=&to="} {
		page := open(t, s, path)
		if got := words(page.Find(".facts").First()); !strings.Contains(got, "文件4 份") || !strings.Contains(got, "日期不详1 份（25.0%）") {
			t.Errorf("%s: facts %q", path, got)
		}
		if n := page.Find(".examples a").Length(); n == 0 {
			t.Errorf("%s: no examples", path)
		}
		if got := words(page.Find(".sources")); !strings.Contains(got, "人民日报 1 份") {
			t.Errorf("%s: sources %q", path, got)
		}
	}
}

func TestSearchPage(t *testing.T) {
	page := open(t, testServer(t), "/search?q="+escape("营商环境 企业")+"&category="+escape("减")+"&year=2018&sort=-date&size=5&from=2018")
	for selector, want := range map[string]string{
		"#q":                 "营商环境 企业",
		`input[name="sort"]`: "-date", `input[name="size"]`: "5", `input[name="from"]`: "2018",
	} {
		if got, _ := page.Find(selector).Attr("value"); got != want {
			t.Errorf("%s has value %q, want %q", selector, got, want)
		}
	}
	if got := words(page.Find(".chips")); got != "加减：－ 减法 × 年份：2018 × 日期：自 2018 × 全部去掉" {
		t.Errorf("chips %q", got)
	}
	for _, selector := range []string{`#f-category input[value="减"][checked]`, `#f-year input[value="2018"][checked]`,
		`.sorts a[aria-current]:contains("新的在前")`, `a.slot.on`, `[role=status]:contains("共")`, ".hit mark", ".hit .sign.cut",
		`.years figcaption:contains("按文件主日期：修订、成文或通过、讲话、发布、施行之先有者")`} {
		if page.Find(selector).Length() == 0 {
			t.Errorf("page lacks %s", selector)
		}
	}
	about := words(page.Find(".hit .about").First())
	if about != "国务院办公厅 · 国办发〔2018〕99号 · 2018年9月30日成文 · 通知 · 中国政府网（官方原文） · 效力未核" {
		t.Errorf("about %q", about)
	}
}

// Every condition on a page is a link or an input that keeps all the others.
func TestSearchPageLinksKeepTheRest(t *testing.T) {
	page := open(t, testServer(t), "/search?q="+escape("人工智能")+"&year=unknown&theme=digital&size=3&fold=off&bars=share")
	page.Find(".chips li:not(:last-child) a, .sorts a, .paging a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		if !strings.Contains(href, "q="+escape("人工智能")) || !strings.Contains(href, "size=3") ||
			!strings.Contains(href, "fold=off") || !strings.Contains(href, "bars=share") {
			t.Errorf("%q leads to %q: query, size, folding or bars lost", words(a), href)
		}
	})
	if href, _ := page.Find(".chips a").First().Attr("href"); strings.Contains(href, "theme") || !strings.Contains(href, "year=unknown") {
		t.Errorf("removing the theme leads to %q", href)
	}
	if href, _ := page.Find(`.paging a[rel="next"]`).Attr("href"); !strings.Contains(href, "page=2") {
		t.Errorf("next page leads to %q", href)
	}
}

func TestUndatedIsSaidAndSelectable(t *testing.T) {
	page := open(t, testServer(t), "/search?q="+escape("人工智能"))
	if got := words(page.Find(`#f-year label:has(input[value="unknown"])`)); !strings.HasPrefix(got, "日期不详") {
		t.Errorf("year facet says %q", got)
	}
	if page.Find(`button.slot[value="unknown"]`).Length() != 1 {
		t.Error("the strip has no bar for 日期不详")
	}
	if !strings.Contains(words(page.Find(".hit .about")), "日期不详") {
		t.Error("no hit says 日期不详")
	}
}

func TestNothingFound(t *testing.T) {
	page := open(t, testServer(t), "/search?q="+escape("人工智能")+"&year=1931")
	text := words(page.Find(".nothing"))
	for _, want := range []string{"没有段落符合", "去掉“年份：1931” ", "未见于本库，不等于不存在", "本库没有 1931 年的文件", "本库共 4 份文件"} {
		if !strings.Contains(text, want) {
			t.Errorf("page lacks %q: %s", want, text)
		}
	}
	if href, _ := page.Find(".nothing li a").Attr("href"); href != "/search?q="+escape("人工智能") {
		t.Errorf("relief leads to %q", href)
	}
	if page.Find(`#f-year input[value="1931"][checked]`).Length() != 1 {
		t.Error("the selected year with no passages is not shown")
	}
}

// Where no one filter is to blame, the best pair and all together are offered;
// fewer words are advised only where the words alone find nothing.
func TestNothingFoundByTwoFilters(t *testing.T) {
	s := testServer(t)
	for _, c := range []struct {
		more   string // of the phrase asked for
		params string
		links  []string // what is offered, with the parameters that remain
		advice bool
	}{
		{"", "&year=1931&source=nowhere", []string{"全部去掉: q"}, false},
		{"", "&year=1931&source=nowhere&theme=" + allThemes(), []string{"去掉“来源”和“年份”: q theme", "全部去掉: q"}, false},
		{"与不存在的词组合", "&year=1931&source=nowhere", nil, true},
		{"与不存在的词组合", "", nil, true},
	} {
		page := open(t, s, "/search?q="+escape("「人工智能"+c.more+"」")+c.params)
		var links []string
		page.Find(".nothing li a").Each(func(_ int, a *goquery.Selection) {
			href, _ := a.Attr("href")
			u, _ := url.Parse(href)
			links = append(links, words(a)+": "+strings.Join(slices.Sorted(maps.Keys(u.Query())), " "))
		})
		if diff := cmp.Diff(c.links, links); diff != "" {
			t.Errorf("%s: %s", c.params, diff)
		}
		if got := strings.Contains(words(page.Find(".nothing")), "少用几个词"); got != c.advice {
			t.Errorf("%s: advice to use fewer words is %v", c.params, got)
		}
		if page.Find(".strip").Length() != 0 {
			t.Errorf("%s: a strip of years without results", c.params)
		}
	}
}

func allThemes() string {
	var codes []string
	for _, t := range archive.Vocabulary().Themes {
		codes = append(codes, t.Code)
	}
	return strings.Join(codes, "&theme=")
}

func TestEmptyArchive(t *testing.T) {
	a, err := archive.Create(t.Context(), t.TempDir(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s := New(Config{Archive: a, Log: slog.New(slog.DiscardHandler)})
	for path, selector := range map[string]string{"/search?q=x&year=1931": ".nothing", "/": "main"} {
		text := words(open(t, s, path).Find(selector))
		if !strings.Contains(text, "本库还没有文件") || !strings.Contains(text, "yinju import") || strings.Contains(text, "最近导入") || strings.Contains(text, "少用几个词") {
			t.Errorf("%s says %q", path, text)
		}
	}
}

// What an answer by words alone lacks is said quietly, not as a fault.
func TestWordsAloneAreNoFault(t *testing.T) {
	page := open(t, testServer(t), "/search?q="+escape("人工智能"))
	quiet := page.Find(".total .quiet")
	if title, _ := quiet.Attr("title"); words(quiet) != "只按词语检索" || !strings.Contains(title, "没有启用语义模型") {
		t.Errorf("status line says %q, %q", words(quiet), title)
	}
	if got := words(page.Find(".note")) + words(page.Find(".total")); strings.Contains(got, "模型") || strings.Contains(got, "用时") {
		t.Errorf("page says %q", got)
	}
}

// A copy names the source even where nobody issued the text.
func TestCreditsOfPages(t *testing.T) {
	s := testServer(t)
	hit := firstHit(t, s, "「前景广阔」")
	credit, _ := open(t, s, "/d/"+hit.Doc).Find("main").Attr("data-credit")
	if credit != "——《以辩证思维准确把握和开展“人工智能+”行动》，人民日报，日期不详" {
		t.Errorf("document: %q", credit)
	}
	ofHit, _ := open(t, s, "/search?q="+escape("「前景广阔」")).Find(".hit").First().Attr("data-credit")
	if ofHit != credit+"，"+hit.Locator {
		t.Errorf("hit: %q", ofHit)
	}
}

// Paper says what was asked and where, with full addresses.
func TestPrintedParts(t *testing.T) {
	s := testServer(t)
	for host, here := range map[string]bool{"127.0.0.1:8080": true, "yinju.example": false} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/search?q="+escape("人工智能")+"&category="+escape("加")+"&sort=-date&size=2&page=2", nil)
		r.Host = host
		s.ServeHTTP(w, r)
		page, err := goquery.NewDocumentFromReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		text := words(page.Find(".printed"))
		for _, want := range []string{"检索：人工智能", "加减：＋ 加法", "排序：新的在前", "第 2 页，共 ", "http://" + host + "/search?q="} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: paper lacks %q: %s", host, want, text)
			}
		}
		if strings.Contains(text, "仅在本机可打开") != here {
			t.Errorf("%s: %q", host, text)
		}
		if link, _ := page.Find(".hit").Attr("data-link"); !strings.HasPrefix(link, "http://"+host+"/p/") {
			t.Errorf("%s: permanent link %q", host, link)
		}
	}
}

// A long law stays light: a page of 717 paragraphs under 390 kB without its text.
func TestDocumentPageWeight(t *testing.T) {
	const articles = 717
	a, err := archive.Create(t.Context(), t.TempDir(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	text := "中华人民共和国示范法\n\n"
	for i := range articles {
		text += fmt.Sprintf("第%d条 国家支持并扩大示范活动，取消不合理的第%d项收费，禁止伪造数据，防范各类风险，保护当事人的合法权益。\n\n", i+1, i+1)
	}
	if _, err := a.ImportTexts(t.Context(), []archive.Text{{Key: "法律/示范法.txt", Data: []byte(text)}}); err != nil {
		t.Fatal(err)
	}
	s := New(Config{Archive: a, Log: slog.New(slog.DiscardHandler)})
	w := get(s, "/d/"+firstHit(t, s, "示范活动").Doc)
	size := w.Body.Len()
	page, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if n := page.Find(".para").Length(); n < articles {
		t.Fatalf("%d paragraphs, want %d", n, articles)
	}
	if size -= len(page.Find(".para .text").Text()); size > 390_000 { // of each passage its links, label and reasons: some 500 bytes
		t.Errorf("the page has %d bytes without its text", size)
	}
}

func TestPagePastTheEnd(t *testing.T) {
	page := open(t, testServer(t), "/search?q="+escape("人工智能")+"&page=900")
	if got := words(page.Find(".past")); !strings.HasPrefix(got, "没有第 900 页") {
		t.Errorf("page says %q", got)
	}
}

func TestDocumentPage(t *testing.T) {
	s := testServer(t)
	hit := firstHit(t, s, "「前景广阔」")
	page := open(t, s, "/d/"+hit.Doc+"?q="+escape("「前景广阔」"))
	id := strings.ReplaceAll(hit.ID, ".", `\.`)
	if got := words(page.Find("#" + id + " mark").First()); got != "前景广阔" {
		t.Errorf("hit is marked %q", got)
	}
	marked := page.Find(".para.found")
	if marked.Length() < 1 || page.Find(".para").Length() <= marked.Length() {
		t.Errorf("%d of %d paragraphs are marked", marked.Length(), page.Find(".para").Length())
	}
	if got := words(page.Find(".fields dl")); !strings.Contains(got, "文号不详") || !strings.Contains(got, "日期不详") ||
		!strings.Contains(got, "原标题以辩证思维") {
		t.Errorf("fields %q", got)
	}
	page.Find(".para").Each(func(_ int, p *goquery.Selection) {
		own, _ := p.Attr("id")
		if p.Find(`footer > a[href="/p/`+own+`"]`).Length() != 1 || p.Find(".sign").Length() != 1 {
			t.Errorf("paragraph %s lacks its permanent link or label", own)
		}
	})
}

func TestDocumentFieldsSayTheirState(t *testing.T) {
	s := testServer(t)
	page := open(t, s, "/d/"+firstHit(t, s, "标题:优化营商环境").Doc)
	rows := map[string]string{}
	page.Find(".fields dl > div").Each(func(_ int, row *goquery.Selection) { rows[words(row.Find("dt"))] = words(row.Find("dd")) })
	for name, want := range map[string]string{
		"题名": "国务院办公厅关于优化营商环境的通知 原文载明", "地方": "不详", "原文地址": "不详",
		"发文机关": "国务院办公厅 原文载明", "文号": "国办发〔2018〕99号 原文载明", "发布日期": "2018年10月15日 原文载明",
	} {
		if rows[name] != want {
			t.Errorf("%s: %q, want %q", name, rows[name], want)
		}
	}
	if !strings.HasPrefix(rows["成文日期"], "2018年9月30日（主日期）") {
		t.Errorf("成文日期: %q", rows["成文日期"])
	}
}

func TestPassageLinkLeadsToDocument(t *testing.T) {
	s := testServer(t)
	hit := firstHit(t, s, "人工智能")
	w := get(s, "/p/"+hit.ID)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/d/"+hit.Doc+"#"+hit.ID {
		t.Errorf("%d to %q", w.Code, w.Header().Get("Location"))
	}
}

func TestMarkupShowsAsText(t *testing.T) {
	s := testServer(t)
	hit := firstHit(t, s, "人工智能标记")
	for _, path := range []string{
		"/search?q=" + escape("人工智能标记"), "/d/" + hit.Doc + "?q=" + escape("人工智能标记"), "/", "/coverage",
		"/search?q=" + escape(`"><script>alert(9)</script>`), "/search?q=x&source=" + escape(`"><img src=x>`),
		"/search?q=" + escape(`<svg onload=alert(1)>`) + "&size=999",
	} {
		page, err := goquery.NewDocumentFromReader(get(s, path).Body)
		if err != nil {
			t.Fatal(err)
		}
		if n := page.Find("script").Length(); n != 1 {
			t.Errorf("%s: %d scripts, want only our own", path, n)
		}
		if n := page.Find("main img, main b:contains('标记'), [onerror], [onload]").Length(); n != 0 {
			t.Errorf("%s: %d elements came from a text", path, n)
		}
	}
	page := open(t, s, "/search?fold=off&q="+escape("人工智能标记"))
	if !strings.Contains(page.Find(".hit .text").Text(), `<script>alert("人工智能标记")</script>`) {
		t.Error("the text's markup is not shown as text")
	}
}

func TestHelpPage(t *testing.T) {
	page := open(t, testServer(t), "/help")
	if n := page.Find(".examples a").Length(); n != 10 {
		t.Errorf("%d examples, want 10", n)
	}
	if lang, _ := page.Find(`h2:contains("In English")`).Attr("lang"); lang != "en" {
		t.Errorf("the English heading has lang %q", lang)
	}
	if !strings.Contains(words(page.Find(".ways")), "词语多于三个、或同时含有全部词语的段落不足二十时") {
		t.Error("help does not say when words may be missing")
	}
	if n := page.Find("#sides ~ p.pair").Length(); n != 2 {
		t.Errorf("%d lines on 加 and 减, want 2", n)
	}
}

func TestCoveragePage(t *testing.T) {
	page := open(t, testServer(t), "/coverage")
	for _, want := range []string{"2018 年14", "2019 年14", "2020 年12", "日期不详1"} {
		if !strings.Contains(words(page.Find("#by-year ~ .scroll tbody")), want) {
			t.Errorf("years lack %q", want)
		}
	}
}

// A page is light: under 60 kB apart from the passages.
func TestPageWeight(t *testing.T) {
	w := get(testServer(t), "/search?q="+escape("人工智能")+"&size=10")
	size := w.Body.Len()
	page, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if size -= len(page.Find(".text").Text()); size > 60<<10 {
		t.Errorf("the page has %d bytes without its passages", size)
	}
}
