package server

import (
	"fmt"
	"slices"

	"yinju/archive"
	"yinju/index"
)

// note is a line above the results: what was changed or could not be done. Undo
// is the address of the answer without it, with its words.
type note struct{ Text, Undo, UndoText string }

// notes say what a reader must know to trust the answer.
func (s *Server) notes(q asked, r *index.Results) []note {
	list := rewritingNote(q, r)
	if r.Misplaced != "" {
		list = append(list, note{Text: "本库所收的该文件文本中没有" + r.Misplaced + "，先列出其中最近的一条或开头。"})
	}
	if r.Unheld != "" {
		list = append(list, note{Text: "本库没有" + r.Unheld + "的文件。"})
	}
	if r.Relaxed && r.Total > 0 {
		list = append(list, note{Text: "词语未全部出现的段落也列在其中。"})
	}
	state := s.archive.Meaning()
	for _, code := range r.Degraded {
		if text := degraded(code, q.Mode, state); text != "" {
			list = append(list, note{Text: text})
		}
	}
	for _, problem := range s.archive.Status().Problems {
		list = append(list, note{Text: problem})
	}
	return list
}

// degraded says in plain words what an answer did without, and what can be done.
// That there is no model is news only to who asks by meaning alone; the line of
// the count says it quietly to everybody.
func degraded(code string, mode index.Mode, m archive.MeaningState) string {
	switch code {
	case "no-embedder":
		if mode == index.Meaning {
			return "现在不能按意思检索：" + m.Reason + "。下面是按词语检索的结果。"
		}
	case "vectors-incomplete":
		return unfinished(m)
	case "embedder-timeout", "embedder-error":
		return failing(code, m)
	}
	return ""
}

// failing says that the model gave nothing, this time or, where its address has not
// answered since the start, at all.
func failing(code string, m archive.MeaningState) string {
	switch {
	case m.Model == "":
		return "现在不能按意思检索：" + m.Reason + "。下面是按词语检索的结果；程序会不时再试，接通后自动使用。"
	case code == "embedder-timeout":
		return "语义模型这次没有及时回应，下面是按词语检索的结果，可以再试一次。"
	}
	return "语义模型这次出了错，下面是按词语检索的结果；原因在日志里。"
}

// unfinished says how far the vectors are.
func unfinished(m archive.MeaningState) string {
	return fmt.Sprintf("已有 %s / %s 段可按意思检索，其余的还没有备好，暂时只能按词语找到。", count(m.Embedded), count(m.Passages))
}

// quietly is what the line of the count says of an answer by words alone where
// both ways were wanted, and its reason.
func quietly(q asked, degraded []string, m archive.MeaningState) (text, reason string) {
	if q.Mode == index.Auto && slices.Contains(degraded, "no-embedder") {
		return "只按词语检索", m.Reason
	}
	return "", ""
}
