package corpus

import (
	"regexp"
	"strconv"
	"strings"
)

// citation matches a text's name followed by places in it. 第 may be left out
// before Arabic numerals: 民法典10条, 民法典10-12条.
var citation = regexp.MustCompile(`^(.*?)\s*((?:第\s*[` + numerals + `]+|[0-9０-９]+)\s*(?:条|款|[至到、，,和及与\-－—–~～])[` + numerals + `第条款项之至到、，,和及以与\-－—–~～（）()\s]*)$`)

// unmarked matches an article of a law, or of a title in 《》, without its 第:
// 民法典十九条. Elsewhere numerals before 条 may be of the title: 新十条.
var unmarked = regexp.MustCompile(`((?:法典|法|条例|规定|细则|规则|章程|办法)》?|》)\s*([` + numerals + `]+\s*条)`)

// SplitCitation splits 民法典第十条第二款 or 民法典第13-15条 into its title and its
// places, these written as ParsePlaces reads them, the numbers in Chinese numerals
// as locators have them. The places are "" if the text does not end in any or has no
// title before them.
func SplitCitation(text string) (title, article string) {
	m := citation.FindStringSubmatch(unmarked.ReplaceAllString(strings.TrimSpace(text), "${1}第${2}"))
	if m == nil || strings.Trim(m[1], "《》 ") == "" {
		return text, ""
	}
	places, ok := ParsePlaces(m[2])
	if !ok {
		return text, ""
	}
	return m[1], places.String()
}

// WriteNumeral writes n, 0 to 9999, in Chinese numerals as articles are counted: 十,
// 一百零二, 一千二百六十.
func WriteNumeral(n int) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return "零"
	}
	digit := []rune("零一二三四五六七八九")
	var b strings.Builder
	pending := false
	for i, unit := range []struct {
		value int
		sign  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / unit.value % 10
		if d == 0 {
			pending = b.Len() > 0
			continue
		}
		if pending {
			b.WriteRune('零')
			pending = false
		}
		if !(i == 2 && d == 1 && b.Len() == 0) {
			b.WriteRune(digit[d])
		}
		b.WriteString(unit.sign)
	}
	return b.String()
}
