package corpus

import (
	"regexp"
	"strings"
)

// A paragraph's opening mark tells what it is: an article, an item, a chapter.

var (
	articleMark  = regexp.MustCompile(`^第([一二三四五六七八九十百千零〇两\d０-９]{1,9})[条條](之[一二三四五六七八九十]{1,3})?`)
	itemMark     = regexp.MustCompile(`^(?:[（(]([一二三四五六七八九十百零〇\d０-９]{1,5})[）)]|(\d{1,3}|[０-９]{1,3})[.．、](?:[^\d０-９]|$)|[①-⑳])`)
	divisionMark = regexp.MustCompile(`^第[ 　]*([一二三四五六七八九十百零〇\d０-９]{1,5})[ 　]*(分编|编|篇|章|节|部分|目)(?:[\s　]|$|[^的第之、，。规中内])`)
	commaMark    = regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[、．.]`)
	decimalMark  = regexp.MustCompile(`^(\d{1,2})((?:[.．]\d{1,2}){0,3})[ 　]*[^\d\s.．、，%％年月日]`)
	annexMark    = regexp.MustCompile(`^附[件表录][一二三四五六七八九十\d０-９]{0,3}[：:]?$`)
)

// article reads the article number at the head of a paragraph: label 第十条之一,
// number 10. A reference that only begins with one (第十条规定的…) is none.
func article(p string) (label string, number int, ok bool) {
	m := articleMark.FindStringSubmatch(p)
	if m == nil || refers(p[len(m[0]):]) {
		return "", 0, false
	}
	n, ok := Numeral(m[1])
	return strings.Replace(m[0], "條", "条", 1), n, ok
}

// refers reports that what follows 第十条 makes it a reference.
func refers(rest string) bool {
	for _, word := range []string{"第", "的", "规定", "所", "至", "到", "、", "和", "与", "及", "或", "，", ",", "。", "中", "修改", "》", "”", "款", "关于"} {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}

// item returns the mark of a list item as it is cited, （三） or 1, or "".
func item(p string) string {
	m := itemMark.FindStringSubmatch(p)
	switch {
	case m == nil:
		return ""
	case m[1] != "":
		return "（" + m[1] + "）"
	case m[2] != "":
		return m[2]
	}
	return m[0]
}
