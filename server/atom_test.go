package server

import (
	"encoding/xml"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

func readFeed(t *testing.T, w *httptest.ResponseRecorder) atomFeed {
	t.Helper()
	var f atomFeed
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Fatalf("%d, %v", w.Code, w.Header())
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

var urnForm = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// What RFC 4287 asks for, beyond what its schema can say, in the feed of every
// kind of search.
func TestFeedsAreSound(t *testing.T) {
	s := testServer(t)
	for _, query := range exportQueries {
		f := readFeed(t, get(s, "/search.atom?"+query))
		if !urnForm.MatchString(f.ID) || f.Title == "" || f.Author.Name == "" {
			t.Errorf("%s: id %q, title %q, author %q", query, f.ID, f.Title, f.Author.Name)
		}
		seen := map[string]bool{}
		for _, e := range f.Entries {
			if !urnForm.MatchString(e.ID) || seen[e.ID] {
				t.Errorf("%s: id %q, a second time: %v", query, e.ID, seen[e.ID])
			}
			seen[e.ID] = true
			if e.Title == "" || e.Content == "" || len(e.Authors) == 0 || e.Authors[0].Name == "" || len(e.Links) == 0 || e.Links[0].Rel != "alternate" {
				t.Errorf("%s: entry lacks what it needs: %+v", query, e)
			}
			checkTime(t, e.Updated)
			if e.Updated > f.Updated {
				t.Errorf("%s: entry of %s in a feed of %s", query, e.Updated, f.Updated)
			}
		}
		checkTime(t, f.Updated)
	}
}

// checkTime wants a moment that has been: the texts came before the test asked.
func checkTime(t *testing.T, stamp string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, stamp)
	if err != nil || at.After(time.Now()) || at.Before(time.Now().Add(-time.Hour)) {
		t.Errorf("updated is %q: %v", stamp, err)
	}
}

// A feed holds the newest passages of the search, as sorting by date gives them.
func TestFeedHoldsTheNewest(t *testing.T) {
	s := testServer(t)
	for _, query := range []string{"", "q=" + escape("人工智能"), "category=" + escape("减")} {
		want := decode[index.Results](t, get(s, "/api/search?sort=-date&size=50&"+query), 200)
		w := get(s, "/search.atom?sort=date&page=2&"+query)
		var ids, got []string
		for _, h := range want.Hits {
			ids = append(ids, "http://example.com/p/"+h.ID)
		}
		for _, e := range readFeed(t, w).Entries {
			got = append(got, e.Links[0].Href)
		}
		if !slices.Equal(ids, got) || len(got) != min(FeedCap, want.Total) {
			t.Errorf("%s: %d entries, %d wanted", query, len(got), len(ids))
		}
		if w.Header().Get("X-Yinju-Cap") != "50" {
			t.Errorf("headers %v", w.Header())
		}
	}
}

// Names do not depend on the address, nor on how a search is written.
func TestFeedNames(t *testing.T) {
	plain := testServer(t)
	base, err := ParseBase("https://yinju.example.org/")
	if err != nil {
		t.Fatal(err)
	}
	public := New(Config{Archive: shared, Base: base, Log: slog.New(slog.DiscardHandler)})
	a := readFeed(t, get(plain, "/search.atom?q="+escape("人工智能")+"&category="+escape("加")+"&category="+escape("减")))
	b := readFeed(t, get(public, "/search.atom?size=5&category="+escape("减")+"&sort=date&category="+escape("加")+"&q="+escape("人工智能")))
	other := readFeed(t, get(plain, "/search.atom?q="+escape("人工智能")))
	if a.ID != b.ID || a.ID == other.ID {
		t.Errorf("ids %s, %s, of another search %s", a.ID, b.ID, other.ID)
	}
	if a.Entries[0].ID != b.Entries[0].ID {
		t.Errorf("entry ids %s and %s", a.Entries[0].ID, b.Entries[0].ID)
	}
	if href := b.Links[0].Href; !strings.HasPrefix(href, "https://yinju.example.org/search.atom?category=") {
		t.Errorf("self link %s", href)
	}
	if href := b.Entries[0].Links[0].Href; !strings.HasPrefix(href, "https://yinju.example.org/p/") {
		t.Errorf("entry link %s", href)
	}
	self, _ := url.Parse(a.Links[0].Href)
	if again := readFeed(t, get(plain, self.RequestURI())); again.ID != a.ID || len(again.Entries) != len(a.Entries) {
		t.Error("the self link leads to another feed")
	}
}

func TestXMLText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"正文 <b> & ]]>", "正文 <b> & ]]>"}, {"a\x00b\x0bc\x1f", "abc"}, {"\ufffe\uffff", ""}, {"\xff坏", "坏"}, {"\t\n𠀀", "\t\n𠀀"},
	} {
		if got := xmlText(c.text); got != c.want {
			t.Errorf("%q became %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAuthors(t *testing.T) {
	for _, c := range []struct {
		hit  index.Hit
		want []atomPerson
	}{
		{index.Hit{Issuers: []string{"甲", "乙"}, Source: "丙"}, []atomPerson{{"甲"}, {"乙"}}},
		{index.Hit{Speaker: "甲", Source: "丙"}, []atomPerson{{"甲"}}},
		{index.Hit{Source: "丙"}, []atomPerson{{"丙"}}},
		{index.Hit{}, []atomPerson{{"作者不详"}}},
	} {
		if got := authors(c.hit); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v", c.hit, got)
		}
	}
}

func FuzzFeedIsXML(f *testing.F) {
	f.Add("标题", "a\x01b<![CDATA[", "https://example.org/ä b?x=1&y=2")
	f.Fuzz(func(t *testing.T, title, text, address string) {
		s := &Server{}
		e := entryOf(s, index.Hit{ID: "a.b", Title: title, Text: text, URL: address, Issuers: []string{title}})
		out, err := xml.Marshal(e)
		if err != nil || !utf8.Valid(out) {
			t.Fatalf("%v: %q", err, out)
		}
		var back atomEntry
		if err := xml.Unmarshal(out, &back); err != nil {
			t.Fatalf("%v in %q", err, out)
		}
		if strings.ReplaceAll(xmlText(text), "\r\n", "\n") != strings.ReplaceAll(back.Content, "\r\n", "\n") {
			t.Errorf("%q came back as %q", text, back.Content)
		}
	})
}

func entryOf(s *Server, h index.Hit) atomEntry {
	c := echo.New().NewContext(httptest.NewRequest("GET", "/search.atom", nil), httptest.NewRecorder())
	return s.entry(c, h, time.Unix(0, 0), themeNames{})
}

// A real validator finds nothing wrong, in texts with everything that XML minds.
func TestFeedsAreValid(t *testing.T) {
	if testing.Short() {
		t.Skip("Jing takes its time")
	}
	jing := jingAt(t)
	s := New(Config{Archive: oddArchive(t), Log: slog.New(slog.DiscardHandler)})
	folder := t.TempDir()
	args := []string{"-cp", jing, "com.thaiopensource.relaxng.util.Driver", "-c", "testdata/atom/atom.rnc"}
	for i, query := range append(slices.Clone(exportQueries), "q="+escape("量子"), "q=%00%01"+escape("量子<>&\"'")) {
		for _, server := range []*Server{s, testServer(t)} {
			name := filepath.Join(folder, string(rune('a'+i))+map[bool]string{true: "odd", false: ""}[server == s]+".xml")
			if err := os.WriteFile(name, get(server, "/search.atom?"+query).Body.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, name)
		}
	}
	if out, err := exec.Command("java", args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	broken := filepath.Join(folder, "broken.xml")
	os.WriteFile(broken, []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title/><updated>heute</updated></feed>`), 0o600)
	if out, err := exec.Command("java", append(args[:5:5], broken)...).CombinedOutput(); err == nil {
		t.Errorf("the validator finds nothing wrong with a broken feed: %s", out)
	}
}

// jingAt is the class path of the validator, which Maven fetches.
func jingAt(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"mvn", "java"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the validator of Atom feeds needs %s", tool)
		}
	}
	lib, err := filepath.Abs(filepath.Join(t.TempDir(), "lib"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("mvn", "-q", "-B", "-f", "testdata/atom/pom.xml", "dependency:copy-dependencies", "-DoutputDirectory="+lib).CombinedOutput()
	if err != nil {
		t.Skipf("Maven could not fetch the validator of Atom feeds: %v\n%.400s", err, out)
	}
	return filepath.Join(lib, "*")
}

// oddArchive holds texts with control characters, markup and addresses that are
// none.
func oddArchive(t *testing.T) *archive.Archive {
	t.Helper()
	a, err := archive.Create(t.Context(), t.TempDir(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	file := filepath.Join(t.TempDir(), "odd.jsonl")
	records := `{"key":"1","title":"量子<b>&\u0001标题]]>","text":"量子\u0002正文 <script>alert(1)</script> ]]> & \u000b尾。","url":"https://example.org/甲 乙?x=1&y=\"2\"","issuer":"甲\u0003<乙>"}
{"key":"2","text":"量子没有题名，也没有来源。","url":"javascript:alert(1)"}
{"key":"3","title":"量子\ufffe","text":"量子=1+1，𠀀字\ud83d\ude00。","date":"2024","url":"www.example.org"}
`
	if err := os.WriteFile(file, []byte(records), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Import(t.Context(), []string{file}, archive.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return a
}
