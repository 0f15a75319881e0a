package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// diskFull fills a small file system at a random moment of an import, while a
// service searches the same archive on it. It needs the right to mount.
func diskFull(ctx context.Context, r *run) error {
	texts, err := r.real(20)
	if err != nil {
		return err
	}
	f := &filling{run: r,
		held: files{filepath.Join(r.work, "held"), texts},
		more: files{filepath.Join(r.work, "more"), made(0, 250, 0)},
	}
	if err := errors.Join(f.held.write(), f.more.write()); err != nil {
		return err
	}
	for nth := range r.n {
		disk := filepath.Join(r.work, fmt.Sprintf("disk-%d", nth))
		if err := mount(ctx, disk); err != nil {
			r.skip("no small file system can be mounted here: %v", err)
			return nil
		}
		f.trial(ctx, disk)
		unmount(disk)
		r.tried(1)
		if ctx.Err() != nil {
			break
		}
	}
	r.figure("%d imports met the full disk, %d were done before it", f.met, r.done-f.met)
	return ctx.Err()
}

const diskSize = "size=48m"

func mount(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, "mount", "-t", "tmpfs", "-o", diskSize, "tmpfs", dir).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

// unmount also lets go of a file system that a killed process still holds.
func unmount(dir string) { exec.Command("umount", "-l", dir).Run() }

// filling is the trial: what the archive holds, and what is imported until the
// disk is full.
type filling struct {
	*run
	held, more files
	calm       time.Duration // of importing more, on a disk with room
	met        int
}

func (f *filling) trial(ctx context.Context, disk string) {
	dir := filepath.Join(disk, "archive")
	if e := f.yinju(ctx, "import", "-d", dir, f.held.dir); e.code != 0 {
		f.fail("the first import ends with %d: %s", e.code, e.err)
		return
	}
	s, err := f.serve(ctx, dir)
	if err != nil {
		f.fail("%v", err)
		return
	}
	defer func() { s.stop() }()
	filler := filepath.Join(disk, "filler")
	e := f.importWhileFilling(ctx, s, dir, filler)
	f.checkMessage(e)
	os.Remove(filler)
	s.stop()
	if s, err = f.serve(ctx, dir); err != nil {
		f.fail("after the full disk: %v", err)
		return
	}
	f.checkAfter(ctx, s, dir)
}

// importWhileFilling imports under searches and fills the disk at a random moment.
func (f *filling) importWhileFilling(ctx context.Context, s *service, dir, filler string) ended {
	asking, stop := context.WithCancel(ctx)
	var searchers sync.WaitGroup
	for range 3 {
		searchers.Go(func() { f.search(asking, s) })
	}
	if f.calm == 0 {
		f.calm = 2 * time.Second
	}
	after := f.within(f.calm)
	timer := time.AfterFunc(after, func() { fill(filler) })
	e := f.yinju(ctx, "import", "-d", dir, f.more.dir)
	timer.Stop()
	if e.code == 0 {
		f.calm = e.took
	} else {
		f.met++
	}
	fill(filler) // it stays full a while, for the searches
	time.Sleep(300 * time.Millisecond)
	stop()
	searchers.Wait()
	if how, gone := s.ended(); gone {
		f.fail("disk filled after %s: the service died: %s", after, how)
	}
	return e
}

// fill writes until nothing more can be written.
func fill(path string) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return
	}
	defer file.Close()
	for size := 1 << 20; size > 0; {
		if _, err := file.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 16
		} else if err != nil {
			return
		}
	}
}

func (f *filling) search(asking context.Context, s *service) {
	paths := searches(f.held.texts)
	for i := 0; asking.Err() == nil; i++ {
		a, err := s.get(paths[i%len(paths)])
		if err != nil || a.status != 200 {
			f.fail("a search on a full disk: %v %+v", err, a)
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// checkMessage permits an import that was done, and one that says in one line of
// words that there is no room.
func (f *filling) checkMessage(e ended) {
	if e.code == 0 {
		return
	}
	lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(e.err), "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
	if e.died() || e.code != 3 || len(lines) != 1 || !strings.Contains(e.err, "磁盘") && !strings.Contains(e.err, "空间") {
		f.fail("on a full disk import ends with %d and %d lines: %s", e.code, len(lines), e.err)
	}
}

// checkAfter looks at the archive once there is room again and the service was
// started anew: nothing half-made lies about, and the import can be made.
func (f *filling) checkAfter(ctx context.Context, s *service, dir string) {
	defer s.stop()
	if err := s.settled(); err != nil {
		f.fail("after the full disk: %v", err)
		return
	}
	if e := f.yinju(ctx, "import", "-d", dir, f.more.dir); e.code != 0 {
		f.fail("with room again import ends with %d: %s%s", e.code, e.out, e.err)
		return
	}
	time.Sleep(time.Second) // the service opens the new generation, and the old one goes
	if left := leftovers(dir); len(left) > 0 {
		f.fail("after the next start there still are %v", left)
	}
	if e := f.yinju(ctx, "verify", "-d", dir); e.code != 0 {
		f.fail("after the full disk verify ends with %d: %s%s", e.code, e.out, e.err)
	}
}

// leftovers are files that only an unfinished writing leaves.
func leftovers(dir string) []string {
	var found []string
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		name := filepath.Base(path)
		if strings.HasPrefix(name, "tmp-") || strings.HasPrefix(name, "receiving-") || strings.HasSuffix(name, ".part") {
			found = append(found, path)
		}
		return nil
	})
	return found
}
