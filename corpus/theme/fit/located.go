package main

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"yinju/corpus/hanzi"
	"yinju/corpus/theme"
)

// passagesTSV lists passages that were read for this project beside dev.tsv. The
// texts stay where they are: a row says where a passage lies in the corpora.
//
//go:embed passages.tsv
var passagesTSV string

// located reads the listed passages from the corpora under root.
func located(root string) ([]theme.Sample, error) {
	var samples []theme.Sample
	lines := bufio.NewScanner(strings.NewReader(passagesTSV))
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		s, err := locate(root, strings.Split(lines.Text(), "\t"))
		if err != nil {
			return nil, err
		}
		samples = append(samples, s)
	}
	return samples, lines.Err()
}

// locate reads one row: path, start and length in runes of the plain text,
// check, title, category, rel, themes.
func locate(root string, row []string) (theme.Sample, error) {
	if len(row) != 8 {
		return theme.Sample{}, fmt.Errorf("passages.tsv: a row has %d columns, wants 8: %v", len(row), row)
	}
	start, err1 := strconv.Atoi(row[1])
	length, err2 := strconv.Atoi(row[2])
	text, err3 := plain(filepath.Join(root, row[0]))
	if err1 != nil || err2 != nil || err3 != nil {
		return theme.Sample{}, fmt.Errorf("passages.tsv: %s: %v %v %v", row[0], err1, err2, err3)
	}
	if start+length > len(text) || check(string(text[start:start+length])) != row[3] {
		return theme.Sample{}, fmt.Errorf("passages.tsv: %s has changed at %d; take the row out", row[0], start)
	}
	return theme.Sample{
		ID:       row[0] + "#" + row[1],
		Input:    theme.Input{Title: row[4], Text: string(text[start : start+length])},
		Category: row[5],
		Rel:      row[6] == "1",
		Themes:   strings.Split(row[7], ","),
	}, nil
}

var (
	hidden = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>`)
	tag    = regexp.MustCompile(`<[^>]+>`)
)

// plain returns a file's text without markup, white space and width.
func plain(path string) ([]rune, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text := string(data)
	if strings.HasSuffix(path, ".html") {
		text = html.UnescapeString(tag.ReplaceAllString(hidden.ReplaceAllString(text, ""), ""))
	}
	return []rune(hanzi.Identity(text)), nil
}

// check is the start of the text's SHA-256, enough to notice a changed file.
func check(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
