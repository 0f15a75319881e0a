package rewrite

import (
	"strings"
	"unicode"

	"yinju/corpus/hanzi"
)

// span is a half-open range of runes.
type span struct{ start, end int }

func (s span) len() int             { return s.end - s.start }
func (s span) overlaps(o span) bool { return s.start < o.end && o.start < s.end }

// typed is a query taken apart. All spans are of runes, raw and runes alike:
// one rune stands for one.
type typed struct {
	raw   []rune
	runes []rune   // simplified, half width; white space and what is invisible is ' '
	runs  []span   // runs of Han characters
	words []span   // the words of the runs
	latin [][]span // stretches of Latin tokens with nothing but spaces and marks between
}

func (r *Rewriter) typed(query string) typed {
	t := typed{raw: []rune(strings.TrimSpace(query))}
	t.runes = r.simplify(t.raw)
	numbers := numbersIn(t.runes)
	for at := 0; at < len(t.runes); {
		end := at + 1
		switch {
		case len(numbers) > 0 && at == numbers[0].start:
			end, numbers = numbers[0].end, numbers[1:]
		case hanzi.IsHan(t.runes[at]):
			end = t.until(at, hanzi.IsHan)
			t.addRun(span{at, end}, r.cut)
		case isLatin(t.runes[at]):
			end = t.addLatin(at)
		}
		at = end
	}
	return t
}

// until returns the end of the runes from at on that are of a kind.
func (t *typed) until(at int, is func(rune) bool) int {
	for at < len(t.runes) && is(t.runes[at]) {
		at++
	}
	return at
}

// addRun adds a run of Han characters and its words.
func (t *typed) addRun(run span, cut func(string) []string) {
	t.runs = append(t.runs, run)
	at := run.start
	for _, w := range cut(string(t.runes[run.start:run.end])) {
		end := at + len([]rune(w))
		if end > run.end {
			break
		}
		t.words = append(t.words, span{at, end})
		at = end
	}
}

// addLatin adds a Latin token to the stretch that it continues and returns its end.
func (t *typed) addLatin(at int) int {
	end := t.until(at, isLatin)
	n := len(t.latin) - 1
	if n >= 0 {
		last := t.latin[n][len(t.latin[n])-1]
		if t.until(last.end, joins) == at {
			t.latin[n] = append(t.latin[n], span{at, end})
			return end
		}
	}
	t.latin = append(t.latin, []span{{at, end}})
	return end
}

// text returns the simplified text of a span, lower returns it in lower case.
func (t *typed) text(s span) string  { return string(t.runes[s.start:s.end]) }
func (t *typed) lower(s span) string { return strings.ToLower(t.text(s)) }

// cuts reports whether a span cuts through a word at least as long as itself: it
// is then a chance meeting of characters (安老 in 公安老人), unless the words around
// it are fewer with it (国小|学区 is better than 国|小学|区).
func (a *attempt) cuts(s span) bool {
	for i, w := range a.words {
		if w.overlaps(s) && (w.start < s.start || w.end > s.end) && w.len() >= s.len() {
			return !a.fewer(s, i)
		}
	}
	return false
}

// fewer reports a span with which fewer words are needed from the word before the
// nth, the first that it cuts, to the word after the last.
func (a *attempt) fewer(s span, nth int) bool {
	first, last := nth, nth
	for first > 0 && a.words[first].start > s.start {
		first--
	}
	for last+1 < len(a.words) && a.words[last].end < s.end {
		last++
	}
	if last+1 < len(a.words) && a.words[last+1].start == a.words[last].end {
		last++
	}
	before, after := a.text(span{a.words[first].start, s.start}), a.text(span{s.end, a.words[last].end})
	return len(a.cut(before))+1+len(a.cut(after)) < last-first+1
}

// isLatin reports what a Latin token is made of: letters with or without tone
// marks, digits, and the apostrophes of pinyin and English.
func isLatin(r rune) bool {
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r >= 0xC0 && r < 0x250 && unicode.IsLetter(r) ||
		r == '\'' || r == '’' || r == '\u0304' || r == '\u0301' || r == '\u030C' || r == '\u0300' || r == '\u0308'
}

// joins reports what may stand between two Latin tokens of a stretch.
func joins(r rune) bool { return !isLatin(r) && !hanzi.IsWord(r) }
