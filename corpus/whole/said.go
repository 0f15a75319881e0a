package whole

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"yinju/corpus"
)

// What a text says itself of the day on which it was made, and what the name of
// its file says, against the dates that are given for it.

const day = `([\d〇○零一二三四五六七八九]{4})年[ 　]*([\d一二三四五六七八九十]{1,3})月[ 　]*([\d一二三四五六七八九十]{1,3})日`

var (
	// headNote stands under the title: （2019年5月6日某市人民政府发布）.
	headNote = regexp.MustCompile(`^[（(]?` + day + `[^。；《》“”]{0,80}(?:通过|公布|发布|印发|颁布|签署)[）)]?$`)

	// dateline begins a report: 新华社北京2023年8月9日电.
	dateline = regexp.MustCompile(`^.{0,20}(?:本报|本台|本网|\p{Han}社|\p{Han}网)[^。！？，；\d]{0,12}` + day + `[^。！？，；]{0,6}(?:电|讯|消息)`)

	// signature is the day under, or beside, the name of a body.
	signature = regexp.MustCompile(`^(?:(.{2,40}?)[ 　]+)?[（(]?` + day + `[）)]?$`)
	signer    = regexp.MustCompile(`^[^，。；：]*(?:政府|委员会|大会|党委|[局厅部院署会处社]|办公室|中心|公司|银行)(?:[（(][^（）()]*[）)])?$`)

	// report is a title that tells in which year its text was given.
	report = regexp.MustCompile(`^([12]\d{3})年.{0,30}(?:工作报告|工作总结|统计公报|工作要点)$`)
)

// footLines are the lines at the end in which a signature stands.
const footLines = 10

// saying is a day that the text says it was made on.
type saying struct {
	what string // 落款
	date corpus.Date
	at   corpus.Span
}

// sayings returns the first day that the head of a text says, else that of its end.
func sayings(lines []line) (saying, bool) {
	for _, l := range lines[:min(headLines, len(lines))] {
		what, m := "题下说明", headNote.FindStringSubmatch(l.text)
		if m == nil {
			what, m = "电头", dateline.FindStringSubmatch(l.text)
		}
		if m != nil {
			date, ok := dayOf(m[1:4])
			return saying{what, date, l.at}, ok
		}
	}
	for i := max(1, len(lines)-footLines); i < len(lines); i++ {
		m := signature.FindStringSubmatch(lines[i].text)
		if m == nil || !(signer.MatchString(m[1]) || m[1] == "" && (signer.MatchString(lines[i-1].text) || i == len(lines)-1)) {
			continue
		}
		date, ok := dayOf(m[2:5])
		return saying{"落款", date, lines[i].at}, ok
	}
	return saying{}, false
}

// said: a given date that lies before the day which the text says, or more than a
// year of the calendar after it. A page that gives both days is judged by the one
// on which the text was made. What the reader has taken for that from the text is
// compared by order.
func said(d *corpus.Document, lines []line) (Finding, bool) {
	s, ok := sayings(lines)
	if !ok || d.DateOf(corpus.Adopted).State == corpus.Parsed {
		return Finding{}, false
	}
	given := d.DateOf(corpus.Adopted)
	for _, kind := range []corpus.DateKind{corpus.Spoken, corpus.Published} {
		if given.Date.Year == 0 {
			given = d.DateOf(kind)
		}
	}
	late := given.Date.Year-s.date.Year > longAfter && !changed(d, lines)
	if given.State != corpus.Given || !late && daysBetween(given.Date, s.date) <= slack {
		return Finding{}, false
	}
	return Finding{Dates, fmt.Sprintf("给出的%s %s（%s）与正文%s的 %s 不符。", kindNames[given.Kind], given.Date, given.Basis, s.what, s.date), s.at}, true
}

// titledYear: a report of a year that is dated years from it.
func titledYear(d *corpus.Document, _ []line) (Finding, bool) {
	m := report.FindStringSubmatch(d.Title.Value)
	main, known := d.MainDate()
	if m == nil || !known {
		return Finding{}, false
	}
	year, _ := corpus.Numeral(m[1])
	if apart := main.Date.Year - year; apart >= -1 && apart <= 1 {
		return Finding{}, false
	}
	return Finding{Kind: Dates, Text: fmt.Sprintf("%s %s（%s）与标题的 %d 年不符。", kindNames[main.Kind], main.Date, main.Basis, year)}, true
}

// fileDate is the field in which the reader keeps a date of the file's name that
// no other date of the document repeats.
const fileDate = "文件名日期"

// fileNamed: the date in the name of the file lies before the day on which the
// held text was made, or years after it.
func fileNamed(d *corpus.Document, lines []line) (Finding, bool) {
	date, ok := corpus.ParseDate(strings.NewReplacer(".", "-", "/", "-").Replace(d.Extra[fileDate]))
	made := d.DateOf(corpus.Revised)
	for _, kind := range []corpus.DateKind{corpus.Adopted, corpus.Published} {
		if made.Date.Year == 0 {
			made = d.DateOf(kind)
		}
	}
	if !ok || !stated(made) || made.State == corpus.Inferred || strings.Contains(made.Basis, "文件名") {
		return Finding{}, false
	}
	early, late := daysBetween(date, made.Date) > slack, date.Year-made.Date.Year > longAfter && !changed(d, lines)
	if !early && !late {
		return Finding{}, false
	}
	return Finding{Kind: Dates, Text: fmt.Sprintf("文件名中的日期 %s 与%s %s（%s）不符。", date, kindNames[made.Kind], made.Date, made.Basis)}, true
}

// The years between which the dates of a document are believed: a text may take
// effect some years from now.
const (
	earliest = 1900
	ahead    = 10
)

// unlikely returns a test for dates that lie before the year 1900 or after today.
func unlikely(today time.Time) func(*corpus.Document, []line) (Finding, bool) {
	return func(d *corpus.Document, _ []line) (Finding, bool) {
		for _, f := range d.Dates {
			limit := today.AddDate(0, 0, slack)
			if f.Kind == corpus.Effective {
				limit = today.AddDate(ahead, 0, 0)
			}
			why := ""
			switch {
			case f.Date.Year == 0:
			case f.Date.Year < earliest:
				why = fmt.Sprintf("早于 %d 年", earliest)
			case f.Date.First() > limit.Year()*10000+int(limit.Month())*100+limit.Day():
				why = "晚于今天"
				if f.Kind == corpus.Effective {
					why = fmt.Sprintf("在 %d 年以后", ahead)
				}
			}
			if why != "" {
				return Finding{Kind: Dates, Text: fmt.Sprintf("%s %s（%s）%s，请核对。", kindNames[f.Kind], f.Date, f.Basis, why)}, true
			}
		}
		return Finding{}, false
	}
}
