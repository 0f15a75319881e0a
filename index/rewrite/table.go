package rewrite

import (
	"embed"
	"fmt"
	"strings"

	"yinju/corpus/hanzi"
)

//go:embed data
var data embed.FS

// tables are the lists of this package. Every list says in its head where it
// comes from; its last column is a comment.
type tables struct {
	phrases   *phrases // Traditional to simplified, rune by rune, where the fold is wrong
	regional  *phrases // words of Taiwan and Hong Kong
	shorts    *phrases // abbreviation to full forms
	fulls     *phrases // full form to abbreviations
	english   map[string][]string
	spoken    map[string]bool // English words that occur in the glossary, in the form of stem, and stop words
	stop      map[string]bool // English words that are part of no term
	longest   int             // English term, in words
	shapes    map[rune][]rune // characters that look alike
	syllables map[string]bool
	spelling  map[string]string // British to American word parts
	terms     map[string]int    // Chinese terms of the lists with their passages in the corpora
	particles map[rune]bool     // characters that are words by themselves in any sentence
	before    map[rune]bool     // characters that may stand before any abbreviation
	after     map[rune]bool     // and after
	senses    map[string][]sense
	phrasal   map[string][]string // English terms that are one word without their function words, with them
}

func readTables() (*tables, error) {
	t := &tables{
		phrases: &phrases{}, regional: &phrases{}, shorts: &phrases{}, fulls: &phrases{},
		english: map[string][]string{}, spoken: map[string]bool{}, stop: map[string]bool{},
		shapes: map[rune][]rune{}, syllables: map[string]bool{}, spelling: map[string]string{},
		terms: map[string]int{}, particles: map[rune]bool{}, before: map[rune]bool{}, after: map[rune]bool{},
		senses: map[string][]sense{}, phrasal: map[string][]string{},
	}
	for _, list := range []struct {
		name    string
		columns int
		add     func(row []string) error
	}{
		{"stopwords", 2, t.addStop},
		{"spelling", 2, t.addSpelling},
		{"traditional", 2, t.addTraditional},
		{"regional", 4, t.addRegional},
		{"english", 3, t.addEnglish},
		{"abbreviations", 4, t.addAbbreviation},
		{"terms", 2, t.addTerm},
		{"shapes", 1, t.addShapes},
		{"syllables", 2, t.addSyllables},
		{"particles", 1, t.addParticles},
		{"neighbours", 2, t.addNeighbours},
		{"senses", 3, t.addSense},
	} {
		if err := eachRow(list.name, list.columns, list.add); err != nil {
			return nil, err
		}
	}
	for _, p := range []*phrases{t.phrases, t.regional, t.shorts, t.fulls} {
		p.sort()
	}
	return t, nil
}

// eachRow calls add for every row of a table; the error names the table and row.
func eachRow(name string, columns int, add func([]string) error) error {
	table, err := data.ReadFile("data/" + name + ".tsv")
	if err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	for line := range strings.Lines(string(table)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) < columns {
			return fmt.Errorf("table %s: row %q has fewer than %d columns", name, line, columns)
		}
		if err := add(row); err != nil {
			return fmt.Errorf("table %s: row %q: %w", name, line, err)
		}
	}
	return nil
}

func (t *tables) addStop(row []string) error {
	if row[1] == "function" {
		t.stop[t.stem(row[0])] = true
	}
	t.spoken[row[0]] = true
	return nil
}

func (t *tables) addSpelling(row []string) error {
	t.spelling[row[0]] = row[1]
	return nil
}

func (t *tables) addTraditional(row []string) error {
	if len([]rune(row[0])) != len([]rune(row[1])) {
		return fmt.Errorf("%s and %s have not the same length", row[0], row[1])
	}
	t.phrases.add(row[0], []string{row[1]}, false)
	return nil
}

// addRegional takes a word, its mainland forms, and when it is one: always, or
// only in a query with Traditional characters. A word that is its own mainland form
// guards against shorter ones within it.
func (t *tables) addRegional(row []string) error {
	t.regional.add(simple(row[0]), strings.Split(row[1], "/"), row[2] == "traditional")
	return t.addTerm([]string{row[0], row[3]})
}

func (t *tables) addEnglish(row []string) error {
	words := t.stems(strings.Fields(row[0]))
	if len(words) == 0 {
		return fmt.Errorf("no word left of %q", row[0])
	}
	key := strings.Join(words, " ")
	if whole := t.whole(row[0]); len(words) == 1 && strings.Contains(whole, " ") {
		t.phrasal[whole] = append(t.phrasal[whole], row[1]) // "laid off" is not laid
	} else {
		t.english[key] = append(t.english[key], row[1])
	}
	t.longest = max(t.longest, len(words))
	for _, w := range words {
		t.spoken[w] = true
	}
	return t.addTerm(row[1:])
}

// addAbbreviation takes an abbreviation and a full form. Only one that is made of
// the full form's characters stands for it the other way round too.
func (t *tables) addAbbreviation(row []string) error {
	short, full := simple(row[0]), simple(row[1])
	t.shorts.add(short, []string{full}, false)
	if ordered([]rune(short), []rune(full)) {
		t.fulls.add(full, []string{short}, false)
	}
	if err := t.addTerm(row[1:]); err != nil || len([]rune(short)) < minInitial {
		return err // one of two characters is too easily a chance meeting
	}
	return t.addTerm([]string{short, row[3]})
}

// ordered reports whether text has the characters of short in their order.
func ordered(short, text []rune) bool {
	for _, r := range text {
		if len(short) > 0 && r == short[0] {
			short = short[1:]
		}
	}
	return len(short) == 0
}

// addTerm takes a term and the number of passages that hold it in the corpora.
func (t *tables) addTerm(row []string) error {
	n := 0
	if _, err := fmt.Sscan(row[1], &n); err != nil {
		return fmt.Errorf("%q is no number of passages", row[1])
	}
	term := simple(row[0])
	t.terms[term] = max(t.terms[term], n)
	return nil
}

func (t *tables) addShapes(row []string) error {
	group := []rune(row[0])
	for _, r := range group {
		for _, other := range group {
			if r != other {
				t.shapes[r] = append(t.shapes[r], other)
			}
		}
	}
	return nil
}

func (t *tables) addSyllables(row []string) error {
	for syllable := range strings.FieldsSeq(row[1]) {
		t.syllables[syllable] = true
	}
	return nil
}

func (t *tables) addParticles(row []string) error {
	for _, r := range row[0] {
		t.particles[r] = true
	}
	return nil
}

// addNeighbours takes characters that may stand before or after an abbreviation.
func (t *tables) addNeighbours(row []string) error {
	for _, r := range row[1] {
		switch row[0] {
		case "before":
			t.before[r] = true
		case "after":
			t.after[r] = true
		default:
			return fmt.Errorf("%q is neither before nor after", row[0])
		}
	}
	return nil
}

// simple returns a word of a table as queries are read: simplified, lower case.
func simple(s string) string { return strings.ToLower(hanzi.Simplify(s)) }
