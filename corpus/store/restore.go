package store

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// partName is the folder into which a backup is unpacked before its files get
// their places. While it is there the restore has not come to its end.
const partName = "restoring.part"

// Restore unpacks a backup into dir, which must be empty or not be there, and
// checks every file against the manifest. corpus.db gets its place last: until
// then there is no archive in dir, and a Restore that was cut off can be run
// again. After an error nothing is left behind. It fails with a BackupError, with
// a SpaceError if room for beside × the unpacked size is lacking, and with a
// FullError. The caller holds the writer lock of dir.
func Restore(ctx context.Context, dir, file string, beside int64, progress func(done, total int64)) (*Bundle, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, &BackupError{File: file, What: "读不出（" + err.Error() + "）", Err: err}
	}
	defer in.Close()
	if err := vacant(dir); err != nil {
		return nil, err
	}
	r := &restore{ctx: ctx, dir: dir, file: file, beside: beside, progress: progress}
	b, err := r.unpack(bufio.NewReaderSize(in, 1<<20))
	if err == nil {
		err = r.place(b)
	}
	if err != nil {
		r.undo()
	}
	return b, writingTo(dir, err)
}

// vacant refuses a folder that holds anything but what a restore that was cut
// off left, which it clears away.
func vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return writingTo(dir, err)
	}
	_, err = os.Stat(filepath.Join(dir, partName))
	unfinished := err == nil
	for _, e := range entries {
		switch e.Name() {
		case lockName, partName, "lost+found":
		case originalsName:
			if !unfinished {
				return &OccupiedError{Dir: dir}
			}
		default:
			return &OccupiedError{Dir: dir}
		}
	}
	(&restore{dir: dir}).undo()
	return nil
}

// OccupiedError says that there is something where a backup should be unpacked.
type OccupiedError struct{ Dir string }

func (e *OccupiedError) Error() string {
	return fmt.Sprintf("%s 不是空文件夹；恢复只写入空的或新的文件夹，请用 -d 另选一个", e.Dir)
}

// restore is a Restore while it goes on.
type restore struct {
	ctx      context.Context
	dir      string
	file     string
	beside   int64
	progress func(done, total int64)
	done     int64
}

func (r *restore) part(name string) string {
	return filepath.Join(r.dir, partName, filepath.FromSlash(name))
}

// undo removes all that a restore has written.
func (r *restore) undo() {
	os.RemoveAll(filepath.Join(r.dir, originalsName))
	os.Remove(filepath.Join(r.dir, databaseName))
	os.RemoveAll(filepath.Join(r.dir, partName))
}

func (r *restore) refuse(err error) error {
	return &BackupError{File: r.file, What: err.Error(), Err: err}
}

// unpack writes the files of a backup into the part folder.
func (r *restore) unpack(in io.Reader) (*Bundle, error) {
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return nil, r.refuse(foreign(err))
	}
	from := tar.NewReader(unpacked)
	b, err := readBundle(from)
	if err != nil {
		return nil, r.refuse(err)
	}
	if err := CheckSpace(r.dir, b.Bytes()*r.beside); err != nil {
		return b, err
	}
	for _, f := range b.Files {
		if err := r.next(from, f, b.Bytes()); err != nil {
			return b, err
		}
	}
	return b, r.ended(from, unpacked)
}

// ended checks that nothing follows the last file and that the packing's own
// sum is right.
func (r *restore) ended(from *tar.Reader, unpacked io.Reader) error {
	if _, err := from.Next(); err != io.EOF {
		return r.refuse(errors.New(cutOff))
	}
	if _, err := io.Copy(io.Discard, unpacked); err != nil {
		return r.refuse(errors.New(cutOff))
	}
	return nil
}

// next unpacks the next file, which must be f.
func (r *restore) next(from *tar.Reader, f BundleFile, total int64) error {
	head, err := from.Next()
	if err != nil {
		return r.refuse(errors.New(cutOff))
	}
	if head.Name != f.Name || head.Typeflag != tar.TypeReg || head.Size != f.Size {
		return r.refuse(fmt.Errorf("其中的 %q 与清单不符", head.Name))
	}
	if err := os.MkdirAll(filepath.Dir(r.part(f.Name)), 0o755); err != nil {
		return err
	}
	out, err := os.OpenFile(r.part(f.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer out.Close()
	sum := sha256.New()
	in := &source{Reader: from}
	n, err := io.Copy(io.MultiWriter(out, sum), in)
	switch {
	case in.err != nil:
		return r.refuse(fmt.Errorf("%s，在 %s 处读不下去", cutOff, f.Name))
	case err != nil:
		return err
	case hex.EncodeToString(sum.Sum(nil)) != f.SHA256:
		return r.refuse(fmt.Errorf("其中 %s 的内容与校验值不符", f.Name))
	}
	if r.done += n; r.progress != nil {
		r.progress(r.done, total)
	}
	if strings.HasPrefix(f.Name, originalsName) {
		err = out.Chmod(0o444)
	}
	return errors.Join(err, out.Sync(), r.ctx.Err())
}

// source remembers what went wrong in reading, apart from writing.
type source struct {
	io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// place gives the unpacked files their places, the database last.
func (r *restore) place(b *Bundle) error {
	err := filepath.WalkDir(filepath.Join(r.dir, partName), func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return syncDir(path)
	})
	if err == nil && len(b.Files) > 1 {
		err = os.Rename(r.part(originalsName), filepath.Join(r.dir, originalsName))
	} else if err == nil {
		err = os.Mkdir(filepath.Join(r.dir, originalsName), 0o755)
	}
	if err == nil {
		err = os.Rename(r.part(databaseName), filepath.Join(r.dir, databaseName))
	}
	if err == nil {
		err = os.Remove(filepath.Join(r.dir, partName))
	}
	return errors.Join(err, syncDir(r.dir))
}
