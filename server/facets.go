package server

import (
	"slices"
	"strconv"

	"yinju/archive"
	"yinju/corpus/theme"
	"yinju/index"
)

// A facet shows its first values and folds some more away; the rest is one link
// further, so that a page stays light however many places an archive knows.
const (
	facetShown = 8
	facetMore  = 16
)

// facetView is a group of checkboxes.
type facetView struct {
	Name   string // of the parameter
	Title  string
	Shown  []facetValue
	More   []facetValue
	Chosen int    // how many are checked
	Open   bool   // More is unfolded
	All    string // address of the page with every value, "" if all are here
	Total  int
}

// facetValue is one checkbox.
type facetValue struct {
	ID    string
	Name  string
	Value string
	Label string
	Sign  sign
	Count string
	Zero  bool
	On    bool

	Figures      string // published precision and recall of the label, "" for none
	FiguresTitle string
}

// facetViews shows the facets that have values. expanded names the one whose
// values are all wanted.
func (s *Server) facetViews(q asked, facets map[index.Facet][]index.FacetValue, expanded string) []facetView {
	var views []facetView
	for _, facet := range index.Facets {
		if values := facets[facet]; facet == index.Status && len(values) > 0 || tells(values) {
			views = append(views, facetGroup(q, facet, values, string(facet) == expanded))
		}
	}
	for i := range views {
		views[i].figure(s.figures)
	}
	return views
}

// figure sets the published precision and recall next to each label.
func (v *facetView) figure(f *theme.Figures) {
	for _, list := range [][]facetValue{v.Shown, v.More} {
		for i := range list {
			if l := figuresOf(f, list[i].Value); l != nil && (v.Name == string(index.Category) || v.Name == string(index.Theme)) {
				list[i].Figures = hundredths(l.Precision.Value) + "/" + hundredths(l.Recall.Value)
				list[i].FiguresTitle = "准确率 " + interval(l.Precision) + "，召回率 " + interval(l.Recall)
			}
		}
	}
}

// tells reports a facet worth showing: one that only says 不详 narrows nothing.
func tells(values []index.FacetValue) bool {
	if len(values) == 1 {
		return values[0].Selected || values[0].Value != index.UnknownValue
	}
	return len(values) > 0
}

// completed returns an answer's facets with a label on every value, the selected
// ones marked, and those that matched nothing added: a condition in force must
// stay visible.
func completed(q asked, r *index.Results, names themeNames) map[index.Facet][]index.FacetValue {
	facets := map[index.Facet][]index.FacetValue{}
	for _, facet := range index.Facets {
		values := withSelected(r.Facets[facet], q.Selected(facet))
		for i := range values {
			values[i].Label = valueLabel(facet, values[i], names)
		}
		switch facet {
		case index.Year:
			newestFirst(values)
		case index.Category:
			inOrder(values, []string{"加", "减", "加减", "无"})
		case index.Status:
			inOrder(values, index.Statuses)
		}
		facets[facet] = values
	}
	return facets
}

func facetGroup(q asked, facet index.Facet, values []index.FacetValue, all bool) facetView {
	v := facetView{Name: string(facet), Title: archive.FacetTitle(facet), Total: len(values), Open: all}
	more := facetMore
	if all || facet == index.Year || facet == index.Theme {
		more = len(values)
	}
	for i, value := range values {
		box := checkbox(facet, i, value)
		switch {
		case i < facetShown || value.Selected:
			v.Shown = append(v.Shown, box)
		case i < facetShown+more:
			v.More = append(v.More, box)
		}
		if value.Selected {
			v.Chosen++
		}
	}
	if len(v.Shown)+len(v.More) < len(values) {
		v.All = searchURL(q) + separator(q) + "all=" + string(facet) + "#f-" + string(facet)
	}
	return v
}

func separator(q asked) string {
	if len(q.params()) == 0 {
		return "?"
	}
	return "&"
}

func checkbox(facet index.Facet, i int, v index.FacetValue) facetValue {
	box := facetValue{ID: "f-" + string(facet) + "-" + strconv.Itoa(i), Name: string(facet), Value: v.Value,
		Label: v.Label, Count: count(v.Count), Zero: v.Count == 0, On: v.Selected}
	if facet == index.Category {
		box.Sign = signOf(v.Value)
	}
	return box
}

// valueLabel is what the reader sees of a value; unknown is 不详.
func valueLabel(facet index.Facet, v index.FacetValue, names themeNames) string {
	switch {
	case facet == index.Category:
		return signOf(v.Value).Label
	case facet == index.Theme:
		return names.one(v.Value)
	case facet == index.Status:
		return archive.ValueLabel(facet, v.Value)
	case v.Value == index.UnknownValue && facet == index.Year:
		return "日期" + unknown
	case v.Value == index.UnknownValue:
		return unknown
	case v.Label != "":
		return v.Label
	}
	return v.Value
}

func withSelected(values []index.FacetValue, selected []string) []index.FacetValue {
	values = slices.Clone(values)
	for _, want := range selected {
		i := slices.IndexFunc(values, func(v index.FacetValue) bool { return v.Value == want })
		if i < 0 {
			i = len(values)
			values = append(values, index.FacetValue{Value: want})
		}
		values[i].Selected = true
	}
	return values
}

// newestFirst orders years, 日期不详 last.
func newestFirst(values []index.FacetValue) {
	slices.SortStableFunc(values, func(a, b index.FacetValue) int {
		x, _ := number(a.Value)
		y, _ := number(b.Value)
		return y - x
	})
}

// inOrder keeps values in one order, whatever their counts.
func inOrder(values []index.FacetValue, order []string) {
	slices.SortStableFunc(values, func(a, b index.FacetValue) int {
		return slices.Index(order, a.Value) - slices.Index(order, b.Value)
	})
}
