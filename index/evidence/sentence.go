package evidence

import (
	"strings"

	"yinju/corpus/hanzi"
)

const (
	ends    = "。！？；!?;\n"
	pauses  = "，；,、：" // where a long sentence is cut, the later ones only for want of others
	closers = "”’」』）)》〉】\"'"

	longSentence = 120 // code points; a longer sentence is cut at its commas
)

// Sentences cuts a text after 。！？； and at line ends, closing marks kept with
// their sentence, and sentences of more than 120 code points at commas into parts
// of at most as many where the commas allow it. A mark within 《》 ends nothing.
// Spans are code points without the blanks around; what holds no visible
// character is left out. They are sorted and disjoint.
func Sentences(text string) [][2]int {
	runes := []rune(text)
	var list [][2]int
	for _, s := range wholeSentences(runes) {
		list = append(list, shortened(runes, s)...)
	}
	return list
}

func wholeSentences(runes []rune) [][2]int {
	var list [][2]int
	start, title := 0, 0
	for i := 0; i < len(runes); i++ {
		title = depth(title, runes[i])
		if !strings.ContainsRune(ends, runes[i]) || title > 0 {
			continue
		}
		i = pastClosers(runes, i)
		list, start = appendVisible(list, runes, start, i+1), i+1
	}
	return appendVisible(list, runes, start, len(runes))
}

// depth counts the open 《 after a rune; a line end closes all.
func depth(open int, r rune) int {
	switch r {
	case '《':
		return open + 1
	case '》':
		return max(0, open-1)
	case '\n':
		return 0
	}
	return open
}

// pastClosers returns the last of the ends and closing marks that follow an end
// on its line.
func pastClosers(runes []rune, i int) int {
	for runes[i] != '\n' && i+1 < len(runes) && strings.ContainsRune(closers+ends, runes[i+1]) {
		i++
	}
	return i
}

// appendVisible appends runes[start:end) without the blanks around, if anything
// is left.
func appendVisible(list [][2]int, runes []rune, start, end int) [][2]int {
	for start < end && hanzi.Invisible(runes[start]) {
		start++
	}
	for start < end && hanzi.Invisible(runes[end-1]) {
		end--
	}
	if start < end {
		list = append(list, [2]int{start, end})
	}
	return list
}

// shortened cuts a sentence at the last comma within the bound, again and again;
// where there is none it is left as it is up to the next.
func shortened(runes []rune, s [2]int) [][2]int {
	var list [][2]int
	for s[1]-s[0] > longSentence {
		cut := pauseBefore(runes, s)
		if cut == s[1] {
			break
		}
		list = appendVisible(list, runes, s[0], cut)
		s[0] = cut
	}
	return appendVisible(list, runes, s[0], s[1])
}

// pauseBefore returns the end of the part to cut off: behind the last pause that
// leaves both parts at least ten code points, the best kind of pause first.
func pauseBefore(runes []rune, s [2]int) int {
	const least = 10
	last := min(s[0]+longSentence, s[1]-least)
	for _, mark := range pauses {
		for i := last - 1; i >= s[0]+least; i-- {
			if runes[i] == mark {
				return i + 1
			}
		}
	}
	for i := max(last, s[0]+least); i < s[1]-least; i++ {
		if strings.ContainsRune(pauses, runes[i]) {
			return i + 1
		}
	}
	return s[1]
}
