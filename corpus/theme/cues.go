package theme

import (
	_ "embed"
	"fmt"
	"strconv"

	"yinju/corpus/hanzi"
	"yinju/corpus/table"
)

//go:embed category_cues.tsv
var categoryCuesTSV string

//go:embed theme_cues.tsv
var themeCuesTSV string

// cue is a word with what it speaks for: one family of the category cues, or
// one or more themes.
type cue struct {
	word  string
	votes []vote
}

// vote is the weight of a cue for a family or a theme, both by number.
type vote struct {
	for_   int
	weight float64
}

// lexicon is a list of cues with the matcher that finds them.
type lexicon struct {
	cues []cue
	*matcher
}

// readLexicon reads rows of cue, name, weight; number gives the number of a
// family or theme name, and false for an unknown one.
func readLexicon(file, data string, number func(string) (int, bool)) (*lexicon, error) {
	rows, err := table.Rows("theme: "+file, data, 4)
	if err != nil {
		return nil, err
	}
	lex := &lexicon{matcher: newMatcher()}
	for _, row := range rows {
		n, ok := number(row[1])
		if !ok {
			return nil, fmt.Errorf("theme: %s: cue %s stands under unknown name %s", file, row[0], row[1])
		}
		weight, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			return nil, fmt.Errorf("theme: %s: weight of cue %s: %w", file, row[0], err)
		}
		lex.enter(row[0], vote{n, weight})
	}
	return lex, nil
}

func (l *lexicon) enter(word string, v vote) {
	id := l.add([]rune(hanzi.Words(word)), int32(len(l.cues)))
	if int(id) == len(l.cues) {
		l.cues = append(l.cues, cue{word: word})
	}
	l.cues[id].votes = append(l.cues[id].votes, v)
}
