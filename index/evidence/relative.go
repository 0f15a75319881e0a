package evidence

import (
	"regexp"
	"strings"

	"yinju/corpus"
)

// relativeForm matches years that are named from the date of the text.
var relativeForm = regexp.MustCompile(`今年|本年度?|去年|上一?年|明年|下一?年|前年`)

var yearsFromNow = map[rune]int{'今': 0, '本': 0, '去': -1, '上': -1, '明': 1, '下': 1, '前': -2}

// relatives returns the years that a text of a date names as 今年, 去年 and the
// like. 上年度, 上半年 and 下年度 are others, 以上年 and 之前年 none.
func relatives(f folded, date corpus.Date) []item {
	var found []item
	if date.Year == 0 || !strings.Contains(f.text, "年") {
		return nil
	}
	for _, m := range relativeForm.FindAllStringIndex(f.text, -1) {
		if before := f.before(m[0]); before == '以' || before == '之' || before == '如' || f.after(m[1]) == '级' || f.isNextTerm(m[0], m[1]) {
			continue
		}
		first := f.after(m[0])
		found = append(found, item{start: m[0], end: m[1], kind: Date, value: span("year", date.Year+yearsFromNow[first], 1, 12)})
	}
	return found
}

// isNextTerm reports 上年度 and 下年度, which count from other years than the text's.
func (f folded) isNextTerm(start, end int) bool {
	first := f.after(start)
	return f.after(end) == '度' && (first == '上' || first == '下')
}

// wholeOf returns the days that a date of month or year precision may be.
func wholeOf(d corpus.Date) Value {
	if d.Month == 0 {
		return span("year", d.Year, 1, 12)
	}
	return span("month", d.Year, d.Month, d.Month)
}

// rateForm matches 每年, 按月 and the like: as much as 一年, 一个月.
var rateForm = regexp.MustCompile(`(?:每个?|按)(年|月|日|天|周|小时)`)

// numberYear matches the year in a 文号.
var numberYear = regexp.MustCompile(`[〔\[【（(]((?:19|20)[0-9]{2})[〕\]】）)]`)

// implied returns what a text says without a date or a figure: the year of a
// 文号, and 每年 for 一年. No claim differs from these.
func implied(f folded) []item {
	var found []item
	for _, m := range numberYear.FindAllStringSubmatchIndex(f.text, -1) {
		v, _ := year([]string{f.text[m[2]:m[3]]})
		found = append(found, item{start: m[2], end: m[3], kind: Date, value: v, implied: true})
	}
	for _, m := range rateForm.FindAllStringSubmatchIndex(f.text, -1) {
		u := units[strings.Replace(f.text[m[2]:m[3]], "月", "个月", 1)]
		v := Value{Number: decimal(u.factor), Class: u.class}
		found = append(found, item{start: m[0], end: m[1], kind: Figure, value: v, implied: true})
	}
	return found
}
