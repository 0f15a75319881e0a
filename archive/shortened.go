package archive

import (
	"context"
	"fmt"
	"path/filepath"

	"yinju/corpus/store"
	"yinju/index/local"
)

// shortened is a *DamagedError for a store that lacks what its index was made
// from, as after the loss of its write-ahead log: SQLite takes the state before
// for the newest one.
func (k *Keeping) shortened(ctx context.Context) error {
	m, err := local.Current(k.indexDir())
	if err != nil {
		return nil // no index to compare with, which others say
	}
	seq, err := k.store.Seq(ctx)
	if err != nil || seq >= m.Seq {
		return nil // a store that cannot be read says so itself
	}
	return &store.DamagedError{File: filepath.Join(k.dir, "corpus.db"), What: fmt.Sprintf(
		"第 %d 次以后存入的内容不在其中，索引却已编到第 %d 次；若只能以现存内容为准，请移走 %s 后运行 yinju rebuild", seq, m.Seq, k.indexDir())}
}
