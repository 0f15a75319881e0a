package server

import (
	"fmt"

	"yinju/index"
)

// labelLinks stand by the facets that labels make: the link to what is 待定 alone,
// or back, and what 待定 means.
type labelLinks struct {
	Uncertain string // address
	Only      bool   // only what is 待定 is shown
	Count     string // how many are, "" where the answer does not say
	Below     string // the confidence below which a label is 待定
}

func labelLinksOf(q asked) labelLinks {
	other := copied(q)
	other.Filters.Uncertain = !q.Filters.Uncertain
	return labelLinks{Uncertain: searchURL(other), Only: q.Filters.Uncertain, Below: fmt.Sprintf("%.2f", index.UncertainBelow)}
}

// bySides is the same question asked for both columns; bySearch the way back.
func bySides(q asked) asked {
	q = copied(q)
	q.Sides = true
	return q
}

func bySearch(q asked) asked {
	q = copied(q)
	q.Sides, q.Object, q.ByObject = false, "", false
	return q
}
