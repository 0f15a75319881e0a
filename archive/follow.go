package archive

import (
	"context"
	"errors"
	"sync"
	"time"

	"yinju/corpus/store"
	"yinju/index/local"
)

// followEvery is how often a serving process looks for news: they are to show
// within two seconds.
const followEvery = time.Second

// Follow keeps a serving archive up to date until ctx ends: it opens the
// generations that other processes publish. What no writer is at work on it
// mends itself: documents in the store but in no generation (an import that was
// cut off between the two), an index that is missing, and one made with another
// dictionary or other labels.
func (a *Archive) Follow(ctx context.Context) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { a.understand(ctx) })
	tried, retry := 0, &pause{} // the last generation that was opened or refused
	a.catchUp(ctx, &tried, retry)
	var seen int64 // data version whose corrections are laid over
	a.recheck(ctx)
	a.tidy(ctx)
	for {
		a.catchUp(ctx, &tried, retry)
		a.followCorrections(ctx, &seen)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// understandEvery is how often a serving process looks for passages without a
// vector, for words that it has not learned, and for a model that did not answer.
const understandEvery = 5 * time.Second

// understand learns the words of every generation and makes the vectors that are
// missing, or takes up those that another process makes.
func (a *Archive) understand(ctx context.Context) {
	tick := time.NewTicker(understandEvery)
	defer tick.Stop()
	retry := &pause{}
	retry.after(time.Now(), ErrNoModel) // it was tried on opening, just now
	for learned := -1; ; {
		if e := a.engine.Load(); e != nil && e.Manifest().Number != learned {
			learned = e.Manifest().Number
			a.Learn(ctx)
			a.forgetBeside(ctx)
		}
		a.reopenModel(ctx, retry)
		a.embedMissing(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (a *Archive) forgetBeside(ctx context.Context) {
	if a.store.ReadOnly() {
		return
	}
	if err := a.forgetUnserved(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("vectors of removed texts are still there", "error", err)
	}
}

func (a *Archive) embedMissing(ctx context.Context) {
	a.useVectors()
	if a.store.ReadOnly() {
		return
	}
	shown := time.Now()
	made, err := a.Embed(ctx, func(string, int64, int64) {
		if time.Since(shown) >= understandEvery { // every batch would look up all passages anew
			a.useVectors()
			shown = time.Now()
		}
	})
	switch {
	case err != nil && !errors.Is(err, ErrNoModel) && ctx.Err() == nil:
		a.log.Warn("vectors could not be made", "error", err)
	case made > 0:
		a.log.Info("vectors made", "passages", made)
	}
}

// followCorrections takes up what other processes corrected since the database was
// as seen.
func (a *Archive) followCorrections(ctx context.Context, seen *int64) {
	version, err := a.store.DataVersion(ctx)
	if err == nil && version == *seen {
		return
	}
	if err == nil {
		err = errors.Join(a.takeAnnotator(ctx), a.takeCorrections(ctx))
	}
	if err == nil {
		*seen = version
	} else if ctx.Err() == nil {
		a.log.Warn("corrections could not be taken up", "error", err)
	}
}

func (a *Archive) catchUp(ctx context.Context, tried *int, retry *pause) {
	m, err := local.Current(a.indexDir())
	if err == nil && *tried != m.Number {
		*tried = m.Number
		a.openEngine()
	}
	if _, writing := store.Writer(a.dir); writing || a.store.ReadOnly() || retry.waits(time.Now()) || !a.behind(ctx, m, err) {
		return
	}
	a.log.Info("index is behind the store, publishing")
	err = a.locked(ctx, "serve", func() error { return a.publish(ctx, nil) })
	if err != nil {
		a.log.Warn("index could not be brought up to the store", "error", err)
	}
	retry.after(time.Now(), err)
}

// behind reports an index that publishing would change. A damaged one is left
// to yinju rebuild, so that a person sees what happened.
func (a *Archive) behind(ctx context.Context, m *local.Manifest, err error) bool {
	if none := new(local.NoIndexError); errors.As(err, &none) {
		return none.Foreign || local.Missing(a.indexDir())
	}
	if err != nil {
		return false
	}
	seq, err := a.store.Seq(ctx)
	return err == nil && (seq > m.Seq || m.Fingerprints != a.fingerprints())
}
