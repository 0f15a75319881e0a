package main

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"yinju/index/zh"
)

// seed makes every run ask the same of the same passages.
const seed = 20261124

// questions are the queries of a run.
type questions struct {
	words     []string // one to three words of two or more characters
	sentences []string // thirty consecutive characters
}

// mixed takes turns between both kinds, three of words to one sentence.
func (q questions) mixed() []string {
	var list []string
	for i, w := range q.words {
		list = append(list, w)
		if i%3 == 2 {
			list = append(list, q.sentences[i/3%len(q.sentences)])
		}
	}
	return list
}

// ask cuts n queries of each kind out of passages drawn at random.
func ask(all []passage, n int, tokenizer *zh.Tokenizer) questions {
	draw := rand.New(rand.NewPCG(seed, 0))
	var q questions
	for tries := 0; tries < 100*n && (len(q.words) < n || len(q.sentences) < n); tries++ {
		text := all[draw.IntN(len(all))].Text
		if words := someWords(tokenizer.Query(text), draw); words != "" && len(q.words) < n {
			q.words = append(q.words, words)
		}
		if sentence := excerpt(text, draw); sentence != "" && len(q.sentences) < n {
			q.sentences = append(q.sentences, sentence)
		}
	}
	return q
}

// someWords draws one to three different words of a passage.
func someWords(tokens []string, draw *rand.Rand) string {
	draw.Shuffle(len(tokens), func(i, j int) { tokens[i], tokens[j] = tokens[j], tokens[i] })
	wanted := 1 + draw.IntN(3)
	var words []string
	for _, t := range tokens {
		if len(words) < wanted && han(t) >= 2 && !contains(words, t) {
			words = append(words, t)
		}
	}
	return strings.Join(words, " ")
}

func excerpt(text string, draw *rand.Rand) string {
	const length = 30
	runes := []rune(text)
	if len(runes) < length {
		return ""
	}
	at := draw.IntN(len(runes) - length + 1)
	return strings.Join(strings.Fields(string(runes[at:at+length])), "")
}

func han(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
