package archive

import (
	"errors"
	"time"

	"yinju/corpus/store"
)

// How long publishing, or a model that did not answer, waits after a failure: twice
// as long after each, for every attempt builds a shard, which a full disk will not
// take the next time either.
const (
	firstPause   = 5 * time.Second
	longestPause = 5 * time.Minute
)

// pause is the time between attempts at what failed.
type pause struct {
	length time.Duration
	until  time.Time
}

// waits reports that the next attempt is not due.
func (p *pause) waits(now time.Time) bool { return now.Before(p.until) }

// after notes how an attempt ended. That another process was writing is no failure.
func (p *pause) after(now time.Time, err error) {
	switch locked := new(store.LockedError); {
	case err == nil:
		*p = pause{}
	case !errors.As(err, &locked):
		p.length = min(max(firstPause, 2*p.length), longestPause)
		p.until = now.Add(p.length)
	}
}
