package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// slowly gives every text a vector of three numbers after a while.
func slowly(while time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		time.Sleep(while)
		var rows []string
		for i, text := range asked.Input {
			rows = append(rows, fmt.Sprintf(`{"index": %d, "embedding": [%d, 1, 0]}`, i, len(text)))
		}
		fmt.Fprintf(w, `{"data": [%s]}`, strings.Join(rows, ","))
	}
}

// hang answers nothing until the program has gone.
func hang(_ http.ResponseWriter, r *http.Request) {
	json.NewDecoder(r.Body).Decode(new(any)) // the end of a request shows once it is read
	<-r.Context().Done()
}

func address(t *testing.T, answer http.HandlerFunc) string {
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL + "/v1/embeddings#m"
}

// ran runs the program as from a shell and returns what it wrote.
func ran(t *testing.T, want int, args ...string) (out, notes string) {
	t.Helper()
	var o, e bytes.Buffer
	p := &program{out: &o, err: &e, getenv: func(string) string { return "" }}
	if code := p.run(t.Context(), args); code != want {
		t.Fatalf("%q: exit code %d, want %d\n%s", args, code, want, &e)
	}
	return o.String(), e.String()
}

// The time of import --json is that of reading and embedding; then a search says why
// it is by words alone, once, and answers in time where an address hangs.
func TestSearchByAnAddress(t *testing.T) {
	dir, file := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "n.jsonl")
	if err := os.WriteFile(file, []byte(`{"key": "n1", "title": "营商环境条例", "text": "减少审批环节，优化营商环境。"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	const while = 2 * time.Second
	out, _ := ran(t, exitDone, "import", "-d", dir, "--model", address(t, slowly(while)), "--json", file)
	var report struct{ Seconds float64 }
	if err := json.Unmarshal([]byte(out), &report); err != nil || report.Seconds < while.Seconds() {
		t.Errorf("%v seconds, %v", report.Seconds, err)
	}

	hanging := address(t, hang)
	for _, c := range []struct {
		mode, model, said string
	}{
		{"auto", hanging, "没有在时限内答复；请检查地址与该服务"}, {"meaning", "none", "语义检索已按要求关闭"}, {"words", "none", ""},
	} {
		out, notes := ran(t, exitDone, "search", "-d", dir, "--model", c.model, "--mode", c.mode, "审批")
		if !strings.Contains(out, "共 1 段") || !strings.Contains(notes, c.said) {
			t.Errorf("%+v: %s%s", c, notes, out)
		}
		if n := strings.Count(notes, "只按词语检索"); n > 1 || (n == 1) != (c.said != "") {
			t.Errorf("%+v: said %d times: %s", c, n, notes)
		}
	}
	out, _ = ran(t, exitDone, "search", "-d", dir, "--model", hanging, "--json", "--rewrite", "off", "營商環境")
	if !strings.Contains(out, `"degraded":["embedder-timeout"]`) || !strings.Contains(out, `"rewrites":[]`) {
		t.Error(out)
	}
	if _, notes := ran(t, exitDone, "search", "-d", dir, "--model", "none", "營商環境"); !strings.Contains(notes, "只按原样检索请加 --rewrite off") {
		t.Error(notes)
	}
}
