package server

import (
	"slices"
	"strings"

	"yinju/index"
)

// rewriteForms say what was done to the words typed, by kind of rewriting: FROM
// stands for what was typed, TO for what was searched, each in quotation marks. A
// kind that is not listed has the words of unnamedRewrite.
var rewriteForms = map[string]string{
	"traditional":  "已按简体TO检索",
	"regional":     "也按大陆的说法TO检索",
	"pinyin":       "已把拼音FROM读作TO",
	"initials":     "已把拼音首字母FROM读作TO",
	"typo":         "FROM疑有误字，也按TO检索",
	"english":      "已把英文FROM译作TO",
	"abbreviation": "FROM也作TO，一并检索",
}

const unnamedRewrite = "也按TO检索"

// rewritten says in one sentence how a query was put in other words, "" where it
// was not. What one thing became in one way is said together.
func rewritten(list []index.Rewrite) string {
	var clauses []string
	for i, w := range list {
		if slices.ContainsFunc(list[:i], func(v index.Rewrite) bool { return together(v, w) }) {
			continue
		}
		var to []string
		for _, v := range list[i:] {
			if together(v, w) {
				to = append(to, "“"+v.To+"”")
			}
		}
		clauses = append(clauses, rewriteClause(w.Kind, "“"+w.From+"”", strings.Join(to, "")))
	}
	if len(clauses) == 0 {
		return ""
	}
	return strings.Join(clauses, "；") + "。"
}

func together(a, b index.Rewrite) bool { return a.Kind == b.Kind && a.From == b.From }

func rewriteClause(kind, from, to string) string {
	form, ok := rewriteForms[kind]
	if !ok {
		form = unnamedRewrite
	}
	return strings.NewReplacer("FROM", from, "TO", to).Replace(form)
}

// rewritingNote says what was searched instead of the words typed, with the way to
// their literal search; where that is on, the way back. Without words there is
// nothing to say.
func rewritingNote(q asked, r *index.Results) []note {
	other := copied(q)
	other.Rewrite = !q.Rewrite
	switch text := rewritten(r.Rewrites); {
	case text != "":
		return []note{{text, searchURL(other), "只按原样检索"}}
	case !q.Rewrite && q.Words != "":
		return []note{{"按原样检索，没有换用别的说法。", searchURL(other), "也换用别的说法"}}
	}
	return nil
}
