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
func (a *Archive) Verify(ctx context.Context, progress Progress) ([]Damage, error) {
	var told func(done, total int64)
	if progress != nil {
		told = func(done, total int64) { progress("核对", done, total) }
	}
	stored, err := a.store.Verify(ctx, told)
	if err != nil {
		return nil, err
	}
	all := []Damage{}
	for _, d := range stored {
		all = append(all, Damage{d.File, d.What, "请从备份恢复，或重新读入来源文件"})
	}
	shards, err := local.Check(a.indexDir(), true)
	if none := new(local.NoIndexError); errors.As(err, &none) {
		return append(all, Damage{"index", none.Reason, rebuildStep}), nil
	}
	for _, d := range shards {
		all = append(all, Damage{"index/" + d.File, d.Problem, rebuildStep})
	}
	return all, err
}

const rebuildStep = "请运行 yinju rebuild"
