package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime/pprof"

	"yinju/archive"
)

// profile says where the time of an answer goes: the functions that take most,
// with what they call.
func (b *bench) profile(ctx context.Context, dir string, q questions) error {
	a, err := archive.Open(ctx, dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer a.Close()
	path := b.in("answers.pprof")
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	_, err = percentiles(ctx, q.mixed(), answering(a))
	pprof.StopCPUProfile()
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-top", "-cum", "-nodecount=45", "-focus=archive", path).Output()
	fmt.Fprintf(os.Stderr, "%s", out)
	return err
}
