package main

import (
	"context"
	"strconv"

	"yinju/corpus/store"
	"yinju/corpus/theme"
)

// passage is what stock bleve is given of a passage.
type passage struct {
	ID       string
	Text     string
	Title    string
	Headings []string `json:"-"` // not for the stock index
	Source   string
	Genre    string
	Year     string
	Category string
	Themes   []string
}

// readPassages reads every passage of an archive from its store, labelled anew:
// labels are facets of the stock index too.
func readPassages(ctx context.Context, dir string) ([]passage, error) {
	s, err := store.Open(dir, true)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	annotator, err := theme.New()
	if err != nil {
		return nil, err
	}
	var all []passage
	err = s.EachDocument(ctx, func(d *store.StoredDocument) error {
		all = append(all, passagesOf(d, annotator)...)
		return nil
	})
	return all, err
}

func passagesOf(d *store.StoredDocument, annotator *theme.Annotator) []passage {
	list := make([]passage, len(d.Passages))
	year := ""
	if date, ok := d.Document.MainDate(); ok {
		year = strconv.Itoa(date.Date.Year)
	}
	for i, p := range d.Passages {
		text := d.Document.Text[p.Span.Start:p.Span.End]
		label := annotator.Label(theme.Input{Title: d.Document.Title.Value, Text: text})
		list[i] = passage{
			ID: p.ID, Text: text, Title: d.Document.Title.Value, Headings: d.Document.Headings(p.Section), Source: d.Document.Source.Value,
			Genre: d.Document.Genre.Value, Year: year, Category: label.Category, Themes: label.Themes,
		}
	}
	return list
}

// bytesAndRunes measures the text of all passages.
func bytesAndRunes(all []passage) (bytes, runes int) {
	for _, p := range all {
		bytes += len(p.Text)
		for range p.Text {
			runes++
		}
	}
	return bytes, runes
}
