package local

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// watched are the mapped files of a shard. What another process writes into one
// is read by the next search, so after every search it is asked whether somebody
// has: an answer from altered postings or texts would be wrong without a sign of
// it. A file that is gone is not altered: its mapping stays whole.
type watched struct {
	mu    sync.Mutex
	files []watchedFile
}

type watchedFile struct {
	path, sha256 string
	size         int64
	changed      time.Time // as the file system says
}

// watch notes the mapped files among those of the manifest.
func (w *watched) watch(dir string, m *ShardManifest) {
	for _, f := range m.Files {
		if f.Name != "text.bin" && !strings.HasSuffix(f.Name, ".zap") {
			continue
		}
		path := filepath.Join(dir, m.Name, filepath.FromSlash(f.Name))
		if info, err := os.Stat(path); err == nil {
			w.files = append(w.files, watchedFile{path, f.SHA256, f.Size, info.ModTime()})
		}
	}
}

// altered reports a file whose content is no longer what the manifest says. A
// file that was only touched is hashed once and passes.
func (w *watched) altered() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.files {
		f := &w.files[i]
		info, err := os.Stat(f.path)
		if err != nil || info.ModTime().Equal(f.changed) && info.Size() == f.size {
			continue
		}
		if _, sum, err := hashFile(f.path); err != nil || sum != f.sha256 {
			return true
		}
		f.changed = info.ModTime()
	}
	return false
}

// altered reports a shard of the generation whose files were written into.
func (g *generation) altered() bool {
	for _, v := range g.views {
		if v.watched.altered() {
			return true
		}
	}
	return false
}
