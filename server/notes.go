package server

import (
	"fmt"
	"slices"

	"yinju/index"
)

// note is a line above the results: what was changed or could not be done. Undo
// is the address of the answer without it, with its words.
type note struct{ Text, Undo, UndoText string }

// notes say what a reader must know to trust the answer.
func (s *Server) notes(q asked, r *index.Results) []note {
	var list []note
	for _, w := range r.Rewrites {
		literal := copied(q)
		literal.Rewrite = false
		list = append(list, note{rewritten(w), searchURL(literal), "按原样检索"})
	}
	if r.Relaxed && r.Total > 0 {
		list = append(list, note{Text: "词语未全部出现的段落也列在其中，合得多的在前。"})
	}
	for _, code := range r.Degraded {
		if text := degradations[code]; text != "" {
			list = append(list, note{Text: text})
		}
	}
	for _, problem := range s.archive.Status().Problems {
		list = append(list, note{Text: problem})
	}
	return list
}

// quiet is the word for an answer by words alone, which in this version every
// answer is.
func quiet(degraded []string) string {
	if slices.Contains(degraded, "no-embedder") {
		return "按词语检索"
	}
	return ""
}

func rewritten(w index.Rewrite) string {
	text := fmt.Sprintf("已把“%s”作“%s”检索", w.From, w.To)
	if kind := rewriteKinds[w.Kind]; kind != "" {
		text += "（" + kind + "）"
	}
	return text + "。"
}
