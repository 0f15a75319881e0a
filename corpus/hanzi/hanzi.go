// Package hanzi folds Chinese text into the forms that are compared, with a map
// back to the text it came from.
//
// Forms from strict to loose, each a rune slice with the byte offset of
// every rune in the source:
//
//   - Printed: width, white space and variants of characters are evened out;
//     punctuation stays as printed. What agrees in this form comes first.
//   - Literal: width, white space and the listed variants are evened out,
//     punctuation and letter case count. This is the form in which a quotation
//     in quotation marks is compared.
//   - Skeleton: Literal without punctuation and with lower-case letters. This is
//     the form of bigrams and of an unquoted excerpt.
//   - Words: the text a tokeniser gets: lower case, punctuation kept, one space
//     where two Latin words or numbers meet.
//
// The variants are data: traditional.tsv and variants.tsv. Only characters with
// one simplified form are folded; choosing a form by context (乾 in 乾隆 and in
// 乾燥) is conversion, not comparison, and is not done here.
package hanzi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folded is a folded text. Offsets[i] is the byte offset in the source of the
// rune that gave Runes[i]; Offsets has one more entry than Runes, the byte
// offset just after the source rune of the last one.
type Folded struct {
	Runes   []rune
	Offsets []int
}

// String returns the folded text.
func (f Folded) String() string { return string(f.Runes) }

// Span returns the half-open byte range in the source of the runes [i, j), i < j.
func (f Folded) Span(source string, i, j int) (start, end int) {
	last := f.Offsets[j-1]
	_, size := utf8.DecodeRuneInString(source[last:])
	return f.Offsets[i], last + size
}

// Literal folds width, white space and listed variants; punctuation and case count.
func Literal(s string) Folded { return fold(s, func(r rune) (rune, bool) { return r, true }) }

// Skeleton folds as Literal does, and drops punctuation and letter case.
func Skeleton(s string) Folded {
	return fold(s, func(r rune) (rune, bool) { return unicode.ToLower(r), IsWord(r) })
}

// Printed folds as Literal does, but leaves punctuation as it is printed, width
// apart: what is equal in this form is equal to the mark.
func Printed(s string) Folded {
	return mapped(s, func(r rune) (rune, bool) {
		if to := Fold(r); IsWord(to) {
			return to, true
		}
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0
		}
		return r, true
	})
}

func fold(s string, keep func(rune) (rune, bool)) Folded {
	return mapped(s, func(r rune) (rune, bool) { return keep(Fold(r)) })
}

// mapped maps every visible rune; false drops it.
func mapped(s string, to func(rune) (rune, bool)) Folded {
	n := len(s)/2 + 1
	f := Folded{Runes: make([]rune, 0, n), Offsets: make([]int, 0, n+1)}
	for i, r := range s {
		if Invisible(r) {
			continue
		}
		if r, ok := to(r); ok {
			f.Runes = append(f.Runes, r)
			f.Offsets = append(f.Offsets, i)
		}
	}
	f.Offsets = append(f.Offsets, len(s))
	return f
}

// Fold returns the form in which r is compared: half width, simplified where
// there is one simplified form, listed punctuation evened out.
func Fold(r rune) rune {
	if uint32(r) < uint32(len(folds)) {
		return folds[r]
	}
	if to, ok := variants[r]; ok {
		return to
	}
	return r
}

// Simplify returns s with the characters of traditional.tsv and variants.tsv
// folded and everything else, white space too, as it was.
func Simplify(s string) string { return strings.Map(Fold, s) }

// Invisible reports white space, control and format characters: what a reader
// cannot see between two characters.
func Invisible(r rune) bool {
	if r < 0x80 {
		return r <= ' ' || r == 0x7F
	}
	if r >= 0x3400 && r <= 0x9FFF { // most of any text here
		return false
	}
	return r == 0x3000 || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || r == 0xFE0F || r == 0xFFFD
}

// IsHan reports a Chinese character, 〇 included.
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == 0x3007 || r == '○' || r > 0x2E7F && unicode.Is(unicode.Han, r)
}

// IsWord reports a letter, a digit or a Chinese character.
func IsWord(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return IsHan(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || r == '○'
}

// HanCount counts the Chinese characters of s.
func HanCount(s string) int {
	n := 0
	for _, r := range s {
		if IsHan(r) {
			n++
		}
	}
	return n
}

// Words returns s as a tokeniser gets it: folded, lower case, without white
// space except one space between two Latin words or numbers. A number that was
// spaced out digit by digit ("2 2 .4") is joined.
func Words(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var prev rune
	run, gap := 0, false // run: length of the alphanumeric run before the gap
	for _, r := range s {
		if r == 0 || Invisible(r) {
			gap = true
			continue
		}
		r = unicode.ToLower(Fold(r))
		if gap && keepsGap(prev, r, run) {
			b.WriteByte(' ')
			run = 0
		}
		if latin(r) {
			run++
		} else {
			run = 0
		}
		gap, prev = false, r
		b.WriteRune(r)
	}
	return b.String()
}

func keepsGap(before, after rune, run int) bool {
	if !latin(before) || !latin(after) {
		return false
	}
	spacedDigit := run == 1 && digit(before) && digit(after)
	return !spacedDigit
}

func latin(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
func digit(r rune) bool { return r >= '0' && r <= '9' }

// Identity returns s without what a reader cannot see and with full-width
// letters and digits made half-width: the form that names a passage. It leaves
// variants alone, so that ids do not change when the tables grow.
func Identity(s string) string {
	return strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		if r >= 0xFF01 && r <= 0xFF5E {
			return r - 0xFEE0
		}
		return r
	}, s)
}
