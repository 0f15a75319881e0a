package server

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"yinju/archive"
	"yinju/corpus/theme"
	"yinju/index"
)

// correctable is a server over an archive of its own, where readers may correct: a
// notice without a date, and a copy of its second paragraph elsewhere.
func correctable(t *testing.T) (s *Server, passage, copied index.Hit) {
	t.Helper()
	a, err := archive.Create(t.Context(), t.TempDir(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	const same = "各地要支持企业扩大生产，取消不合理的收费，切实减轻企业负担。"
	if _, err := a.ImportTexts(t.Context(), []archive.Text{
		{Key: "a.txt", Data: []byte("关于支持企业的通知\n\n" + same + "\n\n各单位要加强学习。\n")},
		{Key: "b.txt", Data: []byte("另一份通知\n\n" + same + "\n")},
	}); err != nil {
		t.Fatal(err)
	}
	s = New(Config{Archive: a, Log: slog.New(slog.DiscardHandler), Corrections: true})
	for _, h := range decode[index.Results](t, get(s, "/api/search?q="+escape("不合理的收费")), 200).Hits {
		if h.Key == "a.txt" {
			passage = h
		} else {
			copied = h
		}
	}
	if passage.ID == "" || copied.ID == "" {
		t.Fatal("the passages are not found")
	}
	return s, passage, copied
}

func sendForm(s *Server, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func shownAt(t *testing.T, s *Server, path, id string) *goquery.Selection {
	t.Helper()
	return open(t, s, path).Find("#" + strings.ReplaceAll(id, ".", `\.`))
}

// A correction is sent as a form, said, counted by the facets at once, and taken
// back.
func TestCorrectAndUndo(t *testing.T) {
	s, p, _ := correctable(t)
	form := shownAt(t, s, "/d/"+p.Doc+"?correct="+p.ID, p.ID).Find(`form[action$="/correct"]`)
	if n := form.Find(`input[name="category"]`).Length(); n != 4 {
		t.Fatalf("%d categories in the form", n)
	}
	if on, _ := form.Find(`input[name="category"][checked]`).Attr("value"); on != p.Category {
		t.Errorf("the form begins with %q, the label is %q", on, p.Category)
	}
	w := sendForm(s, "/p/"+p.ID+"/correct", url.Values{"category": {"无"}, "theme": {"fiscal", "market"}, "note": {"只是<试>"}})
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || at != "/d/"+p.Doc+"?noted="+p.ID+"#"+p.ID {
		t.Fatalf("%d to %q: %s", w.Code, at, w.Body)
	}
	noted := words(shownAt(t, s, "/d/"+p.Doc+"?noted="+p.ID, p.ID))
	for _, want := range []string{"已记下更正", "撤销", "人工更正", "只是<试>", "程序原标"} {
		if !strings.Contains(noted, want) {
			t.Errorf("the passage does not say %s: %s", want, noted)
		}
	}
	r := decode[index.Results](t, get(s, "/api/search?fold=off&q="+escape("不合理的收费")+"&category="+escape("无")), 200)
	if r.Total != 1 || !r.Hits[0].Corrected || r.Hits[0].ID != p.ID {
		t.Errorf("%d hits with the corrected category", r.Total)
	}
	if w := sendForm(s, "/p/"+p.ID+"/correct/undo", nil); w.Code != http.StatusSeeOther {
		t.Fatalf("undo: %d %s", w.Code, w.Body)
	}
	if said := words(shownAt(t, s, "/d/"+p.Doc+"?undone="+p.ID, p.ID)); strings.Contains(said, "人工更正") || !strings.Contains(said, "已撤销") {
		t.Errorf("after undoing: %s", said)
	}
	if w := sendForm(s, "/p/"+p.ID+"/correct/undo", nil); w.Code != http.StatusSeeOther {
		t.Errorf("undoing twice: %d", w.Code)
	}
}

// The same text elsewhere is offered the correction and keeps its label.
func TestCorrectionIsOfferedElsewhere(t *testing.T) {
	s, p, other := correctable(t)
	sendForm(s, "/p/"+p.ID+"/correct", url.Values{"category": {"无"}})
	section := shownAt(t, s, "/d/"+other.Doc+"?correct="+other.ID, other.ID)
	if offer := words(section.Find(".offer")); !strings.Contains(offer, "已更正为 · 无") || !strings.Contains(offer, "采用") {
		t.Errorf("offer %q", offer)
	}
	if strings.Contains(words(section.Find("summary")), "人工更正") {
		t.Error("the copy was corrected silently")
	}
}

func TestFieldIsCompleted(t *testing.T) {
	s, p, _ := correctable(t)
	page := open(t, s, "/d/"+p.Doc+"?correct=fields")
	if page.Find(`#fields select option[value="date.published"]`).Length() != 1 {
		t.Fatal("no form to complete a date")
	}
	if w := sendForm(s, "/d/"+p.Doc+"/correct", url.Values{"field": {"date.published"}, "value": {"2020-03-01"}, "note": {"据公报"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if row := words(open(t, s, "/d/"+p.Doc+"?noted=fields").Find("#fields")); !strings.Contains(row, "2020年3月1日") || !strings.Contains(row, "人工补充：据公报") || !strings.Contains(row, "已记下补充") {
		t.Errorf("fields %s", row)
	}
	if w := sendForm(s, "/d/"+p.Doc+"/correct/undo", url.Values{"field": {"date.published"}}); w.Code != http.StatusSeeOther {
		t.Errorf("undo: %d", w.Code)
	}
	if row := words(open(t, s, "/d/"+p.Doc).Find("#fields")); strings.Contains(row, "2020年3月1日") {
		t.Errorf("after undoing: %s", row)
	}
}

// What is wrong with a form is said, and nothing is kept.
func TestFormsAreGuarded(t *testing.T) {
	s, p, _ := correctable(t)
	shut := New(Config{Archive: s.archive, Log: slog.New(slog.DiscardHandler)})
	good := url.Values{"category": {"无"}}
	for _, c := range []struct {
		name    string
		s       *Server
		path    string
		form    url.Values
		headers []string
		status  int
		says    string
	}{
		{"from another site", s, "/p/" + p.ID + "/correct", good, []string{"Sec-Fetch-Site", "cross-site"}, 403, "别的网站"},
		{"from another origin", s, "/p/" + p.ID + "/correct/undo", nil, []string{"Origin", "https://evil.example"}, 403, "别的网站"},
		{"a field from another site", s, "/d/" + p.Doc + "/correct", url.Values{"field": {"title"}}, []string{"Sec-Fetch-Site", "same-site"}, 403, "别的网站"},
		{"where nobody may", shut, "/p/" + p.ID + "/correct", good, nil, 403, "--corrections"},
		{"nothing chosen", s, "/p/" + p.ID + "/correct", nil, nil, 400, "没有说改成什么"},
		{"no such category", s, "/p/" + p.ID + "/correct", url.Values{"category": {"乘"}}, nil, 400, "没有类别"},
		{"four themes", s, "/p/" + p.ID + "/correct", url.Values{"theme": {"sci", "gov", "env", "open"}}, nil, 400, "至多三个"},
		{"a long note", s, "/p/" + p.ID + "/correct", url.Values{"category": {"无"}, "note": {strings.Repeat("长", 501)}}, nil, 400, "500"},
		{"no such date", s, "/d/" + p.Doc + "/correct", url.Values{"field": {"date.published"}, "value": {"2020-13"}}, nil, 400, "日期写作"},
		{"no such passage", s, "/p/" + p.Doc + ".ffffffff/correct", good, nil, 404, "没有找到"},
		{"no such document", s, "/d/aaaaaaaaaaaa/correct", url.Values{"field": {"title"}, "value": {"题"}}, nil, 404, "没有找到"},
		{"too large", s, "/p/" + p.ID + "/correct", url.Values{"note": {strings.Repeat("a", FormBytes)}}, nil, 413, "表单超过"},
		{"a bad escape", s, "/p/" + p.ID + "/correct?%zz", good, nil, 400, "表单"},
	} {
		w := sendForm(c.s, c.path, c.form, c.headers...)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: status %d, want %d saying %s", c.name, w.Code, c.status, c.says)
		}
	}
	if kept, err := s.archive.Corrections(t.Context()); err != nil || len(kept) != 0 {
		t.Errorf("%d corrections were kept, %v", len(kept), err)
	}
	if page := open(t, shut, "/d/"+p.Doc+"?correct="+p.ID); page.Find("form.correcting, .correcting, a.correct, .undo").Length() != 0 {
		t.Error("forms are shown where nobody may correct")
	}
}

// The cues of a label are marked in the passage where that is asked for, with
// those of adding and subtracting told apart.
func TestReasonsAreMarked(t *testing.T) {
	s, p, _ := correctable(t)
	section := shownAt(t, s, "/d/"+p.Doc+"?why="+p.ID, p.ID)
	if section.Find(".text .cue").Length() == 0 || section.Find(".cues li").Length() == 0 {
		t.Errorf("no cues: %s", words(section))
	}
	section.Find(".text .cue").Each(func(_ int, cue *goquery.Selection) {
		if title, _ := cue.Attr("title"); !strings.Contains(title, "依据：") {
			t.Errorf("cue %s says %q", words(cue), title)
		}
	})
	if got := words(section.Find(".text")); got != strings.TrimSpace(p.Text) {
		t.Errorf("marking changed the text: %s", got)
	}
}

func TestCuesOverMarks(t *testing.T) {
	s := markedText("取消不合理收费", [][2]int{{1, 4}}).withCues(cueShades([]index.Cue{{Text: "取消", Start: 0, End: 2, Weight: .4, For: "减"}, {Text: "收费", Start: 5, End: 7, Weight: .1, For: "fiscal"}}, "减"))
	var got []string
	for _, seg := range s.whole() {
		got = append(got, seg.Text+"|"+seg.Kind+"|"+seg.Cue)
	}
	if want := "取||cut 消|mark|cut 不合|mark| 理收费||"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestLabelsPage(t *testing.T) {
	s := testServer(t)
	page := open(t, s, "/labels")
	if n := page.Find("#by-theme ~ .scroll tbody tr").Length(); n != 23 {
		t.Errorf("%d themes", n)
	}
	if open(t, s, "/search?q="+escape("人工智能")).Find(`#f-category a[href="/labels#by-category"], #f-theme a[href="/labels#by-theme"]`).Length() != 2 {
		t.Error("the facets do not lead to /labels")
	}
	share := theme.Share{Value: .86, Low: .81, High: .9}
	f := &theme.Figures{Form: "words", Labelled: "各读两遍", Categories: []theme.LabelFigures{{Code: "加", N: 300, Precision: share, Recall: share, F1: share, Readers: .9}},
		Forms: []theme.FormFigures{{Form: "words", N: 600, Accuracy: share}}, Confusion: [][]int{{9, 1, 0, 0}}, Bins: []theme.Reliability{{From: .3, To: .5, N: 120, Confidence: .42, Accuracy: .4}},
		Examples: []theme.Example{{Title: "题", Text: "支持企业。", Read: "加", Said: "无", Confidence: .4}}}
	s.figures = f
	text := words(open(t, s, "/labels").Find("main"))
	for _, want := range []string{"0.86（0.81–0.90）", "只按词语（现用）", "读作加法", "标错了", "各读两遍"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if small := words(open(t, s, "/search?q="+escape("人工智能")).Find(`#f-category small`).First()); small != "0.86/0.86" {
		t.Errorf("the facet says %q", small)
	}
}
