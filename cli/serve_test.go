package cli_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"
)

// TestServe goes once through a server's life: a new folder gets the seed
// article, another process imports beside it, SIGTERM ends it cleanly.
func TestServe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	server, address := startServer(t, dir)
	if total := totalOf(t, address, "人工智能"); total == 0 {
		t.Error("a new archive finds nothing in its seed article")
	}

	record := `{"key": "n1", "title": "消息", "text": "量子鸿沟的说法在此首次出现。"}`
	file := filepath.Join(t.TempDir(), "news.jsonl")
	if err := os.WriteFile(file, []byte(record), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("yinju", "import", "-d", dir, file).CombinedOutput(); err != nil {
		t.Fatalf("import beside serve: %v\n%s", err, out)
	}
	await(t, 5*time.Second, "the imported passage", func() bool { return totalOf(t, address, "量子鸿沟") == 1 })

	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("serve ended with %v after SIGTERM", err)
	}
}

var address = regexp.MustCompile(`http://[\d.:]+`)

// startServer starts the program on a free port and waits for the address that
// it names on standard error.
func startServer(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	server := exec.Command("yinju", "serve", "-d", dir, "--addr", "127.0.0.1:0")
	said, err := server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill() })
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		t.Log(lines.Text())
		if a := address.FindString(lines.Text()); a != "" {
			go io.Copy(io.Discard, said)
			return server, a
		}
	}
	t.Fatal("serve named no address")
	return nil, ""
}

func totalOf(t *testing.T, address, query string) int {
	t.Helper()
	answer, err := http.Get(address + "/api/search?q=" + query)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var results struct{ Total int }
	if err := json.NewDecoder(answer.Body).Decode(&results); err != nil {
		t.Fatalf("%s: %v", answer.Status, err)
	}
	return results.Total
}

func await(t *testing.T, patience time.Duration, what string, there func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !there(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s did not show within %s", what, patience)
		}
	}
}
