package cli

import (
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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

// printableLines is printable for words of several lines.
func printableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = printable(line)
	}
	return strings.Join(lines, "\n")
}

// named is the name of a file or a key as it stands, or, where it holds what a
// reader could not see or the terminal would obey, in quotes with that spelt out:
// "通知\n.txt".
func named(name string) string {
	seen := func(r rune) bool { return strconv.IsPrint(r) || r == '\u3000' }
	if strings.TrimSpace(name) == name && utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return !seen(r) }) {
		return name
	}
	return strconv.Quote(name)
}

// wrapped writes text in lines of at most limit columns, each behind margin, turns
// marks (code point offsets, sorted and disjoint) into bold type and underlines the
// best sentence, if there is one. A limit of 0 is for what is no terminal: one line,
// no types.
func wrapped(text string, marks [][2]int, best *[2]int, margin string, limit int) string {
	w := wrapper{margin: margin, limit: limit - len(margin)}
	w.b.WriteString(margin)
	for i, r := range []rune(text) {
		for len(marks) > 0 && i >= marks[0][1] {
			marks = marks[1:]
		}
		if limit > 0 {
			w.set(typeAt(i, marks, best))
		}
		w.put(r)
	}
	w.set("")
	return w.b.String()
}

// The types of a terminal, as escape sequences.
const (
	boldType    = "\x1b[1m"
	underlined  = "\x1b[4m"
	plainAgain  = "\x1b[0m"
	noLineStart = "，。、；：？！）》」』”’"
)

// typeAt is the type of the character at i; marks are those not yet passed.
func typeAt(i int, marks [][2]int, best *[2]int) (style string) {
	if best != nil && best[0] <= i && i < best[1] {
		style = underlined
	}
	if len(marks) > 0 && marks[0][0] <= i {
		style += boldType
	}
	return style
}

type wrapper struct {
	b      strings.Builder
	margin string
	limit  int // columns beside the margin
	column int
	style  string // escape sequences that are on
}

// set changes the type from here on.
func (w *wrapper) set(style string) {
	if style == w.style {
		return
	}
	if w.style != "" {
		w.b.WriteString(plainAgain)
	}
	w.b.WriteString(style)
	w.style = style
}

// put writes a character, on a new line where it would stand past the limit; a
// closing mark may stand one past it, for no line begins with one. A margin is plain.
func (w *wrapper) put(r rune) {
	for _, out := range printable(string(r)) {
		n := columns(out)
		if w.limit > 0 && w.column+n > w.limit && !strings.ContainsRune(noLineStart, out) {
			style := w.style
			w.set("")
			w.b.WriteString("\n" + w.margin)
			w.set(style)
			w.column = 0
		}
		w.b.WriteRune(out)
		w.column += n
	}
}
