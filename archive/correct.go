package archive

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"yinju/corpus"
	"yinju/corpus/store"
	"yinju/corpus/theme"
	"yinju/index"
)

// A Correction is what a person says of a passage's label, or of a field that the
// source lacks. It belongs to a document's key and, for a label, to the passage's
// text in it: it outlives rebuilding, importing again and another annotator.
type Correction struct {
	Passage string       `json:"passage,omitempty"` // passage id without -2; "" for a field
	Doc     string       `json:"doc"`
	Key     string       `json:"key"`
	Title   string       `json:"title,omitempty"`
	Text    string       `json:"text,omitempty"` // of the passage, as it stands; "" where it is gone
	Was     *index.Label `json:"was,omitempty"`

	Category string   `json:"category,omitempty"` // "" leaves the annotator's
	Themes   []string `json:"themes,omitempty"`   // nil leaves the annotator's
	Field    string   `json:"field,omitempty"`    // title, speaker, number, page, date.adopted …; "" for a label
	Value    string   `json:"value,omitempty"`
	Taxonomy string   `json:"taxonomy,omitempty"` // whose codes Themes are

	Note   string     `json:"note,omitempty"`
	At     time.Time  `json:"at"`
	Undone *time.Time `json:"undone,omitempty"`
	Held   bool       `json:"held"` // the passage, or the document, is held as it was
}

// CorrectionError says what is wrong with a correction, and what is permitted.
type CorrectionError struct{ What string }

func (e *CorrectionError) Error() string { return e.What }

// CorrectLabel keeps a correction of a passage's label; the newest of a passage
// counts. It is one short write, allowed beside a writer; a serving process takes
// it up within two seconds. It fails with a *CorrectionError, ErrNotFound or
// ErrGone.
func (a *Archive) CorrectLabel(ctx context.Context, passage, category string, themes []string, note string) (Correction, error) {
	if err := checkLabel(category, themes); err != nil {
		return Correction{}, err
	}
	row, _, _, err := a.store.Passage(ctx, base(passage))
	if err != nil {
		return Correction{}, err
	}
	was := a.annotated(row)
	c := store.Correction{Document: row.DocID, Key: row.Document.Key, Passage: base(passage), Category: category,
		Themes: themes, Note: strings.TrimSpace(note), At: time.Now(), Taxonomy: taxonomy(), Was: encodeLabel(&was)}
	if err := a.keep(ctx, c); err != nil {
		return Correction{}, err
	}
	return a.shown(ctx, c)
}

// annotated is what the annotator says of a passage.
func (a *Archive) annotated(row *store.Row) index.Label {
	return labelOf(a.annotator().Label(passageInput(row)))
}

func (a *Archive) keep(ctx context.Context, corrections ...store.Correction) error {
	if a.store.ReadOnly() {
		return a.readOnly()
	}
	if _, err := a.store.Correct(ctx, corrections...); err != nil {
		return err
	}
	return a.takeCorrections(ctx)
}

func checkLabel(category string, themes []string) error {
	if category == "" && len(themes) == 0 {
		return &CorrectionError{"没有说改成什么：请给出类别（加、减、加减、无）或一至三个主题"}
	}
	if err := checkCategory(category); err != nil {
		return err
	}
	if len(themes) > 3 {
		return &CorrectionError{fmt.Sprintf("主题至多三个，这里有 %d 个", len(themes))}
	}
	var codes []string
	for _, t := range theme.Themes() {
		codes = append(codes, t.Code)
	}
	for i, code := range themes {
		if !slices.Contains(codes, code) {
			return &CorrectionError{fmt.Sprintf("没有主题 %q；可用 %s", code, strings.Join(codes, "、"))}
		}
		if slices.Contains(themes[:i], code) {
			return &CorrectionError{fmt.Sprintf("主题 %s 重复", code)}
		}
	}
	return nil
}

func checkCategory(category string) error {
	known := theme.Categories()
	if category == "" || slices.ContainsFunc(known, func(c theme.Category) bool { return c.Code == category }) {
		return nil
	}
	return &CorrectionError{fmt.Sprintf("没有类别 %q；可用 加、减、加减、无", category)}
}

// UndoLabel takes back the correction of a passage's label that counts; the one
// before it counts again, if there is one. ErrNotFound if none counts.
func (a *Archive) UndoLabel(ctx context.Context, passage string) (Correction, error) {
	id := base(passage)
	if a.store.ReadOnly() {
		return Correction{}, a.readOnly()
	}
	c, err := a.store.Undo(ctx, corpus.DocOf(id), id, "", time.Now())
	if err != nil {
		return Correction{}, err
	}
	if err := a.takeCorrections(ctx); err != nil {
		return Correction{}, err
	}
	return a.shown(ctx, c)
}

// Corrections lists all corrections, oldest first, those that were taken back or
// replaced too.
func (a *Archive) Corrections(ctx context.Context) ([]Correction, error) {
	all, err := a.store.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	return a.showAll(ctx, all)
}

// CorrectionsOf lists those of a document that count.
func (a *Archive) CorrectionsOf(ctx context.Context, doc string) ([]Correction, error) {
	all, err := a.store.CorrectionsOf(ctx, doc)
	if err != nil {
		return nil, err
	}
	return a.showAll(ctx, store.Counting(all))
}

// Offered lists the corrections that count of the same text in other documents:
// they are offered to a passage, never given to it silently.
func (a *Archive) Offered(ctx context.Context, passage string) ([]Correction, error) {
	all, err := a.store.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	_, text, _ := strings.Cut(base(passage), ".")
	var same []store.Correction
	for _, c := range store.Counting(all) {
		if _, its, _ := strings.Cut(c.Passage, "."); c.Passage != "" && its == text && c.Document != corpus.DocOf(passage) {
			same = append(same, c)
		}
	}
	return a.showAll(ctx, same)
}

func (a *Archive) shown(ctx context.Context, c store.Correction) (Correction, error) {
	all, err := a.showAll(ctx, []store.Correction{c})
	if err != nil {
		return Correction{}, err
	}
	return all[0], nil
}

// showAll adds to corrections what is held of their passages. The list is never nil.
func (a *Archive) showAll(ctx context.Context, kept []store.Correction) ([]Correction, error) {
	var ids, docs []string
	for _, c := range kept {
		if c.Passage != "" {
			ids = append(ids, c.Passage)
		} else {
			docs = append(docs, c.Document)
		}
	}
	heads, err := a.store.Heads(ctx, docs)
	if err != nil {
		return nil, err
	}
	rows, err := a.store.HitRows(ctx, ids)
	if err != nil {
		return nil, err
	}
	held := map[string]*store.Row{}
	for i := range rows {
		held[rows[i].ID] = &rows[i]
	}
	all := make([]Correction, 0, len(kept))
	for i := range kept {
		c := show(&kept[i], held[kept[i].Passage])
		if d := heads[c.Doc]; d != nil && c.Field != "" {
			c.Title, c.Held = d.Title.Value, standsIn(d, &c)
		}
		all = append(all, c)
	}
	return all, nil
}

// show is a kept correction for a reader; row is nil where the passage is gone.
func show(k *store.Correction, row *store.Row) Correction {
	c := Correction{Passage: k.Passage, Doc: k.Document, Key: k.Key, Was: decodeLabel(k.Was), Category: k.Category,
		Themes: k.Themes, Field: k.Field, Value: k.Value, Taxonomy: k.Taxonomy, Note: k.Note, At: k.At}
	if !k.Undone.IsZero() {
		c.Undone = &k.Undone
	}
	if row != nil {
		c.Title, c.Text, c.Held = row.Document.Title.Value, row.Text, row.Live
	}
	return c
}
