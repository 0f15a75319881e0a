package main

import (
	_ "embed"
	"fmt"
	"strings"

	"yinju/corpus/theme"
)

// sentencesTSV lists short sentences written for fitting, with their category.
//
//go:embed sentences.tsv
var sentencesTSV string

func sentences() ([]theme.Sample, error) {
	var samples []theme.Sample
	for line := range strings.Lines(sentencesTSV) {
		text, category, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("sentences.tsv: a row wants text and category: %s", line)
		}
		samples = append(samples, theme.Sample{ID: text, Input: theme.Input{Text: text}, Category: category, Themes: []string{theme.Fallback}})
	}
	return samples, nil
}
