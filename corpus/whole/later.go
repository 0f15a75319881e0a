package whole

import (
	"fmt"
	"regexp"
	"strings"

	"yinju/corpus"
)

// revised is a note that a text was changed after the day on which it was made.
var revised = regexp.MustCompile(`修正|修订|修改`)

// issued is a text that another one names with the day on which it came out:
// that day lies before the day of the text that names it.
var issued = regexp.MustCompile(`([12]\d{3})年[ 　]*(\d{1,2})月[ 　]*(\d{1,2})日[^，。；《》（）()\d]{0,16}(?:印发|发布|公布|通过|颁布|下发|出台|签署)的《`)

// numberYear is the year in the number of a cited document: 国发〔2024〕6号.
var numberYear = regexp.MustCompile(`\p{Han}[〔\[［（(]([12]\d{3})[〕\]］）)][ 　]*\d{1,4}[ 　]*号`)

// newest returns the latest day that a field gives for the text, the zero field
// where none does. The day on which it takes effect may lie after what it cites.
func newest(d *corpus.Document) corpus.DateField {
	var last corpus.DateField
	for _, f := range d.Dates {
		if f.Kind != corpus.Effective && f.Date.Last() > last.Date.Last() {
			last = f
		}
	}
	return last
}

// cited: the text names a text that came out after the days given for it.
func cited(d *corpus.Document, lines []line) (Finding, bool) {
	last := newest(d)
	if last.Date.Year == 0 || last.State == corpus.Inferred {
		return Finding{}, false
	}
	for _, l := range lines {
		if !strings.Contains(l.text, "号") && !strings.Contains(l.text, "的《") {
			continue // most lines; the patterns take time
		}
		for _, m := range numberYear.FindAllStringSubmatch(l.text, -1) {
			if y, ok := corpus.Numeral(m[1]); ok && y > last.Date.Year {
				return Finding{Dates, fmt.Sprintf("%s %s（%s）早于正文所引文号的年份 %d 年。", kindNames[last.Kind], last.Date, last.Basis, y), l.at}, true
			}
		}
		for _, m := range issued.FindAllStringSubmatch(l.text, -1) {
			if date, ok := dayOf(m[1:]); ok && daysBetween(last.Date, date) > slack {
				return Finding{Dates, fmt.Sprintf("%s %s（%s）早于正文所引文件的日期 %s。", kindNames[last.Kind], last.Date, last.Basis, date), l.at}, true
			}
		}
	}
	return Finding{}, false
}

// retroactive: a text that takes effect more than a year before it was made.
// One of the two days must be given: a revised text keeps the day of the first.
func retroactive(d *corpus.Document, lines []line) (Finding, bool) {
	effect, made := d.DateOf(corpus.Effective), d.DateOf(corpus.Adopted)
	if !stated(made) {
		made = d.DateOf(corpus.Published)
	}
	if !stated(effect) || !stated(made) || effect.State != corpus.Given && made.State != corpus.Given || changed(d, lines) {
		return Finding{}, false
	}
	if daysBetween(effect.Date, made.Date) <= signing {
		return Finding{}, false
	}
	return Finding{Kind: Dates, Text: fmt.Sprintf("施行日期 %s（%s）早于%s %s（%s）。", effect.Date, effect.Basis, kindNames[made.Kind], made.Date, made.Basis)}, true
}

// changed reports a text that was revised.
func changed(d *corpus.Document, lines []line) bool {
	if d.DateOf(corpus.Revised).Date.Year != 0 || revised.MatchString(d.Title.Value) {
		return true
	}
	for _, l := range lines[:min(headLines, len(lines))] {
		if revised.MatchString(l.text) {
			return true
		}
	}
	return false
}
