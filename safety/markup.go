package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"yinju/corpus"
)

//go:embed payloads.tsv
var payloadTable string

// payloads are the first columns of the table. The probe takes a string; origin is
// one that needs no quotation marks.
func payloads() []string {
	var list []string
	for line := range strings.Lines(payloadTable) {
		text, _, found := strings.Cut(line, "\t")
		if found && !strings.HasPrefix(line, "#") {
			list = append(list, strings.ReplaceAll(text, "PROBE", "probe(origin)"))
		}
	}
	return list
}

// contexts are where markup can stand: fields of a record, a file's name, and the
// parameters of an address.
var contexts = strings.Fields("title text source issuer genre number author url key file q place theme")

// markup plants r.n payloads, each in one context, and looks at every page on
// which it shows.
func markup(ctx context.Context, r *run) error {
	path := chromium()
	if path == "" {
		r.skip("no Chromium found")
		return nil
	}
	plants := r.plants()
	dir, err := r.planted(ctx, plants)
	if err != nil {
		return err
	}
	s, err := r.serve(ctx, dir)
	if err != nil {
		return err
	}
	defer s.stop()
	if err := r.notices(ctx, path); err != nil {
		return err
	}
	b, end, err := openBrowser(ctx, path, filepath.Join(r.work, "profile"), s.url)
	if err != nil {
		return err
	}
	defer end()
	looked := 0
	for _, p := range plants {
		looked += r.look(b, p.pages()...)
		r.tried(1)
	}
	looked += r.look(b, commonPages()...)
	r.figure("%d payloads in %d contexts, %d pages looked at", len(payloads()), len(contexts), looked)
	r.servedAsText(s, plants)
	return ctx.Err()
}

// plant is a payload in a context.
type plant struct {
	number           int
	context, payload string
}

func (r *run) plants() []plant {
	list := payloads()
	plants := make([]plant, r.n)
	for i := range plants {
		plants[i] = plant{i, contexts[i%len(contexts)], list[(i/len(contexts)+i)%len(list)]}
	}
	return plants
}

// stored reports a payload that is planted in the archive, not in an address.
func (p plant) stored() bool { return p.context != "q" && p.context != "place" && p.context != "theme" }

// word is in the text of the plant's document and in no other.
func (p plant) word() string { return "标记" + strconv.Itoa(100000+p.number) }

func (p plant) key() string {
	switch p.context {
	case "key":
		return p.payload + strconv.Itoa(p.number)
	case "file":
		return "named/" + p.fileName()
	}
	return "plant-" + strconv.Itoa(p.number)
}

// fileName is the payload without the slash that no name may have.
func (p plant) fileName() string {
	return strings.ReplaceAll(p.payload, "/", "∕") + strconv.Itoa(p.number) + ".txt"
}

// record is the plant as a line of JSON Lines.
func (p plant) record() map[string]string {
	record := map[string]string{"key": p.key(), "title": "示例文本" + strconv.Itoa(p.number), "source": "示例来源", "date": "2024-03-01",
		"text": "人工智能与" + p.word() + "的一段文字，说明优化服务。\n第二段。"}
	switch p.context {
	case "text":
		record["text"] = p.word() + "人工智能" + p.payload + "在文中。\n" + p.payload
	case "key":
	default:
		record[p.context] = p.payload
	}
	return record
}

// pages are the addresses on which the plant shows.
func (p plant) pages() []string {
	switch p.context {
	case "q":
		return []string{"/search?q=" + url.QueryEscape(p.payload), "/search?page=x&q=" + url.QueryEscape("「"+p.payload+"」")}
	case "place", "theme":
		v := url.Values{"q": {"人工智能"}, p.context: {p.payload}}.Encode()
		return []string{"/search?" + v}
	}
	doc, q := corpus.DocID(p.key()), url.QueryEscape(p.word())
	return []string{"/search?q=" + q, "/d/" + doc + "?q=" + q}
}

// commonPages show many plants at once, or an answer that is no page of HTML.
func commonPages() []string {
	q := url.QueryEscape("人工智能")
	pages := []string{"/", "/coverage", "/help", "/nowhere/" + url.PathEscape("<script>probe(origin)</script>"), "/d/" + url.PathEscape("<img src=x onerror=probe(origin)>"),
		"/search?all=source,issuer,place,genre&size=200&q=" + q, "/search?all=issuer&fold=off&size=200&q=" + q, "/search?bars=share&q=" + q}
	for i := range 5 {
		pages = append(pages, fmt.Sprintf("/search?size=100&page=%d&q=%s", i+1, q))
	}
	return pages
}

// planted imports the stored plants: records of a JSON Lines file and named files.
func (r *run) planted(ctx context.Context, plants []plant) (string, error) {
	folder := filepath.Join(r.work, "named")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	lines, err := os.Create(filepath.Join(r.work, "planted.jsonl"))
	if err != nil {
		return "", err
	}
	defer lines.Close()
	encode := json.NewEncoder(lines)
	for _, p := range plants {
		switch {
		case p.context == "file":
			err = os.WriteFile(filepath.Join(folder, p.fileName()), []byte(p.record()["text"]), 0o644)
		case p.stored():
			err = encode.Encode(p.record())
		}
		if err != nil {
			return "", err
		}
	}
	dir := filepath.Join(r.work, "planted")
	if e := r.yinju(ctx, "import", "-d", dir, lines.Name(), folder); e.code != 0 {
		return "", fmt.Errorf("import ends with %d: %s", e.code, e.err)
	}
	return dir, nil
}

// look opens pages and fails on whatever the browser notices. It returns how many
// it opened.
func (r *run) look(b *browser, pages ...string) int {
	for _, path := range pages {
		seen, err := b.open(path)
		if err != nil {
			r.fail("%v", err)
		}
		for _, what := range seen {
			r.fail("%.200s: %.300s", path, what)
		}
	}
	return len(pages)
}

// notices proves that the browser would notice: a page that lets every payload
// through must be caught, with our policy and without.
func (r *run) notices(ctx context.Context, chromium string) error {
	for name, policy := range map[string]string{"policy": "default-src 'none'", "open": ""} {
		broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			if policy != "" {
				w.Header().Set("Content-Security-Policy", policy)
			}
			io.WriteString(w, "<!doctype html><p>x<img src=y onerror=probe(origin)><script>probe(origin)</script>")
		}))
		defer broken.Close()
		b, end, err := openBrowser(ctx, chromium, filepath.Join(r.work, "control-"+name), broken.URL)
		if err != nil {
			return err
		}
		seen, err := b.open("/")
		end()
		if all := strings.Join(seen, "\n"); err != nil || !strings.Contains(all, "ran: ") || !strings.Contains(all, "element ") {
			r.fail("the browser did not notice a broken page (%s): %v, %q", name, err, seen)
		}
	}
	return nil
}

// servedAsText wants what is not a page to say so, and browsers not to guess: a
// live type would run what it holds.
func (r *run) servedAsText(s *service, plants []plant) {
	paths := []string{"/search.csv?q=", "/search.jsonl?q=", "/search.atom?q=", "/api/search?q=", "/api/coverage"}
	for _, p := range plants {
		if p.stored() && p.number%7 == 0 {
			doc := corpus.DocID(p.key())
			paths = append(paths, "/api/d/"+doc, "/d/"+doc+"/original", "/d/"+doc+"/original?view=text", "/d/"+doc+"/original?part=file")
		}
	}
	answered := 0
	for _, path := range paths {
		a, err := s.get(path)
		if err != nil {
			r.fail("%s: %v", path, err)
			continue
		}
		kind := a.header.Get("Content-Type")
		switch {
		case a.status == http.StatusOK && live(kind) && !strings.HasPrefix(kind, "application/atom+xml"):
			r.fail("%s is served as %s", path, kind)
		case a.header.Get("X-Content-Type-Options") != "nosniff":
			r.fail("%s lets the browser guess its type", path)
		case a.status == http.StatusOK:
			answered++
		}
	}
	r.figure("%d of %d other answers were 200, none of a live type", answered, len(paths))
}

func live(kind string) bool {
	for _, part := range []string{"html", "xml", "svg", "javascript"} {
		if strings.Contains(kind, part) {
			return true
		}
	}
	return false
}
