package cli

import (
	"fmt"
	"strings"

	"yinju/index"
	"yinju/server"
)

// excerpt is what is shown of a hit's passage, with offsets in code points.
type excerpt struct {
	text  string
	marks [][2]int
	best  *[2]int
}

// excerptOf clips a long passage as the page does; what was left off shows as …, and
// the length of the whole is said.
func excerptOf(h index.Hit) excerpt {
	from, to := server.Excerpt(h)
	text := []rune(h.Text)
	if from == 0 && to == len(text) {
		return excerpt{h.Text, h.Marks, h.Best}
	}
	before, behind := "", ""
	if from > 0 {
		before = "…"
	}
	if to < len(text) {
		behind = "…"
	}
	e := excerpt{text: fmt.Sprintf("%s%s%s（节选，全文 %d 字）", before, string(text[from:to]), behind, len(text))}
	shift := len([]rune(before)) - from
	for _, m := range h.Marks {
		if m[0] >= from && m[1] <= to {
			e.marks = append(e.marks, [2]int{m[0] + shift, m[1] + shift})
		}
	}
	if b := h.Best; b != nil && b[0] < to && b[1] > from {
		e.best = &[2]int{max(b[0], from) + shift, min(b[1], to) + shift}
	}
	return e
}

// bestLine is the sentence nearest in meaning, for where nothing can be underlined;
// "" where there is none or it is all of the passage.
func bestLine(h index.Hit) string {
	text := []rune(h.Text)
	if h.Best == nil || h.Best[1]-h.Best[0] >= len(text) {
		return ""
	}
	return "最贴近的一句：" + strings.TrimSpace(printable(string(text[h.Best[0]:h.Best[1]])))
}

// underlining explains the underlined sentences on a terminal.
func underlining(hits []index.Hit, width int) string {
	for _, h := range hits {
		if h.Best != nil && width > 0 {
			return "，下划线为意思最贴近的一句"
		}
	}
	return ""
}
