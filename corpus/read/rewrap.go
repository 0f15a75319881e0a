package read

import (
	"strings"
	"unicode/utf8"
)

// rewrap joins lines that are the middle of a sentence: the next begins with
// what cannot begin a line, or the last ends with what cannot end one, or the
// text was wrapped at a fixed width.
func rewrap(paras []para) []para {
	width := wrapWidth(paras)
	var out []para
	last := ""
	for _, p := range paras {
		if n := len(out); n > 0 && (broken(last, p.text) || wrapped(last, p.text, width)) && !p.centred {
			out[n-1].text = glue(out[n-1].text, p.text)
		} else {
			out = append(out, p)
		}
		last = p.text
	}
	return out
}

const (
	cannotBegin = "，。、；：？！》」』”’）〉】"
	cannotEnd   = "《「『“‘（〈【"
)

func broken(a, b string) bool {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return strings.ContainsRune(cannotBegin, y) || strings.ContainsRune(cannotEnd, x)
}

// wrapWidth returns the width in runes at which most lines end, or 0 if the
// text is not wrapped: at least ten lines, two thirds of them within two runes
// of the longest, and most of those ending inside a sentence.
func wrapWidth(paras []para) int {
	widths := map[int]int{}
	longest := 0
	for _, p := range paras {
		n := utf8.RuneCountInString(p.text)
		widths[n]++
		longest = max(longest, n)
	}
	if longest < 20 || longest > 80 || len(paras) < 10 {
		return 0
	}
	near := 0
	for n := longest - 3; n <= longest; n++ {
		near += widths[n]
	}
	if near*3 < len(paras)*2 || !midSentence(paras, longest-3) {
		return 0
	}
	return longest - 3
}

func midSentence(paras []para, width int) bool {
	open, all := 0, 0
	for _, p := range paras {
		if utf8.RuneCountInString(p.text) < width {
			continue
		}
		all++
		if !endsSentence(p.text) {
			open++
		}
	}
	return open*2 > all
}

func wrapped(a, b string, width int) bool {
	return width > 0 && utf8.RuneCountInString(a) >= width && !beginsItem(b)
}

// endsSentence reports a final stop, closing marks not counted.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’」』）)》〉】\"' 　"))
	return strings.ContainsRune("。！？；：!?;:…", r)
}
