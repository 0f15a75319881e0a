package lineage

import (
	_ "embed"
	"strings"
)

//go:embed titles.tsv
var titlesText string

// words are the rows of titles.tsv by kind.
var words = readWords(titlesText)

func readWords(text string) map[string][]string {
	list := map[string][]string{}
	for line := range strings.Lines(text) {
		if cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t"); !strings.HasPrefix(line, "#") && len(cells) >= 2 {
			list[cells[0]] = append(list[cells[0]], cells[1])
		}
	}
	return list
}

// holds reports whether s contains a word of one of the kinds.
func holds(s string, kinds ...string) bool {
	return anyWord(kinds, func(w string) bool { return strings.Contains(s, w) })
}

// begins reports whether s begins with a word of the kind.
func begins(s, kind string) bool {
	return anyWord([]string{kind}, func(w string) bool { return strings.HasPrefix(s, w) })
}

// ends returns the longest word of the kind that s ends with, "" for none.
func ends(s, kind string) string {
	longest := ""
	for _, w := range words[kind] {
		if strings.HasSuffix(s, w) && len(w) > len(longest) {
			longest = w
		}
	}
	return longest
}

// is reports whether s is a word of the kind.
func is(s, kind string) bool {
	return anyWord([]string{kind}, func(w string) bool { return s == w })
}

func anyWord(kinds []string, fits func(string) bool) bool {
	for _, kind := range kinds {
		for _, w := range words[kind] {
			if fits(w) {
				return true
			}
		}
	}
	return false
}
