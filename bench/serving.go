package main

import (
	"bufio"
	"context"
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
)

// serving starts the server on an archive that is there, waits for its first
// answer, asks it a few hundred questions and looks at its memory.
func (b *bench) serving(ctx context.Context, dir string, q questions) error {
	note("serve")
	start := time.Now()
	server, address, err := b.start(ctx, dir)
	if err != nil {
		return err
	}
	defer func() {
		server.Process.Signal(syscall.SIGTERM)
		server.Wait()
	}()
	if err := fetch(address, q.words[0]); err != nil {
		return err
	}
	b.add(row{what: "start to first answer", target: "3 s", ours: seconds(time.Since(start))})
	for _, text := range q.mixed() {
		if err := fetch(address, text); err != nil {
			return err
		}
	}
	anonymous, err := anonymousMemory(server.Process.Pid)
	b.add(row{what: "anonymous memory serving", target: "450 MB", ours: fmt.Sprintf("%.0f MB", float64(anonymous)/1e6)})
	return err
}

var addressForm = regexp.MustCompile(`http://\S+`)

// start starts the server on a free port and returns the address it names.
func (b *bench) start(ctx context.Context, dir string) (*exec.Cmd, string, error) {
	server := exec.CommandContext(ctx, b.binary, "serve", "-d", dir, "--addr", "127.0.0.1:0")
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

func fetch(address, text string) error {
	answer, err := http.Get(address + "/api/search?mode=words&q=" + url.QueryEscape(text))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s for %q", answer.Status, text)
	}
	return err
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
