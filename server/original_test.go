package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yinju/archive"
	"yinju/index"
)

const (
	savedPage = `<html><head><title>通知</title><script>alert(1)</script></head><body><p>优化营商环境，减少审批事项，降低企业成本。</p></body></html>`
	recordOne = `{"key":"r1","title":"第一","text":"第一份记录的正文，讲产业升级。"}`
	recordTwo = `{"key":"r2","title":"第二","text":"第二份记录的正文，讲乡村振兴。"}`
)

// receivedFiles are files of several kinds, by name.
func receivedFiles(t *testing.T) map[string][]byte {
	t.Helper()
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("标题：国标文件\r\n\r\n这份文件以国标编码保存，讲的是减轻企业负担。\r\n")
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(recordOne + "\n\n" + recordTwo + "\n"))
	z.Close()
	return map[string][]byte{
		"旧/国标.txt": []byte(gbk), "网页.html": []byte(savedPage), "记录.jsonl.gz": packed.Bytes(),
	}
}

// receive makes an archive of these files and returns its folder with the ids of
// its documents by key.
func receive(t *testing.T, files map[string][]byte) (*Server, *archive.Archive, string, map[string]string) {
	t.Helper()
	dir, root := t.TempDir(), filepath.Join(t.TempDir(), "in")
	for name, data := range files {
		os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755)
		if err := os.WriteFile(filepath.Join(root, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a, err := archive.Create(t.Context(), dir, archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	if _, err := a.Import(t.Context(), []string{root}, archive.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	docs := map[string]string{}
	r, err := a.Search(t.Context(), index.Defaults(index.Query{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range r.Hits {
		docs[h.Key] = h.Doc
	}
	return New(Config{Archive: a, Log: slog.New(slog.DiscardHandler)}), a, dir, docs
}

func TestOriginals(t *testing.T) {
	files := receivedFiles(t)
	s, _, _, docs := receive(t, files)
	gbk, page, packed := files["旧/国标.txt"], files["网页.html"], files["记录.jsonl.gz"]
	for _, c := range []struct {
		key, query, body, kind, name string
		whole                        []byte
		charset, line                string
	}{
		{"in/旧/国标.txt", "", string(gbk), "application/octet-stream", "attachment; filename=\"yinju.txt\"; filename*=UTF-8''%E5%9B%BD%E6%A0%87.txt", gbk, "", ""},
		{"in/旧/国标.txt", "?view=text", "标题：国标文件\r\n\r\n这份文件以国标编码保存，讲的是减轻企业负担。\r\n", "text/plain; charset=utf-8", "inline", gbk, "GB18030", ""},
		{"in/网页.html", "", savedPage, "application/octet-stream", "attachment; filename=\"yinju.html\"; filename*=UTF-8''%E7%BD%91%E9%A1%B5.html", page, "", ""},
		{"in/网页.html", "?view=text&version=1", savedPage, "text/plain; charset=utf-8", "inline", page, "UTF-8", ""},
		{"r1", "?view=text", recordOne + "\n", "text/plain; charset=utf-8", "inline", packed, "UTF-8", "1"},
		{"r2", "", recordTwo + "\n", "application/octet-stream", "attachment; filename=\"yinju-3.json\"; filename*=UTF-8''%E8%AE%B0%E5%BD%95-3.json", packed, "", "3"},
		{"r2", "?part=file", string(packed), "application/octet-stream", "attachment; filename=\"yinju.jsonl.gz\"; filename*=UTF-8''%E8%AE%B0%E5%BD%95.jsonl.gz", packed, "", ""},
		{"r2", "?part=file&view=text", recordOne + "\n\n" + recordTwo + "\n", "text/plain; charset=utf-8", "inline", packed, "UTF-8", ""},
	} {
		w := get(s, "/d/"+docs[c.key]+"/original"+c.query)
		sum := sha256.Sum256(c.whole)
		h := w.Header()
		if w.Code != 200 || w.Body.String() != c.body || h.Get("Content-Type") != c.kind || h.Get("Content-Disposition") != c.name {
			t.Errorf("%s%s: %d, %v\n%q", c.key, c.query, w.Code, h, w.Body)
		}
		if h.Get("X-Yinju-SHA256") != hex.EncodeToString(sum[:]) || h.Get("X-Yinju-Charset") != c.charset || h.Get("X-Yinju-Line") != c.line {
			t.Errorf("%s%s: headers %v", c.key, c.query, h)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s%s could come to life: %v", c.key, c.query, h)
		}
		if _, err := http.ParseTime(h.Get("Last-Modified")); err != nil {
			t.Errorf("%s%s: %v", c.key, c.query, err)
		}
	}
}

func TestOriginalParameters(t *testing.T) {
	s, _, _, docs := receive(t, receivedFiles(t))
	doc := docs["r1"]
	for path, want := range map[string]int{
		"/d/" + doc + "/original?version=0": 400, "/d/" + doc + "/original?version=x": 400, "/d/" + doc + "/original?view=html": 400,
		"/d/" + doc + "/original?part=x": 400, "/d/" + doc + "/original?version=2": 404, "/d/aaaaaaaaaaaa/original": 404, "/d/" + doc + "/original?q=%zz": 400,
	} {
		if w := get(s, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("HEAD", "/d/"+doc+"/original", nil))
	if w.Code != 200 || w.Body.Len() > 0 || w.Header().Get("X-Yinju-SHA256") == "" {
		t.Errorf("HEAD: %d, %v", w.Code, w.Header())
	}
}

// What is damaged is never handed out: the answer says so, and what to do.
func TestDamagedOriginal(t *testing.T) {
	s, _, dir, docs := receive(t, receivedFiles(t))
	sum := sha256.Sum256([]byte(savedPage))
	hash := hex.EncodeToString(sum[:])
	file := filepath.Join(dir, "originals", hash[:2], hash)
	os.Chmod(file, 0o600)
	for _, c := range []struct {
		name string
		harm func() error
	}{
		{"changed", func() error {
			return os.WriteFile(file, []byte(strings.Replace(savedPage, "减少", "增加", 1)), 0o600)
		}},
		{"cut off", func() error { return os.Truncate(file, 10) }},
		{"gone", func() error { return os.Remove(file) }},
	} {
		if err := c.harm(); err != nil {
			t.Fatal(err)
		}
		checkDamaged(t, get(s, "/d/"+docs["in/网页.html"]+"/original"), c.name)
		checkDamaged(t, get(s, "/d/"+docs["in/网页.html"]+"/original?view=text"), c.name)
	}
	if w := get(s, "/d/"+docs["in/网页.html"]); w.Code != 200 {
		t.Errorf("the document page without its original: %d", w.Code)
	}
}

func checkDamaged(t *testing.T, w *httptest.ResponseRecorder, name string) {
	t.Helper()
	if body := w.Body.String(); w.Code != 500 || !strings.Contains(body, "yinju verify") || strings.Contains(body, "营商环境") {
		t.Errorf("%s: %d %.300s", name, w.Code, body)
	}
}

// Every version keeps its own original.
func TestOriginalOfAnOldVersion(t *testing.T) {
	root := filepath.Join(t.TempDir(), "in")
	os.Mkdir(root, 0o755)
	file := filepath.Join(root, "a.txt")
	first, second := "标题：通知\n\n原来的文字，讲减少审批事项。\n", "标题：通知\n\n后来的文字，讲增加公共服务。\n"
	a, err := archive.Create(t.Context(), t.TempDir(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, text := range []string{first, second} {
		os.WriteFile(file, []byte(text), 0o600)
		if _, err := a.Import(t.Context(), []string{root}, archive.ImportOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	s := New(Config{Archive: a, Log: slog.New(slog.DiscardHandler)})
	doc := firstHit(t, s, "公共服务").Doc
	for query, want := range map[string]string{"": second, "?version=1": first, "?version=2": second} {
		if w := get(s, "/d/"+doc+"/original"+query); w.Body.String() != want {
			t.Errorf("%s: %d %q", query, w.Code, w.Body)
		}
	}
}
