package archive

import (
	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/corpus/lineage"
	"yinju/corpus/provenance"
	"yinju/corpus/store"
	"yinju/index"
)

// relate adds to an indexed document what relates it to others.
func relate(out *index.Document, s *store.StoredDocument) {
	d := &s.Document
	out.Name, out.Called, out.Made, out.Text = lineage.Name(d), lineage.Called(d), lineage.Made(d), lineage.TextHash(d)
	out.Effective, out.Revised = d.DateOf(corpus.Effective).Date, d.DateOf(corpus.Revised).Date
	main, _ := d.MainDate()
	out.InForce = main.Kind == corpus.Effective
	out.Rank = provenance.Rank(provenance.Class(d).Value)
	for _, r := range lineage.Repeals(d, s.Passages) {
		out.Repeals = append(out.Repeals, index.Repeal{
			Passage: s.Passages[r.Passage].ID,
			Called:  r.Called,
			Number:  hanzi.Skeleton(r.Number).String(),
			Made:    r.Date,
			Own:     r.Own,
		})
	}
}
