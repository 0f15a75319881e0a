package archive

import (
	"context"
	"errors"

	"yinju/index/local"
)

// Damage is something that Verify found wrong.
type Damage struct {
	File    string `json:"file"`
	Problem string `json:"problem"`
	Step    string `json:"step"` // what mends it
}

// Verify reads the whole archive: store, received files and index.
func (k *Keeping) Verify(ctx context.Context, progress Progress) ([]Damage, error) {
	stored, err := k.store.Verify(ctx, staged("核对", progress))
	if err != nil {
		return nil, err
	}
	all := []Damage{}
	for _, d := range stored {
		all = append(all, Damage{d.File, d.What, storeStep})
	}
	all = append(all, k.damagedVectors()...)
	shards, err := local.Check(k.indexDir(), true)
	if none := new(local.NoIndexError); errors.As(err, &none) {
		return append(all, Damage{"index", none.Reason, rebuildStep}), nil
	}
	for _, d := range shards {
		all = append(all, Damage{"index/" + d.File, d.Problem, rebuildStep})
	}
	return all, err
}

// What mends what.
const (
	rebuildStep = "请运行 yinju rebuild"
	storeStep   = "请用 yinju restore 由备份恢复到空文件夹，或换一个文件夹重新读入"
)
