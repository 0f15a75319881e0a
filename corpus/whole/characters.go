package whole

import (
	_ "embed"
	"regexp"
	"strings"

	"yinju/corpus"
)

//go:embed garbled.tsv
var garbledText string

// garbled has what garbled.tsv lists, with what happened.
var garbled = readGarbled(garbledText)

var (
	replaced = regexp.MustCompile(`\x{FFFD}+`)
	boxes    = regexp.MustCompile(`\p{Han}(□{2,})\p{Han}`) // in a form they stand at the head of a choice
)

func readGarbled(text string) map[string]string {
	list := map[string]string{}
	for row := range strings.Lines(text) {
		if c := strings.Split(strings.TrimRight(row, "\r\n"), "\t"); !strings.HasPrefix(row, "#") && len(c) >= 2 {
			list[c[0]] = c[1]
		}
	}
	return list
}

// characters finds lost characters, one finding a paragraph.
func characters(d *corpus.Document, lines []line) []Finding {
	var spans []corpus.Span
	var why []string
	for _, l := range lines {
		if at, size, what := lost(l.text); size > 0 {
			start := l.at.Start + at
			spans, why = append(spans, corpus.Span{Start: start, End: start + size}), append(why, what)
		}
	}
	return told(len(spans), func(i int) Finding {
		s := spans[i]
		return Finding{Characters, place(d, s.Start) + "有无法辨认的字“" + d.Text[s.Start:s.End] + "”（" + why[i] + "）。", s}
	})
}

// lost returns the place of the first lost characters in s, size 0 for none.
func lost(s string) (at, size int, what string) {
	if m := replaced.FindStringIndex(s); m != nil {
		return m[0], m[1] - m[0], "原字在转换中丢失"
	}
	if m := boxes.FindStringSubmatchIndex(s); m != nil {
		return m[2], m[3] - m[2], "原字在转换中丢失"
	}
	for word, why := range garbled {
		if i := strings.Index(s, word); i >= 0 && (size == 0 || i < at) {
			at, size, what = i, len(word), why
		}
	}
	return at, size, what
}
