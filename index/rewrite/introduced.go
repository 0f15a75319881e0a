package rewrite

import (
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// introduction is how a text introduces an abbreviation: the words before the
// bracket hold the full form. A name with 《》 is not meant: 《…》（以下简称《办法》）
// holds in its own text only.
var introduction = regexp.MustCompile(`[（(](?:(?:以下|下文|以下均|下)?(?:简称|統稱|统称|又称|亦称|俗称|簡稱)|以下称)(?:为|為)?[：:]?[“"「『]?([^（）()，。、；“”"「」『』《》\s]{2,8})[”"」』]?(?:[，,；;][^（）()]{0,20})?[）)]|，(?:以下)?(?:简称|统称)(?:为)?[“"「『]?([^（）()，。、；“”"「」『』《》\s]{2,8})[”"」』]?[，。；]`)

// Introducing returns the words one of which stands in every text that introduces
// an abbreviation.
func Introducing() []string {
	return []string{"简称", "统称", "又称", "亦称", "俗称", "以下称"}
}

// maxFull bounds the full form of an introduced abbreviation, in characters.
const maxFull = 24

// Introduced yields the abbreviations that a text introduces (长期护理保险（以下简称
// 长护险）) with their full forms: the shortest end of the words before, from the
// abbreviation's first character on, that has all its characters in order.
func Introduced(text string) iter.Seq2[string, string] {
	return func(yield func(short, full string) bool) {
		for _, at := range introduction.FindAllStringSubmatchIndex(text, -1) {
			from := 2
			if at[from] < 0 {
				from = 4
			}
			short := text[at[from]:at[from+1]]
			full := fullForm(short, text[:at[0]])
			if full != "" && !yield(short, full) {
				return
			}
		}
	}
}

// fullForm returns the end of before that short is made from, "" for none.
func fullForm(short, before string) string {
	want := []rune(short)
	words := []rune(lastClause(before))
	i, at := len(want)-1, len(words)-1
	for ; at >= 0 && i >= 0; at-- {
		if words[at] == want[i] {
			i--
		}
	}
	full := string(words[at+1:])
	if i >= 0 || !abbreviable(short, full) {
		return ""
	}
	return full
}

// lastClause returns the Han characters, letters and digits that s ends with, a
// closing quotation mark and the marks inside it apart.
func lastClause(s string) string {
	s = strings.TrimRight(s, "”\"」』 ")
	start := len(s)
	for n := 0; start > 0 && n < maxFull; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !hanzi.IsWord(r) {
			break
		}
		start -= size
	}
	return s[start:]
}

// abbreviable reports a pair that teaches something: Han characters, the full
// form longer by two and not just more words around the short one.
func abbreviable(short, full string) bool {
	han := hanzi.HanCount(short)
	return han == utf8.RuneCountInString(short) && han > 1 && hanzi.HanCount(full) >= han+2 && !strings.Contains(full, short)
}
