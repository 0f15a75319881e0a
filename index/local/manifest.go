package local

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const currentName = "CURRENT"

// Fingerprints name what an index was made with. A part whose fingerprint has
// changed is made again; the others stay.
type Fingerprints struct {
	Tokens string `json:"tokens"`
	Labels string `json:"labels"`
}

// Manifest names the files of a generation.
type Manifest struct {
	Format       int             `json:"format"`
	Number       int             `json:"number"`
	Built        time.Time       `json:"built"`
	Fingerprints Fingerprints    `json:"fingerprints"`
	Seq          int64           `json:"seq"` // the store's sequence number that the index has caught up with
	Shards       []ShardManifest `json:"shards"`
}

// ShardManifest names a shard, its files and its dead documents.
type ShardManifest struct {
	Name      string         `json:"name"`
	Labels    string         `json:"labels"` // version of the label column set that is served
	Documents int            `json:"documents"`
	Passages  int            `json:"passages"`
	Dead      []string       `json:"dead,omitempty"` // ids of documents that are no longer served
	Files     []FileManifest `json:"files"`
}

// FileManifest is a file of a shard, named from the shard's folder.
type FileManifest struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// NoIndexError reports that there is no index to serve, or none that can be.
type NoIndexError struct {
	Reason  string
	Foreign bool // it is sound, but another version of the program made it
}

func (e *NoIndexError) Error() string {
	return "没有可用的索引（" + e.Reason + "）；请运行 yinju rebuild"
}

// readManifest reads the manifest that CURRENT names.
func readManifest(dir string) (*Manifest, error) {
	name, err := os.ReadFile(filepath.Join(dir, currentName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &NoIndexError{Reason: "尚未建立"}
	}
	if err != nil {
		return nil, err
	}
	file, sum, _ := strings.Cut(strings.TrimSuffix(string(name), "\n"), " ")
	if file == "" || file != filepath.Base(file) {
		return nil, &NoIndexError{Reason: "CURRENT 已损坏"}
	}
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		return nil, &NoIndexError{Reason: "CURRENT 所指的 " + strconv.Quote(file) + " 读不出"}
	}
	return parseManifest(file, data, sum)
}

// parseManifest reads a manifest whose hash CURRENT knows. Formats before 3 had
// no hash there.
func parseManifest(file string, data []byte, sum string) (*Manifest, error) {
	m := &Manifest{}
	readable := json.Unmarshal(data, m) == nil
	if readable && m.Format != format && (sum == sumOf(data) || sum == "" && m.Format < 3) {
		return nil, &NoIndexError{fmt.Sprintf("索引的格式是 %d，本程序用 %d", m.Format, format), true}
	}
	if !readable || sum != sumOf(data) {
		return nil, &NoIndexError{Reason: file + " 已损坏"}
	}
	return m, nil
}

// Missing reports that no index was ever published in dir.
func Missing(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, currentName))
	return errors.Is(err, fs.ErrNotExist)
}

// name is the file of a manifest.
func (m *Manifest) name() string { return fmt.Sprintf("gen-%06d.json", m.Number) }

// write writes the manifest and then CURRENT, each whole or not at all.
func (m *Manifest) write(dir string) error {
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := replaceFile(filepath.Join(dir, m.name()), data); err != nil {
		return err
	}
	return replaceFile(filepath.Join(dir, currentName), []byte(m.name()+" "+sumOf(data)+"\n"))
}

// sumOf is the SHA-256 by which CURRENT knows its manifest.
func sumOf(manifest []byte) string {
	sum := sha256.Sum256(manifest)
	return hex.EncodeToString(sum[:])
}

// replaceFile writes a file under another name, has the disk keep it, renames it
// and has the disk keep the folder.
func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFile(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// listFiles hashes the files below dir and has the disk keep them.
func listFiles(dir string) ([]FileManifest, error) {
	var files []FileManifest
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := syncFile(path); err != nil || e.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		size, sum, err := hashFile(path)
		files = append(files, FileManifest{filepath.ToSlash(name), size, sum})
		return err
	})
	return files, err
}

func hashFile(path string) (int64, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hex.EncodeToString(h.Sum(nil)), err
}

// wholeBelow is the size up to which a file's hash is checked at every opening.
// bleve's bolt file is among them: it is small, and a damaged one can end the
// process when it is opened.
const wholeBelow = 8 << 20

// Damage is a file that is not what the manifest says.
type Damage struct{ File, Problem string }

func (d Damage) String() string { return d.File + "：" + d.Problem }

// check compares a shard's files with its manifest: sizes, hashes of small
// files, and of all with deep.
func (s *ShardManifest) check(dir string, deep bool) []Damage {
	var found []Damage
	for _, f := range s.Files {
		name := filepath.Join(s.Name, filepath.FromSlash(f.Name))
		info, err := os.Stat(filepath.Join(dir, name))
		switch {
		case err != nil:
			found = append(found, Damage{name, "缺失或读不出"})
		case info.Size() != f.Size:
			found = append(found, Damage{name, fmt.Sprintf("大小是 %d 字节，应为 %d", info.Size(), f.Size)})
		case deep || f.Size < wholeBelow:
			if _, sum, err := hashFile(filepath.Join(dir, name)); err != nil {
				found = append(found, Damage{name, "读不出（" + err.Error() + "）"})
			} else if sum != f.SHA256 {
				found = append(found, Damage{name, "内容与清单所记的校验值不符"})
			}
		}
	}
	return found
}

// Check looks for damage in the index that CURRENT names: sizes and the hashes
// of small files, of all files with deep.
func Check(dir string, deep bool) ([]Damage, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	var found []Damage
	for i := range m.Shards {
		found = append(found, m.Shards[i].check(dir, deep)...)
	}
	return found, nil
}
