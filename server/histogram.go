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
// apart), the years of which the archive holds nothing a third; over them lies one
// submit button a year, so that a click shows that year alone without a script and
// the page stays light.
type histogramView struct {
	Width, Height int
	Bars, Chosen  string // SVG path data
	Gaps          string // of the years without any document
	Scales        []sortLink
	Slots         []slot
	Keep          []field // what a click keeps: everything but the year
	Peak          string  // what the top of the strip stands for
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
	None   bool // the archive holds nothing of this year
	Folded bool // stands for many such years
	Late   bool // its label would touch that of 日期不详 on a phone
}

func histogram(q asked, years []index.YearCount) *histogramView {
	if len(years) == 0 {
		return nil
	}
	v := &histogramView{Height: barHeight, Peak: peak(years, q.Share), Summary: summary(years, q.Share), Scales: scales(q)}
	chosen := q.Selected(index.Year)
	highest := tallest(years, q.Share)
	var bars, marked, gaps strings.Builder
	all := padded(years)
	for i := 0; i < len(all); i++ {
		y, x := all[i], len(v.Slots)*barStep
		if n := emptyRun(all[i:]); n >= longRun {
			drawGap(&gaps, x)
			v.Slots = append(v.Slots, slot{Title: yearRun(*y.Year, *y.Year+n-1) + "年：" + noneHeld, None: true, Folded: true})
			i += n - 1
			continue
		}
		into := &bars
		if slices.Contains(chosen, yearValue(y)) {
			into = &marked
		}
		drawBar(into, x, barValue(y, q.Share)/highest)
		if uncovered(y) {
			drawGap(&gaps, x)
		}
		v.Slots = append(v.Slots, slotOf(q, y, chosen))
	}
	labelTicks(v.Slots)
	v.Keep = fields(q.with(q.Without(index.Year)))
	v.Width = len(v.Slots) * barStep
	v.Bars, v.Chosen, v.Gaps = bars.String(), marked.String(), gaps.String()
	return v
}

// longRun is from how many empty years on they take the room of one: a stray date
// of another century would leave slivers of the rest.
const longRun = 15

// emptyRun returns how many years from the first on hold nothing.
func emptyRun(years []index.YearCount) int {
	n := 0
	for n < len(years) && uncovered(years[n]) {
		n++
	}
	return n
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

// drawBar draws a bar of a part of the full height; what is there at all is seen.
func drawBar(b *strings.Builder, x int, part float64) {
	if part == 0 {
		return
	}
	h := max(part*barHeight, 1.5)
	fmt.Fprintf(b, "M%d %dv-%.1fh%dv%.1fz", x+(barStep-barWidth)/2, barHeight, h, barWidth, h)
}

// drawGap fills the whole height of a year of which nothing is held.
func drawGap(b *strings.Builder, x int) {
	fmt.Fprintf(b, "M%d 0h%dv%dh-%dz", x, barStep, barHeight, barStep)
}

// barValue is what a bar shows: the passages found, or their share of all that the
// archive holds of the year.
func barValue(y index.YearCount, share bool) float64 {
	if !share {
		return float64(y.Count)
	}
	return float64(y.Count) / float64(max(1, y.Held))
}

// tallest is what the highest bar shows; never 0.
func tallest(years []index.YearCount, share bool) float64 {
	var highest float64
	for _, y := range years {
		highest = max(highest, barValue(y, share))
	}
	if highest == 0 {
		return 1
	}
	return highest
}

// uncovered reports a year of which the archive holds nothing: silence there says
// nothing about the year.
func uncovered(y index.YearCount) bool { return y.Year != nil && *y.Year > 0 && !y.Covered }

// scales are the two things that bars can show.
func scales(q asked) []sortLink {
	counts, shares := q, q
	counts.Share, shares.Share = false, true
	return []sortLink{{"段数", searchURL(counts), !q.Share}, {"占比", searchURL(shares), q.Share}}
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

func slotOf(q asked, y index.YearCount, chosen []string) slot {
	v := slot{Value: yearValue(y), Title: barTitle(y, q.Share), Gap: y.Year == nil, None: uncovered(y)}
	switch v.On = slices.Contains(chosen, v.Value); {
	case v.On && len(chosen) == 1:
		v.Remove = searchURL(without(q, index.Year, v.Value))
		v.Title += "（已选，点击取消）"
	case v.On:
		v.Title += "（已选，点击只看这一年）"
	}
	return v
}

func barTitle(y index.YearCount, share bool) string {
	name := yearName(y)
	switch {
	case uncovered(y):
		return name + "：" + noneHeld
	case share && y.Held > 0 && y.Year == nil:
		return fmt.Sprintf("%s：%s 段，本库日期不详的共 %s 段，占 %s", name, count(y.Count), count(y.Held), percent(y))
	case share && y.Held > 0:
		return fmt.Sprintf("%s：%s 段，本库这一年共 %s 段，占 %s", name, count(y.Count), count(y.Held), percent(y))
	}
	return name + "：" + count(y.Count) + " 段"
}

// noneHeld is said of a year of which the archive holds nothing.
const noneHeld = "本库无此年文献"

// percent writes a share to a tenth; a little is never nothing.
func percent(y index.YearCount) string {
	share := 100 * barValue(y, true)
	if y.Count > 0 && share < 0.1 {
		return "不到 0.1%"
	}
	return fmt.Sprintf("%.1f%%", share)
}

// tickRoom is how many labels fit beside one another on a phone.
const tickRoom = 9

// labelTicks names 日期不详 and every so many years, about eight in all, and the
// years beside many empty ones where the label has room.
func labelTicks(slots []slot) {
	step := tickStep(len(slots))
	last := &slots[len(slots)-1]
	if last.Gap {
		last.Tick = unknown
	}
	before := -len(slots)
	for i := range slots {
		year, ok := number(slots[i].Value)
		if !ok || year%step != 0 && !besideFold(slots, i) || (i-before)*tickRoom < len(slots) {
			continue
		}
		slots[i].Tick, before = slots[i].Value, i
		slots[i].Late = last.Gap && i > len(slots)-2-len(slots)/8
	}
}

// besideFold reports a year that stands apart from the others.
func besideFold(slots []slot, i int) bool {
	return i > 0 && slots[i-1].Folded || i+1 < len(slots) && slots[i+1].Folded
}

func tickStep(slots int) int {
	for _, step := range []int{1, 2, 5, 10, 20, 50} {
		if slots/step <= 8 {
			return step
		}
	}
	return 100
}

// summary says in words what the strip shows.
func summary(years []index.YearCount, share bool) string {
	dated := slices.DeleteFunc(slices.Clone(years), func(y index.YearCount) bool { return y.Year == nil })
	if len(dated) == 0 {
		return "各段日期都" + unknown
	}
	most := highestOf(dated, share)
	what, peak := "段数", count(most.Count)+" 段"
	if share {
		what, peak = "段数占本库当年之比", percent(most)
	}
	text := fmt.Sprintf("按年份的%s，%d 年至 %d 年，%d 年最多，%s；各年的数目在筛选栏的年份里",
		what, *dated[0].Year, *dated[len(dated)-1].Year, *most.Year, peak)
	if gaps := gapYears(dated); gaps != "" {
		text += "。" + noneHeld + "：" + gaps
	}
	return text
}

// gapYears names the years of which nothing is held, runs of them as one: 1950、
// 1953—1960.
func gapYears(years []index.YearCount) string {
	var runs []string
	for i := 0; i < len(years); i++ {
		if !uncovered(years[i]) {
			continue
		}
		first := *years[i].Year
		for i+1 < len(years) && uncovered(years[i+1]) {
			i++
		}
		runs = append(runs, yearRun(first, *years[i].Year))
	}
	return strings.Join(runs, "、")
}

func yearRun(first, last int) string {
	if first == last {
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d—%d", first, last)
}
