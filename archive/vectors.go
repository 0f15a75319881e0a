package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"yinju/index/vector"
)

// vectorFiles are the files of vectors that the archive has, of all models.
func (k *Keeping) vectorFiles() []string {
	files, _ := filepath.Glob(filepath.Join(k.dir, "vectors", "*.vec")) // the pattern is well formed
	return files
}

// openVectors opens a file of vectors, whatever its model.
func openVectors(file string, writable bool) (*vector.Table, error) {
	m, err := vector.TableModel(file)
	if err != nil {
		return nil, err
	}
	return vector.OpenTable(file, m, writable)
}

// forget drops the vectors of texts that are not served any more, and the copies of
// damaged files, which may hold some.
func (a *Archive) forget(ctx context.Context) error {
	return errors.Join(a.forgetUnserved(ctx), a.forgetAside())
}

// forgetUnserved drops the vectors of texts that are not served any more. A file that
// another process is adding to is left to that process, which does the same with
// every new generation.
func (a *Archive) forgetUnserved(ctx context.Context) error {
	e := a.engine.Load()
	if e == nil || len(a.vectorFiles()) == 0 {
		return nil
	}
	served := e.Keys()
	for _, file := range a.vectorFiles() {
		if err := forgetIn(ctx, file, served); err != nil && !errors.As(err, new(*vector.TableLockedError)) {
			return err
		}
	}
	a.useVectors()
	return ctx.Err()
}

func (a *Archive) forgetAside() error {
	copies, _ := filepath.Glob(filepath.Join(a.dir, "vectors", "*"+vector.AsideSuffix)) // the pattern is well formed
	var failed []error
	for _, file := range copies {
		failed = append(failed, os.Remove(file))
	}
	return errors.Join(failed...)
}

// forgetRemoved forgets what an import has removed.
func (a *Archive) forgetRemoved(ctx context.Context, r *Report) error {
	if len(r.Removed) == 0 {
		return nil
	}
	return a.forget(ctx)
}

// forgetIn drops from a file what is not served. A file that cannot be read is put
// aside: of what it holds nothing is known.
func forgetIn(ctx context.Context, file string, served map[vector.Key]bool) error {
	t, err := openVectors(file, true)
	if errors.As(err, new(*vector.TableHeaderError)) {
		return vector.SetAside(ctx, file, vector.Model{})
	}
	if err != nil {
		return err
	}
	defer t.Close()
	_, err = t.Prune(func(k vector.Key) bool { return served[k] })
	return err
}

// damagedVectors says which files of vectors have rows that are not what was
// written. The tail that a kill leaves is none.
func (k *Keeping) damagedVectors() []Damage {
	var all []Damage
	for _, file := range k.vectorFiles() {
		name := filepath.ToSlash(filepath.Join("vectors", filepath.Base(file)))
		t, err := openVectors(file, false)
		if err != nil {
			all = append(all, Damage{name, err.Error(), vectorStep})
			continue
		}
		s := t.Snapshot()
		if n := s.Damaged(); n > 0 {
			all = append(all, Damage{name, fmt.Sprintf("有 %d 个向量损坏，检索时不用它们", n), vectorStep})
		}
		s.Release()
		t.Close()
	}
	return all
}

const vectorStep = "不必处理，yinju serve 或 yinju rebuild 会重新计算"
