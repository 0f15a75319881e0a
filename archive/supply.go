package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"yinju/corpus"
	"yinju/corpus/store"
)

// CorrectField keeps what a person says a field is: title, speaker, number, page,
// or date. and a kind. Only a field that the source lacks can be completed. doc is
// an id or a key. It fails with a *CorrectionError, ErrNotFound or ErrGone.
func (a *Archive) CorrectField(ctx context.Context, doc, field, value, note string) (Correction, error) {
	value = strings.TrimSpace(value)
	if err := checkField(field, value); err != nil {
		return Correction{}, err
	}
	s, err := a.named(ctx, doc)
	if err != nil {
		return Correction{}, err
	}
	if !store.Lacks(&s.Document, field) && !a.supplied(ctx, s.ID, field) {
		return Correction{}, &CorrectionError{fmt.Sprintf("%s 的 %s 是来源自己写明的，不能补充；有误请改正来源后重新读入", s.Document.Key, field)}
	}
	c := store.Correction{Document: s.ID, Key: s.Document.Key, Field: field, Value: value, Note: strings.TrimSpace(note), At: time.Now()}
	if err := a.keep(ctx, c); err != nil {
		return Correction{}, err
	}
	if err := a.republish(ctx); err != nil {
		return Correction{}, err
	}
	return a.shown(ctx, c)
}

// supplied reports a field that a person has completed already: it can be again.
func (a *Archive) supplied(ctx context.Context, doc, field string) bool {
	all, err := a.store.CorrectionsOf(ctx, doc)
	return err == nil && slices.ContainsFunc(store.Counting(all), func(c store.Correction) bool { return c.Field == field })
}

// UndoField takes back the correction of a field that counts; the one before it
// counts again, if there is one. ErrNotFound if none counts.
func (a *Archive) UndoField(ctx context.Context, doc, field string) (Correction, error) {
	if a.store.ReadOnly() {
		return Correction{}, a.readOnly()
	}
	c, err := a.store.Undo(ctx, a.docID(ctx, doc), "", field, time.Now())
	if err != nil {
		return Correction{}, err
	}
	if err := a.republish(ctx); err != nil {
		return Correction{}, err
	}
	return a.shown(ctx, c)
}

func (a *Archive) readOnly() error {
	return &store.UnwritableError{Dir: a.dir, Err: errors.New("是以只读方式打开的")}
}

// named returns the document that a person names by its id, its key, or a passage.
func (a *Archive) named(ctx context.Context, doc string) (*store.StoredDocument, error) {
	return a.store.Document(ctx, a.docID(ctx, doc))
}

// docID returns the id of a document, held or not, that is named so.
func (a *Archive) docID(ctx context.Context, doc string) string {
	for _, id := range []string{doc, corpus.DocOf(doc)} {
		if _, err := a.store.KeyOf(ctx, id); err == nil {
			return id
		}
	}
	return corpus.DocID(doc)
}

// republish brings the index up to a completed field. Where another process is
// writing, that one or the serving one will.
func (a *Archive) republish(ctx context.Context) error {
	err := a.locked(ctx, "correct", func() error { return a.publish(ctx, nil) })
	if errors.As(err, new(*store.LockedError)) {
		return nil
	}
	return err
}

func checkField(field, value string) error {
	kind, dated := strings.CutPrefix(field, "date.")
	switch {
	case dated && slices.Contains(corpus.DateKinds, corpus.DateKind(kind)):
		if _, ok := corpus.ParseDate(value); !ok {
			return &CorrectionError{fmt.Sprintf("%s 不能是 %q；日期写作 2020、2020-01 或 2020-01-02", field, value)}
		}
	case !slices.Contains([]string{"title", "number", "speaker", "page"}, field):
		return &CorrectionError{fmt.Sprintf("不能补充 %q；可补充 title、number、speaker、page 与 date.adopted、date.spoken、date.published、date.revised、date.effective", field)}
	case value == "":
		return &CorrectionError{field + " 没有给出内容"}
	}
	return nil
}

// standsIn reports a completed field that the document shows.
func standsIn(d *corpus.Document, c *Correction) bool {
	switch kind, dated := strings.CutPrefix(c.Field, "date."); {
	case dated:
		return d.DateOf(corpus.DateKind(kind)).State == corpus.Supplied
	case c.Field == "title":
		return d.Title.State == corpus.Supplied
	case c.Field == "number":
		return d.Number.State == corpus.Supplied
	case c.Field == "speaker":
		return d.Speaker.State == corpus.Supplied
	}
	return d.Extra[c.Field] == c.Value
}
