package local

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/index"
)

// What is laid over the labels gives the counts, hits and filters of an index that
// was labelled so, for all repeats of a text in its document; taken off again, those
// of before.
func TestCorrectedIsLabelledSo(t *testing.T) {
	docs := realDocuments(t, 600)
	addPassage(docs[0], docs[0].Passages[0].Text) // a repeat: its id ends in -2
	said := map[string]index.Label{}
	for i, d := range docs {
		if i%3 == 0 {
			said[d.Passages[0].ID] = index.Label{Category: "减", Themes: []string{"defense", "env"}}
		}
	}
	laid, before := build(t, docs), build(t, docs)
	laid.Correct(said)
	labelled := t.TempDir()
	_, err := Publish(t.Context(), labelled, tokenizer(), Update{Documents: stream(docs), Fingerprints: Fingerprints{"t", "l"}, Label: func(d *index.Document, p *index.Passage) index.Label {
		l := testLabel(d, p)
		base, _, _ := strings.Cut(p.ID, "-")
		if c, ok := said[base]; ok {
			l.Category, l.Themes, l.Confidence = c.Category, c.Themes, 1
		}
		return l
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := openEngine(t, labelled)
	for _, text := range []string{"", "发展", "category=减", "theme=defense", "uncertain"} {
		q := correctionQuery(t, text)
		if diff := cmp.Diff(plainAnswer(ask(t, want, q)), plainAnswer(ask(t, laid, q))); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	corrected := 0
	for _, h := range ask(t, laid, correctionQuery(t, "theme=defense")).Hits {
		if h.Corrected {
			corrected++
		}
	}
	if corrected == 0 || corrected < len(said) {
		t.Errorf("%d hits are corrected, at least %d should be", corrected, len(said))
	}
	laid.Correct(nil)
	if diff := cmp.Diff(ask(t, before, correctionQuery(t, "")).Facets, ask(t, laid, correctionQuery(t, "")).Facets); diff != "" {
		t.Errorf("taken off: %s", diff)
	}
}

func correctionQuery(t *testing.T, text string) index.Query {
	t.Helper()
	q := index.Query{Mode: index.Words, Sort: index.ByRelevance, Page: 1, Size: 1000, Filters: index.Filters{Values: map[index.Facet][]string{}}}
	if facet, value, ok := strings.Cut(text, "="); ok {
		q.Filters.Values[index.Facet(facet)] = []string{value}
	} else if text == "uncertain" {
		q.Filters.Uncertain = true
	} else {
		q.Text, q.Words = text, text
	}
	return q
}

// plainAnswer is an answer without what says that a person gave a label.
func plainAnswer(a *index.Answer) *index.Answer {
	plain := *a
	plain.Generation = ""
	plain.Hits = nil
	for _, h := range a.Hits {
		h.Corrected = false
		plain.Hits = append(plain.Hits, h)
	}
	return &plain
}
