package server

import (
	"context"

	"yinju/archive"
	"yinju/index"
)

// nothingView helps where nothing was found.
type nothingView struct {
	Relief   []reliefLink
	Searched []string // what the archive holds of what was asked
}

// reliefLink is a filter to drop, with what would then be found.
type reliefLink struct{ Label, URL, Total string }

func (s *Server) nothing(ctx context.Context, q index.Query) (*nothingView, error) {
	reliefs, err := s.archive.Relief(ctx, q)
	if err != nil {
		return nil, err
	}
	coverage, err := s.archive.Coverage(ctx)
	if err != nil {
		return nil, err
	}
	v := &nothingView{Searched: append(heldOf(q, coverage), holds(coverage))}
	for _, relief := range reliefs {
		v.Relief = append(v.Relief, linkOf(relief))
	}
	return v, nil
}

func linkOf(r archive.Relief) reliefLink {
	title := facetTitles[r.Facet]
	if r.Facet == archive.DateSpan {
		title = "日期"
	}
	return reliefLink{title + "：" + r.Label, searchURL(r.Query), count(r.Total)}
}
