package server

import (
	"bytes"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"yinju/archive"
	"yinju/golden"
	"yinju/index"
)

// meant is an answer as a model would give it: a long passage found by meaning
// alone, and one found by words that differs from the claim.
func meant() *index.Results {
	rank := func(n int) *int { return &n }
	long := strings.Repeat("前面的一句话说的是别的事情。", 20) + "用人单位解除劳动合同，应当支付经济补偿。" + strings.Repeat("后面的一句话也是别的事情。", 10)
	start := 20 * 14
	return &index.Results{
		Query: "被辭退补偿百分之五，2020年北京市", Total: 2, Documents: 2, Rows: 2,
		Rewrites: []index.Rewrite{{From: "被辭退", To: "被辞退", Kind: "traditional"}, {From: "辞退", To: "解除劳动合同", Kind: "abbreviation"},
			{From: "辞退", To: "解聘", Kind: "abbreviation"}, {From: "x", To: "y", Kind: "unheard-of"}},
		Hits: []index.Hit{
			{ID: "d.long", Doc: "d", Title: "劳动合同", Locator: "第一条", Text: long, Best: &[2]int{start, start + 20},
				Why: index.Why{MeaningRank: rank(1), Words: []string{}, Expanded: []string{"解除劳动合同"}}, Category: "无"},
			{ID: "e.short", Doc: "e", Title: "补偿办法", Locator: "第二条", Text: "北京市按百分之三补偿，不得拖延。", Marks: [][2]int{{3, 9}, {9, 11}},
				Why: index.Why{WordsRank: rank(1), MeaningRank: rank(1234), Words: []string{"补偿", "北京市"}}, Category: "加",
				Evidence: []index.Evidence{{Part: "百分之五", Status: "differs", Place: "passage", Found: "百分之三", Span: [2]int{4, 8}},
					{Part: "2020年", Status: "absent"}, {Part: "北京市", Status: "contained", Place: "passage", Found: "北京市", Span: [2]int{0, 3}, SameForm: true}}},
		},
	}
}

func rendered(t *testing.T, s *Server, name string, view any) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "content", view); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// The golden file has the notes, the legend and the hits as a browser gets them.
func TestMeaningOnThePage(t *testing.T) {
	s := testServer(t)
	r := meant()
	page := rendered(t, s, "search", s.searchView(ask(index.ParseText(r.Query)), r, "", elsewhere()))
	var got strings.Builder
	page.Find(".note, .legends, .hit").Each(func(_ int, e *goquery.Selection) {
		html, _ := goquery.OuterHtml(e)
		got.WriteString(html + "\n")
	})
	golden.Check(t, "testdata/pages/meaning.html", got.String())
}

func TestRewritingNote(t *testing.T) {
	q := ask(index.ParseText("營商環境"))
	q.Mode, q.Page = index.Words, 3
	for _, c := range []struct {
		off      bool
		rewrites []index.Rewrite
		text, to string
	}{
		{false, nil, "", ""},
		{false, []index.Rewrite{{From: "營商環境", To: "营商环境", Kind: "traditional"}}, "已按简体“营商环境”检索。", "/search?mode=words&q=" + escape("營商環境") + "&rewrite=off"},
		{true, nil, "按原样检索，没有换用别的说法。", "/search?mode=words&q=" + escape("營商環境")},
	} {
		q.Rewrite = !c.off
		var got note
		if notes := rewritingNote(q, &index.Results{Rewrites: c.rewrites}); len(notes) > 0 {
			got = notes[0]
		}
		if got.Text != c.text || got.Undo != c.to {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestClaimLine(t *testing.T) {
	got := claimOf([]index.Evidence{
		{Part: "60日", Status: "contained", Place: "passage", Found: "六十日"}, {Part: "北京市", Status: "contained", Place: "title", SameForm: true},
		{Part: "5%", Status: "differs", Place: "title", Found: "3%"}, {Part: "2020年", Status: "absent"},
	})
	want := &claimView{"60日（写作六十日）、北京市（见于标题）", "5%（标题为3%）", "2020年"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if claimOf(nil) != nil {
		t.Error("a line for a query that claims nothing")
	}
}

// The switch keeps what else was asked, and links lead on in the same way.
func TestModesAreKept(t *testing.T) {
	s := testServer(t)
	page := open(t, s, "/search?mode=meaning&rewrite=off&size=1&year=unknown&q="+escape("人工智能"))
	if got := words(page.Find(".modes [aria-current]")); got != "按意思" {
		t.Errorf("current is %q", got)
	}
	page.Find(".sorts a, .paging a, .leave a, .chips a, .switch").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		if a.Closest(".modes").Length() == 0 && !strings.Contains(href, "mode=meaning") || !strings.Contains(href, "rewrite=off") {
			t.Errorf("%q leads to %q", words(a), href)
		}
	})
	for _, name := range []string{"mode", "rewrite"} {
		if page.Find(`#search input[name="`+name+`"]`).Length() != 1 {
			t.Errorf("the next search forgets %s", name)
		}
	}
	if got := words(page.Find(".note")); !strings.Contains(got, "现在不能按意思检索：没有启用语义模型。下面是按词语检索的结果。") {
		t.Errorf("notes %q", got)
	}
}

func TestInsufficientSaysWhatWasSearched(t *testing.T) {
	s := testServer(t)
	page := open(t, s, "/search?mode=words&rewrite=off&q="+escape("量子引力波望远镜"))
	for _, want := range []string{"证据不足", "本库共 4 份文件", "日期不详 1 份", "查的方式：按词语，没有换用别的说法。", "也换用别的说法"} {
		if got := words(page.Find(".nothing")); !strings.Contains(got, want) {
			t.Errorf("page lacks %q: %s", want, got)
		}
	}
	r := meant()
	r.Insufficient = true
	q := ask(index.ParseText(r.Query))
	weak, err := s.nothing(t.Context(), q, r)
	if err != nil || !weak.Weak || !insufficient(r) {
		t.Errorf("%+v, %v", weak, err)
	}
	if r.Hits = nil; insufficient(r) {
		t.Error("a page past the end warns of hits that it does not have")
	}
}

func TestSimilarPage(t *testing.T) {
	s := testServer(t)
	hit := firstHit(t, s, "人工智能")
	page := open(t, s, "/similar/"+hit.ID)
	for _, want := range []string{"他处同文", "本库别的文件里没有与这一段成句相同的文字", "他处同义", "现在不能按意思查找：没有启用语义模型"} {
		if got := words(page.Find("main")); !strings.Contains(got, want) {
			t.Errorf("page lacks %q", want)
		}
	}
	if w := get(s, "/similar/none.none"); w.Code != 404 {
		t.Errorf("an unknown passage: %d", w.Code)
	}
	other := meant().Hits[0]
	other.More = 49
	v := similarViewOf(&archive.PassageView{Passage: archive.Passage{Text: "按百分之三补偿，不得拖延。"}},
		&archive.Similar{Shared: []archive.SimilarPassage{{Hit: other, Own: [][2]int{{0, 7}}, Shared: 7}}}, themeNames{}, elsewhere())
	page = rendered(t, s, "similar", v)
	if got := words(page.Find(".own mark")); got != "按百分之三补偿" {
		t.Errorf("marked as shared: %q", got)
	}
	if got := words(page.Find(".shut, .own summary, .more")); got != "展开全文（430 字）与所问的一段最长有 7 字相同，在那一段里看" {
		t.Errorf("lengths %q", got)
	}
}

// What has no vector yet was not compared: that it is not near is not said of it.
func TestWeaknessSaysWhatWasCompared(t *testing.T) {
	unready := []string{"vectors-incomplete"}
	for _, c := range []struct {
		degraded []string
		embedded int
		want     string
	}{
		{nil, 1419, "没有段落与所查的意思足够相近，也没有段落含有全部词语。"},
		{unready, 320, "已备好的 320 段里没有与所查的意思足够相近的，"},
		{unready, 320, "其余 1,099 段备好后请再查一次。"},
		{unready, 0, "没有段落含有全部词语，按意思检索还没有备好。"},
	} {
		got := weakness(&index.Results{Degraded: c.degraded}, archive.MeaningState{Model: "m", Embedded: c.embedded, Passages: 1419})
		if !strings.Contains(got, c.want) {
			t.Errorf("%d embedded: %q lacks %q", c.embedded, got, c.want)
		}
	}
}

// An address that has not answered since the start is not a slip of this once.
func TestFailingAddress(t *testing.T) {
	gone := archive.MeaningState{Reason: "向量服务 http://host/v1 连不上"}
	for _, code := range []string{"embedder-error", "embedder-timeout"} {
		if got := degraded(code, index.Auto, gone); !strings.Contains(got, gone.Reason+"。") || !strings.Contains(got, "会不时再试") {
			t.Errorf("%s: %q", code, got)
		}
		if got := degraded(code, index.Auto, archive.MeaningState{Model: "m", Reason: "x"}); !strings.Contains(got, "这次") || strings.Contains(got, "x") {
			t.Errorf("%s, once: %q", code, got)
		}
	}
}

func TestMeaningNotes(t *testing.T) {
	s := testServer(t)
	var b bytes.Buffer
	note := "语义向量的文件 ab.vec 用不了，已移开，向量重新计算"
	if err := s.pages["coverage"].ExecuteTemplate(&b, "meaning", meaningOf(archive.MeaningState{Model: "m", Notes: []string{note}})); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), note+"。") {
		t.Errorf("page lacks the note: %s", &b)
	}
}

func TestMeaningState(t *testing.T) {
	got := meaningOf(archive.MeaningState{Model: "bge@api.example:8443", Remote: true, Embedded: 12345, Passages: 20373})
	want := meaningView{Host: "api.example:8443", Facts: []fact{{"语义模型", "bge"}, {"可按意思检索", "12,345 / 20,373 段"}, {"文字送往", "api.example:8443"}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(fact{})); diff != "" {
		t.Error(diff)
	}
}

func elsewhere() addressing {
	return addressing{permalink: func(id string) string { return "http://here/p/" + id }}
}
