package archive

import (
	"context"
	"time"

	"yinju/index"
)

// Export is the whole of a matched set, in the order of the pages, read in
// pieces: only the ranking is held, texts are fetched as Next is called.
type Export struct {
	Total     int // passages of the matched set, exported or not
	Documents int

	archive *Archive
	finding *finding
	ranked  []index.Scored
}

// exportPiece is how many passages Next fetches: a page of the largest size.
const exportPiece = 200

// Export ranks all that a query matches, at most limit passages, one by one
// (never folded); the page and size of q do not matter. The error is an
// *UnusableError if there is no index.
func (a *Archive) Export(ctx context.Context, q index.Query, limit int) (*Export, error) {
	q.Page, q.Size, q.Fold = 1, limit, false
	f, err := a.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	return &Export{f.answer.Total, f.answer.Documents, a, f, f.answer.Hits}, nil
}

// Next returns the passages that follow, none after the last one. A passage
// whose document was removed since the ranking is left out.
func (e *Export) Next(ctx context.Context) ([]index.Hit, error) {
	for len(e.ranked) > 0 {
		n := min(exportPiece, len(e.ranked))
		hits, err := e.archive.hits(ctx, e.finding, e.ranked[:n])
		if err != nil {
			return nil, err
		}
		if e.ranked = e.ranked[n:]; len(hits) > 0 {
			return hits, e.archive.describe(ctx, e.finding.plan, hits)
		}
	}
	return nil, nil
}

// Imported says when the newest version of each document was received. Documents
// that are not there are left out.
func (a *Archive) Imported(ctx context.Context, docs []string) (map[string]time.Time, error) {
	times := make(map[string]time.Time, len(docs))
	for _, doc := range docs {
		if _, known := times[doc]; known {
			continue
		}
		v, err := a.versionOf(ctx, doc, 0)
		switch {
		case err == nil:
			times[doc] = v.Imported
		case !absent(err):
			return nil, err
		}
	}
	return times, nil
}
