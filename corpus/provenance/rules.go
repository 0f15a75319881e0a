package provenance

import (
	_ "embed"
	"strings"
)

//go:embed sources.tsv
var sourcesText string

// rules are the rows of sources.tsv, in order.
var rules = readRules(sourcesText)

// rule is one row.
type rule struct{ kind, word, class, what string }

func readRules(text string) []rule {
	var list []rule
	for line := range strings.Lines(text) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if !strings.HasPrefix(line, "#") && len(c) >= 4 {
			list = append(list, rule{c[0], c[1], c[2], c[3]})
		}
	}
	return list
}

// words says the rule and what it was applied to: 网址 www.gov.cn（政府网站）.
func (r rule) words(what string) string { return what + "（" + r.what + "）" }

// first returns the first rule of a kind that fits a value, and the value with
// what it is.
func first(kind, name, value string, fits func(value, word string) bool) (rule, string, bool) {
	for _, r := range rules {
		if r.kind == kind && value != "" && fits(value, r.word) {
			return r, name + said(kind, value, r.word), true
		}
	}
	return rule{}, "", false
}

// longest is first, but of the rules that fit the one with the longest word.
func longest(kind, name, value string, fits func(value, word string) bool) (rule, string, bool) {
	var best rule
	for _, r := range rules {
		if r.kind == kind && value != "" && fits(value, r.word) && len(r.word) > len(best.word) {
			best = r
		}
	}
	return best, name + value, best.word != ""
}

// said shortens a key to the part that the rule is about.
func said(kind, value, word string) string {
	if kind == "path" {
		return word
	}
	return value
}
