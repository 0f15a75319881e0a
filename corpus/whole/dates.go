package whole

import (
	"fmt"
	"regexp"
	"time"

	"yinju/corpus"
)

// kindNames are the kinds of dates as a reader knows them.
var kindNames = map[corpus.DateKind]string{
	corpus.Adopted: "成文日期", corpus.Spoken: "讲话日期", corpus.Published: "发布日期", corpus.Revised: "修订日期", corpus.Effective: "施行日期",
}

// What the kinds of dates explain: a text is signed some days after it is put on
// a page, passed some months before it is signed, and published within the year
// after it.
const (
	slack     = 3   // days
	signing   = 366 // days
	longAfter = 1   // years
)

// dates finds dates that contradict each other or the text.
func dates(d *corpus.Document, lines []line) []Finding {
	var list []Finding
	for _, f := range d.Dates {
		if f.State == corpus.Disputed && f.Kind != corpus.Effective { // the day of the first text and of a revision both stand
			list = append(list, Finding{Kind: Dates, Text: kindNames[f.Kind] + "有出入：" + f.Basis + "。"})
		}
	}
	// One date that is wrong contradicts much: the first sign tells it.
	for _, look := range []func(*corpus.Document, []line) (Finding, bool){order, passed, said, titledYear, cited, retroactive, fileNamed, unlikely(time.Now())} {
		if f, ok := look(d, lines); ok {
			return append(list, f)
		}
	}
	return list
}

// order: what is published before it was made, or given as published years after.
func order(d *corpus.Document, _ []line) (Finding, bool) {
	made, out := d.DateOf(corpus.Adopted), d.DateOf(corpus.Published)
	if !stated(made) || !stated(out) || made.State != corpus.Given && out.State != corpus.Given {
		return Finding{}, false
	}
	early := daysBetween(out.Date, made.Date) > slack
	late := out.Date.Year-made.Date.Year > longAfter && made.State != corpus.Given && d.DateOf(corpus.Revised).Date.Year == 0
	switch {
	case early:
		return Finding{Kind: Dates, Text: fmt.Sprintf("发布日期 %s（%s）早于成文日期 %s（%s）。", out.Date, out.Basis, made.Date, made.Basis)}, true
	case late:
		return Finding{Kind: Dates, Text: fmt.Sprintf("发布日期 %s（%s）比文中的成文日期 %s（%s）晚 %d 年。", out.Date, out.Basis, made.Date, made.Basis, out.Date.Year-made.Date.Year)}, true
	}
	return Finding{}, false
}

// stated reports a date that something says and nothing disputes.
func stated(f corpus.DateField) bool { return f.Date.Year != 0 && f.State != corpus.Disputed }

// daysBetween returns the least number of days from a to b; not above 0 where
// they may be the same day or b is the earlier one.
func daysBetween(a, b corpus.Date) int { return dayNumber(b.First()) - dayNumber(a.Last()) }

func dayNumber(n int) int {
	return int(time.Date(n/10000, time.Month(n/100%100), n%100, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// note is a line under the title that tells when a text was passed.
var note = regexp.MustCompile(`([\d〇○零一二三四五六七八九]{4})年[ 　]*([\d一二三四五六七八九十]{1,3})月[ 　]*([\d一二三四五六七八九十]{1,3})日[^。；《》“”]{2,60}(?:会议|大会)[^。；《》“”]{0,20}通过`)

// headLines are the lines in which such notes stand.
const headLines = 6

// passed: a given date of adoption or publication that lies before the day on
// which the text says that it was passed, or long after it.
func passed(d *corpus.Document, lines []line) (Finding, bool) {
	given := d.DateOf(corpus.Adopted)
	within := signing
	if given.State != corpus.Given {
		given, within = d.DateOf(corpus.Published), signing*2
	}
	if given.State != corpus.Given {
		return Finding{}, false
	}
	for _, l := range lines[:min(headLines, len(lines))] {
		m := note.FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		date, ok := dayOf(m[1:])
		if ok && (daysBetween(given.Date, date) > 0 || daysBetween(date, given.Date) > within && !revised.MatchString(l.text)) && d.DateOf(corpus.Revised).Date != given.Date {
			return Finding{Dates, fmt.Sprintf("给出的%s %s（%s）与正文所说的 %s 通过不符。", kindNames[given.Kind], given.Date, given.Basis, date), l.at}, true
		}
		return Finding{}, false
	}
	return Finding{}, false
}

func dayOf(parts []string) (corpus.Date, bool) {
	year, a := corpus.Numeral(parts[0])
	month, b := corpus.Numeral(parts[1])
	day, c := corpus.Numeral(parts[2])
	date, ok := corpus.NewDate(year, month, day)
	return date, a && b && c && ok
}
