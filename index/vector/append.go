package vector

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Append adds the vectors of keys that the table does not hold and returns how
// many they were; of a key given twice the first counts. All of them are on the
// disk when it returns, or none. It fails with ErrNotLocked without Lock, and
// before anything is written where a vector is not of the model's dimensions or
// has coordinates that are no numbers.
func (t *Table) Append(keys []Key, vectors [][]float32) (added int, err error) {
	t.changing.Lock()
	defer t.changing.Unlock()
	if t.lock == nil {
		return 0, ErrNotLocked
	}
	if err := t.check(keys, vectors); err != nil {
		return 0, err
	}
	if err := t.mend(); err != nil {
		return 0, err
	}
	rows, added := t.encode(keys, vectors)
	if added == 0 {
		return 0, nil
	}
	if err := t.write(rows); err != nil {
		return 0, t.fact("写不进", err)
	}
	return added, t.refresh(true)
}

func (t *Table) check(keys []Key, vectors [][]float32) error {
	if len(keys) != len(vectors) {
		return fmt.Errorf("%d 个键配了 %d 个向量", len(keys), len(vectors))
	}
	for i, v := range vectors {
		if err := checkVector(v, t.model.Dimensions); err != nil {
			return fmt.Errorf("第 %d 个向量%w", i+1, err)
		}
	}
	return nil
}

// checkVector refuses what cannot be compared; the text goes on from what the
// vector is of.
func checkVector(v []float32, dimensions int) error {
	if len(v) != dimensions {
		return fmt.Errorf("有 %d 维，应有 %d 维", len(v), dimensions)
	}
	if at := slices.IndexFunc(v, func(x float32) bool { return !finite(x) }); at >= 0 {
		return fmt.Errorf("的第 %d 维是 %v，不是有限的数", at+1, v[at])
	}
	return nil
}

// encode returns the rows of those keys that the table does not hold.
func (t *Table) encode(keys []Key, vectors [][]float32) (rows []byte, added int) {
	met := make(map[Key]bool, len(keys))
	for i, key := range keys {
		if _, held := t.Row(key); !held && !met[key] {
			rows = appendRecord(rows, key, vectors[i])
			met[key] = true
			added++
		}
	}
	return rows, added
}

// write writes rows after the last one and waits until they are on the disk. If
// that fails the file is as before.
func (t *Table) write(rows []byte) error {
	f, err := os.OpenFile(t.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	v := t.view()
	_, err = f.WriteAt(rows, v.end())
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, f.Truncate(v.end()))
	}
	return nil
}

// mend brings the file into the state that rows can be appended to: there, with a
// header, and without a torn row at the end. Others may have done anything to it.
func (t *Table) mend() error {
	if err := t.refresh(true); err != nil {
		return err
	}
	if t.view().file == nil {
		if err := t.replace(func(f *os.File) error { return nil }); err != nil {
			return t.fact("建不成", err)
		}
		return t.refresh(true)
	}
	v := t.view()
	if size, err := v.size(); err != nil || size == v.end() {
		return err
	}
	if err := os.Truncate(t.path, v.end()); err != nil {
		return t.fact("写不进", err)
	}
	return nil
}

// Prune leaves out the rows that keep does not ask for, and the damaged ones, and
// returns how many they were. It writes a new file in the place of the old one,
// which snapshots go on reading; rows have new numbers afterwards, here and in
// other processes from their next Refresh. It fails with ErrNotLocked without
// Lock, and on Windows while a snapshot is held.
func (t *Table) Prune(keep func(Key) bool) (removed int, err error) {
	t.changing.Lock()
	defer t.changing.Unlock()
	if t.lock == nil {
		return 0, ErrNotLocked
	}
	if err := t.mend(); err != nil {
		return 0, err
	}
	v := t.view()
	rows, removed, err := v.kept(keep)
	if err != nil || removed == 0 {
		return 0, err
	}
	if err := t.replace(func(f *os.File) error { return v.copy(f, rows) }); err != nil {
		return 0, t.fact("写不进", err)
	}
	return removed, t.refresh(true)
}

// kept returns the rows to keep, and how many others there are.
func (v *view) kept(keep func(Key) bool) (rows []int, others int, err error) {
	err = guard(func() {
		for row := range v.rows {
			r := v.record(row)
			if first, held := v.row(r.key()); held && int(first) == row && r.whole() && keep(r.key()) {
				rows = append(rows, row)
			}
		}
	})
	return rows, v.rows - len(rows), err
}

// copy writes rows to f.
func (v *view) copy(f *os.File, rows []int) (err error) {
	fault := guard(func() {
		for _, row := range rows {
			if _, err = f.Write(v.record(row)); err != nil {
				return
			}
		}
	})
	return errors.Join(err, fault)
}

// replace puts a file with a header and what write adds in the place of the
// table's file, whole or not at all.
func (t *Table) replace(write func(f *os.File) error) error {
	fresh := t.path + ".new"
	f, err := os.Create(fresh)
	if err != nil {
		return err
	}
	defer os.Remove(fresh) // where it was not renamed
	defer f.Close()
	if _, err := f.Write(encodeHeader(t.model)); err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(fresh, t.path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(t.path))
}

// syncFolder makes a renaming last through a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	d.Sync() // an error on systems that cannot sync folders
	return nil
}
