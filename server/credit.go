package server

import (
	"fmt"
	"slices"
	"strings"

	"yinju/archive"
	"yinju/corpus"
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
	parts := present(corpus.Bracketed(clipped(titleOr(c.Title), creditTitle)), c.Who, c.Number, source, c.Date, c.Edition, c.Locator)
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
