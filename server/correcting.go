package server

import (
	"context"
	"slices"
	"strings"
	"time"

	"yinju/archive"
	"yinju/corpus"
	"yinju/index"
)

// fieldsID is where a document's fields stand on its page, and what the address
// calls the form that completes them.
const fieldsID = "fields"

// correcting is what a reader is about to change, or has just changed, on a
// document's page.
type correcting struct {
	Passage         string // whose form is open: a passage, or fieldsID; "" for none
	Noted, Unmade   string // what was just corrected, or taken back
	Why             string // the passage whose reasons are to be marked
	Category        string // as typed, with sent
	Themes          []string
	Field, Value    string
	Note            string
	Query           string // what is marked on the page
	Fault           string
	sent            bool
	offers, changes []archive.Correction // of the same text elsewhere; of this document
}

// labelForm corrects the label of a passage.
type labelForm struct {
	Action, Cancel string
	Categories     []choice
	Themes         []choice
	Note, Fault    string
	Query          string
	NoteRunes      int
	Offers         []offerView
}

// choice is a radio button or a checkbox.
type choice struct {
	Code, Label string
	Sign        sign
	On          bool
}

// offerView is what the same text was corrected to elsewhere. It is never taken
// over without a reader's saying so.
type offerView struct {
	Title, URL   string
	Said         string
	Action       string
	Category     string
	Themes       []string
	Note         string
	CategorySign sign
}

// correctedView says that a person's label stands, and what the annotator's was.
type correctedView struct {
	Sign   sign // the annotator's
	Themes []string
	Note   string
	At     string
	Undo   string // address of the form that takes it back, "" where nobody may
	Query  string
}

// fieldForm completes what a source lacks.
type fieldForm struct {
	Action, Cancel     string
	Fields             []choice
	Value, Note, Fault string
	Query              string
	NoteRunes, Runes   int
}

// lookUp adds what the archive holds of corrections.
func (w *correcting) lookUp(ctx context.Context, a *archive.Archive, doc string) (err error) {
	if w.changes, err = a.CorrectionsOf(ctx, doc); err != nil {
		return err
	}
	if w.Passage != "" && w.Passage != fieldsID {
		w.offers, err = a.Offered(ctx, w.Passage)
	}
	return err
}

// of returns the correction that counts of a passage; nil for none.
func (w *correcting) of(passage string) *archive.Correction {
	base, _, _ := strings.Cut(passage, "-")
	i := slices.IndexFunc(w.changes, func(c archive.Correction) bool { return c.Field == "" && c.Passage == base })
	if i < 0 {
		return nil
	}
	return &w.changes[i]
}

// correctedOf is nil for a passage whose label is the annotator's.
func (w *correcting) correctedOf(p archive.Passage, names themeNames, may bool) *correctedView {
	if !p.Corrected || p.Annotated == nil {
		return nil
	}
	v := &correctedView{Sign: labelled(p.Annotated.Category, p.Annotated.Confidence, false), Themes: names.of(p.Annotated.Themes), Note: p.Note, Query: w.Query}
	if c := w.of(p.ID); c != nil {
		v.At = zoned(c.At.In(time.Local))
	}
	if may {
		v.Undo = "/p/" + p.ID + "/correct/undo"
	}
	return v
}

// labelFormOf is the form of a passage: with what was typed, else with what stands.
func (w *correcting) labelFormOf(doc string, p archive.Passage, v index.Vocabulary) *labelForm {
	category, themes, note := p.Category, p.Themes, p.Note
	if w.sent {
		category, themes, note = w.Category, w.Themes, w.Note
	}
	f := &labelForm{Action: "/p/" + p.ID + "/correct", Cancel: documentURL(doc, p.ID, w.Query), Note: note, Fault: w.Fault, Query: w.Query, NoteRunes: NoteRunes}
	for _, c := range v.Categories {
		f.Categories = append(f.Categories, choice{Code: c.Code, Label: signOf(c.Code).Label, Sign: signOf(c.Code), On: c.Code == category})
	}
	for _, t := range v.Themes {
		f.Themes = append(f.Themes, choice{Code: t.Code, Label: t.Label, On: slices.Contains(themes, t.Code)})
	}
	f.Offers = offersOf(w.offers, p, f.Action, namesOf(v))
	return f
}

// offersOf are the corrections elsewhere that say something else than what stands.
func offersOf(list []archive.Correction, p archive.Passage, action string, names themeNames) []offerView {
	var offers []offerView
	for _, c := range list {
		if (c.Category == "" || c.Category == p.Category) && (c.Themes == nil || slices.Equal(c.Themes, p.Themes)) {
			continue
		}
		said := names.of(c.Themes)
		if c.Category != "" {
			said = append([]string{signOf(c.Category).Mark + " " + signOf(c.Category).Label}, said...)
		}
		offers = append(offers, offerView{Title: titleOr(c.Title), URL: documentURL(c.Doc, c.Passage, ""), Said: strings.Join(said, "、"),
			Action: action, Category: c.Category, Themes: c.Themes, Note: firstKnown(c.Note, "同文另处的更正")})
	}
	return offers
}

// lacking are the fields that a document lacks and a reader can complete.
func lacking(d *archive.Document) []choice {
	var list []choice
	add := func(code, label string, f corpus.Field) {
		if f.State != corpus.Given && f.State != corpus.Parsed {
			list = append(list, choice{Code: code, Label: label})
		}
	}
	add("title", "题名", d.Title)
	add("number", "文号", d.Number)
	add("speaker", "讲话人", d.Speaker)
	passed := isPassed(d.Genre.Value, d.Issuers.Values)
	for _, kind := range corpus.DateKinds {
		add("date."+string(kind), dateWord(kind, passed)+"日期", d.Dates[string(kind)])
	}
	return append(list, choice{Code: "page", Label: "页码"})
}

func (w *correcting) fieldFormOf(d *archive.Document) *fieldForm {
	f := &fieldForm{Action: "/d/" + d.ID + "/correct", Cancel: documentURL(d.ID, "", w.Query) + "#" + fieldsID, Fields: lacking(d),
		Value: w.Value, Note: w.Note, Fault: w.Fault, Query: w.Query, NoteRunes: NoteRunes, Runes: ValueRunes}
	for i := range f.Fields {
		f.Fields[i].On = f.Fields[i].Code == w.Field
	}
	return f
}
