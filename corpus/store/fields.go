package store

import (
	"encoding/json"

	"yinju/corpus"
)

// record is the JSON of what is known about a document. Fields of which nothing
// is known are left out: most are, and there are many documents.
type record struct {
	Title         corpus.Field      `json:"title,omitzero"`
	OriginalTitle corpus.Field      `json:"original_title,omitzero"`
	Subtitle      corpus.Field      `json:"subtitle,omitzero"`
	Source        corpus.Field      `json:"source,omitzero"`
	Issuers       *corpus.ListField `json:"issuers,omitempty"`
	Level         corpus.Field      `json:"level,omitzero"`
	Place         corpus.Field      `json:"place,omitzero"`
	Number        corpus.Field      `json:"number,omitzero"`
	Genre         corpus.Field      `json:"genre,omitzero"`
	Speaker       corpus.Field      `json:"speaker,omitzero"`
	Author        corpus.Field      `json:"author,omitzero"`
	URL           corpus.Field      `json:"url,omitzero"`
	Dates         []dateRecord      `json:"dates,omitempty"`
	Extra         map[string]string `json:"extra,omitempty"`
	Whole         bool              `json:"whole,omitempty"`
	Warnings      []string          `json:"warnings,omitempty"`
}

type dateRecord struct {
	corpus.DateField
	Number int `json:"date"` // corpus.Date.Number
}

// encodeFields returns the same JSON for the same knowledge.
func encodeFields(d *corpus.Document) (string, error) {
	r := record{
		Title: known(d.Title), OriginalTitle: known(d.OriginalTitle), Subtitle: known(d.Subtitle),
		Source: known(d.Source), Level: known(d.Level), Place: known(d.Place),
		Number: known(d.Number), Genre: known(d.Genre), Speaker: known(d.Speaker),
		Author: known(d.Author), URL: known(d.URL),
		Extra: d.Extra, Whole: d.Whole, Warnings: d.Warnings,
	}
	if list := d.Issuers; len(list.Values) > 0 || list.Basis != "" {
		r.Issuers = &list
	}
	for _, date := range d.Dates {
		r.Dates = append(r.Dates, dateRecord{date, date.Date.Number()})
	}
	text, err := json.Marshal(r)
	return string(text), err
}

// decodeFields fills the fields of d from their JSON.
func decodeFields(text []byte, d *corpus.Document) error {
	var r record
	if err := json.Unmarshal(text, &r); err != nil {
		return err
	}
	d.Title, d.OriginalTitle, d.Subtitle = stated(r.Title), stated(r.OriginalTitle), stated(r.Subtitle)
	d.Source, d.Level, d.Place = stated(r.Source), stated(r.Level), stated(r.Place)
	d.Number, d.Genre, d.Speaker = stated(r.Number), stated(r.Genre), stated(r.Speaker)
	d.Author, d.URL = stated(r.Author), stated(r.URL)
	d.Extra, d.Whole, d.Warnings = r.Extra, r.Whole, r.Warnings
	d.Issuers = corpus.ListField{State: corpus.Unknown}
	if r.Issuers != nil {
		d.Issuers = *r.Issuers
	}
	for _, date := range r.Dates {
		date.Date = corpus.DateFromNumber(date.Number)
		d.Dates = append(d.Dates, date.DateField)
	}
	return nil
}

// known returns the zero Field for one that says nothing.
func known(f corpus.Field) corpus.Field {
	if f.Value == "" && f.Basis == "" && (f.State == corpus.Unknown || f.State == "") {
		return corpus.Field{}
	}
	return f
}

// stated is the inverse of known.
func stated(f corpus.Field) corpus.Field {
	if f.State == "" {
		f.State = corpus.Unknown
	}
	return f
}
