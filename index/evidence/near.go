package evidence

import (
	_ "embed"
	"slices"
	"sort"
	"strings"

	"yinju/corpus/hanzi"
)

//go:embed light.txt
var lightTXT string

var light = readLight(lightTXT)

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

const (
	reach            = 14 // runes to either side of a value that are its neighbours
	enough           = 2  // support from which two values are taken to speak of the same
	enoughOfSentence = 3  // the same, of pairs in the whole sentence
)

// support measures how far the words around a part in the claim agree with those
// around an item of a text: one for every pair of characters that both have, one
// for every rune next to both values that is the same. Pairs of light
// characters (light.txt) and common pairs (common.txt) do not count.
func (c *comparison) support(p Part, in folded, it item) int {
	start, end := c.claim.bytes(p.Span)
	mine, theirs := c.claim.around(start, end, reach), in.around(it.start, it.end, reach)
	return mine.shared(theirs) + mine.edges(theirs)
}

// sentenceSupport counts the pairs of characters that the claim's sentence and an
// item's have both.
func (c *comparison) sentenceSupport(p Part, it item) int {
	start, end := c.claim.bytes(p.Span)
	mine, theirs := c.claim.around(start, end, longestSentence), c.text.around(it.start, it.end, longestSentence)
	return mine.shared(theirs)
}

// longestSentence is how many runes to either side belong to the same sentence.
const longestSentence = 60

// bytes returns the bytes of the folded text for a span of the source.
func (f folded) bytes(span [2]int) (start, end int) {
	return sort.SearchInts(f.at, span[0]), sort.SearchInts(f.at, span[1])
}

// neighbours are the runes before and after a value, the nearest last and first.
type neighbours struct{ before, after []rune }

func (f folded) around(start, end, reach int) neighbours {
	before, after := []rune(f.text[max(0, start-4*reach):start]), []rune(f.text[end:min(len(f.text), end+4*reach)])
	before = before[max(0, len(before)-reach):]
	after = after[:min(len(after), reach)]
	for i := len(before) - 1; i >= 0; i-- {
		if endsSentence(before[i]) {
			before = before[i+1:]
			break
		}
	}
	if i := slices.IndexFunc(after, endsSentence); i >= 0 {
		after = after[:i]
	}
	return neighbours{before, after}
}

func endsSentence(r rune) bool { return strings.ContainsRune("。；！？;!?\n", r) }

func (n neighbours) shared(m neighbours) int {
	pairs, count := m.pairs(), 0
	for pair := range n.pairs() {
		if pairs[pair] {
			count++
		}
	}
	return count
}

// edges counts the sides on which the same rune stands next to both values.
func (n neighbours) edges(m neighbours) int {
	count := 0
	if a := edge(n.after, false); a != 0 && a == edge(m.after, false) {
		count++
	}
	if b := edge(n.before, true); b != 0 && b == edge(m.before, true) {
		count++
	}
	return count
}

// pairs returns the pairs of neighbouring characters, those of two light ones
// left out.
func (n neighbours) pairs() map[[2]rune]bool {
	set := map[[2]rune]bool{}
	for _, side := range [][]rune{n.before, n.after} {
		for i := 1; i < len(side); i++ {
			if a, b := side[i-1], side[i]; supports(a, b) {
				set[[2]rune{a, b}] = true
			}
		}
	}
	return set
}

func supports(a, b rune) bool {
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
