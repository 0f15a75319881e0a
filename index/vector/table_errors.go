package vector

import (
	"errors"
	"fmt"
)

// ErrTableCut is the error of reading in a table file that somebody has cut while
// it was read. Table.Refresh takes the file as it is now.
var ErrTableCut = errors.New("向量文件在读取时被截短；重新打开后，缺失的向量会重新计算")

// ErrReleased is the error of reading in a Snapshot after its Release.
var ErrReleased = errors.New("向量文件的这一份快照已经释放")

// ErrNotLocked is the error of writing to a Table without its Lock.
var ErrNotLocked = errors.New("向量文件未取得写锁，不能写入")

// TableHeaderError says that a file is no table file, or one with a damaged header.
// Who shows it says what becomes of the file.
type TableHeaderError struct{ Path, What string }

func (e *TableHeaderError) Error() string {
	return fmt.Sprintf("%s 不是可用的向量文件（%s）", e.Path, e.What)
}

// TableModelError says that a table file holds the vectors of another model.
type TableModelError struct {
	Path        string
	Fingerprint string // of the model that the file is of
	Dimensions  int
	Want        Model
}

func (e *TableModelError) Error() string {
	return fmt.Sprintf("%s 存的是另一模型的向量（指纹 %.12s，%d 维），现用 %s（指纹 %.12s，%d 维）；yinju serve 会移开它，重新计算向量",
		e.Path, e.Fingerprint, e.Dimensions, e.Want.Name, e.Want.Fingerprint, e.Want.Dimensions)
}

// TableLockedError says that another process, or another Table of this one, writes
// to the file.
type TableLockedError struct{ Path string }

func (e *TableLockedError) Error() string {
	return fmt.Sprintf("另一个程序正在写入向量文件 %s；待其结束后再试", e.Path)
}
