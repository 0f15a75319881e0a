package archive

import (
	"cmp"
	"context"
	"strings"

	"yinju/corpus"
	"yinju/index"
)

// DateSpan stands for from and to in a Relief.
const DateSpan index.Facet = "from"

// Relief says which filters of a query could be dropped, one at a time, and what
// would then be found; only those that would find something.
func (a *Archive) Relief(ctx context.Context, q index.Query) ([]Relief, error) {
	var all []Relief
	q.Page = 1
	for _, r := range reliefs(q) {
		count := r.Query
		count.Size = 1
		results, err := a.Search(ctx, count)
		if err != nil {
			return nil, err
		}
		if r.Total = results.Total; r.Total > 0 {
			r.Label = valueLabels(r)
			all = append(all, r)
		}
	}
	return all, nil
}

// reliefs returns the query with each of its filters dropped.
func reliefs(q index.Query) []Relief {
	var all []Relief
	for _, facet := range index.Facets {
		if values := q.Selected(facet); len(values) > 0 {
			all = append(all, Relief{Facet: facet, Value: strings.Join(values, "、"), Query: q.Without(facet)})
		}
	}
	if f := q.Filters; f.From.Year != 0 || f.To.Year != 0 {
		without := q
		without.Filters.From, without.Filters.To = corpus.Date{}, corpus.Date{}
		all = append(all, Relief{Facet: DateSpan, Value: f.From.String() + "—" + f.To.String(), Query: without})
	}
	return all
}

// valueLabels returns the dropped values as a reader knows them.
func valueLabels(r Relief) string {
	values := strings.Split(r.Value, "、")
	for i, value := range values {
		values[i] = ValueLabel(r.Facet, value)
	}
	return strings.Join(values, "、")
}

// facetTitles name the facets as the reader knows them from official sites.
var facetTitles = map[index.Facet]string{
	index.Theme: "主题", index.Category: "加减", index.Source: "来源", index.Issuer: "发文机关",
	index.Level: "层级", index.Place: "地方", index.Genre: "文种", index.Status: "效力", index.Year: "年份",
}

// FacetTitle returns what a reader knows a facet by.
func FacetTitle(facet index.Facet) string { return facetTitles[facet] }

// ValueLabel returns a facet's value as a reader knows it.
func ValueLabel(facet index.Facet, value string) string {
	labels := codeLabels()
	if facet == index.Status {
		labels = statusLabels
	} else if value == index.UnknownValue {
		return unknownLabel
	}
	return cmp.Or(labels[value], value)
}
