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
	URL       string // the document, opened at the passage
	Permalink string
	About     []string // 发文机关, 文号, date with kind, 文种
	Date      string   // for machines, "" if unknown
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

func (s *Server) hitView(q index.Query, h index.Hit, names themeNames) hitView {
	text := []rune(h.Text)
	from, to := clip(text, h.Marks)
	v := hitView{
		ID: h.ID, Title: titleOr(h.Title), URL: documentURL(h.Doc, h.ID, q.Text), Permalink: "/p/" + h.ID,
		About: present(about(h)...), Place: strings.Join(append(present(h.Section...), h.Locator), " › "),
		Shown: segments(text, h.Marks, from, to), Before: from > 0, After: to < len(text),
		Sign: signOf(h.Category), Rel: h.Rel, Themes: names.of(h.Themes), Found: found(h.Why), Cite: citation(h),
	}
	if v.Before || v.After {
		v.Whole = segments(text, h.Marks, 0, len(text))
		v.Length = count(len(text))
	}
	return v
}

func about(h index.Hit) []string {
	who := fewIssuers(h.Issuers)
	if who == "" {
		who = h.Speaker
	}
	if who == "" {
		who = h.Source
	}
	return []string{who, h.Number, dated(h.Date, h.DateKind), h.Genre}
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

// citation is the source line of a hit.
func citation(h index.Hit) string {
	who := strings.Join(h.Issuers, "、")
	if who == "" {
		who = h.Speaker
	}
	return sourceLine(h.Title, who, h.Number, dated(h.Date, h.DateKind), h.Locator)
}

// sourceLine is a source in one line: title, issuers, 文号, date with its kind,
// locator. What is unknown is left out, but an unknown date is said.
func sourceLine(title, who, number, date, locator string) string {
	inner := strings.NewReplacer("《", "〈", "》", "〉").Replace(titleOr(title))
	return "——" + strings.Join(present("《"+inner+"》", who, number, date, locator), "，")
}

func titleOr(title string) string {
	if title == "" {
		return "题名" + unknown
	}
	return title
}
