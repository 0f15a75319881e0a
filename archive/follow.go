package archive

import (
	"context"
	"time"

	"yinju/corpus/store"
	"yinju/index/local"
)

// followEvery is how often a serving process looks for news: they are to show
// within two seconds.
const followEvery = time.Second

// Follow keeps a serving archive up to date until ctx ends: it opens the
// generations that other processes publish, and publishes itself what is in the
// store but in no generation and has no writer at work (an import that was cut
// off between the two).
func (a *Archive) Follow(ctx context.Context) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		a.catchUp(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (a *Archive) catchUp(ctx context.Context) {
	m, err := local.Current(a.indexDir())
	if err != nil {
		return
	}
	if e := a.engine.Load(); e == nil || e.Manifest().Number != m.Number {
		a.openEngine()
	}
	if _, writing := store.Writer(a.dir); writing || a.store.ReadOnly() {
		return
	}
	seq, err := a.store.Seq(ctx)
	if err != nil || seq <= m.Seq || m.Fingerprints.Tokens != a.prints.Tokens {
		return
	}
	if err := a.locked(ctx, "serve", func() error { return a.publish(ctx, nil) }); err != nil {
		a.log.Warn("documents not yet in the index could not be added", "error", err)
	}
}
