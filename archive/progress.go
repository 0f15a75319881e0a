package archive

import "sync/atomic"

// counted returns a function that adds up what several goroutines have done and
// passes the sum on.
func counted(stage string, progress Progress) func(int) {
	var done atomic.Int64
	return func(n int) { progress(stage, done.Add(int64(n)), 0) }
}
