package archive

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"yinju/index/local"
)

// recheck reads the whole index once, beside serving, and withdraws one that is
// not what was built: at opening only sizes and the hashes of small files are
// looked at. After a process that had the archive open and did not come to its
// end it looks at the database too: a power cut can spoil more.
func (a *Archive) recheck(ctx context.Context) {
	if a.store.Unclean() {
		a.log.Info("the last process did not end cleanly, checking the database")
		if err := a.store.Check(ctx); err != nil {
			a.complain(err.Error())
			return
		}
	}
	damage, err := local.Check(a.indexDir(), true)
	if err != nil { // there is no index, and openEngine has said so
		return
	}
	if len(damage) > 0 {
		a.withdraw(fmt.Sprintf("索引已损坏（%s）；请运行 yinju rebuild", damage[0]))
		return
	}
	if !a.store.Unclean() || a.store.ReadOnly() || ctx.Err() != nil {
		return
	}
	if err := a.store.Settle(); err != nil {
		a.log.Warn("could not forget an unclean stop", "error", err)
	}
}

// complain makes a fact known on every page, and goes on serving.
func (a *Archive) complain(what string) {
	a.log.Error("archive is damaged", "what", what)
	a.unusable.Store(&UnusableError{what})
}

// withdraw ends the use of the index that is served, until there is another.
// Searches that are under way keep what they hold.
func (a *Archive) withdraw(why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.complain(why)
	a.engine.Store(nil)
}

// tidy clears away what tasks that were cut off have left: half-received files,
// shards that were never finished, and the remains of removed documents.
func (a *Archive) tidy(ctx context.Context) {
	if a.store.ReadOnly() || !a.untidy(ctx) {
		return
	}
	err := a.locked(ctx, "tidy", func() error {
		for _, path := range a.unfinishedShards() {
			if err := os.RemoveAll(path); err != nil {
				return err
			}
		}
		if _, err := a.store.Sweep(ctx); err != nil {
			return err
		}
		if !a.store.EraseDue() {
			return nil
		}
		if err := a.publish(ctx, nil); err != nil { // the index may still have what was removed
			return err
		}
		return a.erase(ctx)
	})
	if err != nil {
		a.log.Warn("leftovers could not be cleared away", "error", err)
	}
}

func (a *Archive) untidy(ctx context.Context) bool {
	unfinished, err := a.store.Unfinished(ctx)
	return err == nil && (len(unfinished) > 0 || len(a.unfinishedShards()) > 0 || a.store.EraseDue())
}

func (a *Archive) unfinishedShards() (paths []string) {
	entries, _ := os.ReadDir(a.indexDir())
	for _, e := range entries {
		if ok, _ := filepath.Match("tmp-*", e.Name()); ok {
			paths = append(paths, filepath.Join(a.indexDir(), e.Name()))
		}
	}
	return paths
}
