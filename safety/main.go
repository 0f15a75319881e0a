// Safety holds the program to its promises: each is tried many times on real
// processes and real files, at random points, and whatever breaks is printed.
//
// The tour. main.go is the runner and the table of promises; run.go is what every
// promise is given and gives back; process.go starts, asks and kills the real
// binary; texts.go gathers what is imported. Then one file a promise:
//
//	kills.go       killed at any moment, nothing acknowledged is lost
//	corruption.go  damage is found, named and never served as if it were whole
//	diskfull.go    a full disk stops the writer, not the readers
//	swaps.go       a new generation comes whole, and the old one goes
//
// and the promises to those who ask, with held.go for the archive they are tried on:
//
//	queries.go     no query hurts, neither fuzzed (fuzzer.go) nor listed (hostile.go)
//	malformed.go   what is no HTTP is refused
//	load.go        too many users: some are told to come back, all others are served
//	slow.go        slow clients hold up nobody
//	stop.go        stopping cuts nobody off
//	flat.go        nothing is left behind by a search
//	markup.go      markup stays text (browser.go watches a Chromium)
//	outbound.go    nothing is ever sent anywhere
//
//	go run ./safety                the short form, of CI
//	go run ./safety -full          the release form: hours
//	go run ./safety -only kills    one promise; -seed repeats a run, -n sets its N
//
// A line a promise says N, failures and figures, and the exit code is 1 if any
// was broken. docs/promises.md keeps the last results. It ships nothing and is no
// unit test: those stand beside the code.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"yinju/index/vector"
)

// promise is a row: what is promised, and the program that tries it.
type promise struct {
	name           string
	says           string
	short, release int // N: trials, queries or minutes
	try            func(context.Context, *run) error
}

// promises is the table; docs/promises.md has the same rows.
func promises() []promise {
	return []promise{
		{"kills", "killed at any moment: nothing acknowledged lost, an answer 5 s after the restart", 100, 3000, kills},
		{"corruption", "damage is found by verify, kills no process, is never served silently, and can be mended", 200, 1000, corruption},
		{"diskfull", "on a full disk searches go on and an import ends with one plain message", 10, 50, diskFull},
		{"swaps", "a new generation under 20 searchers: no failed search, no mixed answer, nothing left behind", 50, 200, swaps},
		{"queries", "a fuzzed query of any form: no panic, no 5xx, at most 500 ms and 32 MB", 100_000, 1_000_000, queries},
		{"hostile", "the same for the hand-made list hostile.tsv", 366, 366, hostile},
		{"malformed", "malformed HTTP is refused: no 5xx, nothing leaks, nothing raw in the log", 10_000, 100_000, malformed},
		{"load", "64 users at twice the capacity (minutes): accepted within 500 ms, the rest told in 50 ms, calm after 5 s", 1, 30, load},
		{"slow", "slow clients and half-open connections (their number) harm nobody and are closed in time", 200, 1000, slow},
		{"stop", "SIGTERM under load cuts no request, turns readiness red first, ends within 10 s and frees the lock", 100, 100, stop},
		{"flat", "searches leave no goroutine, no open file and no memory behind", 10_000, 1_000_000, flat},
		{"markup", "markup in any field, name or parameter runs nothing in a browser and violates no policy", 500, 500, markup},
		{"outbound", "every command works without a network, and none connects anywhere", 1, 1, outbound},
	}
}

// options are the flags.
type options struct {
	full   bool
	only   string
	n      int
	seed   uint64
	shared string
	binary string
	slack  float64
	share  float64
	model  string
}

func main() {
	var o options
	flag.BoolVar(&o.full, "full", false, "the release form")
	flag.StringVar(&o.only, "only", "", "names of promises, joined by commas; all if empty")
	flag.IntVar(&o.n, "n", 0, "N of every promise that is tried, in place of the table's")
	flag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "seed of the randomness")
	flag.StringVar(&o.shared, "shared", "../shared", "folder of the texts; generated ones are used without it")
	flag.StringVar(&o.binary, "binary", "", "the program to try; built anew if empty")
	flag.Float64Var(&o.slack, "slack", 1, "factor for the times, where a machine is shared: figures are printed as they are")
	flag.Float64Var(&o.share, "share", 1, "part of N to try of every promise, where there is little time")
	flag.StringVar(&o.model, "model", "none", "model that the program under trial uses: a folder, an address, or the name of a fetched one; none is by words alone")
	flag.Parse()
	if err := o.useModel(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	kept, err := o.tryAll(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !kept {
		os.Exit(1)
	}
}

// useModel names the model to every process that is tried. One that is not there is
// an error: the trials would be by words without a sign of it.
func (o *options) useModel() error {
	if o.model != vector.Off && !strings.Contains(o.model, "://") {
		at := o.model
		if !strings.ContainsRune(at, filepath.Separator) {
			at = filepath.Join(vector.UserModels(), at)
		}
		if _, err := os.Stat(at); err != nil {
			return fmt.Errorf("-model %s: %w; run yinju model fetch", o.model, err)
		}
		o.model = at
	}
	return os.Setenv("YINJU_MODEL", o.model)
}

// tryAll tries the chosen promises one after the other and reports whether all
// were kept.
func (o *options) tryAll(ctx context.Context) (kept bool, err error) {
	chosen, err := choose(promises(), o.only)
	if err != nil {
		return false, err
	}
	work, err := os.MkdirTemp("", "yinju-safety-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(work)
	if o.binary == "" {
		if o.binary, err = build(ctx, work); err != nil {
			return false, err
		}
	}
	kept = true
	var lines []string
	for _, p := range chosen {
		r := o.newRun(p, work)
		r.interrupted = ctx.Err
		started := time.Now()
		if err := p.try(ctx, r); err != nil {
			r.fail("ended early: %v", err)
		}
		lines = append(lines, r.report(time.Since(started)))
		fmt.Println(lines[len(lines)-1])
		kept = kept && len(r.failures) == 0
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
	}
	fmt.Printf("\nsummary:\n%s\n", strings.Join(lines, "\n"))
	return kept, nil
}

// choose returns the promises that only names, in the order of the table.
func choose(all []promise, only string) ([]promise, error) {
	if only == "" {
		return all, nil
	}
	names := strings.Split(only, ",")
	chosen := slices.DeleteFunc(all, func(p promise) bool { return !slices.Contains(names, p.name) })
	if len(chosen) != len(names) {
		return nil, fmt.Errorf("-only %s: no such promise; the names stand in safety/main.go", only)
	}
	return chosen, nil
}
