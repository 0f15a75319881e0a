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
	m := exampleMaker{a: a, hits: hits, taken: map[string]bool{}}
	for round := range exampleCount { // later rounds fill up with more of the kinds there are
		for i, kind := range exampleKinds {
			if len(m.made) == exampleCount {
				return m.made, nil
			}
			// Each kind begins at another passage, so that they are not all of one text.
			if err := m.add(ctx, kind, round+i); err != nil {
				return nil, err
			}
		}
	}
	return m.made, nil
}

// exampleMaker collects examples that are all different.
type exampleMaker struct {
	a     *Archive
	hits  []index.Hit
	taken map[string]bool
	made  []Example
}

// add adds an example of a kind, from the first passage at or after start that
// has one.
func (m *exampleMaker) add(ctx context.Context, kind exampleKind, start int) error {
	for i := range m.hits {
		query := kind.make(m.a, m.hits[(start+i)%len(m.hits)])
		if query == "" || m.taken[query] {
			continue
		}
		m.taken[query] = true
		q := index.ParseText(query)
		q.Size = 1
		r, err := m.a.Search(ctx, q)
		if err != nil {
			return err
		}
		if r.Total > 0 && (!r.Relaxed || kind.ranks) {
			m.made = append(m.made, Example{query, kind.what, r.Total})
			return nil
		}
	}
	return nil
}

// sample returns passages of different documents to make examples from: those of
// a direction first, spread over the archive.
func (a *Archive) sample(ctx context.Context) ([]index.Hit, error) {
	var hits []index.Hit
	for _, categories := range [][]string{{"加", "减", "加减"}, nil} {
		q := index.ParseText("")
		q.Size, q.Filters.Values = 200, map[index.Facet][]string{index.Category: categories}
		r, err := a.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		seen := map[string]int{}
		for _, h := range r.Hits {
			if seen[h.Doc]++; seen[h.Doc] <= max(1, sampled/max(r.Documents, 1)) && len(hits) < sampled {
				hits = append(hits, h)
			}
		}
	}
	return hits, nil
}

// sampled is how many passages examples are made from.
const sampled = 20

// exampleKind is a way of asking. One that ranks shows its text first and what
// is near after it; the others must find exactly what they say.
type exampleKind struct {
	what  string
	ranks bool
	make  func(*Archive, index.Hit) string
}

// exampleKinds are the ways of asking that the help page teaches.
var exampleKinds = []exampleKind{
	{"一个词", false, func(a *Archive, h index.Hit) string { return a.word(h.Text, 0) }},
	{"几个词，都要有", false, func(a *Archive, h index.Hit) string { return join(" ", a.word(h.Text, 0), a.word(h.Text, 1)) }},
	{"原文，逐字", false, func(a *Archive, h index.Hit) string { return wrap("“", clause(h.Text, 6, 16), "”") }},
	{"直角引号也是原文", false, func(a *Archive, h index.Hit) string { return wrap("「", clause(h.Text, 4, 10), "」") }},
	{"粘贴一句话，原句在前，相近的在后", true, func(a *Archive, h index.Hit) string { return clause(h.Text, 12, 30) }},
	{"不要某个词", false, func(a *Archive, h index.Hit) string { return join(" -", a.word(h.Text, 0), a.word(h.Text, 2)) }},
	{"只查标题", false, func(a *Archive, h index.Hit) string { return wrap("标题：", a.word(h.Title, 0), "") }},
	{"只查文号", false, func(a *Archive, h index.Hit) string { return wrap("文号：", h.Number, "") }},
	{"整个标题，这份文件在前", true, func(a *Archive, h index.Hit) string { return h.Title }},
	{"原文加词", false, func(a *Archive, h index.Hit) string {
		phrase, word := clause(h.Text, 4, 12), a.word(h.Text, 1)
		if strings.Contains(phrase, word) {
			return ""
		}
		return join(" ", wrap("“", phrase, "”"), word)
	}},
}

// word returns the nth of the words of a text that say something, the longer and
// the more frequent first, "" if there are fewer.
func (a *Archive) word(text string, nth int) string {
	counts := map[string]int{}
	var words []string
	for _, w := range a.tokens.Query(text) {
		if n := hanzi.HanCount(w); n < 2 || n < utf8.RuneCountInString(w) || strings.ContainsAny(w, countWords) {
			continue
		}
		if counts[w]++; counts[w] == 1 {
			words = append(words, w)
		}
	}
	long := func(w string) int { return min(hanzi.HanCount(w), 3) }
	slices.SortStableFunc(words, func(x, y string) int {
		return cmp.Or(cmp.Compare(long(y), long(x)), cmp.Compare(counts[y], counts[x]))
	})
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
