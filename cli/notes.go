package cli

import (
	"fmt"
	"slices"

	"yinju/archive"
	"yinju/index"
)

// notes says what a reader should know of how the answer came about.
func notes(r *index.Results, m archive.MeaningState) []string {
	list := rewriteNotes(r.Rewrites)
	if r.Insufficient && r.Total > 0 {
		list = append(list, weakness(r.Degraded))
	}
	if r.Misplaced != "" {
		list = append(list, "本库所收的该文件文本中没有"+r.Misplaced+"，先列出其中最近的一条或开头")
	}
	if r.Unheld != "" {
		list = append(list, "本库没有"+r.Unheld+"的文件")
	}
	if r.Relaxed {
		list = append(list, "词语全部出现的段落很少，已列入只含部分词语的段落")
	}
	for _, code := range r.Degraded {
		list = append(list, degraded(code, m))
	}
	return list
}

// rewriteNotes say what was searched beside the words typed, and with the last how to
// do without it.
func rewriteNotes(rewrites []index.Rewrite) []string {
	var list []string
	for _, w := range rewrites {
		list = append(list, fmt.Sprintf("%s 也按 %s 检索%s", w.From, w.To, bracketed(rewriteWords[w.Kind])))
	}
	if len(list) > 0 {
		list[len(list)-1] += "；只按原样检索请加 --rewrite off"
	}
	return list
}

// rewriteWords names the kinds of rewriting.
var rewriteWords = map[string]string{
	"traditional": "简体", "regional": "大陆的说法", "pinyin": "拼音", "initials": "拼音首字母", "typo": "疑有误字",
	"english": "英文", "abbreviation": "简称或全称",
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

// weakness says that nothing found bears the question out. While vectors are missing
// that cannot be known of all passages, and is not said.
func weakness(degraded []string) string {
	if slices.Contains(degraded, vectorsIncomplete) {
		return "没有段落含有全部词语；还有段落没有与所查的意思比过，下面列出的只沾到一部分"
	}
	return "证据不足：没有意思足够相近的段落，也没有含全词语的段落"
}

const vectorsIncomplete = "vectors-incomplete"

// degraded says what an answer did without, why, and what helps.
func degraded(code string, m archive.MeaningState) string {
	switch {
	case code == vectorsIncomplete:
		return fmt.Sprintf("已有 %d / %d 段可按意思检索，其余的暂时只能按词语找到；让 yinju serve 运行一阵，或运行 yinju rebuild，即可补上", m.Embedded, m.Passages)
	case m.Reason != "":
		return "只按词语检索：" + m.Reason
	}
	return "只按词语检索：语义模型没有给出结果，请再试一次"
}
