package index

import (
	_ "embed"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Class is a kind of query: each is answered with its own weight of the two legs.
type Class string

// The classes, as fusion.tsv names them.
const (
	Keywords Class = "keywords"
	Question Class = "question"
	Quoted   Class = "literal"
	Name     Class = "name"
	Foreign  Class = "foreign"
)

// sentenceRunes is from how many characters on a run of text without spaces is a
// sentence rather than a term.
const sentenceRunes = 12

var (
	numbered = regexp.MustCompile(`[〔﹝\[(（【]\s*(19|20)\d\d\s*[〕﹞\])）】]\s*第?\d+\s*号?|第[〇零一二三四五六七八九十百千\d]+条`)
	titled   = regexp.MustCompile(`^《[^《》]+》$|^\S{2,40}(法|法典|条例|规定|办法|细则)$`)
	asking   = regexp.MustCompile(`[?？]|吗|呢$|怎么|怎样|如何|什么|为什么|哪些|哪里|多少|能不能|可不可以|是否|要不要|该不该|还是|谁|几`)
)

// ClassOf returns the class of a query, by its form alone.
func ClassOf(q Query) Class {
	text := strings.TrimSpace(q.Words)
	switch {
	case text == "":
		return Quoted
	case strings.IndexFunc(text, isHan) < 0:
		return Foreign
	case numbered.MatchString(text) || titled.MatchString(text):
		return Name
	case asking.MatchString(text) || longestRun(text) >= sentenceRunes:
		return Question
	}
	return Keywords
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// longestRun is the length of the longest word between spaces, in code points.
func longestRun(text string) int {
	longest := 0
	for word := range strings.FieldsSeq(text) {
		longest = max(longest, utf8.RuneCountInString(word))
	}
	return longest
}

//go:embed fusion.tsv
var fusionTable string

// fusions is fusion.tsv: a Nearness without a vector for every class.
var fusions = sync.OnceValue(func() map[Class]Nearness {
	all := map[Class]Nearness{}
	for fields := range tableRows(fusionTable) {
		if len(fields) == 6 {
			all[Class(fields[0])] = Nearness{Weight: number(fields[1]), Floor: number(fields[2]), Within: number(fields[3]), Bears: number(fields[4])}
		}
	}
	return all
})

// tableRows yields the fields of the rows of an embedded table, less its comments.
func tableRows(table string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(table) {
			if !strings.HasPrefix(line, "#") && !yield(strings.Split(strings.TrimRight(line, "\r\n"), "\t")) {
				return
			}
		}
	}
}

func number(text string) float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic("fusion.tsv: " + err.Error()) // embedded
	}
	return n
}

// NearnessOf returns the leg of meaning of a query, given its vector.
func NearnessOf(q Query, vector []float32) Nearness {
	n := fusions()[ClassOf(q)]
	n.Vector, n.Alone = vector, q.Mode == Meaning
	return n
}
