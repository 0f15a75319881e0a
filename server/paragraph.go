package server

import (
	"fmt"

	"yinju/archive"
)

// paragraphView is one passage with its place, label and permanent link.
type paragraphView struct {
	ID             string
	Locator        string
	Text           []segment
	Hit            bool
	Previous, Next string // ids of the hits before and after
	Sign           sign
	Rel            bool
	Themes         []string
	Cues           []string       // the words that made the label
	WhyURL         string         // of the page with these marked
	Reason         *reasonView    // all of it, where it was asked for
	Confidence     string         // of the annotator's label, with Reason; "" where a person's stands
	Corrected      *correctedView // nil: the label is the annotator's
	CorrectURL     string         // of the form in place, "" where nobody may correct
	Form           *labelForm     // that form, if it is open
	Noted, Unmade  bool           // it was just corrected, or that was taken back
}

func paragraph(p archive.Passage, names themeNames) *paragraphView {
	return &paragraphView{
		ID: p.ID, Locator: p.Locator, Text: markedText(p.Text, p.Marks).whole(), Hit: len(p.Marks) > 0,
		Sign: labelled(p.Category, p.Confidence, p.Corrected), Rel: p.Rel, Themes: names.of(p.Themes), Cues: cues(p.Reason),
	}
}

// explained marks the cues of a passage in its text and lists them in full. A page
// has it for the passage that it was asked for: for all it would be three times as
// long.
func (v *paragraphView) explained(p archive.Passage, names themeNames) {
	v.Text = markedText(p.Text, p.Marks).withCues(cueShades(p.Reason, p.Category)).whole()
	reason := reasonOf(p.Reason, p.Category, names)
	v.Reason = &reason
	if !p.Corrected {
		v.Confidence = fmt.Sprintf("%.2f", p.Confidence)
	}
}

// cuesShown is how many of the words behind a label the page names; /api/p has
// all.
const cuesShown = 6

// cues are the words behind a label, each once, strongest first as given.
func cues(reason []archive.Cue) []string {
	var words []string
	seen := map[string]bool{}
	for _, cue := range reason {
		if len(words) == cuesShown {
			return append(words, "…")
		}
		if cue.Text != "" && !seen[cue.Text] {
			seen[cue.Text] = true
			words = append(words, cue.Text)
		}
	}
	return words
}

// linkHits ties every marked passage to the one before and after it.
func linkHits(body []block) (hits int, first string) {
	var before *paragraphView
	for _, b := range body {
		if b.Passage == nil || !b.Passage.Hit {
			continue
		}
		hits++
		if before == nil {
			first = b.Passage.ID
		} else {
			before.Next, b.Passage.Previous = b.Passage.ID, before.ID
		}
		before = b.Passage
	}
	return hits, first
}
