package evidence

import (
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// folded is a text as it is read here: characters simplified and half-width, no
// white space but line ends and what parts two numbers. Punctuation of Chinese
// width stays, so that ， is no thousands separator.
type folded struct {
	text  string
	at    []int  // code point of the source by byte of text, one more at the end
	runes []rune // of the source
}

func foldText(s string) folded {
	f := folded{runes: []rune(s), at: make([]int, 0, len(s)+1)}
	var b strings.Builder
	for i, r := range f.runes {
		if to, ok := f.form(i, r); ok {
			b.WriteRune(to)
			for range utf8.RuneLen(to) {
				f.at = append(f.at, i)
			}
		}
	}
	f.text = b.String()
	f.at = append(f.at, len(f.runes))
	return f
}

// form returns the folded form of the i-th rune, false where it is left out.
func (f folded) form(i int, r rune) (rune, bool) {
	switch {
	case r == '\n' || r == '\t':
		return '\n', true
	case r == utf8.RuneError || hanzi.Invisible(r):
		return ' ', f.parts(i)
	case strings.ContainsRune("％．－／＋", r) || hanzi.IsWord(r):
		return hanzi.Fold(r), true
	case r == '，' && f.groups(i):
		return ',', true
	case r == '﹪':
		return '%', true
	}
	return r, true
}

// parts reports a blank that keeps two numbers apart: 2020 35, but not 2 2 .4,
// where a number was spaced out digit by digit.
func (f folded) parts(i int) bool {
	if i == 0 || i+1 == len(f.runes) || !isDigit(f.runes[i-1]) || !isDigit(f.runes[i+1]) {
		return false
	}
	return i > 1 && isDigit(f.runes[i-2])
}

// groups reports a full-width comma that groups the digits of a full-width number:
// ２９，８２１，０００.
func (f folded) groups(i int) bool {
	if i == 0 || i+3 >= len(f.runes) || !isWide(f.runes[i-1]) || i+4 < len(f.runes) && isWide(f.runes[i+4]) {
		return false
	}
	return isWide(f.runes[i+1]) && isWide(f.runes[i+2]) && isWide(f.runes[i+3])
}

func isWide(r rune) bool { return r >= '０' && r <= '９' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// span returns the code points of the source that the bytes [start, end) stand for.
func (f folded) span(start, end int) [2]int {
	_, size := utf8.DecodeLastRuneInString(f.text[:end])
	return [2]int{f.at[start], f.at[end-size] + 1}
}

func (f folded) source(span [2]int) string { return string(f.runes[span[0]:span[1]]) }

// before and after return the rune that ends or begins at a byte, 0 if none.
func (f folded) before(at int) rune {
	r, size := utf8.DecodeLastRuneInString(f.text[:at])
	return visible(r, size)
}

func (f folded) after(at int) rune {
	r, size := utf8.DecodeRuneInString(f.text[at:])
	return visible(r, size)
}

func visible(r rune, size int) rune {
	if size == 0 {
		return 0
	}
	return r
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
