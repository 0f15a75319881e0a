package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// copyFolder copies a folder; of one that is not there it makes an empty one.
func copyFolder(from, to string) error {
	if _, err := os.Stat(from); err != nil {
		return os.MkdirAll(to, 0o755)
	}
	return os.CopyFS(to, os.DirFS(from))
}

// findText names a file below dir that holds text, "" if none does.
func findText(dir, text string) (string, error) {
	holder := ""
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(text)) {
			holder = path
			return fs.SkipAll
		}
		return err
	})
	return holder, err
}

// slowest keeps the longest of many times.
type slowest struct {
	mu    sync.Mutex
	worst time.Duration
}

func (s *slowest) note(d time.Duration) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.worst = max(s.worst, d)
}

func (s *slowest) value() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.worst
}

// answers waits until a search is answered, at most until deadline.
func (s *service) answers(deadline time.Time) error {
	for {
		a, err := s.get("/api/search?q=")
		if err == nil && a.status == http.StatusOK {
			return nil
		}
		if time.Now().After(deadline) {
			if err == nil {
				err = fmt.Errorf("status %d: %.200s", a.status, a.body)
			}
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// settled waits until a search finds all that is stored, ten seconds at most:
// what an import left unpublished the service publishes itself.
func (s *service) settled() error {
	var held struct{ Passages int }
	var found struct{ Total int }
	deadline := time.Now().Add(10 * time.Second)
	for {
		err := s.ask("/api/coverage", &held)
		if err == nil {
			err = s.ask("/api/search?q=", &found)
		}
		if err == nil && held.Passages == found.Total {
			return nil
		}
		if how, gone := s.ended(); gone {
			return fmt.Errorf("the service has ended: %s", how)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("after 10 s a search finds %d of %d stored passages (%v)", found.Total, held.Passages, err)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// names reports whether a manifest names something.
func names(manifest []byte, name string) bool {
	return bytes.Contains(manifest, []byte(`"`+name+`"`))
}
