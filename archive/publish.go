package archive

import (
	"context"
	"errors"
	"iter"
	"slices"

	"yinju/corpus/store"
	"yinju/corpus/theme"
	"yinju/index"
	"yinju/index/local"
)

// publish brings the index up to the store: what changed since the generation
// before becomes a new shard, or everything is built anew where there is no
// generation to build on. The caller holds the writer lock.
func (a *Archive) publish(ctx context.Context, progress Progress) error {
	if err := a.takeAnnotator(ctx); err != nil {
		return err
	}
	m, err := local.Current(a.indexDir())
	if err != nil || m.Fingerprints.Tokens != a.prints.Tokens {
		return a.build(ctx, progress)
	}
	seq, err := a.store.Seq(ctx)
	if err != nil {
		return err
	}
	if seq > m.Seq {
		if err := a.publishChanges(ctx, m, seq, progress); err != nil {
			return err
		}
	}
	if m.Fingerprints.Labels != a.fingerprints().Labels {
		if err := a.relabel(ctx); err != nil {
			return err
		}
	}
	a.openEngine()
	return nil
}

// publishChanges adds to the generation m what the store has changed up to seq.
func (a *Archive) publishChanges(ctx context.Context, m *local.Manifest, seq int64, progress Progress) error {
	changes, err := a.store.Changes(ctx, m.Seq)
	if err != nil {
		return err
	}
	var gone, live, removed []string
	for _, c := range changes {
		gone = append(gone, c.DocID)
		if c.Live {
			live = append(live, c.DocID)
		} else {
			removed = append(removed, c.DocID)
		}
	}
	drop, again, err := a.shardsToLeave(removed)
	if err != nil {
		return err
	}
	for _, id := range again {
		if !slices.Contains(gone, id) {
			live = append(live, id)
		}
	}
	return a.update(ctx, local.Update{
		// Old shards keep the labels they have; relabel comes after.
		Fingerprints: local.Fingerprints{Tokens: a.prints.Tokens, Labels: m.Fingerprints.Labels},
		Seq:          seq, Drop: drop, Gone: gone, Passages: a.passagesMissing(ctx, m), Documents: a.documents(ctx, live),
	}, progress)
}

// shardsToLeave returns the shards that the next generation leaves out and the
// documents in them that it takes over: small ones, to be merged, and those with
// text of a removed document, of which nothing is to stay.
func (a *Archive) shardsToLeave(removed []string) (drop, again []string, err error) {
	drop, again, err = local.MergePlan(a.indexDir())
	if err != nil || len(removed) == 0 {
		return drop, again, err
	}
	holding, others, err := local.Holding(a.indexDir(), removed)
	again = append(again, others...)
	slices.Sort(again)
	return append(drop, holding...), slices.Compact(again), err
}

// passagesMissing returns about how many passages of the store the index lacks.
func (a *Archive) passagesMissing(ctx context.Context, m *local.Manifest) int {
	held, err := a.store.Coverage(ctx)
	if err != nil {
		return 0
	}
	missing := held.Passages
	for _, s := range m.Shards {
		missing -= s.Passages
	}
	return max(missing, 0)
}

// build makes the whole index anew from the store.
func (a *Archive) build(ctx context.Context, progress Progress) error {
	seq, err := a.store.Seq(ctx)
	if err != nil {
		return err
	}
	held, err := a.store.Coverage(ctx)
	if err != nil {
		return err
	}
	err = a.update(ctx, local.Update{Fingerprints: a.fingerprints(), Seq: seq, Fresh: true, Passages: held.Passages, Documents: a.allDocuments(ctx)}, progress)
	if err == nil {
		a.openEngine()
	}
	return err
}

func (a *Archive) update(ctx context.Context, u local.Update, progress Progress) error {
	u.Label = a.label
	if progress != nil {
		u.Progress = counted("编入索引", progress)
	}
	_, err := local.Publish(ctx, a.indexDir(), a.tokens, u)
	return err
}

// Rebuild makes the index again from the store.
func (a *Archive) Rebuild(ctx context.Context, progress Progress) error {
	return a.locked(ctx, "rebuild", func() error {
		if err := a.roomToBuild(); err != nil {
			return err
		}
		if err := errors.Join(a.takeAnnotator(ctx), a.build(ctx, progress)); err != nil {
			return a.plainly(err)
		}
		return a.erase(ctx)
	})
}

// label is the annotator as a local.Labeller.
func (a *Archive) label(d *index.Document, p *index.Passage) index.Label {
	return labelOf(a.annotator().Label(theme.Input{Title: d.Title, Headings: p.Headings, Text: p.Text}))
}

// relabel makes the label columns anew and leaves the shards as they are.
func (a *Archive) relabel(ctx context.Context) error {
	labels := map[string]index.Label{}
	for d, err := range a.allDocuments(ctx) {
		if err != nil {
			return err
		}
		for i := range d.Passages {
			labels[d.Passages[i].ID] = a.label(d, &d.Passages[i])
		}
	}
	_, err := local.Relabel(a.indexDir(), a.fingerprints().Labels, func(id string) index.Label { return labels[id] })
	return err
}

// errStop ends EachDocument when nobody wants more.
var errStop = errors.New("stop")

func (a *Archive) allDocuments(ctx context.Context) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		err := a.store.EachDocument(ctx, func(s *store.StoredDocument) error {
			if !yield(indexed(s), nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, err)
		}
	}
}

// fetched is how many documents are read from the store at once.
const fetched = 200

func (a *Archive) documents(ctx context.Context, ids []string) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		for some := range slices.Chunk(ids, fetched) {
			docs, err := a.store.Documents(ctx, some)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, d := range docs {
				if !yield(indexed(d), nil) {
					return
				}
			}
		}
	}
}

// indexed turns a stored document into what an engine indexes of it.
func indexed(s *store.StoredDocument) *index.Document {
	d := &s.Document
	out := &index.Document{
		ID: s.ID, Title: d.Title.Value, Number: d.Number.Value, Source: d.Source.Value, Issuers: d.Issuers.Values,
		Level: d.Level.Value, Place: d.Place.Value, Genre: d.Genre.Value,
	}
	if main, ok := d.MainDate(); ok {
		out.Date = main.Date
	}
	relate(out, s)
	end := 0
	for _, p := range s.Passages {
		out.Passages = append(out.Passages, index.Passage{
			ID: p.ID, Text: d.Text[p.Span.Start:p.Span.End], Lead: d.Text[p.Lead.Start:p.Lead.End],
			Headings: d.Headings(p.Section), Locator: p.Locator,
		})
		end = p.Span.End
	}
	out.Tail = d.Text[end:]
	return out
}
