package store

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// A backup is a tar file packed with gzip, which every system can open without
// this program: first the manifest, then the files in its order.
const (
	bundleManifest = "yinju-backup.json"
	bundleFormat   = 1
	manifestLimit  = 256 << 20 // bytes; about 150 a file
)

// Bundle is the manifest of a backup.
type Bundle struct {
	Format    int          `json:"format"`
	Database  int          `json:"database"` // user_version of corpus.db
	Created   time.Time    `json:"created"`
	Documents int          `json:"documents"`
	Passages  int          `json:"passages"`
	Files     []BundleFile `json:"files"`
}

// BundleFile is a file of a backup; Name is its slash path in the data folder.
type BundleFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Bytes is what all files take unpacked.
func (b *Bundle) Bytes() (sum int64) {
	for _, f := range b.Files {
		sum += f.Size
	}
	return sum
}

// BackupError says why a file cannot be restored from. Nothing was left behind.
type BackupError struct {
	File string
	What string
	Err  error
}

func (e *BackupError) Error() string {
	return fmt.Sprintf("%s 不能用来恢复：%s；什么也没有写入，请换一份备份", e.File, e.What)
}

func (e *BackupError) Unwrap() error { return e.Err }

// The reasons of a BackupError.
const (
	notABackup = "它不是引据的备份"
	cutOff     = "它残缺不全"
)

// readBundle reads the manifest that a backup begins with.
func readBundle(in *tar.Reader) (*Bundle, error) {
	head, err := in.Next()
	if err != nil || head.Name != bundleManifest {
		return nil, foreign(err)
	}
	if head.Size > manifestLimit {
		return nil, errors.New(notABackup)
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, foreign(err)
	}
	var b Bundle
	if err := json.Unmarshal(text, &b); err != nil || b.Format < 1 {
		return nil, errors.New(notABackup)
	}
	return &b, b.acceptable()
}

// foreign tells a file that is cut off from one that is something else.
func foreign(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New(cutOff)
	}
	return errors.New(notABackup)
}

// acceptable refuses what this program does not know, and every name but those
// of an archive's own files: nothing can be written elsewhere.
func (b *Bundle) acceptable() error {
	steps, err := readMigrations()
	switch {
	case err != nil:
		return err
	case b.Format > bundleFormat || b.Database > len(steps):
		return errors.New("它由更新版本的引据写成，请换用更新的程序恢复")
	case len(b.Files) == 0 || b.Files[0].Name != databaseName:
		return errors.New(notABackup)
	}
	seen := map[string]bool{}
	for _, f := range b.Files {
		if seen[f.Name] || f.Size < 0 || !isHash(f.SHA256) || f.Name != databaseName && f.Name != bundleName(f.SHA256) {
			return fmt.Errorf("其中有不属于档案库的文件 %q", f.Name)
		}
		seen[f.Name] = true
	}
	return nil
}

// bundleName is the name of a received file in a backup.
func bundleName(hash string) string {
	return strings.Join([]string{originalsName, hash[:2], hash}, "/")
}
