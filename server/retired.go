package server

import (
	"context"
	"errors"

	"yinju/archive"
)

// retiredView is the notice about a passage that a document no longer has. It
// stands at the passage that has its place now.
type retiredView struct{ Gone, Text string }

// showRetired puts the notice about a passage into the page of its document; for
// an id that is none of its retired passages it does nothing.
func (s *Server) showRetired(ctx context.Context, v *documentView, d *archive.Document, id string) error {
	if id == "" {
		return nil
	}
	p, err := s.archive.Passage(ctx, id)
	switch {
	case errors.Is(err, archive.ErrNotFound), err == nil && (p.Gone == "" || p.Doc != d.ID):
		return nil
	case err != nil:
		return err
	}
	notice, now := &retiredView{p.Gone, p.Text}, inPlaceOf(p.Order, d)
	for _, b := range v.Body {
		if b.Passage != nil && b.Passage.ID == now {
			b.Passage.Retired = notice
			return nil
		}
	}
	v.Retired = notice
	return nil
}

// inPlaceOf is the id of the passage that now stands where a retired one stood:
// the one of its order, or the last. It is "" in a document without passages.
func inPlaceOf(order int, d *archive.Document) string {
	id := ""
	for _, p := range d.Passages {
		if id = p.ID; p.Order >= order {
			break
		}
	}
	return id
}
