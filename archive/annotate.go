package archive

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"yinju/corpus/store"
	"yinju/corpus/theme"
	"yinju/index"
	"yinju/index/local"
)

// labelling is the annotator that labels, and which row of the store it is of.
type labelling struct {
	*theme.Annotator
	number int64 // 0: that of the program
}

// annotator returns the annotator that labels.
func (a *Archive) annotator() *theme.Annotator { return a.labels.Load().Annotator }

// takeAnnotator takes up what retraining, here or in another process, last made. What
// was made for another version of the program is left alone: its own annotator labels.
func (a *Archive) takeAnnotator(ctx context.Context) error {
	row, err := a.store.Annotator(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		a.log.Warn("the retrained annotator cannot be read; yinju verify says more", "error", err)
		row = store.Annotator{}
	}
	if l := a.labels.Load(); l != nil && l.number == row.Number {
		return nil
	}
	l := &labelling{a.shipped, row.Number}
	if tuning := theme.Tuning(row.Weights); len(tuning) > 0 {
		tuned, err := a.shipped.Tuned(tuning)
		if err == nil {
			l.Annotator = tuned
		} else {
			a.log.Warn("the retrained annotator is not used", "error", err)
		}
	}
	a.labels.Store(l)
	return nil
}

// tunedPrint is what a retrained annotator adds to the fingerprint of the labels. It
// is asked for every second, and the weights are long.
type tunedPrint struct {
	number int64 // of the annotator in the store
	suffix string
}

// fingerprints are those of this program and of what retraining made.
func (k *Keeping) fingerprints() local.Fingerprints {
	p := k.prints
	n, err := k.store.AnnotatorNumber(context.Background())
	if err != nil {
		return p
	}
	known := k.tuned.Load()
	if known == nil || known.number != n {
		known = &tunedPrint{number: n}
		row, err := k.store.Annotator(context.Background())
		if err != nil {
			return p
		}
		if theme.Tuning(row.Weights).Fits() {
			sum := sha256.Sum256(row.Weights)
			known.suffix = "-" + hex.EncodeToString(sum[:4])
		}
		k.tuned.Store(known)
	}
	p.Labels += known.suffix
	return p
}

// AnnotateOptions say what Annotate does.
type AnnotateOptions struct {
	Retrain bool // train on the corrections that count
	Reset   bool // go back to the program's annotator
}

// Relabelling says what labelling anew changes, or would. Corrected passages keep
// what people say of them.
type Relabelling struct {
	Passages    int              `json:"passages"`
	Corrections int              `json:"corrections"` // trained on
	Categories  []CategoryChange `json:"categories"`  // most frequent first
	Themes      int              `json:"themes"`      // passages with another first theme
	Examples    []LabelChange    `json:"examples"`
	Before      *theme.Figures   `json:"-"` // on the published test; nil unless the annotator changes
	After       *theme.Figures   `json:"-"`
	Applied     bool             `json:"applied"`

	change *store.Annotator // to be kept; nil where the annotator stays
}

// CategoryChange counts passages that go from one category to another.
type CategoryChange struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

// LabelChange is a passage whose category changes.
type LabelChange struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// shownChanges is how many examples a Relabelling has.
const shownChanges = 10

// Annotate says what labelling all passages anew would change; Apply does it. The
// error is theme's if there is nothing to train on.
func (a *Archive) Annotate(ctx context.Context, o AnnotateOptions, progress Progress) (*Relabelling, error) {
	row, next, err := a.candidate(ctx, o)
	if err != nil {
		return nil, err
	}
	r, err := a.compare(ctx, next, progress)
	if err != nil {
		return nil, err
	}
	r.Corrections = row.Corrections
	if o.Retrain || o.Reset {
		r.change = &row
		return r, r.measure(a.annotator(), next)
	}
	return r, nil
}

// Apply does what Annotate said would change.
func (a *Archive) Apply(ctx context.Context, r *Relabelling) error {
	err := a.locked(ctx, "annotate", func() error { // so that another writer refuses it whole
		if r.change != nil {
			if err := a.store.KeepAnnotator(ctx, *r.change); err != nil {
				return err
			}
		}
		return a.relaid(ctx)
	})
	r.Applied = err == nil
	return err
}

// relaid makes the label columns anew, also where the annotator is the same.
func (a *Archive) relaid(ctx context.Context) error {
	if err := a.publish(ctx, nil); err != nil {
		return a.plainly(err)
	}
	return a.takeCorrections(ctx)
}

// candidate returns the annotator to be and the row to keep of it.
func (a *Archive) candidate(ctx context.Context, o AnnotateOptions) (store.Annotator, *theme.Annotator, error) {
	row := store.Annotator{Made: time.Now()}
	if !o.Retrain {
		if o.Reset {
			return row, a.shipped, nil
		}
		return row, a.annotator(), nil
	}
	samples, err := a.corrected(ctx)
	if err != nil {
		return row, nil, err
	}
	tuning, err := a.shipped.Retrain(samples)
	if err != nil {
		return row, nil, err
	}
	row.Corrections, row.Weights = len(samples), tuning
	tuned, err := a.shipped.Tuned(tuning)
	return row, tuned, err
}

// corrected returns the passages that are held with what people say of them.
func (a *Archive) corrected(ctx context.Context) ([]theme.Sample, error) {
	all, err := a.store.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	var samples []theme.Sample
	for _, c := range store.Counting(all) {
		l := said(&c)
		if c.Field != "" || l.Category == "" && l.Themes == nil {
			continue
		}
		row, _, _, err := a.store.Passage(ctx, c.Passage)
		if errors.Is(err, ErrNotFound) || errors.Is(err, ErrGone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		samples = append(samples, theme.Sample{ID: c.Passage, Category: l.Category, Themes: l.Themes, Input: passageInput(row)})
	}
	return samples, nil
}

// compare labels all passages with next and holds that against what is served.
func (a *Archive) compare(ctx context.Context, next *theme.Annotator, progress Progress) (*Relabelling, error) {
	e, err := a.usable()
	if err != nil {
		return nil, err
	}
	was := e.Annotated()
	r := &Relabelling{Categories: []CategoryChange{}, Examples: []LabelChange{}}
	changes := map[[2]string]int{}
	for d, err := range a.allDocuments(ctx) {
		if err != nil {
			return nil, err
		}
		for i := range d.Passages {
			r.Passages++
			r.note(d, &d.Passages[i], was, next, changes)
		}
		if progress != nil {
			progress("重新标注", int64(r.Passages), int64(len(was)))
		}
	}
	for change, n := range changes {
		r.Categories = append(r.Categories, CategoryChange{change[0], change[1], n})
	}
	slices.SortFunc(r.Categories, func(x, y CategoryChange) int {
		return cmp.Or(y.Count-x.Count, cmp.Compare(x.From+x.To, y.From+y.To))
	})
	return r, nil
}

func (r *Relabelling) note(d *index.Document, p *index.Passage, was map[string]index.Label, next *theme.Annotator, changes map[[2]string]int) {
	old, ok := was[p.ID]
	if !ok {
		return
	}
	now := next.Label(theme.Input{Title: d.Title, Headings: p.Headings, Text: p.Text})
	if len(old.Themes) == 0 || old.Themes[0] != now.Themes[0] {
		r.Themes++
	}
	if old.Category == now.Category {
		return
	}
	changes[[2]string{old.Category, now.Category}]++
	if len(r.Examples) < shownChanges {
		r.Examples = append(r.Examples, LabelChange{p.ID, d.Title, p.Text, old.Category, now.Category})
	}
}

// measure measures both annotators on the published test.
func (r *Relabelling) measure(before, after *theme.Annotator) (err error) {
	if r.Before, err = theme.Measured(before); err != nil {
		return err
	}
	r.After, err = theme.Measured(after)
	return err
}
