package cli

import (
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"
)

// widest is the longest line of text on a terminal, in columns: about 40 Han
// characters read well.
const widest = 84

// terminalWidth returns the columns of the terminal that f is, 0 if it is none.
func terminalWidth(f *os.File) int {
	if !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil || columns <= 0 {
		return 80
	}
	return columns
}

// columns returns the columns that a character takes on a terminal.
func columns(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	return 1
}

// printable takes out control characters, so that a text in the archive cannot
// steer the terminal; line ends and tabs become blanks.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

// wrapped writes text in lines of at most limit columns, each behind margin, and
// turns marks (code point offsets, sorted and disjoint) into bold type. A limit
// of 0 is for what is no terminal: one line, no bold type.
func wrapped(text string, marks [][2]int, margin string, limit int) string {
	w := wrapper{margin: margin, limit: limit - len(margin)}
	w.b.WriteString(margin)
	for i, r := range []rune(text) {
		if limit > 0 {
			marks = w.mark(i, marks)
		}
		w.put(r)
	}
	w.bold(false)
	return w.b.String()
}

type wrapper struct {
	b      strings.Builder
	margin string
	limit  int // columns beside the margin
	column int
	marked bool
}

// mark switches bold type on and off at the borders of marks and returns the
// marks still ahead.
func (w *wrapper) mark(i int, marks [][2]int) [][2]int {
	for len(marks) > 0 && i >= marks[0][1] {
		w.bold(false)
		marks = marks[1:]
	}
	if len(marks) > 0 && i >= marks[0][0] {
		w.bold(true)
	}
	return marks
}

func (w *wrapper) bold(on bool) {
	if on != w.marked {
		w.b.WriteString(map[bool]string{true: "\x1b[1m", false: "\x1b[0m"}[on])
		w.marked = on
	}
}

// put writes a character, on a new line where it would stand past the limit; a
// closing mark may stand one past it, for no line begins with one.
func (w *wrapper) put(r rune) {
	for _, out := range printable(string(r)) {
		n := columns(out)
		if w.limit > 0 && w.column+n > w.limit && !strings.ContainsRune("，。、；：？！）》」』”’", out) {
			w.b.WriteString("\n" + w.margin)
			w.column = 0
		}
		w.b.WriteRune(out)
		w.column += n
	}
}
