package archive

import (
	"context"
	"strings"

	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/corpus/provenance"
	"yinju/corpus/store"
	"yinju/index"
)

// elsewhere is how many places of the same passage are described; the others are
// counted.
const elsewhere = 50

// findElsewhere describes where the passages stand that are listed with a hit. The
// index goes by a hash of the text: what is not the same after all is left out.
func (a *Archive) findElsewhere(ctx context.Context, hits []index.Hit) error {
	var ids []string
	listed := make([][]string, len(hits))
	for i := range hits {
		listed[i] = placesOf(&hits[i])
		ids = append(ids, listed[i][:min(elsewhere, len(listed[i]))]...)
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
		locateSame(&hits[i], listed[i], byID)
	}
	return nil
}

// placesOf returns the passages of Same that are places of their own: those that say
// the same as the hit, and of a document that says the same as others of its document
// only, the first.
func placesOf(h *index.Hit) (ids []string) {
	named := map[string]bool{}
	for _, id := range h.Same {
		doc := corpus.DocOf(id)
		if sameText(id, h.ID) || !named[doc] {
			ids = append(ids, id)
		}
		named[doc] = true
	}
	return ids
}

// sameText reports two passages whose ids say the same of their text.
func sameText(a, b string) bool {
	text := func(id string) string {
		hash, _, _ := strings.Cut(strings.TrimPrefix(id, corpus.DocOf(id)), "-")
		return hash
	}
	return text(a) == text(b)
}

func locateSame(h *index.Hit, ids []string, rows map[string]*store.Row) {
	text := hanzi.Identity(h.Text)
	h.Places = len(ids)
	for _, id := range ids {
		row, ok := rows[id]
		further := !sameText(id, h.ID)
		if ok && !further && hanzi.Identity(row.Text) != text {
			h.Same, h.Places = without(h.Same, id), h.Places-1
			continue
		}
		if ok {
			d := row.Document
			h.Elsewhere = append(h.Elsewhere, index.Elsewhere{
				ID: id, Doc: row.DocID, Title: d.Title.Value, Source: d.Source.Value, SourceClass: provenance.Class(d).Value, Locator: row.Locator, Date: orNil(mainDate(d)),
				Further: further,
			})
		}
	}
}

func without(ids []string, id string) []string {
	kept := ids[:0]
	for _, other := range ids {
		if other != id {
			kept = append(kept, other)
		}
	}
	return kept
}
