package effect

import (
	"slices"

	"yinju/corpus/hanzi"
)

// watch is the object as it is looked for: its words, folded, longest first.
type watch struct {
	words [][]rune
	kind  kind
}

func newWatch(words []string, k kind) watch {
	w := watch{kind: k}
	for _, word := range words {
		if f := fold(word).runes; len(f) > 0 {
			w.words = append(w.words, f)
		}
	}
	slices.SortStableFunc(w.words, func(a, b []rune) int { return len(b) - len(a) })
	return w
}

// at returns the length of the object word at the head of text, 0 if none.
func (w watch) at(text []rune) int {
	for _, word := range w.words {
		if text[0] == word[0] && len(text) >= len(word) && slices.Equal(text[:len(word)], word) {
			return len(word)
		}
	}
	return 0
}

// token is a mention of the object or a word of the lexicon, at folded runes [start, end).
type token struct {
	verb
	mention    bool
	start, end int
}

// clause is the stretch [start, end) between two marks, with its tokens in order.
type clause struct {
	start, end int
	mark       rune // that ends it, 0 at the end of the text
	tokens     []token
	text       []rune // the whole text
}

// clauses cuts text at its marks. What stands in 《》 or parentheses is a name or
// an aside: its marks cut nothing and its words say nothing, though an object
// there is mentioned.
func (r *Reader) clauses(text []rune, w watch) []clause {
	var list []clause
	c := clause{text: text}
	shut := asides(text)
	for i := 0; i < len(text); {
		if ends(text[i]) && shut[i] == 0 {
			c.end, c.mark = i, text[i]
			list = append(list, c)
			i++
			c = clause{start: i, text: text}
			continue
		}
		t, ok := r.token(text, i, shut[i] != 0, w)
		if ok {
			c.tokens = append(c.tokens, t)
		}
		i = max(t.end, i+1)
	}
	c.end = len(text)
	return append(list, c)
}

func (r *Reader) token(text []rune, i int, aside bool, w watch) (token, bool) {
	if n := w.at(text[i:]); n > 0 {
		t := token{mention: true, start: i, end: i + n}
		if aside {
			t.sense = name
		}
		return t, true
	}
	id, n := r.lexicon.words.longest(text[i:])
	if n == 0 || w.inside(text[i:i+n]) || aside {
		return token{}, false
	}
	t := token{verb: r.lexicon.verbs[id], start: i, end: i + n}
	return t, t.weight > 0
}

// inside reports that an object word starts within a word of the lexicon, which
// then must not hide it.
func (w watch) inside(word []rune) bool {
	for i := 1; i < len(word); i++ {
		if w.at(word[i:]) > 0 {
			return true
		}
	}
	return false
}

func ends(r rune) bool { return r == ',' || r == ':' || endsSentence(r) }

func endsSentence(r rune) bool {
	switch r {
	case '。', ';', '!', '?', '\n':
		return true
	}
	return false
}

// longestAside is how many runes may stand between an opening mark and its
// closing mark; a mark without a partner opens nothing.
const longestAside = 80

// asides returns for every rune the mark that closes the aside it stands in, 0 outside.
func asides(text []rune) []rune {
	in := make([]rune, len(text))
	for i, r := range text {
		shut := closing(r)
		if shut == 0 || in[i] != 0 {
			continue
		}
		if n := slices.Index(text[i:min(len(text), i+longestAside)], shut); n > 0 {
			for k := i; k <= i+n; k++ {
				in[k] = shut
			}
		}
	}
	return in
}

func closing(r rune) rune {
	switch r {
	case '(':
		return ')'
	case '《', '<':
		return hanzi.Fold('》')
	}
	return 0
}
