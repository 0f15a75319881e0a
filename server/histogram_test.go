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
