package server

import (
	"yinju/archive"
	"yinju/corpus"
	"yinju/index"
)

// chip is a condition in force and the address without it.
type chip struct{ Label, Remove string }

// chips lists every condition of a query but its words. The way of searching and
// whether words are put otherwise have controls of their own.
func chips(q asked, facets map[index.Facet][]index.FacetValue) []chip {
	var list []chip
	for _, facet := range index.Facets {
		for _, value := range q.Selected(facet) {
			list = append(list, chip{archive.FacetTitle(facet) + "：" + labelOf(facet, value, facets), searchURL(without(q, facet, value))})
		}
	}
	if dates := span(q.Filters.From, q.Filters.To); dates != "" {
		list = append(list, chip{dates, searchURL(anyDate(q))})
	}
	return append(list, settings(q)...)
}

func settings(q asked) []chip {
	var list []chip
	add := func(label string, change func(*asked)) {
		changed := copied(q)
		change(&changed)
		list = append(list, chip{label, searchURL(changed)})
	}
	if q.Filters.Uncertain {
		add("只看待定", func(q *asked) { q.Filters.Uncertain = false })
	}
	return list
}

// labelOf is a selected value's label as the facets show it, a category with its
// sign.
func labelOf(facet index.Facet, value string, facets map[index.Facet][]index.FacetValue) string {
	if facet == index.Category {
		return signOf(value).Mark + " " + signOf(value).Label
	}
	for _, v := range facets[facet] {
		if v.Value == value {
			return v.Label
		}
	}
	return value
}

// span writes a span of dates: 2020-01-01 至 2024, 自 2020, 至 2024.
func span(from, to corpus.Date) string {
	switch {
	case from.Year != 0 && to.Year != 0:
		return "日期：" + from.String() + " 至 " + to.String()
	case from.Year != 0:
		return "日期：自 " + from.String()
	case to.Year != 0:
		return "日期：至 " + to.String()
	}
	return ""
}
