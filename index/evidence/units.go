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
	long, none          bool
	kind, span          bool
	kin                 string
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
			u.flag(flag)
		}
		all[u.word] = u
		longest = max(longest, len(u.word))
	}
	return all, longest
}

func (u *unit) flag(flag string) {
	switch flag {
	case "arabic":
		u.arabic = true
	case "count":
		u.count = true
	case "half":
		u.half = true
	case "long":
		u.long = true
	case "none":
		u.none = true
	case "kind":
		u.kind = true
	case "span":
		u.span = true
	}
	if kin, ok := strings.CutPrefix(flag, "like "); ok {
		u.kin = kin
	}
}

// kin returns the class that values of a class can be confused with: 5天 and
// 5个工作日, 亿元 and 亿美元.
func kin(class string) string {
	if of, ok := kinOf[class]; ok {
		return of
	}
	return class
}

var kinOf = readKin()

func readKin() map[string]string {
	of := map[string]string{}
	for _, u := range units {
		if u.kin != "" {
			of[u.class] = u.kin
		}
	}
	return of
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
