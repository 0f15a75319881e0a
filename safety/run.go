package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// run is one promise being tried. Its methods may be called concurrently.
type run struct {
	promise
	n      int    // trials to make
	seed   uint64 // of random
	full   bool
	binary string  // the program under trial
	shared string  // folder of the texts; may be absent
	slack  float64 // factor of the times that are allowed
	work   string  // a folder of this run's own, removed at the end

	interrupted func() error // non-nil once the person who started it has had enough

	mu       sync.Mutex
	random   *rand.Rand
	claimed  int
	done     int
	failures []string
	figures  []string
	skipped  string
}

func (o *options) newRun(p promise, work string) *run {
	r := &run{promise: p, n: p.short, seed: o.seed, full: o.full, binary: o.binary, slack: o.slack, shared: o.shared, work: filepath.Join(work, p.name)}
	if o.full {
		r.n = p.release
	}
	if r.n = max(1, int(float64(r.n)*o.share)); o.n > 0 {
		r.n = o.n
	}
	r.random = rand.New(rand.NewPCG(r.seed, 1))
	os.MkdirAll(r.work, 0o755) // an error shows at the first use
	return r
}

// allowed is a promised time on this machine.
func (r *run) allowed(promised time.Duration) time.Duration {
	return time.Duration(float64(promised) * r.slack)
}

// fail notes a broken promise and says it at once. What an interrupted run says of
// the processes that ended with it counts for nothing.
func (r *run) fail(format string, args ...any) {
	if r.interrupted != nil && r.interrupted() != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
	fmt.Fprintf(os.Stderr, "%s: BROKEN: %s\n", r.name, r.failures[len(r.failures)-1])
}

// figure notes a number that belongs to the result.
func (r *run) figure(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.figures = append(r.figures, fmt.Sprintf(format, args...))
}

// skip says why the promise, or a part of it, could not be tried here.
func (r *run) skip(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.skipped = fmt.Sprintf(format, args...)
}

// tried counts trials that were made, and says every hundredth on standard error.
func (r *run) tried(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.done
	r.done += n
	if r.done/100 > before/100 {
		fmt.Fprintf(os.Stderr, "%s: %d of %d, %d broken\n", r.name, r.done, r.n, len(r.failures))
	}
}

// claim takes one of the n trials, for programs that make several at once; false
// when none is left.
func (r *run) claim() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.claimed >= r.n {
		return false
	}
	r.claimed++
	return true
}

// broken reports whether any trial failed so far.
func (r *run) broken() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.failures)
}

// intN is a random number in [0, n).
func (r *run) intN(n int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.random.IntN(n)
}

// within is a random time in [0, d).
func (r *run) within(d time.Duration) time.Duration {
	return time.Duration(r.intN(int(max(d, 1))))
}

// report is what is printed of a run that has ended: a line, and one for each of
// the first failures, since a log is often seen from its end only.
func (r *run) report(took time.Duration) string {
	lines := []string{r.line(took)}
	for _, f := range r.failures[:min(len(r.failures), 5)] {
		lines = append(lines, "  "+r.name+": BROKEN: "+f)
	}
	return strings.Join(lines, "\n")
}

// line says what was tried and what came of it.
func (r *run) line(took time.Duration) string {
	b := &strings.Builder{}
	state := "kept"
	switch {
	case len(r.failures) > 0:
		state = "BROKEN"
	case r.done == 0:
		state = "NOT TRIED"
	}
	fmt.Fprintf(b, "%s %s: N %d, failures %d", r.name, state, r.done, len(r.failures))
	for _, f := range r.figures {
		b.WriteString("; " + f)
	}
	if r.skipped != "" {
		b.WriteString("; skipped: " + r.skipped)
	}
	fmt.Fprintf(b, "; %s; -seed %d", took.Round(time.Second/10), r.seed)
	return b.String()
}
