package archive

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"yinju/corpus/hanzi"
	"yinju/index"
)

// exampleCount is how many examples a start or help page teaches with.
const exampleCount = 10

// exampleCache keeps the examples of one generation.
type exampleCache struct {
	mu         sync.Mutex
	generation string
	examples   []Example
}

// Examples returns queries that this archive answers, at most ten, each of
// another kind as far as the archive has one: made from its own passages and
// titles, and counted.
func (a *Archive) Examples(ctx context.Context) ([]Example, error) {
	generation := a.Status().Generation
	a.examples.mu.Lock()
	defer a.examples.mu.Unlock()
	if generation != "" && a.examples.generation == generation {
		return a.examples.examples, nil
	}
	made, err := a.makeExamples(ctx)
	if err == nil {
		a.examples.generation, a.examples.examples = generation, made
	}
	return made, err
}

func (a *Archive) makeExamples(ctx context.Context) ([]Example, error) {
	hits, err := a.sample(ctx)
	if err != nil {
		return nil, err
	}
	var made []Example
	taken := map[string]int{}
	for round := range 4 { // later rounds fill up with more of the kinds there are
		for _, kind := range exampleKinds {
			for _, h := range hits {
				if len(made) == exampleCount {
					return made, nil
				}
				query := kind.make(a, h)
				if query == "" || taken[query] > 0 || taken[kind.what] > round {
					continue
				}
				q := index.ParseText(query)
				q.Size = 1
				r, err := a.Search(ctx, q)
				if err != nil {
					return nil, err
				}
				if taken[query]++; r.Total > 0 {
					taken[kind.what]++
					made = append(made, Example{query, kind.what, r.Total})
				}
			}
		}
	}
	return made, nil
}

// sample returns passages of different documents to make examples from: those of
// a direction, spread over the archive.
func (a *Archive) sample(ctx context.Context) ([]index.Hit, error) {
	q := index.ParseText("")
	q.Size, q.Filters.Values = 200, map[index.Facet][]string{index.Category: {"加", "减", "加减"}}
	r, err := a.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	var hits []index.Hit
	seen := map[string]int{}
	for _, h := range r.Hits {
		if seen[h.Doc]++; seen[h.Doc] <= max(1, 20/r.Documents) && len(hits) < 20 {
			hits = append(hits, h)
		}
	}
	return hits, nil
}

// exampleKinds are the ways of asking that the help page teaches.
var exampleKinds = []struct {
	what string
	make func(*Archive, index.Hit) string
}{
	{"一个词", func(a *Archive, h index.Hit) string { return a.word(h.Text, 0) }},
	{"几个词，都要有", func(a *Archive, h index.Hit) string { return join(" ", a.word(h.Text, 0), a.word(h.Text, 1)) }},
	{"原文，逐字", func(a *Archive, h index.Hit) string { return wrap("“", clause(h.Text, 6, 16), "”") }},
	{"直角引号也是原文", func(a *Archive, h index.Hit) string { return wrap("「", clause(h.Text, 4, 10), "」") }},
	{"粘贴一句话", func(a *Archive, h index.Hit) string { return clause(h.Text, 14, 30) }},
	{"不要某个词", func(a *Archive, h index.Hit) string { return join(" -", a.word(h.Text, 0), a.word(h.Text, 2)) }},
	{"只查标题", func(a *Archive, h index.Hit) string { return wrap("标题：", a.word(h.Title, 0), "") }},
	{"只查文号", func(a *Archive, h index.Hit) string { return wrap("文号：", h.Number, "") }},
	{"整个标题", func(a *Archive, h index.Hit) string { return h.Title }},
	{"原文加词", func(a *Archive, h index.Hit) string {
		return join(" ", wrap("“", clause(h.Text, 4, 12), "”"), a.word(h.Text, 1))
	}},
}

// word returns the nth of the longer words of a text, most frequent first, ""
// if there are fewer.
func (a *Archive) word(text string, nth int) string {
	counts := map[string]int{}
	var words []string
	for _, w := range a.tokens.Query(text) {
		if n := hanzi.HanCount(w); n < 3 || n < utf8.RuneCountInString(w) || strings.ContainsAny(w, countWords) {
			continue
		}
		if counts[w]++; counts[w] == 1 {
			words = append(words, w)
		}
	}
	slices.SortStableFunc(words, func(x, y string) int { return cmp.Compare(counts[y], counts[x]) })
	if nth >= len(words) {
		return ""
	}
	return words[nth]
}

// countWords are characters of numbers, dates and articles, which make poor
// examples of a word.
const countWords = "第一二三四五六七八九十百千万元年月日"

// clause returns the first piece between punctuation marks of at least low and
// at most high Chinese characters.
func clause(text string, low, high int) string {
	for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return !hanzi.IsWord(r) }) {
		if n := utf8.RuneCountInString(piece); n >= low && n <= high && hanzi.HanCount(piece) == n {
			return piece
		}
	}
	return ""
}

func wrap(before, text, after string) string {
	if text == "" {
		return ""
	}
	return before + text + after
}

func join(with, left, right string) string {
	if left == "" || right == "" {
		return ""
	}
	return left + with + right
}
