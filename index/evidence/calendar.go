package evidence

import (
	"time"

	"yinju/corpus"
)

// lastDay returns the number of days of a month; February of no year has 29.
func lastDay(year, month int) int {
	if year == 0 {
		year = 4
	}
	return time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day()
}

// span returns the value of the class from the first day of a month to the last
// day of another; year 0 is no year.
func span(class string, year, first, last int) Value {
	return Value{Class: class, From: corpus.Date{Year: year, Month: first, Day: 1}, To: corpus.Date{Year: year, Month: last, Day: lastDay(year, last)}}
}

// inYear returns a date without a year in that year.
func (v Value) inYear(year int) Value {
	v.From.Year, v.To.Year = year, year
	if v.To.Month == 2 && v.To.Day == 29 {
		v.To.Day = lastDay(year, 2)
	}
	return v
}

// sortable returns a number that sorts dates.
func sortable(d corpus.Date) int { return d.Year*10000 + d.Month*100 + d.Day }

// within reports that v lies in w. A date without a year lies in nothing that
// has one.
func (v Value) within(w Value) bool {
	if (v.From.Year == 0) != (w.From.Year == 0) {
		return false
	}
	return sortable(w.From) <= sortable(v.From) && sortable(v.To) <= sortable(w.To)
}

// overlaps reports that two dates have a day in common, or that one of them names
// no year and may.
func (v Value) overlaps(w Value) bool {
	if (v.From.Year == 0) != (w.From.Year == 0) {
		v, w = v.inYear(0), w.inYear(0)
	}
	return sortable(v.From) <= sortable(w.To) && sortable(w.From) <= sortable(v.To)
}

// What follows reads the fields of a dateForm.

func number(field string) int {
	if n, ok := corpus.Numeral(field); ok {
		return n
	}
	return 0
}

func day(field []string) (Value, bool) {
	date, ok := corpus.NewDate(number(field[0]), number(field[1]), number(field[2]))
	return Value{Class: "day", From: date, To: date}, ok
}

func dayOfYear(field []string) (Value, bool) {
	v, ok := day([]string{"4", field[0], field[1]}) // a leap year: 2月29日 is possible
	v.From.Year, v.To.Year = 0, 0
	return v, ok
}

func month(field []string) (Value, bool) {
	year, m := number(field[0]), number(field[1])
	switch field[2] {
	case "底", "末":
		v := span("end", year, m, m)
		v.From.Day = v.To.Day
		return v, true
	case "初":
		return span("start", year, m, m), true
	}
	return span("month", year, m, m), true
}

func monthOfYear(field []string) (Value, bool) {
	return month([]string{"", field[0], field[1]})
}

func year(field []string) (Value, bool) { return span("year", number(field[0]), 1, 12), true }

// yearEnd: the end of a year is its December, of which only the last day or the
// whole counts as the same.
func yearEnd(field []string) (Value, bool) { return span("end", number(field[0]), 12, 12), true }

func yearStart(field []string) (Value, bool) { return span("start", number(field[0]), 1, 1), true }

func halfYear(field []string) (Value, bool) {
	if field[1] == "上" {
		return span("half", number(field[0]), 1, 6), true
	}
	return span("half", number(field[0]), 7, 12), true
}

func quarter(field []string) (Value, bool) {
	n := number(field[1])
	return span("quarter", number(field[0]), 3*n-2, 3*n), true
}

func decade(field []string) (Value, bool) {
	first := number(field[0]) / 10 * 10
	v := span("decade", first, 1, 12)
	v.To.Year = first + 9
	return v, true
}

// planStarts are the first years of the five-year plans that do not follow the
// one before at once; the third began three years late.
var planStarts = []int{1953, 1958, 1966}

// plan reads the number of a five-year plan: 十四五 is 2021 to 2025.
func plan(field []string) (Value, bool) {
	n := number(field[0])
	start := 1966 + 5*(n-3)
	if n >= 1 && n <= len(planStarts) {
		start = planStarts[n-1]
	}
	v := span("plan", start, 1, 12)
	v.To.Year = start + 4
	return v, n >= 1
}
