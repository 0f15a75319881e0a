package zh

import (
	"fmt"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// Sounds says how Chinese is read aloud. It is safe for concurrent use.
type Sounds struct {
	words   map[string][]string // readings of listed words, a syllable a character
	chars   map[rune][]string   // readings of listed characters, most common first
	longest int                 // listed word, in runes
}

// NewSounds reads the listed readings. The error names a line that is not one.
func NewSounds() (*Sounds, error) {
	table, err := dict.ReadFile("dict/heteronyms.tsv")
	if err != nil {
		return nil, fmt.Errorf("heteronyms: %w", err)
	}
	s := &Sounds{words: map[string][]string{}, chars: map[rune][]string{}}
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if err := s.add(strings.Split(strings.TrimRight(line, "\r\n"), "\t")); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// add takes a row: a character with its readings in use, or a word with one
// reading a character.
func (s *Sounds) add(row []string) error {
	if len(row) < 2 {
		return fmt.Errorf("heteronyms: row %q has no readings", row)
	}
	word, readings := []rune(row[0]), strings.Fields(row[1])
	if len(word) == 1 && len(readings) > 0 {
		s.chars[word[0]] = readings
		return nil
	}
	if len(word) != len(readings) || len(word) == 0 {
		return fmt.Errorf("heteronyms: %s has %d characters, its reading %d syllables", row[0], len(word), len(readings))
	}
	s.words[row[0]] = readings
	s.longest = max(s.longest, len(word))
	return nil
}

// Readings returns, for every rune of text, its syllables without tones, most
// common first, ü as v; nil for a rune that is not read. A listed word in text
// (银行) leaves one reading, a listed character alone (行) has all that are in
// use, every other the first of go-pinyin's table.
func (s *Sounds) Readings(text string) [][]string {
	runes := []rune(text)
	all := make([][]string, 0, len(runes))
	for i := 0; i < len(runes); {
		if listed := s.listed(runes[i:]); listed != nil {
			for _, syllable := range listed {
				all = append(all, []string{syllable})
			}
			i += len(listed)
			continue
		}
		all = append(all, s.character(runes[i]))
		i++
	}
	return all
}

// listed returns the reading of the longest listed word that runes begin with.
func (s *Sounds) listed(runes []rune) []string {
	for n := min(s.longest, len(runes)); n > 1; n-- {
		if readings, ok := s.words[string(runes[:n])]; ok {
			return readings
		}
	}
	return nil
}

func (s *Sounds) character(r rune) []string {
	if readings, ok := s.chars[r]; ok {
		return readings
	}
	first, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
	if first == "" {
		return nil
	}
	return []string{toneless.Replace(first)}
}

// toneless takes the tones off a syllable as go-pinyin writes it.
var toneless = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ē", "e", "é", "e", "ě", "e", "è", "e", "ê", "e", "ế", "e", "ề", "e", "ī", "i", "í", "i", "ǐ", "i", "ì", "i",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m",
)
