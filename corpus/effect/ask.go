package effect

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

//go:embed asking.tsv
var askingTable string

// longestObject is how many characters a phrase may have to be taken for an object.
const longestObject = 9

// measures end a compound whose head stands for it in texts too: 小汽车数量.
var measures = []string{"数量", "规模", "总量", "准入", "保有量", "问题", "政策"}

// Object finds the object that a question or topic names, and the words that
// stand for it in texts. A question that only asks, or only names an action
// (加强管理), has none.
func (r *Reader) Object(query string) (name string, words []string, ok bool) {
	if utf8.RuneCountInString(query) > 200 {
		return "", nil, false
	}
	text := []rune(strings.ToLower(hanzi.Simplify(query)))
	if i, found := r.objects.named(text); found {
		return r.objects.list[i].name, slices.Clone(r.objects.list[i].words), true
	}
	name, ok = r.lexicon.phrase(text)
	if !ok {
		return "", nil, false
	}
	return name, r.Words(name), true
}

// Words returns what stands for an object in texts: the words of the table, else
// the object itself, a compound also without its measure word.
func (r *Reader) Words(object string) []string {
	object = strings.ToLower(strings.Join(strings.Fields(hanzi.Simplify(object)), ""))
	for _, one := range r.objects.list {
		if one.name == object {
			return slices.Clone(one.words)
		}
	}
	if object == "" {
		return nil
	}
	words := []string{object}
	for _, m := range measures {
		if head, ok := strings.CutSuffix(object, m); ok && utf8.RuneCountInString(head) >= 2 {
			words = append(words, head)
		}
	}
	return words
}

// named returns the longest object of the table that text names, the first of
// equally long ones.
func (o *objects) named(text []rune) (int, bool) {
	best, length := 0, 0
	for i := range text {
		if id, n := o.names.longest(text[i:]); n > length {
			best, length = int(id), n
		}
	}
	return best, length > 0
}

// phrase returns what is left of a question without its asking words and verbs,
// if that is one short noun phrase.
func (l *lexicon) phrase(text []rune) (string, bool) {
	var pieces []string
	start := 0
	cut := func(end int) {
		if end-start >= 2 {
			pieces = append(pieces, string(text[start:end]))
		}
	}
	for i := 0; i < len(text); {
		n := l.asked(text[i:])
		if n == 0 {
			i++
			continue
		}
		cut(i)
		i += n
		start = i
	}
	cut(len(text))
	if len(pieces) == 0 || len(pieces) > 2 || utf8.RuneCountInString(pieces[0]) > longestObject {
		return "", false
	}
	return pieces[0], true
}

// asked returns the length of the asking word, verb or mark at the head of text, 0 if none.
func (l *lexicon) asked(text []rune) int {
	_, n := l.asking.longest(text)
	if n == 0 && !hanzi.IsHan(text[0]) {
		return 1
	}
	return n
}
