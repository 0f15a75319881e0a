package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

// build makes the program under trial, as make build does but for the linking.
func build(ctx context.Context, dir string) (string, error) {
	binary := filepath.Join(dir, "yinju")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("the program does not build: %w\n%s", err, out)
	}
	return binary, nil
}

// ended is what a command left: its output, exit code and the time it took.
type ended struct {
	out, err string
	code     int
	took     time.Duration
}

// died reports an end that no command may have: by a panic or a signal.
func (e ended) died() bool {
	return e.code < 0 || e.code == 2 && bytes.Contains([]byte(e.err), []byte("goroutine "))
}

// yinju runs a command of the program to its end, within two minutes.
func (r *run) yinju(ctx context.Context, args ...string) ended {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, r.binary, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	started := time.Now()
	err := c.Run()
	e := ended{out: out.String(), err: errs.String(), took: time.Since(started)}
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		e.code = exit.ExitCode() // -1 for a signal
	} else if err != nil {
		e.code, e.err = -1, err.Error()
	}
	return e
}

// killed runs a command and kills it after a time; it returns what it had written
// until then, and whether it had ended by itself.
func (r *run) killed(ctx context.Context, after time.Duration, args ...string) (e ended, finished bool) {
	c := exec.CommandContext(ctx, r.binary, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	started := time.Now()
	if err := c.Start(); err != nil {
		return ended{code: -1, err: err.Error()}, false
	}
	timer := time.AfterFunc(after, func() { c.Process.Kill() })
	err := c.Wait()
	timer.Stop()
	e = ended{out: out.String(), err: errs.String(), took: time.Since(started)}
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		e.code = exit.ExitCode()
	}
	return e, e.code >= 0
}

// service is a yinju serve that runs.
type service struct {
	url  string
	pid  int
	took time.Duration // from the start of the process to its first answer

	command *exec.Cmd
	log     *tail
	gone    chan struct{} // closed when the process has ended
	client  *http.Client
}

// serve starts yinju serve on dir at a free port and waits until it answers.
// extra are further flags.
func (r *run) serve(ctx context.Context, dir string, extra ...string) (*service, error) {
	s := &service{log: &tail{}, gone: make(chan struct{})}
	s.client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	s.command = exec.CommandContext(ctx, r.binary, append([]string{"serve", "-d", dir, "--addr", "127.0.0.1:0"}, extra...)...)
	errs, err := s.command.StderrPipe()
	if err != nil {
		return nil, err
	}
	started := time.Now()
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	s.pid = s.command.Process.Pid
	address := make(chan string, 1)
	go s.read(errs, address)
	select {
	case s.url = <-address:
	case <-s.gone:
		return nil, fmt.Errorf("serve ended at its start: %s", s.log)
	case <-time.After(30 * time.Second):
		s.kill()
		return nil, fmt.Errorf("serve names no address after 30 s: %s", s.log)
	}
	if _, err := s.get("/healthz"); err != nil {
		s.kill()
		return nil, err
	}
	s.took = time.Since(started)
	return s, nil
}

var servesAt = regexp.MustCompile(`引据在 (http://\S+)`)

// read keeps the last lines of the log, finds the address and waits for the end.
func (s *service) read(errs io.Reader, address chan<- string) {
	for lines := bufio.NewScanner(errs); lines.Scan(); {
		s.log.add(lines.Text())
		if m := servesAt.FindStringSubmatch(lines.Text()); m != nil {
			address <- m[1]
		}
	}
	s.command.Wait()
	close(s.gone)
}

// ended reports whether the process has ended, and how.
func (s *service) ended() (string, bool) {
	select {
	case <-s.gone:
		return fmt.Sprintf("%s: %s", s.command.ProcessState, s.log), true
	default:
		return "", false
	}
}

func (s *service) kill() {
	s.command.Process.Kill()
	<-s.gone
}

// stop ends the service as a person does and returns its exit code.
func (s *service) stop() int {
	s.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.gone:
	case <-time.After(20 * time.Second):
		s.kill()
	}
	return s.command.ProcessState.ExitCode()
}

// answer is an HTTP answer, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (s *service) get(path string) (*answer, error) {
	resp, err := s.client.Get(s.url + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return &answer{resp.StatusCode, resp.Header, body}, err
}

// ask gets JSON; an answer that is not 200 is an error.
func (s *service) ask(path string, v any) error {
	a, err := s.get(path)
	if err != nil {
		return err
	}
	if a.status != http.StatusOK {
		return fmt.Errorf("%s answers %d: %.200s", path, a.status, a.body)
	}
	return json.Unmarshal(a.body, v)
}

func (a *answer) decode(v any) error { return json.Unmarshal(a.body, v) }

// deletedFiles are the files that the process still has mapped although they were
// removed.
func (s *service) deletedFiles() (paths []string) {
	maps, _ := os.ReadFile(fmt.Sprintf("/proc/%d/maps", s.pid))
	for line := range strings.Lines(string(maps)) {
		if path, ok := strings.CutSuffix(line, " (deleted)\n"); ok {
			paths = append(paths, path[strings.Index(path, "/"):])
		}
	}
	return paths
}

// openFiles counts the file descriptors of the process.
func (s *service) openFiles() int {
	entries, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.pid))
	return len(entries)
}

// metric reads one plain value from /metrics, such as go_goroutines.
func (s *service) metric(name string) (float64, error) {
	a, err := s.get("/metrics")
	if err != nil {
		return 0, err
	}
	for line := range bytes.Lines(a.body) {
		var v float64
		if rest, ok := bytes.CutPrefix(line, []byte(name+" ")); ok {
			_, err := fmt.Sscan(string(rest), &v)
			return v, err
		}
	}
	return 0, fmt.Errorf("/metrics has no %s", name)
}

// tail keeps the last lines of a log.
type tail struct {
	mu      sync.Mutex
	lines   []string
	count   int    // of all lines
	unclean string // the first with a character that a terminal obeys
}

const tailLines = 40

func (t *tail) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, line)
	t.count++
	if t.unclean == "" && strings.ContainsFunc(line, hidden) {
		t.unclean = line
	}
	if len(t.lines) > tailLines {
		t.lines = t.lines[1:]
	}
}

// looked returns how many lines there were, and one that is not clean.
func (t *tail) looked() (lines int, unclean string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.count, t.unclean
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var b bytes.Buffer
	for _, line := range t.lines {
		b.WriteString(line + "\n")
	}
	return b.String()
}
