package read

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yinju/corpus"
)

// dated is a date found in a text, with its place there in bytes.
type dated struct {
	date       corpus.Date
	start, end int
}

const numeralDigit = `[\d０-９〇○零ＯO一二三四五六七八九]`

var (
	hanDate = regexp.MustCompile(`(` + numeralDigit + `{4})[ 　]*年(?:[ 　]*([\d０-９]{1,2}|[一二三四五六七八九十〇○零元正]{1,3})[ 　]*月(?:份)?(?:[ 　]*([\d０-９]{1,2}|[一二三四五六七八九十〇○零廿卅]{1,4})[ 　]*[日号])?)?`)
	// republic: 中華民國一百一十二年五月六日, counted from 1911.
	republic = regexp.MustCompile(`(?:中[华華])?民[国國][ 　]*([\d０-９]{1,3}|[一二三四五六七八九十百〇○零元]{1,6})[ 　]*年(?:[ 　]*([\d０-９]{1,2}|[一二三四五六七八九十〇○零元正]{1,3})[ 　]*月(?:份)?(?:[ 　]*([\d０-９]{1,2}|[一二三四五六七八九十〇○零廿卅]{1,4})[ 　]*[日号])?)?`)
	isoDate  = regexp.MustCompile(`(?:^|[^\d.])([12]\d{3})([-./])(\d{1,2})(?:[-./](\d{1,2}))?(?:[ T]|$|[^\d.\-/])`)
)

// findDates returns the possible dates in s, in order; impossible ones (30
// February, month 13) are returned apart, as written.
func findDates(s string) (found []dated, refused []string) {
	for _, m := range hanDate.FindAllStringSubmatchIndex(s, -1) {
		d, ok := dateOf(group(s, m, 1), group(s, m, 2), group(s, m, 3))
		if ok {
			found = append(found, dated{d, m[0], m[1]})
		} else {
			refused = append(refused, s[m[0]:m[1]])
		}
	}
	for _, m := range republic.FindAllStringSubmatchIndex(s, -1) {
		year, ok := corpus.Numeral(strings.ReplaceAll(group(s, m, 1), "元", "一"))
		d, real := dateOf(strconv.Itoa(1911+year), group(s, m, 2), group(s, m, 3))
		if ok && real {
			found = append(found, dated{d, m[0], m[1]})
		} else {
			refused = append(refused, s[m[0]:m[1]])
		}
	}
	slices.SortStableFunc(found, func(a, b dated) int { return a.start - b.start })
	return found, refused
}

// readDate reads the date of a field: 2024年3月5日, 二〇二四年三月, 2024-03-05,
// 2024.3.5, 2024/3/5 10:20, 20240305, 2024. False if there is none or an
// impossible one; refused then has the words.
func readDate(s string) (d corpus.Date, refused string, ok bool) {
	s = halfWidth(strings.TrimSpace(s))
	if found, bad := findDates(s); len(found) > 0 {
		return found[0].date, "", true
	} else if len(bad) > 0 {
		return d, bad[0], false
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		d, ok = dateOf(m[1], m[3], m[4])
		return d, s, ok
	}
	if m := packedDate.FindStringSubmatch(s); m != nil {
		d, ok = dateOf(m[1], m[2], m[3])
		return d, s, ok
	}
	if n, is := corpus.Numeral(s); is && n >= 1000 {
		d, ok = corpus.NewDate(n, 0, 0)
		return d, s, ok
	}
	return d, "", false
}

var packedDate = regexp.MustCompile(`^([12]\d{3})(\d{2})(\d{2})$`)

func group(s string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

// dateOf makes a date of numerals; month and day may be "".
func dateOf(year, month, day string) (corpus.Date, bool) {
	y, ok := corpus.Numeral(year)
	if !ok || y < 1000 || y > 2999 {
		return corpus.Date{}, false
	}
	if month == "" {
		return corpus.NewDate(y, 0, 0)
	}
	m, ok := corpus.Numeral(strings.NewReplacer("元", "一", "正", "一").Replace(month))
	if !ok || m == 0 {
		return corpus.Date{}, false
	}
	if day == "" {
		return corpus.NewDate(y, m, 0)
	}
	d, ok := corpus.Numeral(day)
	if !ok || d == 0 {
		return corpus.Date{}, false
	}
	date, ok := corpus.NewDate(y, m, d)
	if !ok {
		return corpus.Date{}, false
	}
	return date, true
}

// halfWidth makes full-width digits and signs half-width.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r == '－' || r == '．' || r == '／' {
			return r - 0xFEE0
		}
		return r
	}, s)
}

// signedDate returns the date of a line that has nothing else, in any form of a
// signature: also 2023.7.1, 2023-07-01 and 2023年7月. An impossible one is
// returned as written.
func signedDate(s string) (d corpus.Date, refused string, ok bool) {
	s = halfWidth(strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune("（）() 　\u00a0", r) }))
	found, bad := findDates(s)
	switch {
	case len(found) == 1 && found[0].start == 0 && found[0].end == len(s):
		return found[0].date, "", found[0].date.Month != 0
	case len(bad) == 1 && bad[0] == s:
		return d, s, false
	case numericDay.MatchString(s):
		d, _, ok = readDate(strings.Join(strings.FieldsFunc(s, isSpace), ""))
		if !ok {
			return d, s, false
		}
		return d, "", true
	}
	return d, "", false
}

// numericDay is 2023.7.1, 2023-07-01, 2023/7/1.
var numericDay = regexp.MustCompile(`^[12]\d{3} ?[-./] ?\d{1,2} ?[-./] ?\d{1,2}$`)

// aloneDate returns the date of a line that has nothing else: 2024年3月5日, in
// brackets or not.
func aloneDate(s string) (corpus.Date, bool) {
	s = strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune("（）() 　\u00a0", r) })
	found, _ := findDates(s)
	if len(found) != 1 || found[0].start != 0 || found[0].end != len(s) || found[0].date.Day == 0 {
		return corpus.Date{}, false
	}
	return found[0].date, true
}

// within reports that a is the same date as b or a less precise form of it.
func within(a, b corpus.Date) bool {
	return a == b || a.Year == b.Year && (a.Month == 0 || a.Month == b.Month && a.Day == 0)
}
