// Package rewrite turns what a person types into what the archive says.
//
// People type Traditional characters and words of Taiwan and Hong Kong, pinyin,
// initials, English, abbreviations, and they make typing errors; policy texts
// have one form for each. A Rewriter reads a query and returns whole queries in
// other words, together with the changes that were made, so that a page can show
// and undo them.
//
// The tour: Rewrite (rewrite.go) reads the query into runes and words (typed.go)
// and asks one reader after the other for choices (choice.go): regional words
// and Traditional phrases (traditional.go), what is typed in Latin letters
// (latin.go: english.go with sense.go, pinyin.go with syllable.go, initials.go),
// abbreviations both ways (abbreviation.go; stranger.go for those that no list has),
// typing errors (typo.go). The numbers of documents are left alone (number.go). Each reader proposes
// only what the archive holds. Learn (lexicon.go) reads the words of an archive
// by sound; Introduced (introduced.go) finds the abbreviations that a text
// itself introduces; Suggest (suggest.go) completes what is being typed. The lists
// are in data, tables of text (table.go).
//
// The package does not search, does not see quoted phrases, does not know
// pinyin (a function is handed in), and never replaces the typed query: that
// stays a way to ask beside the variants.
package rewrite

import (
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"yinju/corpus/hanzi"
	"yinju/index"
)

// Holdings says what the archive holds. Words are tokens of the index: folded,
// lower case.
type Holdings struct {
	Frequency func(word string) int            // passages with the word; cheap
	Literal   func(text string) bool           // some passage holds the text, folded; a few milliseconds
	Together  func(words ...string) int        // passages with all of the words; a few milliseconds; may be nil
	Words     func() iter.Seq2[string, int]    // all words with their passages; slow, only Learn reads it
	Titles    func() iter.Seq[string]          // titles of documents, for Suggest; may be nil
	Shorts    func() iter.Seq2[string, string] // abbreviations that the passages introduce, with their full forms, a pair once for every document; may be nil
}

// The kinds of a rewriting.
const (
	Traditional  = "traditional"
	Regional     = "regional"
	Pinyin       = "pinyin"
	Initials     = "initials"
	Typo         = "typo"
	English      = "english"
	Abbreviation = "abbreviation"
)

// Rewriting is a query in other words.
type Rewriting struct {
	Rewrites []index.Rewrite // what was changed in the variants, those of the first variant first
	Variants []string        // whole queries, best first, at most 4; the typed query is not among them
	Meaning  string          // the form to embed: the best variant, or the query in simplified characters
	Printed  []string        // abbreviations and regional words of the lists in the query, put otherwise or not
}

// Limits of a rewriting.
const (
	maxRunes    = 400 // of a query that is read; a longer one is pasted text, only its characters are simplified
	maxVariants = 4
	maxRewrites = 8
	maxLiterals = 10      // calls of Holdings.Literal and Together for a query
	maxKnown    = 1 << 13 // texts of which it is remembered whether the archive holds them
	plenty      = 50      // passages with every word of a term, from which the term is not looked up literally
)

// Rewriter rewrites queries. It is safe for concurrent use.
type Rewriter struct {
	readings func(string) [][]string
	cut      func(string) []string
	tables   *tables

	lexicon atomic.Pointer[lexicon]
	known   sync.Map // text: whether the archive holds it; forgotten by Learn
	asked   atomic.Int32
}

// New reads the tables. pinyin returns, for every rune of a text, its syllables
// without tones (ü as v), most common first; words cuts a text into the words
// that an index is asked for. The error names a row that cannot be read.
func New(pinyin func(string) [][]string, words func(string) []string) (*Rewriter, error) {
	t, err := readTables()
	if err != nil {
		return nil, err
	}
	r := &Rewriter{readings: pinyin, cut: words, tables: t}
	r.lexicon.Store(r.newLexicon(Holdings{}))
	return r, nil
}

// Rewrite returns the query in other words. A query that the archive's texts would
// put in the same words has no variants. The query is its plain words: no
// quoted phrases, no operators.
func (r *Rewriter) Rewrite(query string, h Holdings) Rewriting {
	a := r.read(query, h)
	if len(a.runes) <= maxRunes {
		a.regional()
		a.latin()
		a.abbreviations()
		a.typos()
		a.partial()
		a.unlisted()
	}
	out := a.compose()
	out.Printed = a.asTyped
	out.Rewrites = append(slices.DeleteFunc(a.simplified(), out.replaces), out.Rewrites...)
	return out
}

// attempt is one query being rewritten.
type attempt struct {
	*Rewriter
	h        Holdings
	lexicon  *lexicon
	literals int // calls of Literal left
	typed
	choices []choice
	asTyped []string
	foreign []span // words of Taiwan and Hong Kong: no abbreviations of the mainland
}

func (r *Rewriter) read(query string, h Holdings) *attempt {
	a := &attempt{Rewriter: r, h: h, lexicon: r.lexicon.Load(), literals: maxLiterals}
	a.typed = r.typed(query)
	return a
}

// frequency returns how many passages have a word; a word of several tokens has
// as many as its rarest.
func (a *attempt) frequency(text string) int {
	if n, ok := a.lexicon.count(text); ok {
		return n
	}
	if n := a.h.Frequency(text); n > 0 {
		return n
	}
	tokens := a.cut(text)
	if len(tokens) < 2 {
		return 0
	}
	least := a.h.Frequency(tokens[0])
	for _, t := range tokens[1:] {
		least = min(least, a.h.Frequency(t))
	}
	return least
}

// holds reports whether the archive holds a term: its words are in plenty of
// passages, or in some and the term itself is found literally.
func (a *attempt) holds(text string) bool {
	if a.h.Frequency(text) > 0 {
		return true
	}
	n := a.frequency(text)
	return n >= plenty || n > 0 && a.literal(text, true)
}

// literal reports whether some passage holds text; unknown is the answer when no
// calls are left.
func (a *attempt) literal(text string, unknown bool) bool {
	if held, ok := a.known.Load(text); ok {
		return held.(bool)
	}
	if a.literals <= 0 {
		return unknown
	}
	a.literals--
	held := a.h.Literal(text)
	if a.asked.Add(1) < maxKnown {
		a.known.Store(text, held)
	}
	return held
}

// both returns how many passages have both of two words; 0 too when no calls are left.
func (a *attempt) both(word, other string) int {
	if a.h.Together == nil || a.literals <= 0 {
		return 0
	}
	a.literals--
	return a.h.Together(word, other)
}

// simplified returns the change of characters alone, for every run of Han
// characters that has one.
func (a *attempt) simplified() []index.Rewrite {
	list := []index.Rewrite{}
	for _, s := range a.runs {
		from, to := string(a.raw[s.start:s.end]), string(a.runes[s.start:s.end])
		if from != to && len(list) < maxRewrites {
			list = append(list, index.Rewrite{From: from, To: to, Kind: Traditional})
		}
	}
	return list
}

// replaces reports a change of characters that another change of the whole text
// makes needless to tell: 計程車 is 出租车, and the archive may hold no 计程车.
func (r Rewriting) replaces(simple index.Rewrite) bool {
	return slices.ContainsFunc(r.Rewrites, func(c index.Rewrite) bool { return c.From == simple.From && c.Kind == Regional })
}

// same reports whether two texts are one to the index.
func same(a, b string) bool { return hanzi.Skeleton(a).String() == hanzi.Skeleton(b).String() }
