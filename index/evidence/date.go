package evidence

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// Pieces of dates.
const (
	yearForm  = `(1[6-9][0-9]{2}|2[01][0-9]{2}|[一二][〇零○一二三四五六七八九]{3})`
	monthForm = `(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])`
	dayForm   = `([12][0-9]|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])`
	joint     = `(?:[-—–~～－]+|至|到|、|和)`
	fifth     = `(十[一二三四五六]?|[一二三四五六七八九])五`
)

// dateForm is a way to write a date: what it reads, what must follow, and how
// the groups of the date become a value.
type dateForm struct {
	form *regexp.Regexp
	read func(field []string) (Value, bool)
}

func form(date, ahead string, read func([]string) (Value, bool)) dateForm {
	return dateForm{regexp.MustCompile(`^(` + date + `)` + ahead), read}
}

// dateForms are the ways to write a date; the first that fits wins.
var dateForms = []dateForm{
	form(yearForm+`[-/.]`+monthForm+`[-/.]`+dayForm, `(?:[^0-9.]|$)`, day),
	form(yearForm+`年`+monthForm+`月`+dayForm+`[日号]`, ``, day),
	form(yearForm+`年`+monthForm+`月(?:份)?(底|末|初)?`, ``, month),
	form(yearForm+`年?年?(底|末|终)`, ``, yearEnd),
	form(yearForm+`年年?初`, ``, yearStart),
	form(yearForm+`年?(上|下)半年`, ``, halfYear),
	form(yearForm+`年(?:第)?([一二三四1-4])季度`, ``, quarter),
	form(yearForm+`年代`, ``, decade),
	form(yearForm+`(?:年度|财年|年)`, ``, year),
	form(yearForm, joint+yearForm+`(?:年|[）)])`, year),
	form(monthForm+`月`+dayForm+`[日号]`, ``, dayOfYear),
	form(monthForm, joint+monthForm+`月(?:[^0-9一二三四五六七八九十]|$)`, monthOfYear),
	form(monthForm+`月(?:份)?(底|末|初)?`, ``, monthOfYear),
	form(`第(`+han+`+)个五年(?:规划|计划)`, ``, plan),
	form(`["“「『]?`+fifth+`["”」』]?`, `(?:规划|时期|计划|期间|以来|末)`, plan),
	form(`["“「『]`+fifth+`["”」』]`, ``, plan),
	form(`(十[一二三四五六])五`, `(?:[^年个月日天家人元项所名位倍成万千百亿分条届号级岁小周]|$)`, plan),
}

// dates returns the dates of a text in its order.
func dates(f folded) []item {
	var found []item
	for at := 0; at < len(f.text); {
		if at = f.next(at, startsDate); at < 0 {
			break
		}
		it, ok := f.dateAt(at)
		if !ok {
			at = f.pastDigits(at)
			continue
		}
		if len(found) > 0 {
			it = f.inherit(found[len(found)-1], it)
		}
		found, at = append(found, it), it.end
		if last, ok := f.lastDay(it); ok {
			found, at = append(found, last), last.end
		}
	}
	return found
}

// lastDayForm matches a day behind a day of the same month: 2月5日至11日.
var lastDayForm = regexp.MustCompile(`^(` + joint + `)(` + dayForm + `[日号])(?:[^内]|$)`)

// lastDay reads the day that a date goes to, where only its number is written.
func (f folded) lastDay(it item) (item, bool) {
	m := lastDayForm.FindStringSubmatch(f.text[it.end:])
	if m == nil || it.value.Class != "day" {
		return item{}, false
	}
	d, ok := corpus.NewDate(max(it.value.From.Year, 4), it.value.From.Month, number(m[3]))
	d.Year = it.value.From.Year
	start := it.end + len(m[1])
	return item{start: start, end: start + len(m[2]), kind: Date, value: Value{Class: "day", From: d, To: d}}, ok
}

// pastDigits returns the end of a run of Arabic digits, of which a later one
// begins no date, or of one other rune.
func (f folded) pastDigits(at int) int {
	r, size := utf8.DecodeRuneInString(f.text[at:])
	at += size
	for isDigit(r) && at < len(f.text) && isDigit(rune(f.text[at])) {
		at++
	}
	return at
}

// dateAt reads the date that begins at a byte. What stands after a digit, a
// letter or 第 is part of something else (CB/T 2020-1, 第三月).
func (f folded) dateAt(at int) (item, bool) {
	if before := f.before(at); isDigit(before) || isLatin(before) || before != 0 && strings.ContainsRune("./第-", before) && !f.inRange(at) {
		return item{}, false
	}
	if !f.mayBeDate(at) {
		return item{}, false
	}
	for _, d := range dateForms {
		m := d.form.FindStringSubmatch(f.text[at:])
		if m == nil {
			continue
		}
		if v, ok := d.read(m[2:]); ok {
			return item{start: at, end: at + len(m[1]), kind: Date, value: v}, true
		}
	}
	return item{}, false
}

// dateWindow is how many bytes from its beginning on a date shows that it is one.
const dateWindow = 60

// mayBeDate spares most numbers the forms: a date has 年 or 月 soon, or is that of a
// plan, or begins with a year.
func (f folded) mayBeDate(at int) bool {
	window := f.text[at:min(len(f.text), at+dateWindow)]
	return strings.Contains(window, "年") || strings.Contains(window, "月") || strings.Contains(window, "五") || beginsWithYear.MatchString(window)
}

var beginsWithYear = regexp.MustCompile(`^` + yearForm)

// inRange reports a date after the hyphen of a range of years or days.
func (f folded) inRange(at int) bool {
	head := strings.TrimRight(f.text[:at], "-")
	return head != f.text[:at] && (strings.HasSuffix(head, "日") || strings.HasSuffix(head, "月") || strings.HasSuffix(head, "年") || endsInYear.MatchString(head))
}

var endsInYear = regexp.MustCompile(`(?:^|[^0-9])(?:1[6-9]|2[01])[0-9]{2}$`)

// jointOnly is what may stand between the two dates of a range.
var jointOnly = regexp.MustCompile(`^(?:起|日)?` + joint + `$`)

// inherit gives a date without a year the year of the date that it forms a range
// with: 2025年7月22日至8月3日.
func (f folded) inherit(before, it item) item {
	if it.value.From.Year != 0 || before.value.From.Year == 0 || before.end > it.start || !jointOnly.MatchString(f.text[before.end:it.start]) {
		return it
	}
	it.value = it.value.inYear(before.value.From.Year)
	return it
}
