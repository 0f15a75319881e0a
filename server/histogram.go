package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yinju/index"
)

// The strip is drawn in units: a bar is barWidth of barStep units wide and at
// most barHeight high; with few years the strip keeps room for barsMin, so that
// one year is not a wall.
const (
	barStep   = 10
	barWidth  = 8
	barHeight = 40
	barsMin   = 16
)

// histogramView is the strip of years. The bars are two drawings (chosen years
// apart); over them lies one submit button a year, so that a click shows that
// year alone without a script and the page stays light.
type histogramView struct {
	Width, Height int
	Bars, Chosen  string // SVG path data
	Slots         []slot
	Keep          []field // what a click keeps: everything but the year
	Summary       string  // for readers who cannot see it
}

// slot is what can be clicked over one bar.
type slot struct {
	Value  string // of the year parameter; "" for empty room
	Title  string
	Tick   string // the year, where a label fits
	Remove string // address without this year, if it alone is chosen
	On     bool
	Gap    bool // stands apart: 日期不详
	Late   bool // its label would touch that of 日期不详 on a phone
}

func histogram(q index.Query, years []index.YearCount) *histogramView {
	if len(years) == 0 {
		return nil
	}
	v := &histogramView{Height: barHeight, Summary: summary(years)}
	chosen := q.Selected(index.Year)
	highest := tallest(years)
	var bars, marked strings.Builder
	for _, y := range padded(years) {
		x := len(v.Slots) * barStep
		into := &bars
		if slices.Contains(chosen, yearValue(y)) {
			into = &marked
		}
		drawBar(into, x, y.Count, highest)
		v.Slots = append(v.Slots, slotOf(q, y, chosen))
	}
	labelTicks(v.Slots)
	v.Keep = fields(q.Without(index.Year))
	v.Width = len(v.Slots) * barStep
	v.Bars, v.Chosen = bars.String(), marked.String()
	return v
}

// padded puts room before 日期不详, more of it where there are few years. Room is
// a bar of year 0.
func padded(years []index.YearCount) []index.YearCount {
	isUndated := func(y index.YearCount) bool { return y.Year == nil }
	room := max(0, barsMin-len(years))
	var undated []index.YearCount
	if i := slices.IndexFunc(years, isUndated); i >= 0 {
		undated = years[i : i+1]
		room = max(1, room)
	}
	list := slices.DeleteFunc(slices.Clone(years), isUndated)
	for range room {
		list = append(list, index.YearCount{Year: new(int)})
	}
	return append(list, undated...)
}

func drawBar(b *strings.Builder, x, n, highest int) {
	if n == 0 {
		return
	}
	h := max(float64(n)/float64(highest)*barHeight, 1.5)
	fmt.Fprintf(b, "M%d %dv-%.1fh%dv%.1fz", x+(barStep-barWidth)/2, barHeight, h, barWidth, h)
}

func tallest(years []index.YearCount) int {
	n := 1
	for _, y := range years {
		n = max(n, y.Count)
	}
	return n
}

func yearValue(y index.YearCount) string {
	switch {
	case y.Year == nil:
		return index.UnknownValue
	case *y.Year == 0:
		return ""
	}
	return strconv.Itoa(*y.Year)
}

func slotOf(q index.Query, y index.YearCount, chosen []string) slot {
	v := slot{Value: yearValue(y), Title: barTitle(y), Gap: y.Year == nil}
	switch v.On = slices.Contains(chosen, v.Value); {
	case v.On && len(chosen) == 1:
		v.Remove = searchURL(without(q, index.Year, v.Value))
		v.Title += "（已选，点击取消）"
	case v.On:
		v.Title += "（已选，点击只看这一年）"
	}
	return v
}

func barTitle(y index.YearCount) string {
	switch {
	case y.Year == nil:
		return "日期" + unknown + "：" + count(y.Count) + " 段"
	case *y.Year > 0 && !y.Covered:
		return fmt.Sprintf("%d年：本库没有这一年的文件", *y.Year)
	}
	return fmt.Sprintf("%d年：%s 段", *y.Year, count(y.Count))
}

// labelTicks names 日期不详 and every so many years, about eight in all.
func labelTicks(slots []slot) {
	step := tickStep(len(slots))
	last := &slots[len(slots)-1]
	if last.Gap {
		last.Tick = unknown
	}
	for i := range slots {
		if year, ok := number(slots[i].Value); ok && year%step == 0 {
			slots[i].Tick = slots[i].Value
			slots[i].Late = last.Gap && i > len(slots)-2-len(slots)/8
		}
	}
}

func tickStep(slots int) int {
	for _, step := range []int{1, 2, 5, 10, 20, 50} {
		if slots/step <= 8 {
			return step
		}
	}
	return 100
}

func summary(years []index.YearCount) string {
	var first, last *index.YearCount
	most := &years[0]
	for i, y := range years {
		if y.Year == nil {
			continue
		}
		if first == nil {
			first = &years[i]
		}
		last = &years[i]
		if most.Year == nil || y.Count > most.Count {
			most = &years[i]
		}
	}
	if first == nil {
		return "各段日期都" + unknown
	}
	return fmt.Sprintf("按年份的段数，%d 年至 %d 年，%d 年最多，%s 段；各年的数目在筛选栏的年份里",
		*first.Year, *last.Year, *most.Year, count(most.Count))
}
