// Package cli is the program yinju: one file a verb, each a thin layer between
// flags and the archive.
//
// The tour: Main runs the command tree (root.go); serve, import, search, label,
// eval, remove, rebuild, verify, backup, restore, model and version are the verbs,
// unbuilt.go names those still to come; errors.go decides the exit code, help.go
// writes the help texts, terminal.go and progress.go know what a terminal is.
//
// Exit codes: 0 done, a search without hits too; 1 a finding, such as damage that
// verify found; 2 wrong use; 3 failed. With --json standard output holds one JSON
// document and nothing else; progress and notes go to standard error.
//
// The package searches, reads and stores nothing itself (package archive), and
// knows no page (package server).
package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"yinju/server"
)

// Main runs the program with the arguments and streams of the process and
// returns its exit code.
func Main() int {
	ctx, stop := server.UntilSignal(context.Background())
	defer stop()
	p := &program{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		outWidth: terminalWidth(os.Stdout), errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		getenv: os.Getenv,
	}
	return p.run(ctx, os.Args[1:])
}

// program is one run of yinju: where it reads and writes, and the flags that all
// verbs share.
type program struct {
	in          io.Reader
	out, err    io.Writer
	outWidth    int  // columns of the terminal that out is, 0 if it is none
	errTerminal bool // err is a terminal
	getenv      func(string) string

	dir   string // -d
	model string // --model: a folder, an address, none, or empty
}

// run executes the command line args and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintln(p.err, printableLines(errorWords(err)))
	}
	return exitCode(err)
}

// note writes a line for a person to standard error. What comes from files cannot
// steer the terminal.
func (p *program) note(format string, args ...any) {
	fmt.Fprintln(p.err, printableLines(fmt.Sprintf(format, args...)))
}
