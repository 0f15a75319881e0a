package read

import (
	"regexp"
	"strings"
)

var (
	docNumber = regexp.MustCompile(`^([\p{Han}A-Za-z]{1,24}?)[ 　]*[〔\[（(【［﹝〈<]([12]\d{3}|[一二][〇○零一二三四五六七八九]{3})[〕\]）)】］﹞〉>](第?)([\dA-Za-z\-]{1,8}|[〇零一二三四五六七八九十百]{1,6})号$`)
	yearly    = regexp.MustCompile(`^([12]\d{3})年第(\d{1,4})号$`)
	order     = regexp.MustCompile(`^([\p{Han}、]{1,40}?(?:令|公告|通告|公报|字))?[（(]?(?:[〔\[（(]([12]\d{3}|[一二][〇○零一二三四五六七八九]{3})[〕\]）)]|([12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年)?(第?)([\d〇零一二三四五六七八九十百]{1,12})号[）)]?$`)
)

// number reads a 文号, with the brackets 〔〕 and without spaces: 国发〔2019〕5号,
// 广州市人民政府令第179号, 2024年第5号. False if s is none.
func number(s string) (string, bool) {
	s = halfWidth(strings.Join(strings.FieldsFunc(s, isSpace), ""))
	if head, ok := strings.CutSuffix(s, "號"); ok {
		s = head + "号"
	}
	if m := docNumber.FindStringSubmatch(s); m != nil {
		return m[1] + "〔" + m[2] + "〕" + m[4] + "号", true
	}
	if yearly.MatchString(s) {
		return s, true
	}
	m := order.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	if m[1]+m[2]+m[3]+m[4] == "" {
		return "", false // 5号
	}
	year := ""
	if m[2] != "" {
		year = "〔" + m[2] + "〕"
	} else if m[3] != "" {
		year = m[3] + "年"
	}
	return strings.Trim(m[1]+year+m[4]+m[5]+"号", "（）()"), true
}

func isSpace(r rune) bool {
	return r == ' ' || r == '　' || r == '\u00a0' || r == '\t' || r == '\u2002'
}
