package index

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed fillers.tsv
var fillerTable string

// fillers are the words by which people ask, with the words beside which alone
// they are such; none for always.
var fillers = sync.OnceValue(func() map[string][]string {
	list := map[string][]string{}
	for columns := range tableRows(fillerTable) {
		if len(columns) > 1 {
			list[columns[0]] = strings.Fields(columns[1])
		}
	}
	return list
})

// asked returns the tokens of a query that say what is asked for: all of them if
// nothing but fillers, or single characters, would be left.
func asked(tokens []string) []string {
	kept := slices.DeleteFunc(slices.Clone(tokens), func(t string) bool { return filler(t, tokens) })
	if !slices.ContainsFunc(kept, func(t string) bool { return len([]rune(t)) > 1 }) {
		return tokens
	}
	return kept
}

func filler(token string, among []string) bool {
	beside, known := fillers()[token]
	return known && (len(beside) == 0 || slices.ContainsFunc(beside, func(b string) bool { return slices.Contains(among, b) }))
}
