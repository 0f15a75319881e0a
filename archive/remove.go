package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"yinju/corpus"
	"yinju/corpus/store"
)

// Removal is what Remove did.
type Removal struct {
	Key      string
	Passages int      // of its newest version
	Kept     []string // received files that hold the text of other documents too and were kept, by where they came from
}

// UnknownKeyError says that the archive has never held a key.
type UnknownKeyError struct {
	Name string
	Near []string // keys that resemble it, best first
}

func (e *UnknownKeyError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("库中没有标识为 %s 的文献", e.Name)
	}
	return fmt.Sprintf("库中没有标识为 %s 的文献；您是不是要 %s", e.Name, strings.Join(e.Near, "、"))
}

// RemovedError says that a document was removed before.
type RemovedError struct{ Key string }

func (e *RemovedError) Error() string { return e.Key + " 早已移除，没有什么要做" }

// Remove takes a document out of the archive, so that no file of the data folder
// holds its text any more: its rows, the received file, and the shards of the
// index that had it. Its addresses answer ErrGone from then on. name is its key
// or its id. It fails with an *UnknownKeyError or a *RemovedError.
func (a *Archive) Remove(ctx context.Context, name string, progress Progress) (*Removal, error) {
	var done *Removal
	err := a.locked(ctx, "remove", func() error {
		key, err := a.keyOf(ctx, name)
		if err != nil {
			return err
		}
		if done, err = a.removal(ctx, key); err != nil {
			return err
		}
		if err := a.store.Remove(ctx, []string{key}); err != nil {
			return err
		}
		// From here on it should come to its end.
		ctx := context.WithoutCancel(ctx)
		return a.plainly(errors.Join(a.publish(ctx, progress), a.erase(ctx), a.forget(ctx)))
	})
	return done, err
}

// removal says what removing a document that is held will do.
func (a *Archive) removal(ctx context.Context, key string) (*Removal, error) {
	d, err := a.store.Document(ctx, corpus.DocID(key))
	if errors.Is(err, ErrGone) {
		return nil, &RemovedError{key}
	}
	if damaged := new(DamagedError); errors.As(err, &damaged) {
		d, err = &store.StoredDocument{}, nil // it can be removed all the same
	}
	if err != nil {
		return nil, err
	}
	kept, err := a.store.Shared(ctx, key)
	return &Removal{Key: key, Passages: len(d.Passages), Kept: kept}, err
}

// keyOf returns the key that a person names: by itself, or by the document's id.
func (a *Archive) keyOf(ctx context.Context, name string) (string, error) {
	for _, id := range []string{corpus.DocID(name), name} {
		key, err := a.store.KeyOf(ctx, id)
		if err == nil && (key == name || id == name) {
			return key, nil
		}
		if err != nil && !errors.Is(err, ErrNotFound) {
			return "", err
		}
	}
	keys, err := a.store.Keys(ctx)
	if err != nil {
		return "", err
	}
	return "", &UnknownKeyError{name, near(name, slices.Collect(maps.Values(keys)))}
}

// near returns at most three keys that share at least half of their pairs of
// characters with name, best first.
func near(name string, keys []string) []string {
	const enough, wanted = .5, 3
	type scored struct {
		key   string
		score float64
	}
	var all []scored
	mine := pairs(name)
	for _, key := range keys {
		if s := resemblance(mine, pairs(key)); s >= enough {
			all = append(all, scored{key, s})
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.key, b.key))
	})
	var best []string
	for _, s := range all[:min(len(all), wanted)] {
		best = append(best, s.key)
	}
	return best
}

func pairs(s string) map[[2]rune]bool {
	all := map[[2]rune]bool{}
	last := rune(0)
	for _, r := range strings.ToLower(s) {
		all[[2]rune{last, r}] = true
		last = r
	}
	return all
}

// resemblance is Dice's coefficient: 1 for the same pairs, 0 for none in common.
func resemblance(a, b map[[2]rune]bool) float64 {
	common := 0
	for p := range a {
		if b[p] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// erase leaves nothing of removed documents in the store's files.
func (a *Archive) erase(ctx context.Context) error {
	if !a.store.EraseDue() {
		return nil
	}
	if err := a.store.Erase(ctx); err != nil {
		return fmt.Errorf("文献已移除，数据文件中的残迹尚未清除：%w；再运行一次 yinju rebuild 即可补上", a.plainly(err))
	}
	return nil
}
