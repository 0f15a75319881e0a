package evidence

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
)

//go:embed asks.tsv
var asksTSV string

// ask is a row of asks.tsv.
type ask struct {
	question *regexp.Regexp
	classes  []string
}

var asks = readAsks(asksTSV)

func readAsks(table string) []ask {
	var list []ask
	for _, row := range rows(table, 3) {
		list = append(list, ask{regexp.MustCompile(row[0]), strings.Fields(row[1])})
	}
	return list
}

// wanted returns the classes of what a question asks for, none if it does not
// show.
func wanted(question string) []string {
	var classes []string
	for _, a := range asks {
		if a.question.MatchString(question) {
			classes = append(classes, a.classes...)
		}
	}
	return classes
}

// answers reports that a sentence has a part of a class that is asked for.
func (a asked) answers(sentence string) bool {
	return len(a.wants) > 0 && slices.ContainsFunc(Parts(sentence), func(p Part) bool {
		return slices.Contains(a.wants, p.Value.Class) || slices.Contains(a.wants, string(p.Kind))
	})
}
