package evidence

import (
	_ "embed"
	"sort"
	"strings"

	"yinju/corpus/hanzi"
)

//go:embed light.txt
var lightTXT string

var light = readLight(lightTXT)

//go:embed telling.txt
var tellingTXT string

var telling = readCommon(tellingTXT)

//go:embed common.txt
var commonTXT string

var common = readCommon(commonTXT)

func readCommon(list string) map[[2]rune]bool {
	set := map[[2]rune]bool{}
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, phrase := range strings.Fields(line) {
			runes := []rune(phrase)
			for i := 1; i < len(runes); i++ {
				set[[2]rune{runes[i-1], runes[i]}] = true
			}
		}
	}
	return set
}

func readLight(list string) map[rune]bool {
	set := map[rune]bool{}
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "#") {
			for _, r := range strings.TrimSpace(line) {
				set[r] = true
			}
		}
	}
	return set
}

// reach is how many words to either side of a value are its neighbours.
const reach = 14

// bytes returns the bytes of the folded text for a span of the source.
func (f folded) bytes(span [2]int) (start, end int) {
	return sort.SearchInts(f.at, span[0]), sort.SearchInts(f.at, span[1])
}

func supports(a, b rune) bool {
	if telling[[2]rune{a, b}] {
		return true
	}
	return hanzi.IsWord(a) && hanzi.IsWord(b) && !(light[a] && light[b]) && !isDigit(a) && !isDigit(b) && !common[[2]rune{a, b}]
}

// edge returns the first rune next to a value that is not light; 0 if
// punctuation comes before it.
func edge(side []rune, last bool) rune {
	for i := range side {
		r := side[i]
		if last {
			r = side[len(side)-1-i]
		}
		if !hanzi.IsWord(r) {
			return 0
		}
		if !light[r] && !isDigit(r) {
			return r
		}
	}
	return 0
}
