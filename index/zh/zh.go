// Package zh turns Chinese text into the tokens of the index.
//
// Three kinds: words as they are indexed (jieba search mode: a long word and the
// words in it), words as they are asked for (jieba default mode: the long word
// only), and character bigrams, which make any excerpt findable however jieba
// would have cut it. All are made from text folded by corpus/hanzi, so that
// width, white space and Traditional characters do not matter.
//
// jieba reads its dictionaries from files and, left alone, looks for them where
// the program was built. Here they are carried in the binary, with the policy
// dictionary (dict/policy.tsv), and written to a folder that is gone again when
// loading ends.
//
// The package knows no synonyms, no pinyin and no stop words.
package zh

import (
	"strings"
	"unicode/utf8"

	"github.com/yanyiwu/gojieba"

	"yinju/corpus/hanzi"
)

// Tokenizer cuts text into words. It is safe for concurrent use. A process
// should have one: each holds about 130 MB outside Go's heap.
type Tokenizer struct{ jieba *gojieba.Jieba }

// Index returns the words under which text is found: search mode, without
// punctuation, repeats kept, in order.
func (t *Tokenizer) Index(text string) []string { return t.cut(text, gojieba.SearchMode) }

// Query returns the words that are asked for: default mode, without
// punctuation, repeats kept, in order.
func (t *Tokenizer) Query(text string) []string { return t.cut(text, gojieba.DefaultMode) }

func (t *Tokenizer) cut(text string, mode gojieba.TokenizeMode) []string {
	folded := hanzi.Words(text)
	if folded == "" {
		return nil
	}
	return joinLatin(folded, t.jieba.Tokenize(folded, mode, false))
}

// joinLatin returns the tokens that have a word character. Without its hidden
// Markov model jieba leaves Latin letters and digits one by one; neighbours are
// joined here, a decimal point between digits too.
func joinLatin(text string, words []gojieba.Word) []string {
	tokens := make([]string, 0, len(words))
	start, end, open := 0, -1, false // of the Latin token that the next one may continue, bytes
	for i, w := range words {
		continues := open && w.Start == end
		switch {
		case isLatin(w.Str) && continues:
			tokens[len(tokens)-1] = text[start:w.End]
		case isLatin(w.Str):
			tokens, start, open = append(tokens, w.Str), w.Start, true
		case w.Str == "." && continues && i+1 < len(words) && isDigit(tokens[len(tokens)-1]) && isDigit(words[i+1].Str):
			tokens[len(tokens)-1] = text[start:w.End]
		default:
			open = false
			if HasWord(w.Str) {
				tokens = append(tokens, w.Str)
			}
		}
		end = w.End
	}
	return tokens
}

func isLatin(s string) bool {
	for _, r := range s {
		if r >= 0x250 || !hanzi.IsWord(r) {
			return false
		}
	}
	return s != ""
}

// isDigit reports a token that ends, and for a single character begins, with a digit.
func isDigit(s string) bool { c := s[len(s)-1]; return c >= '0' && c <= '9' }

// HasWord reports whether a token has a letter, a digit or a Chinese character.
func HasWord(token string) bool { return strings.IndexFunc(token, hanzi.IsWord) >= 0 }

// Bigrams returns the pairs of neighbouring characters of text's skeleton;
// punctuation does not separate them. A single character is its own only token.
func Bigrams(text string) []string {
	runes := hanzi.Skeleton(text).Runes
	switch len(runes) {
	case 0:
		return nil
	case 1:
		return []string{string(runes)}
	}
	// One backing string: its pieces share memory, which matters when millions
	// of bigrams are made.
	all := string(runes)
	pairs := make([]string, 0, len(runes)-1)
	for start, i := 0, 0; i+1 < len(runes); i++ {
		first := utf8.RuneLen(runes[i])
		pairs = append(pairs, all[start:start+first+utf8.RuneLen(runes[i+1])])
		start += first
	}
	return pairs
}
