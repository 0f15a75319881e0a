package corpus

import (
	"fmt"
	"time"
)

// DateKind says what happened on a date. The kinds stand in the order in which
// the main date is chosen.
type DateKind string

const (
	Adopted   DateKind = "adopted"   // 成文 or 通过
	Spoken    DateKind = "spoken"    // 讲话
	Published DateKind = "published" // 发布
	Effective DateKind = "effective" // 施行
	Revised   DateKind = "revised"   // 修订 of the held text
)

// DateKinds are all kinds, in the order of their precedence after Revised.
var DateKinds = []DateKind{Revised, Adopted, Spoken, Published, Effective}

// Date is a day, a month (Day 0) or a year (Month and Day 0). The zero Date is
// no date.
type Date struct{ Year, Month, Day int }

// DateField is a date of a kind, with its state.
type DateField struct {
	Kind  DateKind `json:"kind"`
	Date  Date     `json:"-"`
	State State    `json:"state"`
	Basis string   `json:"basis"`
}

// NewDate returns the date, or false for an impossible one (30 February, month
// 13) or a year outside 1 to 9999. Month and day may be 0.
func NewDate(year, month, day int) (Date, bool) {
	d := Date{year, month, day}
	if year < 1 || year > 9999 || month < 0 || month > 12 || day < 0 || month == 0 && day != 0 {
		return Date{}, false
	}
	if day == 0 {
		return d, true
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return d, t.Day() == day && int(t.Month()) == month
}

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD.
func ParseDate(s string) (Date, bool) {
	var y, m, d int
	for _, form := range []struct {
		length int
		layout string
		into   []any
	}{{4, "%4d", []any{&y}}, {7, "%4d-%2d", []any{&y, &m}}, {10, "%4d-%2d-%2d", []any{&y, &m, &d}}} {
		if len(s) != form.length {
			continue
		}
		if _, err := fmt.Sscanf(s, form.layout, form.into...); err != nil {
			return Date{}, false
		}
		date, ok := NewDate(y, m, d)
		return date, ok && date.String() == s
	}
	return Date{}, false
}

// String returns YYYY, YYYY-MM or YYYY-MM-DD, or "" for no date.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Words returns the date as a sentence has it: 2023年12月29日, 2023年12月, 2023年; ""
// for no date.
func (d Date) Words() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%d年", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// First and Last return the date's span as yyyymmdd numbers; a month or a year
// spans all its days (day 31 stands for the last of any month).
func (d Date) First() int { return d.Year*10000 + max(d.Month, 1)*100 + max(d.Day, 1) }

// Last is the other end of the span that First begins.
func (d Date) Last() int {
	month, day := d.Month, d.Day
	if month == 0 {
		month = 12
	}
	if day == 0 {
		day = 31
	}
	return d.Year*10000 + month*100 + day
}

// Number packs a date into one integer that orders dates, a less precise one
// before the more precise ones of its span: yyyymmdd with zeros.
func (d Date) Number() int { return d.Year*10000 + d.Month*100 + d.Day }

// DateFromNumber is the inverse of Date.Number.
func DateFromNumber(n int) Date { return Date{n / 10000, n / 100 % 100, n % 100} }

// MainDate returns the date a document is sorted and counted by: the held
// text's last revision, else the first present kind in the order adopted,
// spoken, published, effective.
func (d *Document) MainDate() (DateField, bool) {
	for _, kind := range DateKinds {
		if f := d.DateOf(kind); f.Date.Year != 0 {
			return f, true
		}
	}
	return DateField{}, false
}

// DateOf returns the date of a kind, the zero DateField if there is none.
func (d *Document) DateOf(kind DateKind) DateField {
	for _, f := range d.Dates {
		if f.Kind == kind {
			return f
		}
	}
	return DateField{}
}
