package archive

import (
	"context"

	"yinju/corpus/hanzi"
	"yinju/corpus/provenance"
	"yinju/corpus/store"
	"yinju/index"
)

// elsewhere is how many places of the same passage are described; the others are
// counted.
const elsewhere = 50

// findElsewhere describes the places of identical passages. The index goes by a
// hash of the text: what is not the same after all is left out.
func (a *Archive) findElsewhere(ctx context.Context, hits []index.Hit) error {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Same[:min(elsewhere, len(h.Same))]...)
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := a.store.HitRows(ctx, ids)
	if err != nil {
		return err
	}
	byID := make(map[string]*store.Row, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	for i := range hits {
		locateSame(&hits[i], byID)
	}
	return nil
}

func locateSame(h *index.Hit, rows map[string]*store.Row) {
	text, kept := hanzi.Identity(h.Text), h.Same[:0]
	for _, id := range h.Same {
		row, ok := rows[id]
		if ok && hanzi.Identity(row.Text) != text {
			continue
		}
		kept = append(kept, id)
		if ok {
			d := row.Document
			h.Elsewhere = append(h.Elsewhere, index.Elsewhere{
				ID: id, Doc: row.DocID, Title: d.Title.Value, Source: d.Source.Value, SourceClass: provenance.Class(d).Value, Locator: row.Locator, Date: orNil(mainDate(d)),
			})
		}
	}
	h.Same = kept
}
