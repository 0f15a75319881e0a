package index

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
	"yinju/corpus/hanzi"
)

// Tokens are the tokenising functions that the archive hands in (index/zh).
type Tokens struct {
	Words   func(string) []string
	Bigrams func(string) []string
}

// excerptRunes is the least length, in visible characters, from which an
// unquoted query adds the passages that hold it, and termRunes that of a single
// term: a longer word of the dictionary (社会保险费) hides it from the words (社会保险).
const (
	excerptRunes = 6
	termRunes    = 3
)

// Plan turns a query into the terms of an engine.
func Plan(q Query, t Tokens) Request {
	r := Request{
		Wording:  wording(q.Words, q.Phrases, t),
		Phrases:  literals(q.Phrases),
		Excludes: literals(q.Excludes),
		Titles:   skeletons(q.Titles),
		Numbers:  skeletons(q.Numbers),
		Filters:  q.Filters,
		Sort:     q.Sort,
		Fold:     q.Fold,
		From:     (q.Page - 1) * q.Size,
		Size:     q.Size,
		Blank:    q.Blank(),
	}
	if q.Words != "" && len(q.Excludes)+len(q.Titles)+len(q.Numbers) == 0 {
		r.Excerpt = excerpt(q.Text)
		r.Named = named(q.Text)
	}
	return r
}

// wording turns words and phrases into the terms of a wording.
func wording(words string, phrases []string, t Tokens) Wording {
	w := Wording{Terms: KeptTerms(asked(t.Words(words)))}
	for word := range strings.FieldsSeq(words) {
		w.Bigrams = append(w.Bigrams, t.Bigrams(word)...)
	}
	for _, phrase := range phrases {
		w.Ranking = append(w.Ranking, KeptTerms(t.Words(phrase))...)
		w.Bigrams = append(w.Bigrams, t.Bigrams(phrase)...)
	}
	w.Ranking = first(without(unique(w.Ranking), w.Terms), maxTerms)
	w.Terms, w.Bigrams = first(w.Terms, maxTerms), first(unique(w.Bigrams), maxBigrams)
	return w
}

// WordingOf turns plain words, which were not typed, into a wording.
func WordingOf(words string, t Tokens) Wording { return wording(words, nil, t) }

// Limits of a plan. Of a text pasted whole only the beginning is looked up word
// by word; as an excerpt all of it counts. An engine may rank by fewer of them.
const (
	maxTerms   = 256
	maxBigrams = 512
)

// KeptTerms returns the tokens that match, each once: those of one character
// only if there is no longer one.
func KeptTerms(tokens []string) []string {
	long := slices.ContainsFunc(tokens, func(t string) bool { return utf8.RuneCountInString(t) > 1 })
	var kept []string
	for _, t := range tokens {
		if !long || utf8.RuneCountInString(t) > 1 {
			kept = append(kept, t)
		}
	}
	return unique(kept)
}

func first(tokens []string, n int) []string { return tokens[:min(n, len(tokens))] }

func unique(tokens []string) []string {
	seen := make(map[string]bool, len(tokens))
	return slices.DeleteFunc(slices.Clone(tokens), func(t string) bool {
		again := seen[t]
		seen[t] = true
		return again
	})
}

func without(tokens, others []string) []string {
	return slices.DeleteFunc(tokens, func(t string) bool { return slices.Contains(others, t) })
}

// literals leaves out phrases without any word character: nothing could be
// looked up for them.
func literals(phrases []string) []Literal {
	var out []Literal
	for _, phrase := range phrases {
		if l := LiteralOf(phrase); l.Skeleton != "" {
			out = append(out, l)
		}
	}
	return out
}

// LiteralOf returns a text as it is looked for character by character, punctuation
// and all. The skeleton is empty if it has no word character.
func LiteralOf(text string) Literal {
	return Literal{Skeleton: hanzi.Skeleton(text).String(), Exact: hanzi.Literal(text).String(), Form: hanzi.Printed(text).String()}
}

func skeletons(texts []string) []string {
	var out []string
	for _, text := range texts {
		if s := hanzi.Skeleton(text).String(); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// excerpt returns the whole query as an excerpt, nil if it cannot be one: it has
// fewer than two word characters, or is short and of several words.
func excerpt(text string) *Excerpt {
	form, skeleton := hanzi.Literal(text), hanzi.Skeleton(text)
	long, one := len(form.Runes) >= excerptRunes, len(strings.Fields(text)) == 1
	if len(skeleton.Runes) < 2 || !long && !one {
		return nil
	}
	l := Literal{Skeleton: skeleton.String(), Form: hanzi.Printed(text).String()}
	if figure.MatchString(form.String()) {
		l = LiteralOf(strings.TrimSpace(text))
	}
	return &Excerpt{l, long || len(skeleton.Runes) >= termRunes, long}
}

// figure is a query whose marks are part of what it says: 50% is not 50, nor 5.5
// the digits of 2055.
var figure = regexp.MustCompile(`^[$¥￥€]?\d[\d,.]*[%‰℃]?$`)

// nameRunes bounds what is read as a title with an article.
const nameRunes = 200

// named reads the query as a title, a 文号, or a title with an article.
func named(text string) Named {
	var title, article string
	if utf8.RuneCountInString(text) <= nameRunes {
		title, article = corpus.SplitCitation(text)
	}
	n := Named{Title: hanzi.Skeleton(text).String()}
	n.Number = n.Title
	if article != "" {
		n.Title, n.Article = hanzi.Skeleton(title).String(), article
	}
	return n
}
