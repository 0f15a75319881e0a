package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// fileError says what is wrong with a file that could not be opened or read.
func fileError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("没有文件 %s，请检查路径", named(name))
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("没有读取 %s 的权限", named(name))
	}
	return fmt.Errorf("读取 %s 失败：%w", named(name), err)
}

// readFile parses a file of eval; errors name the file.
func readFile[T any](name string, parse func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if err != nil {
		return none, fileError(name, err)
	}
	defer f.Close()
	v, err := parse(f)
	if err != nil {
		return none, fmt.Errorf("%s %w", named(name), err)
	}
	return v, nil
}
