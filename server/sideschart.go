package server

import (
	"fmt"
	"strings"

	"yinju/index"
)

// halfHeight is how high a bar of either direction is at most, in the units of the
// drawing.
const halfHeight = 36

// sidesChart draws both columns by year: 加 up, 减 down, 加减 half each way, what the
// archive holds of the year behind them, and hatched what it holds nothing of. The
// table beside it has the figures.
type sidesChart struct {
	Width, Height, Middle      int
	Add, Cut, Both, Held, Gaps string // SVG path data
	First, Last                string
	Peak, HeldPeak             string
	Summary                    string
	Years                      []sidesRow
	Undated                    *sidesRow
}

// sidesRow is a year in words.
type sidesRow struct {
	Year, Add, Cut, Both, Neither, Held string
	None                                bool
}

func chartOf(years []index.SidesYear) *sidesChart {
	c := &sidesChart{Height: 2 * halfHeight, Middle: halfHeight}
	var dated []index.SidesYear
	for _, y := range years {
		if y.Year == nil {
			row := sidesRowOf(y, "日期"+unknown)
			c.Undated = &row
			continue
		}
		dated = append(dated, y)
	}
	if len(dated) == 0 {
		return nil
	}
	c.draw(dated)
	for _, y := range dated {
		c.Years = append(c.Years, sidesRowOf(y, fmt.Sprint(*y.Year)))
	}
	c.First, c.Last = c.Years[0].Year, c.Years[len(dated)-1].Year
	c.Summary = sidesSummary(dated)
	return c
}

func sidesRowOf(y index.SidesYear, name string) sidesRow {
	return sidesRow{Year: name, Add: count(y.Add), Cut: count(y.Cut), Both: count(y.Both), Neither: count(y.Neither), Held: count(y.Held), None: !y.Covered && y.Year != nil}
}

// draw fills in the paths. Both directions have one scale.
func (c *sidesChart) draw(years []index.SidesYear) {
	most, held := 1, 1
	for _, y := range years {
		most, held = max(most, y.Add+y.Both, y.Cut+y.Both), max(held, y.Held)
	}
	var add, cut, both, behind, gaps strings.Builder
	for i, y := range years {
		x := i * barStep
		if !y.Covered {
			fmt.Fprintf(&gaps, "M%d 0h%dv%dh-%dz", x, barStep, c.Height, barStep)
			continue
		}
		share := func(n int) float64 { return float64(n) / float64(most) }
		drawFrom(&behind, x, barStep, 0, float64(y.Held)/float64(held))
		drawFrom(&behind, x, barStep, 0, -float64(y.Held)/float64(held))
		drawFrom(&add, x+1, barWidth, 0, share(y.Add))
		drawFrom(&both, x+1, barWidth, share(y.Add), share(y.Both))
		drawFrom(&cut, x+1, barWidth, 0, -share(y.Cut))
		drawFrom(&both, x+1, barWidth, -share(y.Cut), -share(y.Both))
	}
	c.Width = len(years) * barStep
	c.Add, c.Cut, c.Both, c.Held, c.Gaps = add.String(), cut.String(), both.String(), behind.String(), gaps.String()
	c.Peak, c.HeldPeak = count(most), count(held)
}

// drawFrom draws a bar from a part of the half height on; a negative length goes
// down. What is there at all is seen.
func drawFrom(b *strings.Builder, x, width int, from, length float64) {
	if length == 0 {
		return
	}
	h := length * halfHeight
	if h > 0 {
		h = max(h, 1)
	} else {
		h = min(h, -1)
	}
	fmt.Fprintf(b, "M%d %.1fv%.1fh%dv%.1fz", x, halfHeight-from*halfHeight, -h, width, h)
}

// sidesSummary says in words what the chart shows.
func sidesSummary(years []index.SidesYear) string {
	add, cut := years[0], years[0]
	for _, y := range years {
		if y.Add > add.Add {
			add = y
		}
		if y.Cut > cut.Cut {
			cut = y
		}
	}
	text := fmt.Sprintf("按年份，%d 年至 %d 年", *years[0].Year, *years[len(years)-1].Year)
	if add.Add > 0 {
		text += fmt.Sprintf("；做加法的 %d 年最多，%s 段", *add.Year, count(add.Add))
	}
	if cut.Cut > 0 {
		text += fmt.Sprintf("；做减法的 %d 年最多，%s 段", *cut.Year, count(cut.Cut))
	}
	return text + "。各年的数目在下面的表里"
}
