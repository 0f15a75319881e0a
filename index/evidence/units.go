package evidence

import (
	_ "embed"
	"math/big"
	"strings"
	"unicode/utf8"
)

//go:embed units.tsv
var unitsTSV string

// unit is a row of units.tsv.
type unit struct {
	word, class         string
	factor              *big.Rat
	arabic, count, half bool
}

// no reports a word that only looks like a unit.
func (u unit) no() bool { return u.class == "-" }

var units, longestUnit = readUnits(unitsTSV)

func readUnits(table string) (map[string]unit, int) {
	all, longest := map[string]unit{}, 0
	for _, row := range rows(table, 4) {
		u := unit{word: row[0], class: row[1], factor: new(big.Rat)}
		if !u.no() {
			if _, ok := u.factor.SetString(row[2]); !ok {
				panic("units.tsv: " + row[0] + ": the factor is no number")
			}
		}
		flags := strings.Split(row[3], ",")
		for _, flag := range flags {
			u.arabic, u.count, u.half = u.arabic || flag == "arabic", u.count || flag == "count", u.half || flag == "half"
		}
		all[u.word] = u
		longest = max(longest, len(u.word))
	}
	return all, longest
}

// rows returns the rows of a table with at least n columns; # begins a comment.
func rows(table string, n int) [][]string {
	var list [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		for len(row) < n {
			row = append(row, "")
		}
		list = append(list, row)
	}
	return list
}

// unitAt returns the longest unit that text begins with.
func unitAt(text string) (unit, bool) {
	for n := min(longestUnit, len(text)); n > 0; n-- {
		if u, ok := units[text[:n]]; ok {
			return u, !u.no() && !runsOn(u.word, text[n:])
		}
	}
	return unit{}, false
}

// runsOn reports a Latin unit that is only the beginning of a word.
func runsOn(word, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	next, _ := utf8.DecodeRuneInString(rest)
	return isLatin(last) && isLatin(next)
}
