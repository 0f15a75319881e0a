package read

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// Error says which file or record could not be read, why, and what to do.
type Error struct {
	Name   string // of the file
	Line   int    // of the record, from 1; 0 for a whole file
	Byte   int64  // where it was noticed, in unpacked bytes; 0 if that says nothing
	Record bool   // only this record is lost
	Reason string // the fact
	Step   string // what to do next, may be ""
	Err    error  // what lies below, may be nil
}

func (e *Error) Error() string {
	place := e.Name
	if e.Line > 0 {
		place += fmt.Sprintf(" 第 %d 行", e.Line)
	}
	if e.Byte > 0 {
		place += fmt.Sprintf("（第 %d 字节）", e.Byte)
	}
	s := place + "：" + e.Reason
	if e.Step != "" {
		s += "。" + e.Step
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// readError names what went wrong while reading at byte n.
func readError(name string, n int64, err error) *Error {
	e := &Error{Name: name, Byte: n, Err: err}
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		e.Reason, e.Step = "压缩文件不完整，到此中断", "请重新取得这个文件；此前的记录已读入"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		e.Reason, e.Step = "压缩文件已损坏", "请重新取得这个文件"
	default:
		e.Reason = "读取出错：" + err.Error()
	}
	return e
}

// plausible refuses what is no text.
func plausible(name string, data []byte) error {
	refuse := func(reason, step string) error { return &Error{Name: name, Reason: reason, Step: step} }
	switch {
	case len(data) == 0:
		return refuse("文件是空的", "")
	case len(data) > MaxFile:
		return refuse(fmt.Sprintf("文件超过 %d MB", MaxFile>>20), "请拆成几个文件，或改为 JSON Lines 逐条导入")
	}
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.head)) {
			return refuse("内容是"+m.what+"，不是文本", "请先转成文本")
		}
	}
	return nil
}

var magics = []struct{ head, what string }{
	{"%PDF-", " PDF"}, {"PK\x03\x04", "压缩包或 Office 文档"}, {"\xd0\xcf\x11\xe0", "旧版 Office 文档"},
	{"\x89PNG", "图片"}, {"\xff\xd8\xff", "图片"}, {"GIF8", "图片"}, {"\x7fELF", "程序"}, {"Rar!", "压缩包"},
	{"7z\xbc\xaf", "压缩包"}, {"\xfd7zXZ", "压缩包"}, {"SQLite format 3", "数据库"}, {"{\\rtf", " RTF 文档"},
}
