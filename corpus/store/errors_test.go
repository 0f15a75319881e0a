package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What the operating system says is said in the reader's words.
func TestUnwritableFoldersAreSaidPlainly(t *testing.T) {
	of := func(err error) error { return &fs.PathError{Op: "write", Path: "lock", Err: err} }
	for _, c := range []struct {
		err  error
		want string
	}{
		{of(syscall.ENOSPC), "磁盘已满，未能写入 /库"},
		{of(syscall.EACCES), "目录 /库 不能写入（没有权限）"},
		{of(syscall.EROFS), "目录 /库 不能写入（所在的磁盘是只读的）"},
		{of(syscall.ENOTDIR), "目录 /库 不能写入（路径中有一段不是文件夹）"},
	} {
		if got := unwritable("/库", c.err).Error(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%v: %s, want %s…", c.err, got, c.want)
		}
	}
	if full := new(FullError); !errors.As(unwritable("/库", of(syscall.ENOSPC)), &full) {
		t.Error("a full disk is no FullError")
	}
}

func TestAFileIsNoArchive(t *testing.T) {
	file := filepath.Join(t.TempDir(), "A.json")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file, true); err == nil || !strings.Contains(err.Error(), "不是文件夹") {
		t.Errorf("Open of a file: %v", err)
	}
}
