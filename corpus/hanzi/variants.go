package hanzi

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed traditional.tsv
var traditionalTSV string

//go:embed variants.tsv
var variantsTSV string

// Tables returns the tables of variants: two programs with the same tables fold
// alike.
func Tables() string { return traditionalTSV + variantsTSV }

// variants maps a character to the one it is compared as.
var variants = readVariants(traditionalTSV, variantsTSV)

// folds is Fold for the Basic Multilingual Plane, as a table: folding is what
// searching and indexing do most.
var folds = tabulate()

func tabulate() *[0x10000]rune {
	var t [0x10000]rune
	for r := range rune(len(t)) {
		to := r
		if r >= 0xFF01 && r <= 0xFF5E {
			to = r - 0xFEE0
		}
		if v, ok := variants[r]; ok {
			to = v
		}
		switch to {
		case '[':
			to = '('
		case ']':
			to = ')'
		}
		t[r] = to
	}
	return &t
}

func readVariants(tables ...string) map[rune]rune {
	m := make(map[rune]rune, 4300)
	for _, table := range tables {
		for line := range strings.Lines(table) {
			from, rest, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			a, _ := utf8.DecodeRuneInString(from)
			b, _ := utf8.DecodeRuneInString(rest)
			m[a] = b
		}
	}
	return m
}
