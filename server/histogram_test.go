package server

import (
	"strings"
	"testing"

	"yinju/index"
)

// A stray date of another century does not flatten the rest.
func TestFarYearsAreFolded(t *testing.T) {
	years := yearCounts(1853, 2099)
	for i := range years {
		if years[i].Year == nil {
			continue
		}
		y := *years[i].Year
		years[i].Covered = y == 1853 || y >= 2001 && y <= 2026 && y != 2010 || y == 2099
	}
	v := histogram(ask(index.ParseText("渡口")), years)
	var ticks, titles []string
	for _, s := range v.Slots {
		if s.Tick != "" {
			ticks = append(ticks, s.Tick)
		}
		if s.None {
			titles = append(titles, s.Title)
		}
	}
	if got := strings.Join(titles, "|"); got != "1854—2000年：本库无此年文献|2010年：本库无此年文献|2027—2098年：本库无此年文献" {
		t.Error(got)
	}
	if len(ticks) < 5 || ticks[0] != "1853" || v.Width != len(v.Slots)*barStep || len(v.Slots) > 40 {
		t.Errorf("%d slots in %d units, labels %v", len(v.Slots), v.Width, ticks)
	}
}

// Both forms of the strip say what its top stands for, and a share what it is a
// share of.
func TestPeakIsTheScale(t *testing.T) {
	year := func(y, n, held int) index.YearCount {
		return index.YearCount{Year: &y, Count: n, Covered: true, Held: held}
	}
	undated := index.YearCount{Count: 40, Covered: true, Held: 4000}
	for _, c := range []struct {
		years         []index.YearCount
		counts, share string
	}{
		{[]index.YearCount{year(2001, 1200, 30_000), year(2002, 20, 40)}, "最高 1,200 段（2001年）", "最高占 50.0%（2002年，40 段中的 20 段）"},
		{[]index.YearCount{year(2001, 12, 300), undated}, "最高 40 段（日期不详）", "最高占 4.0%（2001年，300 段中的 12 段）"},
		{[]index.YearCount{year(2001, 2, 4), year(2002, 2, 4)}, "最高 2 段（2001年、2002年）", "最高占 50.0%（2001年、2002年）"},
		{[]index.YearCount{year(1, 3, 3), year(2, 3, 3), year(3, 3, 3), year(4, 3, 3)}, "最高 3 段（1年等 4 处）", "最高占 100.0%（1年等 4 处）"},
		{[]index.YearCount{year(2001, 0, 3)}, "", ""},
	} {
		q := ask(index.ParseText("渡口"))
		counts := histogram(q, c.years)
		q.Share = true
		if share := histogram(q, c.years); counts.Peak != c.counts || share.Peak != c.share {
			t.Errorf("%q and %q, want %q and %q", counts.Peak, share.Peak, c.counts, c.share)
		}
	}
}

// On a phone the strip has room for nine labels: beside a fold of years none stands
// on another.
func TestLabelsDoNotTouch(t *testing.T) {
	years := yearCounts(1978, 2026)
	for i, y := range years {
		years[i].Covered = y.Year == nil || *y.Year == 1978 || *y.Year == 1999 || *y.Year >= 2014
	}
	slots := histogram(ask(index.ParseText("渡口")), years).Slots
	before := -len(slots)
	for i, s := range slots {
		if s.Tick == "" || s.Gap || s.Late {
			continue
		}
		if (i-before)*9 < len(slots) {
			t.Errorf("%s stands %d of %d slots from the label before it", s.Tick, i-before, len(slots))
		}
		before = i
	}
}
