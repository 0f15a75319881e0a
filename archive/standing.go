package archive

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"time"

	"yinju/corpus"
	"yinju/index"
)

// The labels of index.Statuses.
var statusLabels = map[string]string{
	index.Newest:       "本库所存最新文本",
	index.Superseded:   "非本库最新版本",
	index.Repealed:     "据本库所存文件废止",
	index.UnknownValue: "效力未核",
}

// article is the article that a locator names, without its parts.
var article = regexp.MustCompile(`^第[零一二三四五六七八九十百千]+条(之[一二三四五六七八九十]+)?`)

// statusNote says a standing in words; by is the clause or the newest text that
// it goes by.
func statusNote(status string, by ground) string {
	title := corpus.Bracketed(by.title)
	switch status {
	case index.Repealed:
		clause := "据" + title + article.FindString(by.locator)
		if today := time.Now().Format(time.DateOnly); by.effective > today {
			return clause + "，自" + by.effective + "起废止"
		}
		return clause + "废止"
	case index.Superseded:
		if by.date != "" {
			title += "（" + by.date + "）"
		}
		return statusLabels[status] + "；最新的是" + title
	}
	return statusLabels[cmp.Or(status, index.UnknownValue)]
}

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
		hits[i].StatusNote = statusNote(hits[i].Status, by[hits[i].StatusBy])
	}
	return nil
}

// ground is what a standing goes by: a clause, or the newest text.
type ground struct{ title, locator, date, effective string }

// grounds returns what standings go by, by passage or document id.
func (a *Archive) grounds(ctx context.Context, standings ...index.Standing) (map[string]ground, error) {
	var passages, documents []string
	for _, s := range standings {
		switch s.Status {
		case index.Repealed:
			passages = append(passages, s.By)
		case index.Superseded:
			documents = append(documents, s.By)
		}
	}
	by := map[string]ground{}
	if len(passages) > 0 {
		rows, err := a.store.HitRows(ctx, passages)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			by[r.ID] = ground{title: r.Document.Title.Value, locator: r.Locator, effective: r.Document.DateOf(corpus.Effective).Date.String()}
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
	d.StatusNote = statusNote(d.Status, by[d.StatusBy])
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
	if s.Status == index.Repealed {
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
