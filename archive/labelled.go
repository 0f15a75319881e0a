package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"yinju/corpus/store"
	"yinju/corpus/theme"
	"yinju/index"
)

// base returns a passage id without -2: what repeats of a text in a document share.
func base(passage string) string {
	id, _, _ := strings.Cut(passage, "-")
	return id
}

// passageInput is a stored passage as the annotator reads it.
func passageInput(row *store.Row) theme.Input {
	return theme.Input{Title: row.Document.Title.Value, Headings: row.Headings, Text: row.Text}
}

// labelOf is a label without its reasons, as an engine keeps it.
func labelOf(l theme.Label) index.Label {
	return index.Label{Category: l.Category, Rel: l.Rel, Confidence: l.Confidence, Themes: l.Themes}
}

// taxonomy names the set of codes that this program knows.
func taxonomy() string {
	h := sha256.New()
	for _, t := range theme.Themes() {
		h.Write([]byte(t.Code + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// knownThemes returns what codes are called in this program's taxonomy, each once,
// at most three, and those that it does not have.
func knownThemes(codes []string) (known, unknown []string) {
	all := theme.Themes()
	for _, code := range codes {
		now := theme.Renamed(code)
		switch {
		case !slices.ContainsFunc(all, func(t theme.Theme) bool { return t.Code == now }):
			unknown = append(unknown, code)
		case !slices.Contains(known, now) && len(known) < 3:
			known = append(known, now)
		}
	}
	return known, unknown
}

// said returns what a kept correction says of a label; no category and no themes if
// it says nothing in this taxonomy.
func said(c *store.Correction) index.Label {
	known, _ := knownThemes(c.Themes)
	return index.Label{Category: c.Category, Themes: known}
}

// takeCorrections has the engine lay the corrections that count over its labels.
func (a *Archive) takeCorrections(ctx context.Context) error {
	e := a.engine.Load()
	if e == nil {
		return nil
	}
	a.taking.Lock()
	defer a.taking.Unlock()
	all, err := a.store.Corrections(ctx)
	if err != nil {
		return err
	}
	labels := map[string]index.Label{}
	for _, c := range store.Counting(all) {
		if l := said(&c); c.Field == "" && (l.Category != "" || l.Themes != nil) {
			labels[c.Passage] = l
		}
	}
	e.Correct(labels)
	return nil
}

// corrections returns those of a document's labels that count, by passage id
// without -2.
func (a *Archive) corrections(ctx context.Context, doc string) (map[string]store.Correction, error) {
	all, err := a.store.CorrectionsOf(ctx, doc)
	if err != nil {
		return nil, err
	}
	labels := map[string]store.Correction{}
	for _, c := range store.Counting(all) {
		if c.Field == "" {
			labels[c.Passage] = c
		}
	}
	return labels, nil
}

// correct lays what a person says over the label of a passage.
func (p *Passage) correct(corrections map[string]store.Correction) {
	c, ok := corrections[base(p.ID)]
	l := said(&c)
	if !ok || l.Category == "" && l.Themes == nil {
		return
	}
	p.Annotated = &index.Label{Category: p.Category, Rel: p.Rel, Confidence: p.Confidence, Themes: p.Themes}
	p.Corrected, p.Confidence, p.Note = true, 1, c.Note
	if l.Category != "" {
		p.Category = l.Category
	}
	if l.Themes != nil {
		p.Themes = l.Themes
	}
}

func encodeLabel(l *index.Label) string {
	if l == nil {
		return ""
	}
	text, _ := json.Marshal(l) // strings, numbers and lists of strings
	return string(text)
}

func decodeLabel(text string) *index.Label {
	l := &index.Label{}
	if json.Unmarshal([]byte(text), l) != nil {
		return nil
	}
	return l
}
