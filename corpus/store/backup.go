package store

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Backup writes the archive into one new file, which exists only once it is whole
// and on the disk. Readers go on meanwhile. The caller holds the writer lock, or
// knows that nobody writes. It fails if there is a file already, with a
// DamagedError if a received file or the database is not sound, and with a
// FullError. progress, unless nil, is told the bytes that are done.
func (s *Store) Backup(ctx context.Context, file string, progress func(done, total int64)) (*Bundle, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("已有 %s；备份不覆盖文件，请换一个名字，或先移走它", file)
	}
	if err := s.Check(ctx); err != nil {
		return nil, err
	}
	out, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*.part")
	if err != nil {
		return nil, writingTo(filepath.Dir(file), err)
	}
	defer os.Remove(out.Name())
	defer out.Close()
	w := &backup{store: s, ctx: ctx, progress: progress}
	b, err := w.write(out)
	if err == nil {
		err = errors.Join(out.Chmod(0o644), out.Sync(), os.Rename(out.Name(), file), syncDir(filepath.Dir(file)))
	}
	return b, writingTo(filepath.Dir(file), err)
}

// backup is a Backup while it goes on.
type backup struct {
	store    *Store
	ctx      context.Context
	progress func(done, total int64)
	done     int64
	bundle   *Bundle
}

func (w *backup) write(out *os.File) (*Bundle, error) {
	snapshot := out.Name() + "-db"
	defer os.Remove(snapshot)
	if err := w.store.snapshot(w.ctx, snapshot); err != nil {
		return nil, err
	}
	if err := w.plan(snapshot); err != nil {
		return nil, err
	}
	buffered := bufio.NewWriterSize(out, 1<<20)
	packed, err := gzip.NewWriterLevel(buffered, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	to := tar.NewWriter(packed)
	if err := w.files(to, snapshot); err != nil {
		return nil, err
	}
	return w.bundle, errors.Join(to.Close(), packed.Close(), buffered.Flush())
}

// snapshot copies the database, page by page and as it is at one moment, into a
// new file. The transaction that it opens keeps the moment.
func (s *Store) snapshot(ctx context.Context, file string) error {
	target := &url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	db, err := sql.Open("sqlite3", target.String())
	if err != nil {
		return err
	}
	defer db.Close()
	to, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	from, err := s.reads.db.Conn(ctx)
	if err != nil {
		return s.fact(err)
	}
	defer from.Close()
	if _, err := from.ExecContext(ctx, "BEGIN"); err != nil {
		return s.fact(err)
	}
	defer from.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	return s.fact(to.Raw(func(to any) error {
		return from.Raw(func(from any) error {
			return copyPages(ctx, to.(*sqlite3.SQLiteConn), from.(*sqlite3.SQLiteConn))
		})
	}))
}

// pagesAtOnce is how many pages are copied between looks at ctx.
const pagesAtOnce = 4096

func copyPages(ctx context.Context, to, from *sqlite3.SQLiteConn) error {
	pages, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if done, err = pages.Step(pagesAtOnce); err == nil {
			err = ctx.Err()
		}
	}
	return errors.Join(err, pages.Close())
}

// plan makes the manifest: the snapshot and the received files that it names.
func (w *backup) plan(snapshot string) error {
	size, hash, err := hashFile(snapshot)
	if err != nil {
		return err
	}
	at, err := openSnapshot(snapshot)
	if err != nil {
		return err
	}
	defer at.Close()
	held, err := at.Coverage(w.ctx)
	if err != nil {
		return err
	}
	steps, err := readMigrations()
	if err != nil {
		return err
	}
	w.bundle = &Bundle{Format: bundleFormat, Database: len(steps), Created: time.Now().UTC(),
		Documents: held.Documents, Passages: held.Passages, Files: []BundleFile{{databaseName, size, hash}}}
	originals, err := at.originals(w.ctx)
	if err != nil {
		return err
	}
	for _, hash := range slices.Sorted(maps.Keys(originals)) {
		info, err := os.Stat(w.store.originalPath(hash))
		if err != nil {
			return &DamagedError{File: w.store.originalPath(hash), What: "缺少收到的原件，来自 " + originals[hash], Err: err}
		}
		w.bundle.Files = append(w.bundle.Files, BundleFile{bundleName(hash), info.Size(), hash})
	}
	return nil
}

// openSnapshot opens a database that nobody else has open.
func openSnapshot(file string) (*Store, error) {
	s := &Store{dir: filepath.Dir(file), name: filepath.Base(file)}
	if err := s.connectReaders(url.Values{"mode": {"ro"}, "immutable": {"1"}}); err != nil {
		return nil, s.abandon(err)
	}
	return s, nil
}

// files writes the manifest and every file that it lists.
func (w *backup) files(to *tar.Writer, snapshot string) error {
	text, err := json.MarshalIndent(w.bundle, "", " ")
	if err != nil {
		return err
	}
	if err := w.header(to, bundleManifest, int64(len(text))); err != nil {
		return err
	}
	if _, err := to.Write(text); err != nil {
		return err
	}
	for i, f := range w.bundle.Files {
		path := w.store.originalPath(f.SHA256)
		if i == 0 {
			path = snapshot
		}
		if err := w.file(to, f, path); err != nil {
			return err
		}
	}
	return nil
}

func (w *backup) header(to *tar.Writer, name string, size int64) error {
	return to.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o644, ModTime: w.bundle.Created, Format: tar.FormatPAX})
}

// file writes one file and checks on the way that it is what the manifest says.
func (w *backup) file(to *tar.Writer, f BundleFile, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := w.header(to, f.Name, f.Size); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.CopyN(io.MultiWriter(to, sum), in, f.Size)
	if errors.Is(err, io.EOF) || err == nil && hex.EncodeToString(sum.Sum(nil)) != f.SHA256 {
		return &DamagedError{File: path, What: "收到的原件与其校验值不符"}
	}
	if w.done += n; w.progress != nil {
		w.progress(w.done, w.bundle.Bytes())
	}
	return errors.Join(err, w.ctx.Err())
}

// hashFile returns a file's size in bytes and its SHA-256 in hex.
func hashFile(path string) (size int64, hash string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer file.Close()
	sum := sha256.New()
	size, err = io.Copy(sum, file)
	return size, hex.EncodeToString(sum.Sum(nil)), err
}
