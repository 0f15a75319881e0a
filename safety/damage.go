package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// damage is one thing done to one file of an archive.
type damage struct {
	file   string // from the archive's folder
	way    string // one of ways
	at     int    // offset in bytes
	served bool   // done under a running service
}

// ways are the kinds of damage: one bit flipped, a sector of zeros, the end cut
// off, the file gone.
var ways = []string{"flip", "zero", "truncate", "delete"}

const sector = 512 // bytes

func (d *damage) String() string {
	when := ""
	if d.served {
		when = " while served"
	}
	return fmt.Sprintf("%s of %s at %d%s", d.way, d.file, d.at, when)
}

// apply does the damage in place, as a failing disk does; random(n) is in [0, n).
// The file is another one afterwards: zeros over zeros are no damage.
func (d *damage) apply(dir string, random func(int) int) error {
	path := filepath.Join(dir, d.file)
	content, err := os.ReadFile(path)
	if err != nil || len(content) == 0 {
		return fmt.Errorf("%s has nothing to damage: %w", d.file, fs.ErrNotExist)
	}
	os.Chmod(path, 0o644)
	for {
		d.at = random(len(content))
		broken := bytes.Clone(content)
		switch d.way {
		case "delete":
			return os.Remove(path)
		case "truncate":
			return os.Truncate(path, int64(d.at))
		case "flip":
			broken[d.at] ^= 1 << random(8)
		case "zero":
			d.at -= d.at % sector
			clear(broken[d.at:min(d.at+sector, len(broken))])
		}
		if !bytes.Equal(broken, content) {
			return overwrite(path, broken)
		}
		if d.way == "zero" {
			d.way = "flip" // perhaps all of it is zeros
		}
	}
}

// overwrite puts other bytes into the same file.
func overwrite(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteAt(content, 0)
	return err
}

// called is what verify must say of the damage: the file's name. A log is part
// of its database, and a manifest that cannot be found is what CURRENT lacks.
func (d *damage) called() string {
	base := filepath.Base(d.file)
	switch {
	case strings.HasPrefix(base, "corpus.db"):
		return "corpus.db"
	case strings.HasPrefix(base, "CURRENT"):
		return "index"
	case strings.HasPrefix(base, "gen-"):
		return "gen-"
	}
	return base
}

// inIndex reports a file that rebuild makes again.
func (d *damage) inIndex() bool { return strings.HasPrefix(d.file, "index") }

// hollow reports a file some bytes of which hold nothing.
func (d *damage) hollow() bool { return strings.HasPrefix(d.file, "corpus.db") }

var varying = regexp.MustCompile(`[0-9a-f]{6,}(-[0-9]+)?`)

// kindsOf lists the files of an archive by what they are. Those that a process
// has only while it runs are left out.
func kindsOf(dir string) (map[string][]string, error) {
	kinds := map[string][]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || passingFile(name) {
			return err
		}
		kind := varying.ReplaceAllString(filepath.Base(name), "*")
		if strings.HasPrefix(name, "originals") {
			kind = "originals"
		}
		kinds[kind] = append(kinds[kind], name)
		return nil
	})
	return kinds, err
}

// passingFile reports a file that holds nothing of the archive: the lock, the mark
// of a running process, SQLite's shared memory.
func passingFile(name string) bool {
	return name == "lock" || strings.HasPrefix(name, "running") || strings.HasSuffix(name, "-shm")
}
