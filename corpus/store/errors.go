package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"
)

// ErrNotFound says that the archive has never held what was asked for.
var ErrNotFound = errors.New("库中没有这一条")

// ErrGone says that the archive held the document and that it was removed.
var ErrGone = errors.New("该文件已从库中移除")

// NoArchiveError says that a folder holds no archive.
type NoArchiveError struct{ Dir string }

func (e *NoArchiveError) Error() string {
	return fmt.Sprintf("%s 中没有档案库；用 yinju import -d %s 路径 导入文本即可建立", e.Dir, e.Dir)
}

// DamagedError says that a file of the archive is not what was written to it.
type DamagedError struct {
	File string
	What string
	Err  error // the database's own error, or nil
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("%s 已损坏（%s）；请运行 yinju verify 查明，再用 yinju restore 由备份恢复到空文件夹，或换一个文件夹重新读入", e.File, e.What)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// NewerError says that a later release of the program wrote the archive.
type NewerError struct {
	File         string
	Found, Known int // user_version of the file, and the last one known here
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("%s 由更新版本的引据写成（格式 %d，本程序只认到 %d）；请换用更新的程序打开", e.File, e.Found, e.Known)
}

// OlderError says that an archive opened read-only has to be brought up to date
// first.
type OlderError struct {
	File         string
	Found, Known int
}

func (e *OlderError) Error() string {
	return fmt.Sprintf("%s 是旧格式（%d，现为 %d），只读方式不能升级；请先以可写方式打开一次，例如 yinju rebuild", e.File, e.Found, e.Known)
}

// UnwritableError says that the archive's folder cannot be written to.
type UnwritableError struct {
	Dir string
	Err error
}

func (e *UnwritableError) Error() string {
	return fmt.Sprintf("目录 %s 不能写入（%s）；请检查权限与磁盘，或另选目录", e.Dir, reason(e.Err))
}

func (e *UnwritableError) Unwrap() error { return e.Err }

// unwritable is the error of a folder that a file could not be written to: a
// FullError where the disk is full.
func unwritable(dir string, err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return &FullError{Dir: dir, Err: err}
	}
	return &UnwritableError{Dir: dir, Err: err}
}

// reasons are the operating system's errors that a person can do something about.
var reasons = []struct {
	err   error
	words string
}{
	{syscall.ENOTDIR, "路径中有一段不是文件夹"},
	{fs.ErrNotExist, "没有这个文件夹"},
	{fs.ErrPermission, "没有权限"},
	{syscall.EROFS, "所在的磁盘是只读的"},
	{syscall.ENOSPC, "磁盘已满"},
}

// reason says why a file or folder could not be used.
func reason(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.words
		}
	}
	return err.Error()
}

// FullError says that the disk is full; what was committed before is safe.
type FullError struct {
	Dir string
	Err error
}

func (e *FullError) Error() string {
	return fmt.Sprintf("磁盘已满，未能写入 %s；此前已存入的内容无损，腾出空间后再试", e.Dir)
}

func (e *FullError) Unwrap() error { return e.Err }

// SpaceError says that there is too little room on the disk to begin.
type SpaceError struct {
	Dir        string
	Need, Free int64 // bytes
}

func (e *SpaceError) Error() string {
	return fmt.Sprintf("磁盘余地不足：%s 所在的磁盘约需 %d MB，现余 %d MB；什么也没有改动，腾出空间后再试", e.Dir, megabytes(e.Need), megabytes(e.Free))
}

func megabytes(bytes int64) int64 { return (bytes + 1<<20 - 1) >> 20 }

// LockedError says that another process is writing to the archive.
type LockedError struct {
	Dir    string
	Holder Holder
}

func (e *LockedError) Error() string {
	if e.Holder.PID == 0 {
		return fmt.Sprintf("另一个程序正在写入 %s；待其结束后再试", e.Dir)
	}
	return fmt.Sprintf("%s 正由进程 %d（%s，自 %s）写入；待其结束后再试", e.Dir,
		e.Holder.PID, e.Holder.Command, e.Holder.Since.Local().Format(time.DateTime))
}

// RepeatedError says that a key came twice in one import. The first document
// counts, the second was left out.
type RepeatedError struct{ Key, First, Second string }

func (e *RepeatedError) Error() string {
	return fmt.Sprintf("标识 %s 在本次导入中出现两次：取 %s，略去 %s", e.Key, e.First, e.Second)
}

func noArchive(dir string, err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return &NoArchiveError{Dir: dir}
	}
	return fmt.Errorf("打不开 %s 的档案库（%s）；请检查路径与权限", dir, reason(err))
}

// fact turns the database's error codes into the errors of this package and
// leaves all other errors as they are.
func (s *Store) fact(err error) error {
	var code sqlite3.Error
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	case !errors.As(err, &code):
		return err
	}
	switch code.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return &DamagedError{File: s.database(), What: code.Error(), Err: err}
	case sqlite3.ErrFull:
		return &FullError{Dir: s.dir, Err: err}
	case sqlite3.ErrReadonly:
		return &UnwritableError{Dir: s.dir, Err: err}
	case sqlite3.ErrBusy:
		return &LockedError{Dir: s.dir}
	case sqlite3.ErrIoErr: // a full disk where a file would have to grow
		if free, known := FreeSpace(s.dir); known && free < fullBelow {
			return &FullError{Dir: s.dir, Err: err}
		}
	}
	return err
}
