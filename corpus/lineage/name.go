package lineage

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
	"yinju/corpus/hanzi"
)

// Least lengths in runes of the part of a title that says what it is about.
const (
	leastLaw     = 2  // 刑法, with its country
	leastCode    = 4  // 信访条例: only a legislature or a government makes 条例
	leastShort   = 4  // 节水办法, with its place or country before it
	leastRule    = 6  // 拘留所办法 could be anybody's
	leastPlan    = 12 // opinions and plans have titles made of common words
	leastAlone   = 16 // 关于…的解释 without the body that gives it
	distinctRule = 10 // from here on no two departments of one place share a title
)

// Name returns the name that the other texts of a document have too: its earlier
// and later versions, and its text under the notice that issued it. It is of the
// form place|subject, both in skeleton form (hanzi.Skeleton), with nothing before
// the bar for a national text. Two documents of one name are texts of one
// document. It is "" where the title does not say enough for that: generic,
// yearly and short titles, drafts, extracts, headlines, amendments.
func Name(d *corpus.Document) string {
	if !official(d) {
		return ""
	}
	return Cited(d, d.Title.Value)
}

// Cited returns the name of a title that the document cites: what Name returns
// for the cited text if it is of the same place and body. It is "" for a title
// that names no one document.
func Cited(d *corpus.Document, title string) string {
	s, ok := scoped(d, subject(title))
	if !ok {
		return ""
	}
	if s.shared(d) {
		s.core = department(d) + "|" + s.core
	}
	return s.place + "|" + s.core
}

// official reports that something shows a text to be a document and no report
// of one: its genre, its number, its issuer or its articles.
func official(d *corpus.Document) bool {
	return d.Genre.Value != "" || d.Number.Value != "" || len(d.Issuers.Values) > 0 || articles(d.Text)
}

// subject returns the skeleton of what a title names, without edition, country
// and the notice around it; "" for a title that names no one document.
func subject(title string) string {
	plan, issued := issuedTitle(plainTitle(title))
	if issued && plan == "" {
		return ""
	}
	whole := skeleton(plan)
	if holds(whole, "draft", "part", "about", "amends", "recurs") {
		return ""
	}
	return whole
}

// scope is what a title is about, and where.
type scope struct {
	place, core string // skeletons; no place for the whole country
	law         bool   // the title begins with the name of the country
	local       bool   // the title of a local document itself begins with a place
}

// scoped takes a subject apart; false where it does not tell one document of its
// place from another.
func scoped(d *corpus.Document, subject string) (scope, bool) {
	place, core := placed(d, subject)
	if subject == "" || place == "" && !national(d, subject) {
		return scope{}, false
	}
	s := scope{place, strings.ReplaceAll(core, country, ""), strings.HasPrefix(subject, country), d.Place.Value != "" && place != "" && core != subject}
	if strings.HasPrefix(s.core, "关于") {
		s.core = issuers(d) + s.core
	}
	return s, s.telling()
}

// shared reports a title so short that another department of the place may have
// given one like it.
func (s scope) shared(d *corpus.Document) bool {
	return department(d) != "" && utf8.RuneCountInString(s.core) < distinctRule
}

const country = "中华人民共和国"

// telling reports that a subject is long enough, and ends as the name of a text.
func (s scope) telling() bool {
	n := utf8.RuneCountInString(s.core)
	if is(s.core, "generic") || n > 120 {
		return false
	}
	if strings.HasPrefix(s.core, "关于") && n < leastAlone {
		return false
	}
	bare := numbering.ReplaceAllString(s.core, "")
	switch word := ends(bare, "rule"); word {
	case "":
		return ends(bare, "plan") != "" && n >= leastPlan
	case "法", "法典", "宪法":
		return s.law && n >= leastLaw || n > leastLaw
	case "条例":
		return s.law && n > leastLaw || n >= leastCode
	case "办法", "规定", "细则":
		return n >= leastRule || n >= leastShort && (s.law || s.local)
	default:
		return n >= leastRule || n >= leastShort && s.law
	}
}

// numbering is what may stand after the last word: （二）, （2026—2030年）.
var numbering = regexp.MustCompile(`[一二三四五六七八九十\d年第部分]+$`)

// issuers are the skeletons of the bodies, in order.
func issuers(d *corpus.Document) string { return skeleton(strings.Join(d.Issuers.Values, "")) }

func skeleton(s string) string { return hanzi.Skeleton(s).String() }
