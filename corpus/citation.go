package corpus

import (
	"regexp"
	"strconv"
	"strings"
)

// citation matches a text's name followed by a place in it. 第 may be left out
// before Arabic numerals: 民法典10条.
var citation = regexp.MustCompile(`^(.*?)\s*(?:第\s*([0-9０-９零〇一二两三四五六七八九十百千]+)|([0-9０-９]+))\s*条(之[一二三四五六七八九十]+)?` +
	`\s*(第\s*[0-9零〇一二三四五六七八九十]+\s*款|[0-9]+\s*款)?\s*(第\s*[（(]?[0-9零〇一二三四五六七八九十]+[）)]?\s*项|[（(]?[0-9]+[）)]?\s*项)?\s*$`)

// SplitCitation splits 民法典第十条第二款 into its title and its place, the
// numbers of the place in Chinese numerals as locators have them. The place is
// "" if the text does not end in one or has no title before it.
func SplitCitation(text string) (title, article string) {
	m := citation.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || strings.Trim(m[1], "《》 ") == "" {
		return text, ""
	}
	n, ok := Numeral(m[2] + m[3])
	if !ok {
		return text, ""
	}
	place := "第" + WriteNumeral(n) + "条" + m[4]
	for _, part := range m[5:] {
		if part != "" {
			place += "第" + chineseDigits(strings.TrimPrefix(strings.Join(strings.Fields(part), ""), "第"))
		}
	}
	return m[1], place
}

var arabic = regexp.MustCompile(`[0-9]+`)

func chineseDigits(s string) string {
	return arabic.ReplaceAllStringFunc(s, func(d string) string {
		n, _ := strconv.Atoi(d)
		return WriteNumeral(n)
	})
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
