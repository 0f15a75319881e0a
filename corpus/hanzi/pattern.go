package hanzi

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Pattern finds folded text in unfolded text without folding all of it: it looks
// for the characters that its first one may be printed as, and folds from there.
type Pattern struct {
	starts []string // in UTF-8: what folds to the first character
	rest   []rune
	keep   func(rune) (rune, bool)
}

// LiteralPattern returns a pattern for text in the form of Literal: In(s) is
// whether Literal(s) contains it.
func LiteralPattern(folded string) Pattern {
	return pattern(folded, func(r rune) (rune, bool) { return r, true }, sources)
}

// SkeletonPattern returns a pattern for text in the form of Skeleton.
func SkeletonPattern(folded string) Pattern {
	return pattern(folded, func(r rune) (rune, bool) { return unicode.ToLower(r), IsWord(r) }, func(r rune) []rune {
		all := sources(r)
		for _, upper := range uppers()[r] {
			all = append(all, sources(upper)...)
		}
		return all
	})
}

func pattern(folded string, keep func(rune) (rune, bool), from func(rune) []rune) Pattern {
	first, size := utf8.DecodeRuneInString(folded)
	p := Pattern{rest: []rune(folded[size:]), keep: keep}
	for _, r := range from(first) {
		p.starts = append(p.starts, string(r))
	}
	return p
}

// In reports whether s, folded, contains the pattern.
func (p *Pattern) In(s string) bool {
	for _, start := range p.starts {
		for at := 0; ; {
			i := strings.Index(s[at:], start)
			if i < 0 {
				break
			}
			at += i + len(start)
			if p.goesOn(s[at:]) {
				return true
			}
		}
	}
	return false
}

// goesOn reports whether s, folded, begins with the pattern less its first
// character.
func (p *Pattern) goesOn(s string) bool {
	matched := 0
	for _, r := range s {
		if matched == len(p.rest) {
			break
		}
		if Invisible(r) {
			continue
		}
		r, ok := p.keep(Fold(r))
		if !ok {
			continue
		}
		if r != p.rest[matched] {
			return false
		}
		matched++
	}
	return matched == len(p.rest)
}

// sources returns the characters that fold to r, those that fold to nothing
// else among them.
func sources(r rune) []rune {
	var all []rune
	if Fold(r) == r {
		all = append(all, r)
	}
	return append(all, unfolds()[r]...)
}

// uppers is unicode.ToLower backwards, less the characters that stay as they are.
var uppers = sync.OnceValue(func() map[rune][]rune {
	m := map[rune][]rune{}
	for r := range rune(len(folds)) {
		if to := unicode.ToLower(r); to != r {
			m[to] = append(m[to], r)
		}
	}
	return m
})

// unfolds is Fold backwards, less the characters that fold to themselves.
var unfolds = sync.OnceValue(func() map[rune][]rune {
	m := map[rune][]rune{}
	for r, to := range folds {
		if rune(r) != to {
			m[to] = append(m[to], rune(r))
		}
	}
	for r, to := range variants {
		if int(r) >= len(folds) && r != to {
			m[to] = append(m[to], r)
		}
	}
	return m
})
