package server

import (
	"fmt"
	"strings"

	"yinju/archive"
	"yinju/index"
)

// stripView is a drawing of the documents of all years, those of which nothing is
// held hatched. The table beside it has the figures.
type stripView struct {
	Width, Height int
	Bars, Gaps    string // SVG path data
	First, Last   int
	Peak          string // what the highest bar stands for
	Summary       string
	HasGaps       bool
}

func strip(years []archive.YearCoverage) *stripView {
	if len(years) < 2 {
		return nil
	}
	counts := make([]index.YearCount, len(years))
	for i, y := range years {
		counts[i] = index.YearCount{Year: &years[i].Year, Count: y.Documents, Covered: y.Documents > 0}
	}
	highest := tallest(counts, false)
	var bars, gaps strings.Builder
	for i, y := range counts {
		drawBar(&bars, i*barStep, barValue(y, false)/highest)
		if uncovered(y) {
			drawGap(&gaps, i*barStep)
		}
	}
	v := &stripView{Width: len(years) * barStep, Height: barHeight, Bars: bars.String(), Gaps: gaps.String(),
		First: years[0].Year, Last: years[len(years)-1].Year}
	v.HasGaps = v.Gaps != ""
	v.Peak = peakOfDocuments(counts)
	v.Summary = stripSummary(counts)
	return v
}

func stripSummary(years []index.YearCount) string {
	text := fmt.Sprintf("各年文件数，%d 年至 %d 年", *years[0].Year, *years[len(years)-1].Year)
	if gaps := gapYears(years); gaps != "" {
		text += "；" + noneHeld + "：" + gaps
	}
	return text
}
