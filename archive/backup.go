package archive

import (
	"context"
	"errors"
	"os"

	"yinju/corpus/store"
)

// Bundle is the manifest of a backup.
type Bundle = store.Bundle

// Backup writes the store (database and received files) into one new file while
// readers go on; the index is not in it. Writers wait, or are refused, until it
// is done.
func (k *Keeping) Backup(ctx context.Context, file string, progress Progress) (*Bundle, error) {
	var b *Bundle
	write := func() (err error) {
		b, err = k.store.Backup(ctx, file, staged("备份", progress))
		return err
	}
	err := k.locked(ctx, "backup", write)
	if unwritable := new(store.UnwritableError); errors.As(err, &unwritable) && b == nil && !lockable(k.dir) {
		err = write() // nobody can write to this folder, so nobody does
	}
	return b, err
}

// lockable reports a folder in which files can be made.
func lockable(dir string) bool {
	f, err := os.CreateTemp(dir, "tmp-*")
	if err != nil {
		return false
	}
	f.Close()
	os.Remove(f.Name())
	return true
}

func staged(stage string, progress Progress) func(done, total int64) {
	if progress == nil {
		return nil
	}
	return func(done, total int64) { progress(stage, done, total) }
}

// Restore unpacks a backup into dir, a new or empty folder, and builds the index,
// so that it can be served at once.
func Restore(ctx context.Context, dir, file string, o Options, progress Progress) (*Bundle, error) {
	_, err := os.Stat(dir)
	fresh := errors.Is(err, os.ErrNotExist)
	b, err := unpack(ctx, dir, file, progress)
	if err != nil {
		if fresh {
			os.Remove(dir) // holds nothing
		}
		return nil, err
	}
	a, err := Open(ctx, dir, o)
	if err != nil {
		return b, err
	}
	defer a.Close()
	return b, a.plainly(a.Rebuild(ctx, progress))
}

// unpack restores the store as the folder's one writer.
func unpack(ctx context.Context, dir, file string, progress Progress) (*Bundle, error) {
	if _, err := os.Stat(file); err != nil { // before a folder is made for it
		return nil, &store.BackupError{File: file, What: "没有这个文件或读不出", Err: err}
	}
	lock, err := store.TakeLock(ctx, dir, "restore")
	if err != nil {
		return nil, err
	}
	b, err := store.Restore(ctx, dir, file, restoreRoom, staged("恢复", progress))
	if err != nil {
		lock.Remove()
		return nil, err
	}
	return b, lock.Release()
}
