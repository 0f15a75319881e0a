package archive

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"time"

	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/index"
)

// The labels of index.Statuses.
var statusLabels = map[string]string{
	index.Newest:       "本库所存最新文本（效力未核）", // the newest that is held need not be in force
	index.Superseded:   "非本库最新版本",
	index.Repealed:     "据本库所存文件废止",
	index.UnknownValue: "效力未核",
}

// article is the article that a locator names, without its parts.
var article = regexp.MustCompile(`^第[零一二三四五六七八九十百千]+条(之[一二三四五六七八九十]+)?`)

// statusNote says the standing of the text called title in words; by is the clause
// or the newest text that it goes by.
func statusNote(status, title string, by ground) string {
	switch label := statusLabels[cmp.Or(status, index.UnknownValue)]; {
	case status == index.Superseded:
		return label + "；最新的是" + corpus.Bracketed(by.title) + dayNote(by.date)
	case by.title == "":
		return label
	case status == index.Repealed && by.alike(title):
		return statusLabels[index.Superseded] + "；" + by.clause(title)
	case status == index.Repealed:
		return by.clause(title)
	default: // the clause is not yet in force
		return label + "；" + by.clause(title)
	}
}

func dayNote(date string) string {
	if date == "" {
		return ""
	}
	return "（" + inWords(date) + "）"
}

// inWords writes a date of a standing as a sentence has it.
func inWords(date string) string {
	d, _ := corpus.ParseDate(date)
	return d.Words()
}

// clause names the clause that repeals a text: 据《…》第…条废止. A clause in another
// text of the same title is told from it by its date.
func (g ground) clause(title string) string {
	words := "据" + corpus.Bracketed(g.title)
	if g.alike(title) {
		words += dayNote(g.date)
	}
	words += article.FindString(g.locator)
	if g.effective > time.Now().Format(time.DateOnly) {
		return words + "，自" + inWords(g.effective) + "起废止"
	}
	return words + "废止"
}

// alike reports one title but for the note of the edition at its end.
func (g ground) alike(title string) bool {
	bare := func(s string) string { return hanzi.Skeleton(edition.ReplaceAllString(s, "")).String() }
	return title != "" && bare(g.title) == bare(title)
}

var edition = regexp.MustCompile(`[ 　]*[（(][^（）()]*[）)]$`)

// notes writes the standings of hits in words.
func (a *Archive) notes(ctx context.Context, hits []index.Hit) error {
	standings := make([]index.Standing, len(hits))
	for i, h := range hits {
		standings[i] = index.Standing{Status: h.Status, By: h.StatusBy}
	}
	by, err := a.grounds(ctx, standings...)
	if err != nil {
		return err
	}
	for i := range hits {
		hits[i].StatusNote = statusNote(hits[i].Status, hits[i].Title, by[hits[i].StatusBy])
	}
	return nil
}

// ground is what a standing goes by: a clause, or the newest text.
type ground struct{ title, locator, date, effective string }

// grounds returns what standings go by, by passage or document id.
func (a *Archive) grounds(ctx context.Context, standings ...index.Standing) (map[string]ground, error) {
	var passages, documents []string
	for _, s := range standings {
		switch {
		case s.By == "":
		case s.Status == index.Superseded:
			documents = append(documents, s.By)
		default:
			passages = append(passages, s.By)
		}
	}
	by := map[string]ground{}
	if len(passages) > 0 {
		rows, err := a.store.HitRows(ctx, passages)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			by[r.ID] = ground{title: r.Document.Title.Value, locator: r.Locator, date: mainDate(r.Document), effective: r.Document.DateOf(corpus.Effective).Date.String()}
		}
	}
	if len(documents) > 0 {
		heads, err := a.store.Heads(ctx, documents)
		if err != nil {
			return nil, err
		}
		for id, d := range heads {
			by[id] = ground{title: d.Title.Value, date: mainDate(d)}
		}
	}
	return by, nil
}

func mainDate(d *corpus.Document) string {
	main, _ := d.MainDate()
	return main.Date.String()
}

// stand fills in how a document stands among the others. Without a usable index
// nothing is known of that.
func (a *Archive) stand(ctx context.Context, d *Document) error {
	d.Status, d.Related = index.UnknownValue, []Related{}
	if e, err := a.usable(); err == nil {
		s := e.Standing(d.ID)
		d.Status, d.StatusBy = s.Status, s.By
		if err := a.relate(ctx, d, s); err != nil {
			return err
		}
	}
	by, err := a.grounds(ctx, index.Standing{Status: d.Status, By: d.StatusBy})
	d.StatusNote = statusNote(d.Status, d.Title.Value, by[d.StatusBy])
	return err
}

// The relations of a Related.
const (
	RelatedVersion    = "version"
	RelatedCopy       = "copy"
	RelatedRepeals    = "repeals"
	RelatedRepealedBy = "repealed_by"
)

// relate lists the documents that a standing names.
func (a *Archive) relate(ctx context.Context, d *Document, s index.Standing) error {
	add := func(relation string, ids ...string) {
		for _, id := range ids {
			d.Related = append(d.Related, Related{Doc: id, Relation: relation})
		}
	}
	if s.By != "" && s.Status != index.Superseded {
		add(RelatedRepealedBy, corpus.DocOf(s.By))
		d.Related[0].Passage = s.By
	}
	add(RelatedVersion, s.Texts...)
	add(RelatedRepeals, s.Repeals...)
	add(RelatedCopy, s.Copies...)
	ids := make([]string, len(d.Related))
	for i, r := range d.Related {
		ids[i] = r.Doc
	}
	heads, err := a.store.Heads(ctx, ids)
	if err != nil {
		return err
	}
	for i := range d.Related {
		d.Related[i].describe(heads[d.Related[i].Doc])
	}
	d.Related = slices.DeleteFunc(d.Related, func(r Related) bool { return r.Key == "" }) // removed since
	a.noteNewest(d)
	return nil
}

func (r *Related) describe(d *corpus.Document) {
	if d == nil {
		return
	}
	r.Key, r.Title, r.Source, r.Date = d.Key, d.Title.Value, d.Source.Value, orNil(mainDate(d))
}

// noteNewest says which of the other texts of a title is the newest.
func (a *Archive) noteNewest(d *Document) {
	e, err := a.usable()
	if err != nil {
		return
	}
	for i, r := range d.Related {
		d.Related[i].Newest = r.Relation == RelatedVersion && e.Standing(r.Doc).Status == index.Newest
	}
}
