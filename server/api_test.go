package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"yinju/archive"
	"yinju/index"
)

func post(s *Server, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/api/search", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	s.ServeHTTP(w, r)
	return w
}

// decode reads a JSON answer, which must have the status.
func decode[T any](t *testing.T, w *httptest.ResponseRecorder, status int) T {
	t.Helper()
	var v T
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	if got := w.Header().Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

type apiError struct {
	Error struct{ Code, Message, Param, Permitted string }
}

func TestBadParameters(t *testing.T) {
	s := testServer(t)
	for _, c := range []struct{ query, param, permitted string }{
		{"page=-1", "page", "1 到 10000"},
		{"page=0", "page", "1 到 10000"},
		{"page=x", "page", "整数"},
		{"size=0", "size", "1 到 200"},
		{"size=201", "size", "1 到 200"},
		{"size=1000000000", "size", "1 到 200"},
		{"size=99999999999999999999", "size", "1 到 200"},
		{"page=101&size=100", "page", "10000"},
		{"from=2020-13", "from", "YYYY"},
		{"to=gestern", "to", "YYYY"},
		{"from=2021&to=2020", "from", "to"},
		{"theme=nope", "theme", "sci"},
		{"category=plus", "category", "加减"},
		{"mode=magic", "mode", "words"},
		{"sort=size", "sort", "-date"},
		{"rewrite=maybe", "rewrite", "off"},
		{"fold=2", "fold", "off"},
		{"uncertain=yes", "uncertain", "1"},
		{"year=MMXX", "year", "unknown"},
		{"q=" + strings.Repeat("a", 1001), "q", "1000 个字"},
	} {
		e := decode[apiError](t, get(s, "/api/search?"+c.query), http.StatusBadRequest).Error
		if e.Code != "bad_parameter" || e.Param != c.param || !strings.Contains(e.Permitted, c.permitted) {
			t.Errorf("%.40s: %+v, want %s naming %q", c.query, e, c.param, c.permitted)
		}
		page := get(s, "/search?"+c.query)
		if page.Code != http.StatusBadRequest || !strings.Contains(page.Body.String(), "这个条件不能用") {
			t.Errorf("page for %.40s: status %d", c.query, page.Code)
		}
	}
}

// What looks wrong but has an answer is answered.
func TestOddParameters(t *testing.T) {
	s := testServer(t)
	for _, query := range []string{
		"q=" + escape("「未闭合"), "q=%00%00", "q=%ff%fe", "q=" + escape("”“"), "q=-", "q=" + escape("标题:"),
		"q=x&source=nowhere", "q=x&issuer=nobody", "page=50", "q=x&unheard=of", "q=" + escape(strings.Repeat("长", 1000)),
		"q=" + escape(`/re.*gex/ ~2 +field:x ^9 (((`), "q=a&q=b", "size=1&size=999999",
	} {
		if w := get(s, "/api/search?"+query); w.Code != http.StatusOK {
			t.Errorf("%.60s: status %d: %s", query, w.Code, w.Body)
		}
		if w := get(s, "/search?"+query); w.Code != http.StatusOK {
			t.Errorf("page for %.60s: status %d", query, w.Code)
		}
	}
	if e := decode[apiError](t, get(s, "/api/search?q=%zz"), http.StatusBadRequest).Error; e.Code != "bad_query" {
		t.Errorf("malformed escape: %+v", e)
	}
}

func TestPostTakesTheSameParameters(t *testing.T) {
	s := testServer(t)
	asked := url.Values{"q": {"人工智能"}, "category": {"加", "减"}, "year": {"unknown"}, "size": {"3"}, "page": {"2"}, "sort": {"date"}}
	byGet := decode[index.Results](t, get(s, "/api/search?"+asked.Encode()), http.StatusOK)
	byPost := decode[index.Results](t, post(s, `{"q":"人工智能","category":["加","减"],"year":"unknown","size":3,"page":2,"sort":"date","uncertain":false,"theme":null}`), http.StatusOK)
	byGet.TookMS, byPost.TookMS = 0, 0
	if diff := cmp.Diff(byGet, byPost); diff != "" {
		t.Errorf("GET and POST differ: %s", diff)
	}
	if byGet.Total == 0 || byGet.Next == nil {
		t.Errorf("total %d, next %v", byGet.Total, byGet.Next)
	}
}

func TestBadBodies(t *testing.T) {
	s := testServer(t)
	for _, c := range []struct {
		name, body string
		status     int
		code       string
	}{
		{"empty", ``, 400, "bad_json"},
		{"not JSON", `q=x`, 400, "bad_json"},
		{"null", `null`, 400, "bad_json"},
		{"a list", `["q"]`, 400, "bad_json"},
		{"two objects", `{"q":"a"}{"q":"b"}`, 400, "bad_json"},
		{"cut off", `{"q":"a`, 400, "bad_json"},
		{"an object as value", `{"q":{"text":"a"}}`, 400, "bad_parameter"},
		{"a list in a list", `{"theme":[["sci"]]}`, 400, "bad_parameter"},
		{"size out of range", `{"q":"a","size":1e9}`, 400, "bad_parameter"},
		{"q too long", `{"q":"` + strings.Repeat("长", 10_001) + `"}`, 400, "bad_parameter"},
		{"body too large", `{"q":"` + strings.Repeat("a", BodyBytes) + `"}`, 413, "body_too_large"},
	} {
		if e := decode[apiError](t, post(s, c.body), c.status).Error; e.Code != c.code || e.Message == "" {
			t.Errorf("%s: %+v, want %s", c.name, e, c.code)
		}
	}
	long := decode[index.Results](t, post(s, `{"q":"`+strings.Repeat("人工智能", 2500)+`","size":1}`), http.StatusOK)
	if long.Next != nil {
		t.Errorf("next of a query too long for an address: %s", *long.Next)
	}
}

func TestUnknownAddresses(t *testing.T) {
	s := testServer(t)
	for _, path := range []string{"/d/aaaaaaaaaaaa", "/p/aaaaaaaaaaaa.bbbbbbbb", "/search.xml", "/nowhere", "/static/style.css", "/static/..%2f..%2fgo.mod", "/d/aaaaaaaaaaaa/original", "/d/"} {
		w := get(s, path)
		if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "<h1>没有找到</h1>") {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
	for _, path := range []string{"/api/d/aaaaaaaaaaaa", "/api/p/aaaaaaaaaaaa.bbbbbbbb", "/api/similar/x",
		"/api/check", "/api/"} {
		if e := decode[apiError](t, get(s, path), http.StatusNotFound).Error; e.Code != "not_found" {
			t.Errorf("%s: %+v", path, e)
		}
	}
}

func TestMethods(t *testing.T) {
	s := testServer(t)
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"HEAD", "/", 200}, {"HEAD", "/search?q=x", 200}, {"HEAD", "/api/search?q=x", 200}, {"HEAD", "/d/none", 404},
		{"POST", "/search", 405}, {"PUT", "/api/search", 405}, {"DELETE", "/d/x", 405}, {"TRACE", "/", 405}, {"OPTIONS", "/", 204},
	} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		if w.Code != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.path, w.Code, c.status)
		}
		if (c.status == 405 || c.status == 204) && !strings.Contains(w.Header().Get("Allow"), "GET") {
			t.Errorf("%s %s: Allow is %q", c.method, c.path, w.Header().Get("Allow"))
		}
	}
}

func TestDocumentAndPassageAPI(t *testing.T) {
	s := testServer(t)
	hit := firstHit(t, s, "标题:优化营商环境")
	d := decode[archive.Document](t, get(s, "/api/d/"+hit.Doc), http.StatusOK)
	if d.Number.Value != "国办发〔2018〕99号" || len(d.Passages) == 0 || d.Dates["published"].Value != "2018-10-15" {
		t.Errorf("document: number %+v, %d passages, dates %+v", d.Number, len(d.Passages), d.Dates)
	}
	p := decode[archive.PassageView](t, get(s, "/api/p/"+hit.ID), http.StatusOK)
	if p.Text != hit.Text || p.Doc != hit.Doc {
		t.Errorf("passage %+v", p)
	}
	var raw map[string]any
	json.Unmarshal(get(s, "/api/p/"+hit.ID).Body.Bytes(), &raw)
	for _, name := range []string{"id", "doc", "key", "title", "section", "locator", "text", "span", "category", "themes", "previous", "next", "gone", "version"} {
		if _, ok := raw[name]; !ok {
			t.Errorf("passage answer lacks %q", name)
		}
	}
}

// The page and the API are one answer: same passages, same order, same counts. The
// page folds unless told not to, the API only when told to.
func TestPageEqualsAPI(t *testing.T) {
	s := testServer(t)
	for _, query := range []string{"q=" + escape("人工智能"), "q=" + escape("人工智能 数据") + "&sort=-date", "q=" + escape("「人工智能」") + "&category=" + escape("加") + "&page=2&size=4"} {
		for _, fold := range []string{"on", "off"} {
			query := query + "&fold=" + fold
			r := decode[index.Results](t, get(s, "/api/search?"+query), http.StatusOK)
			page := open(t, s, "/search?"+query)
			samePage(t, query, r, page)
		}
		folded := decode[index.Results](t, get(s, "/api/search?"+query+"&fold=on"), http.StatusOK)
		samePage(t, query, folded, open(t, s, "/search?"+query))
	}
}

func samePage(t *testing.T, query string, r index.Results, page *goquery.Document) {
	t.Helper()
	if n := page.Find(".hit").Length(); n != len(r.Hits) {
		t.Errorf("%s: %d hits on the page, %d in the answer", query, n, len(r.Hits))
	}
	for i, hit := range r.Hits {
		if id, _ := page.Find(".hit").Eq(i).Attr("id"); id != "h-"+hit.ID {
			t.Errorf("%s: hit %d is %s on the page, %s in the answer", query, i, id, hit.ID)
		}
	}
	if got := words(page.Find(".total b").First()); got != count(r.Total) {
		t.Errorf("%s: %s on the page, %d in the answer", query, got, r.Total)
	}
	for _, v := range r.Facets[index.Category] {
		box := page.Find(fmt.Sprintf(`#f-category label:has(input[value="%s"]) b`, v.Value))
		if words(box) != count(v.Count) {
			t.Errorf("%s: category %s counts %q on the page, %d in the answer", query, v.Value, words(box), v.Count)
		}
	}
}
