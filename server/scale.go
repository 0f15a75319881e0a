package server

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yinju/index"
)

// peak says what the line at the top of the strip stands for, which the highest bar
// reaches: 最高 53 段（2024年）. A share comes with what it is a share of, since one
// of three is much of a year that hardly is held. It is empty where no bar is.
func peak(years []index.YearCount, share bool) string {
	most := highestOf(years, share)
	if most.Count == 0 {
		return ""
	}
	tied := asHigh(years, most, share)
	where := named(tied)
	if share && len(tied) == 1 {
		where += fmt.Sprintf("，%s 段中的 %s 段", count(most.Held), count(most.Count))
	}
	if share {
		return fmt.Sprintf("最高占 %s（%s）", percent(most), where)
	}
	return fmt.Sprintf("最高 %s 段（%s）", count(most.Count), where)
}

// peakOfDocuments is the peak of a strip whose bars count documents.
func peakOfDocuments(years []index.YearCount) string {
	most := highestOf(years, false)
	return fmt.Sprintf("最高 %s 份（%s）", count(most.Count), named(asHigh(years, most, false)))
}

// highestOf is the year with the highest bar, the first of several.
func highestOf(years []index.YearCount, share bool) index.YearCount {
	return slices.MaxFunc(years, func(a, b index.YearCount) int {
		return cmp.Compare(barValue(a, share), barValue(b, share))
	})
}

// asHigh names the years whose bars are as high as one.
func asHigh(years []index.YearCount, as index.YearCount, share bool) []string {
	var names []string
	for _, y := range years {
		if barValue(y, share) == barValue(as, share) {
			names = append(names, yearName(y))
		}
	}
	return names
}

// named enumerates three names at most: of more, the first and how many there are.
func named(names []string) string {
	if len(names) > 3 {
		return fmt.Sprintf("%s等 %d 处", names[0], len(names))
	}
	return strings.Join(names, "、")
}

// yearName is a bar's year in words.
func yearName(y index.YearCount) string {
	if y.Year == nil {
		return "日期" + unknown
	}
	return fmt.Sprintf("%d年", *y.Year)
}
