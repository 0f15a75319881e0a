package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"yinju/corpus"
)

// unknown is what a reader sees where nothing is known.
const unknown = "不详"

var dateKinds = map[corpus.DateKind]string{
	corpus.Adopted: "成文", corpus.Spoken: "讲话", corpus.Published: "发布",
	corpus.Revised: "修订", corpus.Effective: "施行",
}

// count writes a number with separators: 12,345.
func count(n int) string { return message.NewPrinter(language.Chinese).Sprint(n) }

// chineseDate writes YYYY[-MM[-DD]] as 2024年7月18日, to its precision.
func chineseDate(s string) string {
	d, ok := corpus.ParseDate(s)
	switch {
	case !ok:
		return s
	case d.Month == 0:
		return fmt.Sprintf("%d年", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// moment writes an RFC 3339 time as 2026年11月24日 13:30（UTC+8）, in this machine's
// zone.
func moment(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return zoned(t.Local())
}

// zoned writes a time with the offset of its zone: UTC, UTC+8, UTC-3:30.
func zoned(t time.Time) string {
	_, seconds := t.Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	zone := "UTC"
	if seconds > 0 {
		zone += sign + strconv.Itoa(seconds/3600)
	}
	if minutes := seconds / 60 % 60; minutes > 0 {
		zone += fmt.Sprintf(":%02d", minutes)
	}
	return t.Format("2006年1月2日 15:04") + "（" + zone + "）"
}

// dated writes a main date with the word of its kind, 2020年9月22日发布; 日期不详
// where there is none.
func dated(date, kind *string, passed bool) string {
	if date == nil || *date == "" {
		return "日期" + unknown
	}
	if kind == nil {
		return chineseDate(*date)
	}
	return chineseDate(*date) + dateWord(corpus.DateKind(*kind), passed)
}

// dateWord is what happened on a date of a kind. A text that a body votes on is
// passed, others are written.
func dateWord(kind corpus.DateKind, passed bool) string {
	if kind == corpus.Adopted && passed {
		return "通过"
	}
	return dateKinds[kind]
}

// passedGenres are the genres that a body votes on.
var passedGenres = []string{"宪法", "修正案", "法律", "条例", "决议", "解释", "章程"}

// isPassed reports a text that came to be by a vote: by its genre, or as a decision
// of a people's congress or a text of it without a genre, such as a part of a code.
func isPassed(genre string, issuers []string) bool {
	congress := func(name string) bool { return strings.Contains(name, "人民代表大会") }
	return slices.Contains(passedGenres, genre) || (genre == "决定" || genre == "") && slices.ContainsFunc(issuers, congress)
}

// present drops the empty strings.
func present(list ...string) []string {
	var kept []string
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
