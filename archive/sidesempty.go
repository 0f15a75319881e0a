package archive

import (
	"fmt"
	"strings"

	"yinju/index"
)

// emptyColumn says why a column shows nothing, and what was searched: that a filter
// hides it, that nothing matches, or that nothing that matches is of its category.
func (a *Archive) emptyColumn(f *sided, s *index.Sides, category string, total int) string {
	filters := filterWords(f.query.Without(index.Category).Filters)
	switch {
	case total > 0:
		return fmt.Sprintf("按类别筛选隐去了标为「%s」的 %d 段。", category, total)
	case f.all.Matched == 0:
		return "没有相符的段落。查了本库" + holdingsWords(s.Searched) + "。" + gapWords(s.Searched)
	case s.Total == 0:
		return fmt.Sprintf("相符的 %d 段都在筛选（%s）之外。", f.all.Matched, filters) + gapWords(s.Searched)
	}
	within := ""
	if filters != "" {
		within = "按筛选（" + filters + "），"
	}
	return within + fmt.Sprintf("相符的 %d 段（%d 件文献%s）里没有标为「%s」的", s.Total, s.Documents, spanOf(s.Years), category) +
		uncertainWords(s.Uncertain) + "。" + gapWords(s.Searched)
}

func uncertainWords(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("；其中 %d 段待定", n)
}

// spanOf writes ，2004—2025 年, "" where nothing that matched is dated.
func spanOf(years []index.SidesYear) string {
	first, last := 0, 0
	for _, y := range years {
		if y.Year != nil && y.Add+y.Cut+y.Both+y.Neither > 0 {
			if first == 0 {
				first = *y.Year
			}
			last = *y.Year
		}
	}
	if first == 0 {
		return ""
	}
	return "，" + yearSpan(first, last) + " 年"
}

func holdingsWords(s index.Searched) string {
	words := fmt.Sprintf(" %d 件文献的 %d 段", s.Documents, s.Passages)
	if s.From != nil {
		words += "（" + yearSpan(*s.From, *s.To) + " 年）"
	}
	return words
}

// gapsNamed is how many runs of years without a document are named.
const gapsNamed = 5

// gapWords names the years of which the archive holds nothing, the latest first to
// be kept: older ones are the rule.
func gapWords(s index.Searched) string {
	if len(s.Gaps) == 0 {
		return ""
	}
	var spans []string
	for _, g := range s.Gaps[max(0, len(s.Gaps)-gapsNamed):] {
		spans = append(spans, yearSpan(g[0], g[1]))
	}
	words := "本库没有 " + strings.Join(spans, "、") + " 年"
	if len(s.Gaps) > gapsNamed {
		words += fmt.Sprintf("等 %d 段年份", len(s.Gaps))
	}
	return words + "的文献。"
}

// filterWords says which filters are on: 主题 生态环境或能源资源；2010 起.
func filterWords(f index.Filters) string {
	var parts []string
	for _, facet := range index.Facets {
		var labels []string
		for _, v := range f.Values[facet] {
			labels = append(labels, ValueLabel(facet, v))
		}
		if len(labels) > 0 {
			parts = append(parts, FacetTitle(facet)+" "+strings.Join(labels, "或"))
		}
	}
	if f.From.Year != 0 {
		parts = append(parts, f.From.String()+" 起")
	}
	if f.To.Year != 0 {
		parts = append(parts, f.To.String()+" 止")
	}
	if f.Uncertain {
		parts = append(parts, "待定")
	}
	return strings.Join(parts, "；")
}
