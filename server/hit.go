package server

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"yinju/index"
)

// hitView is one result: the passage first, then what is needed to judge and
// cite it.
type hitView struct {
	ID        string
	Title     string
	URL       string   // the document, opened at the passage
	Permalink string   // absolute: it is also printed
	Aside     string   // what a copied link says of itself
	About     []string // 发文机关, 文号, date with kind, 文种, source with its class
	Standing  standingView
	Place     string // headings and locator
	Shown     []segment
	Before    bool // something was clipped off before, after
	After     bool
	Whole     []segment // the whole passage if it was clipped
	Length    string    // its characters
	Sign      sign
	Rel       bool
	Themes    []string
	Why       whyView
	Claim     *claimView // what it has of the figures, dates and names asked for
	Similar   string     // address of the passages like it
	Best      bool       // the sentence nearest in meaning is shown
	Cite      string     // the source line that a copy carries
	Same      []placeView
	SameCount int
	SameMore  int    // places that are not listed
	More      int    // other passages of this document among the results
	MoreURL   string // the document with all of them marked

	Corrected bool        // the label is a person's
	Reason    *reasonView // of the label; nil where it was not asked for
	Effect    *effectView // what it does to an object
	WhyURL    string      // the document with what made the label marked
}

// carriedRunes bounds what the links of one page repeat of the query: a long one
// in every link of two hundred hits would make megabytes.
const carriedRunes = 20_000

// carried is the query as the links of n hits have it, "" if that is too much:
// the documents are then opened without marks.
func carried(text string, n int) string {
	if utf8.RuneCountInString(text)*n > carriedRunes {
		return ""
	}
	return text
}

// hitOf is the view of a hit; query is what its links carry.
func hitOf(query string, h index.Hit, names themeNames, at addressing) hitView {
	text := hitText(h)
	from, to := Excerpt(h)
	v := hitView{
		ID: h.ID, Title: titleOr(h.Title), URL: documentURL(h.Doc, h.ID, query), Permalink: at.permalink(h.ID), Aside: at.aside(h.URL),
		About: present(about(h)...), Place: strings.Join(append(present(h.Section...), h.Locator), " › "),
		Shown: text.window(from, to), Before: from > 0, After: to < len(text.text),
		Sign: labelled(h.Category, h.Confidence, h.Corrected), Rel: h.Rel, Themes: names.of(h.Themes), Why: whyOf(h), Claim: claimOf(h.Evidence), Similar: similarURL(h.ID),
		Best:     h.Best != nil,
		Standing: standing(h.Status, h.StatusNote, h.StatusBy), Cite: hitCredit(h).line(),
		Same: places(h.Elsewhere), SameCount: h.Places, SameMore: h.Places - len(h.Elsewhere),
		More: h.More, MoreURL: documentURL(h.Doc, "", query),
		Corrected: h.Corrected, WhyURL: correctURL(h.Doc, h.ID, query, "why"),
	}
	if v.Before || v.After {
		v.Whole = text.whole()
		v.Length = count(len(text.text))
	}
	return v
}

func about(h index.Hit) []string {
	who := firstKnown(fewIssuers(h.Issuers), h.Speaker)
	return []string{who, h.Number, dated(h.Date, h.DateKind, isPassed(h.Genre, h.Issuers)), h.Genre, classed(h.Source, h.SourceClass)}
}

// fewIssuers names two issuers and counts the rest: a joint notice of nine bodies
// would push its passage off the screen. The document page names all.
func fewIssuers(issuers []string) string {
	if len(issuers) <= 3 {
		return strings.Join(issuers, "、")
	}
	return fmt.Sprintf("%s、%s等 %d 个机关", issuers[0], issuers[1], len(issuers))
}
