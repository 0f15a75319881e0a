package lineage

import (
	"testing"

	"yinju/corpus"
)

func TestMeans(t *testing.T) {
	day := func(s string) corpus.Date {
		d, _ := corpus.ParseDate(s)
		return d
	}
	for _, c := range []struct {
		name         string
		clause, made string
		own, want    bool
	}{
		{"the text itself", "1993-02-22", "1993-02-22", false, true},
		{"published after it was passed", "1993-03-01", "1993-02-22", false, true},
		{"a later law of the title", "1993-02-22", "2015-07-01", false, false},
		{"no date in the clause", "", "2015-07-01", false, true},
		{"no date of the text", "1993-02-22", "", false, true},
		{"an earlier text of its own", "1993-02-22", "1993-02-22", true, true},
		{"the text before, amended since", "1993-02-22", "2001-06-15", true, false},
		{"its own, no date", "", "2001-06-15", true, false},
		{"known by its day of effect only", "2011-07-29", "2011-09-01", false, true},
		{"month only", "1978-08", "1978-08-20", false, true},
	} {
		r := Repeal{Date: day(c.clause), Own: c.own}
		if got := r.Means(day(c.made)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestMade(t *testing.T) {
	d := &corpus.Document{Dates: []corpus.DateField{
		{Kind: corpus.Revised, Date: corpus.Date{Year: 2018, Month: 3, Day: 1}},
		{Kind: corpus.Published, Date: corpus.Date{Year: 2001}},
		{Kind: corpus.Effective, Date: corpus.Date{Year: 2001, Month: 7, Day: 1}},
	}}
	if got := Made(d).String(); got != "2001" {
		t.Errorf("got %s", got)
	}
	if got := Made(&corpus.Document{}); got.Year != 0 {
		t.Errorf("got %s", got)
	}
}
