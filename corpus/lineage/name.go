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
	title := subject(d.Title.Value)
	if title == "" || !official(d) {
		return ""
	}
	return scoped(d, title)
}

// Cited returns the name of a title that the document cites: what Name returns
// for the cited text if it is of the same place. It is "" for a title that names
// no one document.
func Cited(d *corpus.Document, title string) string {
	if title = subject(title); title == "" {
		return ""
	}
	return scoped(d, title)
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

// scoped puts the place, and where it is needed the body, before a subject.
func scoped(d *corpus.Document, subject string) string {
	place, core := placed(d, subject)
	if place == "" && !national(d, subject) {
		return ""
	}
	core = strings.TrimPrefix(core, country)
	core = strings.ReplaceAll(core, country, "")
	if strings.HasPrefix(core, "关于") {
		core = issuers(d) + core
	}
	if !telling(core, place, strings.HasPrefix(subject, country)) {
		return ""
	}
	if department := department(d); department != "" && utf8.RuneCountInString(core) < distinctRule {
		core = department + "|" + core
	}
	return place + "|" + core
}

const country = "中华人民共和国"

// telling reports that a subject is long enough, and ends as the name of a text.
func telling(core, place string, law bool) bool {
	n := utf8.RuneCountInString(core)
	if is(core, "generic") || n > 120 {
		return false
	}
	if strings.HasPrefix(core, "关于") && n < leastAlone {
		return false
	}
	bare := numbering.ReplaceAllString(core, "")
	switch word := ends(bare, "rule"); word {
	case "":
		return ends(bare, "plan") != "" && n >= leastPlan
	case "法", "法典", "宪法":
		return law && n >= leastLaw || n > leastLaw
	case "条例":
		return law && n > leastLaw || n >= leastCode
	default:
		return law && n >= leastCode || n >= leastRule || place != "" && n > leastRule
	}
}

// numbering is what may stand after the last word: （二）, （2026—2030年）.
var numbering = regexp.MustCompile(`[一二三四五六七八九十\d年第部分]+$`)

// issuers are the skeletons of the bodies, in order.
func issuers(d *corpus.Document) string { return skeleton(strings.Join(d.Issuers.Values, "")) }

func skeleton(s string) string { return hanzi.Skeleton(s).String() }
