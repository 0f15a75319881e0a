package server

import (
	"fmt"
	"slices"
	"strings"

	"yinju/archive"
	"yinju/index"
)

// creditTitle is how many characters of a title a credit names.
const creditTitle = 80

// credit is what a copy says about where it is from. What is unknown is left
// out, but an unknown date is said.
type credit struct {
	Title   string
	Who     string // issuers, else the speaker, else the author
	Number  string // 文号
	Source  string // where the text was published
	Date    string // with the word of its kind, or 日期不详
	Edition string // of an old version
	Locator string
}

// line writes a credit: ——《李克强在上海考察》，新闻联播，2020年9月22日发布，第4段.
func (c credit) line() string {
	source := c.Source
	if slices.Contains(strings.Split(c.Who, "、"), source) {
		source = ""
	}
	parts := present(bracketed(clipped(titleOr(c.Title), creditTitle)), c.Who, c.Number, source, c.Date, c.Edition, c.Locator)
	return "——" + strings.Join(parts, "，")
}

// hitCredit is the credit of a hit.
func hitCredit(h index.Hit) credit {
	return credit{Title: h.Title, Who: firstKnown(strings.Join(h.Issuers, "、"), h.Speaker), Number: h.Number, Source: h.Source,
		Date: dated(h.Date, h.DateKind, isPassed(h.Genre, h.Issuers)), Locator: h.Locator}
}

// documentCredit is the credit of every passage of a document, but for the
// locator: the page says it once.
func documentCredit(d *archive.Document) credit {
	c := credit{Title: d.Title.Value, Who: firstKnown(strings.Join(d.Issuers.Values, "、"), d.Speaker.Value, d.Author.Value),
		Number: d.Number.Value, Source: d.Source.Value, Date: documentDate(d)}
	if !isNewest(d) {
		c.Edition = fmt.Sprintf("第 %d 版（已有新版）", d.Version)
	}
	return c
}

// bracketed puts a title into 《》; the marks inside it alternate: 《〈《》〉》. A
// title that is all inside one pair keeps it.
func bracketed(title string) string {
	if wrapped(title) {
		title = strings.TrimSuffix(strings.TrimPrefix(title, "《"), "》")
	}
	depth := 1
	var b strings.Builder
	for _, r := range title {
		switch r {
		case '《', '〈':
			depth++
			b.WriteRune([]rune("〈《")[depth%2])
		case '》', '〉':
			depth = max(2, depth) // one too many closes an inner mark, not the title
			b.WriteRune([]rune("〉》")[depth%2])
			depth--
		default:
			b.WriteRune(r)
		}
	}
	for ; depth > 1; depth-- { // left open, or cut off
		b.WriteRune([]rune("〉》")[depth%2])
	}
	return "《" + b.String() + "》"
}

// wrapped reports a title whose first mark closes with its last character.
func wrapped(title string) bool {
	if !strings.HasPrefix(title, "《") || !strings.HasSuffix(title, "》") {
		return false
	}
	depth, rest := 0, len(title)
	for _, r := range title {
		rest -= len(string(r))
		switch r {
		case '《':
			depth++
		case '》':
			depth--
		}
		if depth == 0 && rest > 0 {
			return false
		}
	}
	return depth == 0
}

// clipped cuts a title after n characters and says so.
func clipped(s string, n int) string {
	if short := shorten(s, n); short != s {
		return short + "…"
	}
	return s
}

func firstKnown(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func titleOr(title string) string { return firstKnown(title, "题名"+unknown) }
