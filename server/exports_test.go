package server

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"yinju/index"
)

// exportQueries are searches of every kind that the test archive answers.
var exportQueries = []string{
	"", "q=" + escape("人工智能"), "q=" + escape("「人工智能」"), "q=" + escape("营商环境 -税收"), "q=" + escape("标题:优化营商环境"),
	"q=" + escape("以辩证思维准确把握和开展人工智能行动需要做哪些事情"), "q=" + escape("坚持有所为有所不为，推动人工智能健康有序发展"),
	"q=" + escape("创新") + "&sort=date", "q=" + escape("创新") + "&sort=-date", "sort=date", "sort=-date",
	"category=" + escape("加") + "&category=" + escape("减"), "year=2018&year=unknown", "from=2018&to=2019-06", "uncertain=1",
	"q=" + escape("企业") + "&genre=unknown", "q=" + escape("发展") + "&mode=words&rewrite=off", "q=" + escape("无此词语甲乙丙"),
	"status=unknown", "status=repealed",
}

// allPages walks the pages of a search without folding.
func allPages(t *testing.T, s *Server, query string) []index.Hit {
	t.Helper()
	var all []index.Hit
	for page := 1; ; page++ {
		r := decode[index.Results](t, get(s, fmt.Sprintf("/api/search?%s&fold=off&size=7&page=%d", query, page)), http.StatusOK)
		all = append(all, r.Hits...)
		if r.Next == nil {
			if len(all) != r.Total {
				t.Errorf("%s: pages hold %d passages, total is %d", query, len(all), r.Total)
			}
			return all
		}
	}
}

func idsOf(hits []index.Hit) []string {
	ids := []string{}
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}

func readJSONL(t *testing.T, body string) []index.Hit {
	t.Helper()
	var hits []index.Hit
	for line := range strings.Lines(body) {
		var h index.Hit
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatalf("%v in %.80s", err, line)
		}
		hits = append(hits, h)
	}
	return hits
}

// An export holds what the pages hold, passage by passage and in their order.
func TestExportsEqualThePages(t *testing.T) {
	s := testServer(t)
	for _, query := range exportQueries {
		want := allPages(t, s, query)
		lines := get(s, "/search.jsonl?"+query+"&page=3&size=2&fold=on")
		if diff := cmp.Diff(want, readJSONL(t, lines.Body.String())); diff != "" {
			t.Errorf("%s: JSON Lines differ from the pages: %s", query, diff)
		}
		table := get(s, "/search.csv?"+query)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.Body.String(), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		ids := []string{}
		for _, row := range rows[1:] {
			ids = append(ids, row[0])
		}
		if diff := cmp.Diff(idsOf(want), ids); diff != "" {
			t.Errorf("%s: CSV differs from the pages: %s", query, diff)
		}
		for _, w := range []*httptest.ResponseRecorder{lines, table} {
			if w.Header().Get("X-Yinju-Total") != strconv.Itoa(len(want)) || w.Header().Get("X-Yinju-Cap") != "10000" {
				t.Errorf("%s: %d passages, headers %v", query, len(want), w.Header())
			}
		}
	}
}

func TestCSVColumns(t *testing.T) {
	s := testServer(t)
	body := get(s, "/search.csv?q="+escape("标题:优化营商环境")).Body.String()
	if !strings.HasPrefix(body, "\ufeffid,doc,key,title,section,locator,text,category,themes,source,issuers,number,genre,date,date_kind,url\r\n") {
		t.Errorf("head is %.120q", body)
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	h := firstHit(t, s, "标题:优化营商环境")
	want := []string{h.ID, h.Doc, h.Key, h.Title, strings.Join(h.Section, "; "), h.Locator, h.Text, h.Category, strings.Join(h.Themes, "; "),
		h.Source, strings.Join(h.Issuers, "; "), h.Number, h.Genre, *h.Date, *h.DateKind, h.URL}
	if diff := cmp.Diff(want, rows[1]); diff != "" {
		t.Error(diff)
	}
}

func TestCSVCells(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{"", ""}, {"正文", "正文"}, {"a,b", `"a,b"`}, {`他说"好"`, `"他说""好"""`}, {"一\n二", "\"一\n二\""}, {"一\r\n二", "\"一\r\n二\""},
		{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@SUM(A1)", "'@SUM(A1)"}, {"\tx", "'\tx"}, {"\rx", "\"'\rx\""},
		{`=HYPERLINK("http://x","y")`, `"'=HYPERLINK(""http://x"",""y"")"`}, {"＝1", "'＝1"}, {"1=1", "1=1"}, {"'", "'"},
	} {
		if got := quoted(harmless(c.cell)); got != c.want {
			t.Errorf("%q is written %q, want %q", c.cell, got, c.want)
		}
	}
}

func FuzzCSVRow(f *testing.F) {
	f.Add("=1", "a,\"b\"\r\n", "")
	f.Add("一\n二", "-", "\t")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if strings.ContainsRune(a+b+c, '\r') {
			return // the reader of the standard library changes it
		}
		cells := []string{legible(a, false), legible(b, true), legible(c, false)}
		h := index.Hit{ID: a, Text: b, URL: c}
		w := httptest.NewRecorder().Body
		if err := writeCSV(w, h); err != nil {
			t.Fatal(err)
		}
		row, err := csv.NewReader(w).Read()
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range []string{row[0], row[6], row[15]} {
			if got != cells[i] && got != "'"+cells[i] {
				t.Errorf("%q came back as %q", cells[i], got)
			}
			if got != "" && strings.ContainsAny(got[:1], "=+-@\t\r") {
				t.Errorf("%q begins a formula", got)
			}
		}
	})
}

func TestExportFileNames(t *testing.T) {
	s := testServer(t)
	for _, c := range []struct{ query, want string }{
		{"", `attachment; filename="yinju.csv"; filename*=UTF-8''%E5%BC%95%E6%8D%AE.csv`},
		{"AI", `attachment; filename="AI.csv"; filename*=UTF-8''%E5%BC%95%E6%8D%AE%20AI.csv`},
		{"国办发(2018)123号", `attachment; filename="yinju-search.csv"; filename*=UTF-8''` + escape("引据") + "%20" + escape("国办发(2018)123号.csv")},
		{`../"x"` + "\r\n", `attachment; filename="yinju.. x.csv"; filename*=UTF-8''%E5%BC%95%E6%8D%AE%20..%20x.csv`},
	} {
		got := get(s, "/search.csv?q="+escape(c.query)).Header().Get("Content-Disposition")
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.query, got, c.want)
		}
		if name, err := url.PathUnescape(got[strings.Index(got, "''")+2:]); err != nil || strings.ContainsAny(name, "/\\:\r\n\"") {
			t.Errorf("%q: name %q, %v", c.query, name, err)
		}
	}
}

// What a page refuses as its number or size, an export refuses too.
func TestExportsRefuseMalformedPages(t *testing.T) {
	s := testServer(t)
	for _, path := range []string{"/search.csv", "/search.jsonl", "/search.atom"} {
		for query, param := range map[string]string{
			"page=0": "page", "page=zz": "page", "page=-1": "page", "page=10001": "page", "size=0": "size", "size=201": "size",
			"size=1.5": "size", "size=999&page=2": "size", "size=200&page=51": "page", "fold=maybe": "fold",
		} {
			if e := decode[apiError](t, get(s, path+"?"+query), 400).Error; e.Param != param || e.Permitted == "" {
				t.Errorf("%s?%s: %+v", path, query, e)
			}
		}
		for _, query := range []string{"page=2&size=1", "page=50&size=200", "page=&size=", "fold=on", "fold=off"} {
			if got, want := get(s, path+"?"+query), get(s, path); got.Code != 200 || got.Body.String() != want.Body.String() {
				t.Errorf("%s?%s: %d, another file than without", path, query, got.Code)
			}
		}
	}
}

// An error of an export is for programs as JSON, for browsers as a page.
func TestExportErrors(t *testing.T) {
	s := testServer(t)
	for _, path := range []string{"/search.csv", "/search.jsonl", "/search.atom"} {
		if e := decode[apiError](t, get(s, path+"?theme=nope"), 400).Error; e.Param != "theme" {
			t.Errorf("%s: %+v", path, e)
		}
		if e := decode[apiError](t, get(s, path+"?q=%zz"), 400).Error; e.Code != "bad_query" {
			t.Errorf("%s: %+v", path, e)
		}
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", path+"?theme=nope", nil)
		r.Header.Set("Accept", "text/html,*/*;q=0.8")
		s.ServeHTTP(w, r)
		if w.Code != 400 || !strings.Contains(w.Body.String(), "这个条件不能用") {
			t.Errorf("%s in a browser: %d %.60s", path, w.Code, w.Body)
		}
		head := httptest.NewRecorder()
		s.ServeHTTP(head, httptest.NewRequest("HEAD", path+"?q="+escape("人工智能"), nil))
		if head.Code != 200 || head.Header().Get("X-Yinju-Total") == "" {
			t.Errorf("HEAD %s: %d, %v", path, head.Code, head.Header())
		}
	}
}

// An export needs a slot to begin with, and keeps none while it is written.
func TestExportsAndSlots(t *testing.T) {
	s := testServer(t)
	for range cap(s.slots) {
		s.slots <- struct{}{}
	}
	for _, path := range []string{"/search.csv", "/search.jsonl", "/search.atom", "/api/d/x", "/d/x/original"} {
		if w := get(s, path); w.Code != 503 || w.Header().Get("Retry-After") != "1" {
			t.Errorf("%s with all slots taken: %d", path, w.Code)
		}
	}
	for range cap(s.slots) {
		<-s.slots
	}
	for _, path := range []string{"/search.csv", "/search.jsonl", "/search.atom"} {
		w := &slotWatcher{ResponseRecorder: httptest.NewRecorder(), slots: s.slots}
		s.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 || w.most > 0 {
			t.Errorf("%s: %d, %d slots held while writing", path, w.Code, w.most)
		}
	}
	if len(s.slots) != 0 {
		t.Errorf("%d slots not given back", len(s.slots))
	}
}

type slotWatcher struct {
	*httptest.ResponseRecorder
	slots chan struct{}
	most  int
}

func (w *slotWatcher) Write(b []byte) (int, error) {
	w.most = max(w.most, len(w.slots))
	return w.ResponseRecorder.Write(b)
}

// An answer that breaks off must not look whole.
func TestCutAnswerIsNoticed(t *testing.T) {
	s := testServer(t)
	s.get("/cut", func(c echo.Context) error {
		c.Response().WriteHeader(200)
		io.WriteString(c.Response(), strings.Repeat("一行\n", 10_000))
		s.cut(c, io.ErrUnexpectedEOF)
		return nil
	})
	web := httptest.NewServer(s)
	defer web.Close()
	for _, encoding := range []string{"identity", "gzip"} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(web.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET /cut HTTP/1.1\r\nHost: x\r\nAccept-Encoding: %s\r\n\r\n", encoding)
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(res.Body); err == nil {
			t.Errorf("%s: the answer ended in good order", encoding)
		}
		conn.Close()
	}
}

func TestExportIsCompressed(t *testing.T) {
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/search.csv", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	testServer(t).ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("headers %v", w.Header())
	}
}

// A client that leaves ends the export.
func TestExportEndsWithItsClient(t *testing.T) {
	s := testServer(t)
	q := index.Defaults(index.Query{})
	e, err := s.archive.Export(t.Context(), q, ExportCap)
	if err != nil {
		t.Fatal(err)
	}
	for range cap(s.slots) {
		s.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if hits, err := s.nextPiece(ctx, e); err == nil || len(hits) > 0 {
		t.Errorf("%d hits, %v for a client that left", len(hits), err)
	}
	if len(s.slots) != cap(s.slots) {
		t.Errorf("%d slots held, want %d", len(s.slots), cap(s.slots))
	}
}
