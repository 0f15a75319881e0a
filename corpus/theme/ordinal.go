package theme

import "strings"

const (
	numerals = "0123456789一二三四五六七八九十百千零〇两"
	measures = "条款项章节编目篇次届批期号名位个类点部分册卷轮"
	dateRank = "年月日"
)

// ordinals marks numbers that only count or date: 第X条, 第二十次, 2026年1月1日.
// A cue that lies inside one is not heard. A name such as 第三世界 is no
// ordinal, for no measure word follows the number.
func ordinals(text []rune) []bool {
	inside := make([]bool, len(text))
	for i := 0; i < len(text); {
		n := max(ordinal(text[i:]), date(text[i:]), 1)
		for k := i; n > 1 && k < i+n; k++ {
			inside[k] = true
		}
		i += n
	}
	return inside
}

// ordinal returns the length of 第, a number and a measure word at the head of
// text, 0 if they do not stand there.
func ordinal(text []rune) int {
	if text[0] != '第' {
		return 0
	}
	n := 1 + digits(text[1:])
	if n == 1 || n == len(text) || !strings.ContainsRune(measures, text[n]) {
		return 0
	}
	return n + 1
}

// date returns the length of a number and 年, 月 or 日 at the head of text, with
// those that follow it, 0 if there is none. 三年 is a date as 2026年 is.
func date(text []rune) (n int) {
	for n < len(text) {
		d := digits(text[n:])
		if d == 0 || n+d == len(text) || !strings.ContainsRune(dateRank, text[n+d]) {
			return n
		}
		n += d + 1
	}
	return n
}

func digits(text []rune) (n int) {
	for n < len(text) && isNumeral(text[n]) {
		n++
	}
	return n
}

func isNumeral(r rune) bool {
	return r >= '0' && r <= '9' || r >= '〇' && strings.ContainsRune(numerals, r)
}

// outside returns the matches that do not lie in a marked stretch.
func outside(found []match, marked []bool) []match {
	kept := found[:0]
	for _, m := range found {
		if !marked[m.start] || !marked[m.end-1] {
			kept = append(kept, m)
		}
	}
	return kept
}
