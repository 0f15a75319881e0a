package server

import (
	"context"
	"fmt"
	"slices"

	"yinju/archive"
	"yinju/index"
)

// pairedMost bounds the filters that are tried in pairs: ten searches.
const pairedMost = 5

// nothingView helps where nothing was found, or nothing that bears a question out.
type nothingView struct {
	Asked    bool   // words were searched for
	Weak     bool   // there are hits, but they are no evidence
	Weakness string // why they are none
	Relief   []reliefLink
	Others   []modeLink // other ways to search
	Searched []string   // what the archive holds of what was asked
	Empty    bool       // there is nothing to search
}

// reliefLink is what to drop, with what would then be found.
type reliefLink struct{ Label, URL, Total string }

// insufficient reports an answer that does not bear the question out. Past its last
// page there are no hits to be warned of.
func insufficient(r *index.Results) bool {
	return r.Total == 0 || r.Insufficient && len(r.Hits) > 0
}

func (s *Server) nothing(ctx context.Context, q asked, r *index.Results) (*nothingView, error) {
	coverage, err := s.archive.Coverage(ctx)
	if err != nil {
		return nil, err
	}
	if coverage.Documents == 0 {
		return &nothingView{Empty: true}, nil
	}
	state := s.archive.Meaning()
	v := &nothingView{Asked: !q.Blank(), Weak: r.Total > 0, Others: otherWays(q, r, state), Weakness: weakness(r, state)}
	v.Searched = append(heldOf(q, coverage), holds(coverage))
	if v.Asked {
		v.Searched = append(v.Searched, searchedBy(q, r, state))
	}
	v.Relief, err = s.relief(ctx, q)
	return v, err
}

// weakness says why the hits of an answer are no evidence. What has no vector yet was
// not compared with the question: nothing is said of it.
func weakness(r *index.Results, m archive.MeaningState) string {
	switch {
	case !slices.Contains(r.Degraded, "vectors-incomplete"):
		return "没有段落与所查的意思足够相近，也没有段落含有全部词语。下面列出的只沾到一部分，不足为据。"
	case m.Embedded == 0:
		return "没有段落含有全部词语，按意思检索还没有备好。下面列出的只沾到一部分，不足为据，稍后请再查一次。"
	}
	return fmt.Sprintf("已备好的 %s 段里没有与所查的意思足够相近的，也没有段落含有全部词语。下面列出的只沾到一部分，不足为据；其余 %s 段备好后请再查一次。",
		count(m.Embedded), count(m.Passages-m.Embedded))
}

// searchedBy says in which way was searched.
func searchedBy(q asked, r *index.Results, m archive.MeaningState) string {
	text := "查的方式：" + wayOf(q.Mode)
	switch {
	case q.Mode == index.Words:
	case q.Mode == index.Auto && len(r.Degraded) == 0:
		text += "，词语与意思都查了"
	case slices.Contains(r.Degraded, "vectors-incomplete"):
		text += fmt.Sprintf("，其中 %s / %s 段可按意思检索", count(m.Embedded), count(m.Passages))
	case len(r.Degraded) > 0:
		text += "，但这次只能按词语"
	}
	if !q.Rewrite && q.Words != "" {
		text += "，没有换用别的说法"
	}
	return text + "。"
}

// otherWays lead to the same search in the ways that were not tried.
func otherWays(q asked, r *index.Results, m archive.MeaningState) []modeLink {
	var links []modeLink
	if q.Blank() {
		return nil
	}
	if q.Mode != index.Auto && m.Model != "" {
		links = append(links, modes(q, m)[0])
		links[0].Label = "词语与意思一起查"
	}
	if !q.Rewrite && q.Words != "" {
		other := copied(q)
		other.Rewrite = true
		links = append(links, modeLink{Label: "也换用别的说法", URL: searchURL(other)})
	}
	return links
}

// relief is every filter whose loss alone finds something; where there is none,
// the best pair and all filters together; nothing where the words themselves are
// not found.
func (s *Server) relief(ctx context.Context, q asked) ([]reliefLink, error) {
	single, err := s.archive.Relief(ctx, q.Query)
	if err != nil {
		return nil, err
	}
	var links []reliefLink
	for _, r := range single {
		links = append(links, reliefLink{"去掉“" + titleOf(r.Facet) + "：" + r.Label + "”", searchURL(q.with(r.Query)), count(r.Total)})
	}
	if len(links) > 0 || !filtered(q) {
		return links, nil
	}
	bare := unfiltered(q)
	total, err := s.total(ctx, bare)
	if err != nil || total == 0 {
		return nil, err
	}
	links, err = s.bestPair(ctx, q)
	return append(links, reliefLink{"全部去掉", searchURL(bare), count(total)}), err
}

// bestPair is the pair of filters whose loss finds most, as a list of one; empty
// where no pair helps or all filters are one pair.
func (s *Server) bestPair(ctx context.Context, q asked) ([]reliefLink, error) {
	active := activeFilters(q)
	if len(active) < 3 || len(active) > pairedMost {
		return nil, nil
	}
	best := 0
	var links []reliefLink
	for i, a := range active {
		for _, b := range active[i+1:] {
			fewer := dropped(dropped(q, a), b)
			total, err := s.total(ctx, fewer)
			if err != nil {
				return nil, err
			}
			if total > best {
				best = total
				links = []reliefLink{{"去掉“" + titleOf(a) + "”和“" + titleOf(b) + "”", searchURL(fewer), count(total)}}
			}
		}
	}
	return links, nil
}

func (s *Server) total(ctx context.Context, q asked) (int, error) {
	q.Page, q.Size = 1, 1
	r, err := s.archive.Search(ctx, q.Query)
	if err != nil {
		return 0, err
	}
	return r.Total, nil
}

// filtered reports a query with any filter at all.
func filtered(q asked) bool { return len(activeFilters(q)) > 0 || q.Filters.Uncertain }

// activeFilters are the facets that a query narrows, and the span of dates.
func activeFilters(q asked) []index.Facet {
	var list []index.Facet
	for _, facet := range index.Facets {
		if len(q.Selected(facet)) > 0 {
			list = append(list, facet)
		}
	}
	if span(q.Filters.From, q.Filters.To) != "" {
		list = append(list, archive.DateSpan)
	}
	return list
}

func dropped(q asked, facet index.Facet) asked {
	if facet == archive.DateSpan {
		return anyDate(q)
	}
	q.Query = q.Without(facet)
	q.Page = 1
	return q
}

func titleOf(facet index.Facet) string {
	if facet == archive.DateSpan {
		return "日期"
	}
	return archive.FacetTitle(facet)
}
