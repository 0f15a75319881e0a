package archive

import (
	"context"
	"errors"
	"time"

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

	Note   string     `json:"note,omitempty"`
	At     time.Time  `json:"at"`
	Undone *time.Time `json:"undone,omitempty"`
	Held   bool       `json:"held"` // the passage, or the document, is held as it was
}

var errUnbuilt = errors.New("还没有这个功能")

// CorrectLabel keeps a correction of a passage's label; the newest of a passage
// counts. It is one short write, allowed beside a writer; a serving process takes
// it up within two seconds.
func (a *Archive) CorrectLabel(ctx context.Context, passage, category string, themes []string, note string) (Correction, error) {
	return Correction{}, errUnbuilt
}

// CorrectField keeps what a person says a field is: title, speaker, number, page,
// or date. and a kind. Only a field that the source lacks can be completed.
func (a *Archive) CorrectField(ctx context.Context, doc, field, value, note string) (Correction, error) {
	return Correction{}, errUnbuilt
}

// UndoLabel takes back the correction of a passage's label that counts.
func (a *Archive) UndoLabel(ctx context.Context, passage string) (Correction, error) {
	return Correction{}, errUnbuilt
}

// UndoField takes back the correction of a field that counts.
func (a *Archive) UndoField(ctx context.Context, doc, field string) (Correction, error) {
	return Correction{}, errUnbuilt
}

// Corrections lists all corrections, oldest first, those that were taken back or
// replaced too.
func (a *Archive) Corrections(ctx context.Context) ([]Correction, error) {
	return nil, errUnbuilt
}

// CorrectionsOf lists those of a document that count.
func (a *Archive) CorrectionsOf(ctx context.Context, doc string) ([]Correction, error) {
	return nil, nil
}
