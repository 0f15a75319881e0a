package server

import (
	"fmt"
	"strings"

	"yinju/index"
)

// hitView is one result: the passage first, then what is needed to judge and
// cite it.
type hitView struct {
	ID        string
	Title     string
	URL       string   // the document, opened at the passage
	Permalink string   // absolute: it is also printed
	About     []string // 发文机关, 文号, date with kind, 文种
	Place     string   // headings and locator
	Shown     []segment
	Before    bool // something was clipped off before, after
	After     bool
	Whole     []segment // the whole passage if it was clipped
	Length    string    // its characters
	Sign      sign
	Rel       bool
	Themes    []string
	Found     string
	Cite      string // the source line that a copy carries
}

func hitOf(q index.Query, h index.Hit, names themeNames, origin string) hitView {
	text := []rune(h.Text)
	from, to := clip(text, h.Marks)
	v := hitView{
		ID: h.ID, Title: titleOr(h.Title), URL: documentURL(h.Doc, h.ID, q.Text), Permalink: origin + "/p/" + h.ID,
		About: present(about(h)...), Place: strings.Join(append(present(h.Section...), h.Locator), " › "),
		Shown: segments(text, h.Marks, from, to), Before: from > 0, After: to < len(text),
		Sign: labelled(h.Category, h.Confidence, h.Corrected), Rel: h.Rel, Themes: names.of(h.Themes), Found: found(h.Why),
		Cite: hitCredit(h).line(),
	}
	if v.Before || v.After {
		v.Whole = segments(text, h.Marks, 0, len(text))
		v.Length = count(len(text))
	}
	return v
}

func about(h index.Hit) []string {
	who := firstKnown(fewIssuers(h.Issuers), h.Speaker, h.Source)
	return []string{who, h.Number, dated(h.Date, h.DateKind, isPassed(h.Genre, h.Issuers)), h.Genre}
}

// fewIssuers names two issuers and counts the rest: a joint notice of nine bodies
// would push its passage off the screen. The document page names all.
func fewIssuers(issuers []string) string {
	if len(issuers) <= 3 {
		return strings.Join(issuers, "、")
	}
	return fmt.Sprintf("%s、%s等 %d 个机关", issuers[0], issuers[1], len(issuers))
}

// found says how the passage was found, in the reader's terms.
func found(w index.Why) string {
	switch {
	case w.Literal:
		return "原文命中"
	case w.MeaningRank != nil && w.WordsRank == nil:
		return "词义相近"
	case w.WordsRank != nil:
		return "词语相关"
	}
	return ""
}
