package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// build makes the binary that is measured, as make build does.
func (b *bench) build(ctx context.Context) error {
	if err := os.MkdirAll(b.cache, 0o755); err != nil {
		return err
	}
	path, err := filepath.Abs(b.in("yinju"))
	if err != nil {
		return err
	}
	b.binary = path
	return command(ctx, "go", "build", "-o", path, ".")
}

// texts are the paths of the bench archive that are there.
func (b *bench) texts() []string {
	paths := []string{filepath.Join(b.shared, "corpora/policy"), filepath.Join(b.shared, "corpora/reports")}
	if b.small {
		return present(paths)
	}
	paths = append(paths, filepath.Join(b.shared, "corpora/statutes"))
	for year := 2020; year <= 2025; year++ {
		paths = append(paths, filepath.Join(b.shared, fmt.Sprintf("corpora/news/%d.jsonl.gz", year)))
	}
	return present(paths)
}

func present(paths []string) []string {
	var there []string
	for _, p := range paths {
		if _, err := os.Stat(p); err == nil {
			there = append(there, p)
		}
	}
	return there
}

// name is the folder of the bench archive.
func (b *bench) name() string {
	if b.small {
		return "small"
	}
	return "full"
}

// imported returns the folder of an archive that holds the paths. What it holds
// already is not read again.
func (b *bench) imported(ctx context.Context, name string, paths ...string) (string, error) {
	dir := b.in(name)
	note("import into %s", dir)
	return dir, command(ctx, b.binary, append([]string{"import", "-d", dir}, paths...)...)
}

// command runs a program whose output only matters when it fails.
func command(ctx context.Context, name string, args ...string) error {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %v: %w\n%s", filepath.Base(name), args, err, tail(out, 2000))
	}
	return nil
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }

// timed returns the wall time of f.
func timed(f func() error) (time.Duration, error) {
	start := time.Now()
	err := f()
	return time.Since(start), err
}

// size is the length of all files below dir, in bytes.
func size(dir string) (int64, error) {
	var sum int64
	err := filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			sum += info.Size()
		}
		return err
	})
	return sum, err
}
