package evidence

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// Weigher scores the sentences of a passage against a question, higher is nearer;
// one score a sentence, 0 or less for one that has nothing of it.
type Weigher func(sentences []string) []float64

// Best returns the code points of the sentence that answers best; the first of
// equals. A question is none beside other sentences: what follows it answers. Where
// no sentence scores above 0 the first is taken that is more than an opening. ok is
// false only where there is no sentence.
func Best(text string, weigh Weigher) (start, end int, ok bool) {
	spans := Sentences(text)
	if len(spans) == 0 {
		return 0, 0, false
	}
	if len(spans) == 1 {
		return spans[0][0], spans[0][1], true
	}
	sentences := cut(text, spans)
	best, most, asking := -1, 0.0, 0
	for i, score := range weigh(sentences) {
		switch {
		case asksOnly(sentences[i]):
			if score > 0 && best < 0 {
				asking = i
			}
		case score > most:
			best, most = i, score
		}
	}
	if best < 0 {
		best = firstTelling(sentences, asking)
	}
	return spans[best][0], spans[best][1], true
}

// questions matches a sentence that asks, answers nothing.
var questions = regexp.MustCompile(`[？?][”’」』)）]*$|^(?:问|提问)[：:]`)

func asksOnly(sentence string) bool { return questions.MatchString(sentence) }

// firstTelling returns the first sentence from one on that is neither a question nor
// a heading, else the first that is no question, else the first.
func firstTelling(sentences []string, from int) int {
	for i, s := range sentences[from:] {
		if !asksOnly(s) && !opens.MatchString(s) && strings.ContainsAny(s, "。；！，,") {
			return from + i
		}
	}
	return max(0, slices.IndexFunc(sentences, func(s string) bool { return !asksOnly(s) }))
}

func cut(text string, spans [][2]int) []string {
	runes, list := []rune(text), make([]string, len(spans))
	for i, s := range spans {
		list[i] = string(runes[s[0]:s[1]])
	}
	return list
}

// How ByWords counts what is not a word of the question in full.
const (
	pairWeight = 0.5 // a pair of characters of a word
	runeWeight = 0.1 // a character of a word
	askWeight  = 0.5 // what the question asks for, of the weight of all its words
	openWeight = 0.6 // what an opening keeps of its score
	damping    = 0.2 // the power of a sentence's length that its score is divided by
)

// opens matches what only announces the sentences behind it: a lead-in that ends in
// a colon, a numbered heading that was set into the paragraph (（十六）加大政策激励。).
var opens = regexp.MustCompile(`[：:]$|^[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]\s*[^，；：]{2,24}。$`)

// ByWords weighs a sentence by the idf of the question's words that it has, and of
// pairs and single characters of the words that it has not in full (带枪 is found in
// 枪支), each the more the fewer sentences of the passage have it; a sentence with a
// figure of the kind that the question asks for (asks.tsv) gains. Long sentences
// are damped. question is what was typed, terms its words in all wordings; words cuts
// a sentence as the question was cut.
func ByWords(question string, terms []string, idf func(word string) float64, words func(string) []string) Weigher {
	a := newAsked(question, terms, idf)
	return func(sentences []string) []float64 {
		held := make([]map[string]bool, len(sentences))
		for i, s := range sentences {
			held[i] = a.held(s, words(s))
		}
		rarity := rarities(held)
		scores := make([]float64, len(sentences))
		for i, s := range sentences {
			scores[i] = a.score(s, held[i], rarity)
		}
		return scores
	}
}

// asked are the terms of a question with their weights: words, pairs, characters.
type asked struct {
	terms  []string // in the order of the question: sums come out the same every time
	weight map[string]float64
	all    float64
	wants  []string // classes of figures
}

func newAsked(question string, terms []string, idf func(string) float64) asked {
	a := asked{weight: map[string]float64{}, wants: wanted(question)}
	for _, w := range terms {
		own := idf(w)
		a.all += own
		a.add(w, own)
		for _, pair := range grams(w, 2) {
			a.add(pair, pairWeight*own)
		}
		for _, r := range grams(w, 1) {
			if !light[[]rune(r)[0]] {
				a.add(r, runeWeight*own)
			}
		}
	}
	return a
}

// add gives a term the greatest of the weights that it is added with.
func (a *asked) add(term string, weight float64) {
	if _, ok := a.weight[term]; !ok {
		a.terms = append(a.terms, term)
	}
	a.weight[term] = max(a.weight[term], weight)
}

// grams returns the runs of n characters of a word.
func grams(word string, n int) []string {
	runes := hanzi.Skeleton(word).Runes
	var list []string
	for i := n; i <= len(runes); i++ {
		list = append(list, string(runes[i-n:i]))
	}
	return list
}

// held returns the terms of the question that a sentence has.
func (a asked) held(sentence string, words []string) map[string]bool {
	terms := append(append(grams(sentence, 2), grams(sentence, 1)...), words...)
	held := map[string]bool{}
	for _, t := range terms {
		if a.weight[t] > 0 {
			held[t] = true
		}
	}
	return held
}

// rarities returns for every term that a sentence has how much it tells this
// sentence from the others: little if all have it.
func rarities(held []map[string]bool) map[string]float64 {
	count := map[string]int{}
	for _, terms := range held {
		for t := range terms {
			count[t]++
		}
	}
	rarity := make(map[string]float64, len(count))
	for t, n := range count {
		rarity[t] = math.Log(1 + float64(len(held))/float64(n))
	}
	return rarity
}

func (a asked) score(sentence string, held map[string]bool, rarity map[string]float64) float64 {
	total := 0.0
	for _, t := range a.terms {
		if held[t] {
			total += a.weight[t] * rarity[t]
		}
	}
	if a.answers(sentence) {
		total += askWeight * max(a.all, 1)
	}
	if opens.MatchString(sentence) {
		total *= openWeight
	}
	return total / math.Pow(float64(10+utf8.RuneCountInString(sentence)), damping)
}

// FirstOf weighs with the first of the weighers that gives any sentence a score
// above 0: words first, then a model for a question that shares no word with the
// passage. On the 98 questions of testdata/best.jsonl ByWords is right 77 times,
// the cosine of bge-small-zh-v1.5 71 times, and no mixture of the two more than 77;
// a model takes some 19 ms a sentence on a busy core.
func FirstOf(weighers ...Weigher) Weigher {
	return func(sentences []string) []float64 {
		for _, weigh := range weighers {
			scores := weigh(sentences)
			if len(scores) == len(sentences) && slices.ContainsFunc(scores, func(s float64) bool { return s > 0 }) {
				return scores
			}
		}
		return make([]float64, len(sentences))
	}
}
