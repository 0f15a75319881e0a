package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"syscall"
	"time"

	"yinju/index"
	"yinju/index/vector"
)

// serving starts the server on an archive that is there, waits for its first
// answer, asks it a few hundred questions and looks at its memory.
func (b *bench) serving(ctx context.Context, dir string, q questions) error {
	note("serve")
	start := time.Now()
	server, address, err := b.start(ctx, dir, vector.Off)
	if err != nil {
		return err
	}
	defer stop(server)
	if _, err := fetch(address, index.Words, q.words[0]); err != nil {
		return err
	}
	b.add(row{what: "start to first answer", target: "3 s", ours: seconds(time.Since(start))})
	for _, text := range q.mixed() {
		if _, err := fetch(address, index.Words, text); err != nil {
			return err
		}
	}
	anonymous, err := anonymousMemory(server.Process.Pid)
	b.add(row{what: "anonymous memory serving", target: "450 MB", ours: megabytes(anonymous)})
	return err
}

// servingVectors does the same with the model and the vectors of an archive, until
// an answer has both legs.
func (b *bench) servingVectors(ctx context.Context, u *understood) error {
	note("serve with vectors")
	start := time.Now()
	server, address, err := b.start(ctx, u.dir, "")
	if err != nil {
		return err
	}
	defer stop(server)
	if err := untilMeant(ctx, address, u.q.words[0]); err != nil {
		return err
	}
	b.measured(startRow, seconds(time.Since(start)))
	for _, text := range u.q.mixed() {
		if _, err := fetch(address, index.Auto, text); err != nil {
			return err
		}
	}
	anonymous, err := anonymousMemory(server.Process.Pid)
	b.measured(memoryRow, megabytes(anonymous))
	return err
}

// untilMeant asks until the answer is not degraded, for half a minute.
func untilMeant(ctx context.Context, address, text string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		degraded, err := fetch(address, index.Auto, text)
		if err != nil || len(degraded) == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("half a minute after its start the server still answers without meaning: %v", degraded)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func stop(server *exec.Cmd) {
	server.Process.Signal(syscall.SIGTERM)
	server.Wait()
}

var addressForm = regexp.MustCompile(`http://\S+`)

// start starts the server on a free port, with a model or the first that is found,
// and returns the address it names.
func (b *bench) start(ctx context.Context, dir, model string) (*exec.Cmd, string, error) {
	server := exec.CommandContext(ctx, b.binary, "serve", "-d", dir, "--addr", "127.0.0.1:0")
	server.Env = append(os.Environ(), "YINJU_MODEL="+model)
	said, err := server.StderrPipe()
	if err != nil {
		return nil, "", err
	}
	if err := server.Start(); err != nil {
		return nil, "", err
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if address := addressForm.FindString(lines.Text()); address != "" {
			go io.Copy(io.Discard, said)
			return server, address, nil
		}
	}
	return nil, "", fmt.Errorf("serve named no address: %w", server.Wait())
}

// fetch asks the server and returns what it says to be missing from the answer.
func fetch(address string, mode index.Mode, text string) (degraded []string, err error) {
	answer, err := http.Get(address + "/api/search?mode=" + string(mode) + "&q=" + url.QueryEscape(text))
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s for %q", answer.Status, text)
	}
	var said struct{ Degraded []string }
	err = json.NewDecoder(answer.Body).Decode(&said)
	return said.Degraded, err
}

var anonymousForm = regexp.MustCompile(`(?m)^Anonymous:\s+(\d+) kB$`)

// anonymousMemory is what a process holds that is no file's page, in bytes.
func anonymousMemory(pid int) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	found := anonymousForm.FindSubmatch(text)
	if found == nil {
		return 0, fmt.Errorf("no Anonymous line in smaps_rollup of %d", pid)
	}
	kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
	return kilobytes * 1024, err
}
