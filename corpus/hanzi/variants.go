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

// variants maps a character to the one it is compared as.
var variants = readVariants(traditionalTSV, variantsTSV)

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
