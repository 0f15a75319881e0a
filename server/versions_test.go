package server

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"yinju/archive"
)

// archiveOf is a server over texts that are imported one after the other.
func archiveOf(t *testing.T, texts ...archive.Text) *Server {
	t.Helper()
	a, err := archive.Create(t.Context(), t.TempDir(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	for _, text := range texts {
		if _, err := a.ImportTexts(t.Context(), []archive.Text{text}); err != nil {
			t.Fatal(err)
		}
	}
	return New(Config{Archive: a, Version: "test", Log: slog.New(slog.DiscardHandler)})
}

const firstText = "关于试点的通知\n\n试点期限为两年，到期后由主管部门组织评估并报告。\n\n本通知自印发之日起施行，原有规定同时废止。"

// twoVersions has a notice whose term was changed.
func twoVersions(t *testing.T) (s *Server, doc string) {
	t.Helper()
	s = archiveOf(t, archive.Text{Key: "x/通知.txt", Data: []byte(firstText)},
		archive.Text{Key: "x/通知.txt", Data: []byte(strings.Replace(firstText, "两年", "三年", 1))})
	return s, firstHit(t, s, "「试点期限为三年」").Doc
}

func passageOf(t *testing.T, s *Server, address, text string) string {
	t.Helper()
	for _, p := range decode[archive.Document](t, get(s, address), http.StatusOK).Passages {
		if strings.Contains(p.Text, text) {
			return p.ID
		}
	}
	t.Fatalf("%s has no passage with %q", address, text)
	return ""
}

// A passage that a new version no longer has stays where it was: in the old
// version, under a notice.
func TestRetiredPassage(t *testing.T) {
	s, doc := twoVersions(t)
	old := passageOf(t, s, "/api/d/"+doc+"?version=1", "两年")
	w := get(s, "/p/"+old)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/d/"+doc+"?version=1#"+old {
		t.Fatalf("%d to %q", w.Code, w.Header().Get("Location"))
	}
	page := open(t, s, "/d/"+doc+"?version=1")
	if line := page.Find(".title .standing"); line.Length() != 0 {
		t.Errorf("the notice is said twice: %q", words(line))
	}
	if got := words(page.Find("#" + strings.ReplaceAll(old, ".", `\.`) + " .text")); !strings.Contains(got, "试点期限为两年") {
		t.Errorf("at the permanent link stands %q", got)
	}
	notice := page.Find(".notice")
	if !strings.HasPrefix(words(notice), "已有新版。这是第 1 版，共 2 版") {
		t.Errorf("notice %q", words(notice))
	}
	if diff := hrefs(notice); diff != "/d/"+doc+" /d/"+doc+"/compare?from=1&to=2" {
		t.Errorf("the notice leads to %q", diff)
	}
	if credit, _ := page.Find("main").Attr("data-credit"); !strings.Contains(credit, "第 1 版（已有新版）") {
		t.Errorf("a copy says %q", credit)
	}
}

func hrefs(s *goquery.Selection) string {
	var all []string
	s.Find("a").Each(func(_ int, a *goquery.Selection) { href, _ := a.Attr("href"); all = append(all, href) })
	return strings.Join(all, " ")
}

func TestVersionsOfADocument(t *testing.T) {
	s, doc := twoVersions(t)
	for _, path := range []string{"/d/" + doc, "/d/" + doc + "?version=2"} {
		page := open(t, s, path)
		if page.Find(".notice").Length() != 0 || !strings.Contains(page.Find(".body").Text(), "三年") {
			t.Errorf("%s is not the newest version", path)
		}
		if rows := words(page.Find("#versions ~ ol")); !strings.Contains(rows, "第 2 版") || !strings.Contains(rows, "最新") {
			t.Errorf("%s lists %q", path, rows)
		}
	}
	d := decode[archive.Document](t, get(s, "/api/d/"+doc+"?version=1"), http.StatusOK)
	if d.Version != 1 || d.Status != "superseded" || d.StatusBy != doc || len(d.Versions) != 2 {
		t.Errorf("version 1: %d of %d, %s by %q", d.Version, len(d.Versions), d.Status, d.StatusBy)
	}
	for path, status := range map[string]int{
		"/d/" + doc + "?version=3": 404, "/d/" + doc + "?version=0": 400, "/d/" + doc + "?version=x": 400, "/api/d/" + doc + "?version=9": 404,
		"/d/" + doc + "/compare": 400, "/d/" + doc + "/compare?from=1": 400, "/d/" + doc + "/compare?from=1&to=7": 404,
		"/d/" + doc + "/compare?with=none": 404, "/d/none/compare?from=1&to=2": 404,
	} {
		if w := get(s, path); w.Code != status {
			t.Errorf("%s: %d, want %d", path, w.Code, status)
		}
	}
}

// An old version of a document that another repeals says both.
func TestOldVersionOfARepealedDocument(t *testing.T) {
	rule := "江苏省试验区管理办法\n（2015年3月1日江苏省人民政府令第5号公布）\n\n第一条 为了管理试验区，制定本办法。\n\n第二条 试验区由省人民政府设立并公布名录。"
	s := archiveOf(t, archive.Text{Key: "a/旧.txt", Data: []byte(rule)},
		archive.Text{Key: "a/旧.txt", Data: []byte(strings.Replace(rule, "公布名录", "公开名录", 1))},
		archive.Text{Key: "b/新.txt", Data: []byte("江苏省试验区条例\n（2021年6月1日江苏省人民代表大会常务委员会通过）\n\n" +
			"第一条 为了保护试验区，制定本条例。\n\n第二条 本条例自2021年7月1日起施行。《江苏省试验区管理办法》同时废止。\n\n第三条 附则另行公布。")})
	doc := firstHit(t, s, "「公开名录」").Doc
	newest := decode[archive.Document](t, get(s, "/api/d/"+doc), http.StatusOK)
	old := decode[archive.Document](t, get(s, "/api/d/"+doc+"?version=1"), http.StatusOK)
	if newest.StatusNote != "据《江苏省试验区条例》第二条废止" || old.StatusNote != "已有新版；"+newest.StatusNote ||
		old.Status != "repealed" || old.StatusBy != newest.StatusBy || len(old.Related) != 1 {
		t.Fatalf("newest %q, old %s %q by %q, %d related", newest.StatusNote, old.Status, old.StatusNote, old.StatusBy, len(old.Related))
	}
	page := open(t, s, "/d/"+doc+"?version=1")
	if line := page.Find(".standing.warns"); words(line) != old.StatusNote || hrefOf(line.Find("a")) != "/p/"+newest.StatusBy {
		t.Errorf("the page says %q, to %q", words(line), hrefOf(line.Find("a")))
	}
	if !strings.HasPrefix(words(page.Find(".notice")), "已有新版。") || !strings.Contains(words(page.Find(".related")), "被下列文件废止") {
		t.Errorf("notice %q, related %q", words(page.Find(".notice")), words(page.Find(".related")))
	}
}

func TestComparePage(t *testing.T) {
	s, doc := twoVersions(t)
	page := open(t, s, "/d/"+doc+"/compare?from=1&to=2")
	if got := words(page.Find(".title .about")); got != "对照两种文本：改动 1 段，新增 0 段，删去 0 段，其余 1 段相同" {
		t.Errorf("counts %q", got)
	}
	if del, ins := words(page.Find(".changed del")), words(page.Find(".changed ins")); del != "两" || ins != "三" {
		t.Errorf("deleted %q, inserted %q", del, ins)
	}
	if heads := words(page.Find(".heads")); !strings.Contains(heads, "第 1 版") || !strings.Contains(heads, "第 2 版") {
		t.Errorf("columns are headed %q", heads)
	}
	same := open(t, s, "/d/"+doc+"/compare?with="+doc)
	if got := words(same.Find(".title .about")); got != "对照两种文本：2 段文字完全相同" {
		t.Errorf("a text with itself: %q", got)
	}
}

// Long equal stretches are folded away but for a paragraph on either side.
func TestCompareFolds(t *testing.T) {
	rows := func(marks string) []archive.ComparedRow {
		var list []archive.ComparedRow
		for _, m := range marks {
			p := &archive.ComparedParagraph{}
			list = append(list, archive.ComparedRow{From: p, To: p, Same: m == '='})
		}
		return list
	}
	for in, want := range map[string]string{
		"": "", "====": "4", "=====": "(5)", "~": "~", "==~==": "2 ~ 2",
		"======~======": "(5) 1 ~ 1 (5)", "~=====~": "~ 1 (3) 1 ~", "~~": "~ ~",
	} {
		var got []string
		for _, g := range compareGroups(rows(in)) {
			switch {
			case g.Change != nil:
				got = append(got, "~")
			case g.Folded:
				got = append(got, "("+count(len(g.Same))+")")
			default:
				got = append(got, count(len(g.Same)))
			}
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%q: %q, want %q", in, text, want)
		}
	}
}

const (
	oldRule = "试验区管理办法\n（2015年3月1日某省人民政府通过）\n\n第一条 为了管理试验区，制定本办法。\n\n第二条 试验区由省人民政府设立并公布名录。"
	newRule = "试验区管理办法\n（2021年6月1日某省人民政府通过）\n\n第一条 为了管理和保护试验区，制定本办法。\n\n第二条 试验区由省人民政府设立并公布名录。"
)

// Texts of one title under two keys name each other, and the differences are one
// link away.
func TestRelatedTexts(t *testing.T) {
	d := &archive.Document{ID: "aaaaaaaaaaaa", Related: []archive.Related{
		{Doc: "b", Title: "办法", Source: "甲网", Relation: archive.RelatedVersion, Newest: true},
		{Doc: "c", Title: "决定", Relation: archive.RelatedRepealedBy, Passage: "c.p"},
		{Doc: "e", Title: "办法", Relation: archive.RelatedCopy},
	}}
	var got []string
	for _, g := range related(d) {
		for _, text := range g.Texts {
			got = append(got, g.Name+" "+text.URL+" "+text.Compared+" "+text.About)
		}
	}
	want := "被下列文件废止 /d/c#c.p  日期不详\n同名文件的其他文本 /d/b /d/aaaaaaaaaaaa/compare?with=b 甲网 · 日期不详\n同文（相同的文字） /d/e  日期不详"
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("related:\n%s\nwant\n%s", text, want)
	}
}

func TestComparesTextsUnderOtherKeys(t *testing.T) {
	s := archiveOf(t, archive.Text{Key: "a/旧.txt", Data: []byte(oldRule)}, archive.Text{Key: "b/新.txt", Data: []byte(newRule)})
	from, to := firstHit(t, s, "「为了管理试验区」").Doc, firstHit(t, s, "「管理和保护试验区」").Doc
	page := open(t, s, "/d/"+from+"/compare?with="+to)
	if ins := words(page.Find(".changed ins")); !strings.Contains(ins, "和保护") {
		t.Errorf("inserted %q", ins)
	}
}
