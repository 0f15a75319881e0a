package local

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"yinju/corpus/hanzi"
	"yinju/index"
)

// A phrase lies within one extended passage (a passage with the headings before
// it), or runs over the ends of some. Bigrams only shortlist; what counts is
// decided on the stored text. The bigrams of the index do not reach over passage
// ends; those that stand there are listed in the column Edge.

// occurrences are the passages of a shard that hold a phrase.
type occurrences struct {
	whole  *roaring.Bitmap // numbers of passages that hold all of it
	agrees *roaring.Bitmap // those of them that hold it as printed
	runs   []run
}

// run is a phrase running over passage ends: ordinals from first on, with the
// length in code points of the part in each.
type run struct {
	first uint32
	parts []int
}

// needle is a phrase ready to be looked for in many texts.
type needle struct {
	index.Literal
	pattern hanzi.Pattern
}

func newNeedle(l index.Literal) *needle {
	if l.Exact == "" {
		return &needle{l, hanzi.SkeletonPattern(l.Skeleton)}
	}
	return &needle{l, hanzi.LiteralPattern(l.Exact)}
}

func newNeedles(phrases []index.Literal) []*needle {
	all := make([]*needle, len(phrases))
	for i, p := range phrases {
		all[i] = newNeedle(p)
	}
	return all
}

// in reports whether text contains the phrase in the form that counts for it.
func (n *needle) in(text string) bool { return n.pattern.In(text) }

// find returns where a phrase occurs in live passages, of those within if that is
// not nil.
func (v *view) find(phrase *needle, within *roaring.Bitmap) (*occurrences, error) {
	found := &occurrences{whole: roaring.New(), agrees: roaring.New()}
	s := []rune(phrase.Skeleton)
	if len(s) == 0 {
		return found, nil
	}
	candidates, err := v.shortlist(s, within)
	if err != nil {
		return nil, err
	}
	v.each(candidates, func(o uint32) { v.look(o, phrase, found) })
	v.findRuns(s, phrase, found)
	return found, nil
}

// look notes a phrase in one passage.
func (v *view) look(o uint32, phrase *needle, found *occurrences) {
	if !phrase.in(v.extended(o)) {
		if r, ok := v.beside(o, phrase); ok {
			found.runs = append(found.runs, r)
		}
		return
	}
	found.whole.Add(v.number[o])
	if v.agrees(o, phrase) {
		found.agrees.Add(v.number[o])
	}
}

// agrees reports whether a passage that holds a phrase holds it as printed, not
// in its headings alone. The first and last marks may stand in the passages
// beside it.
func (v *view) agrees(o uint32, phrase *needle) bool {
	if strings.Contains(v.passage(o), phrase.Form) {
		return true
	}
	text := v.extended(o)
	if isMark(firstRune(phrase.Form)) || isMark(lastRune(phrase.Form)) {
		text = v.edged(o, o)
	}
	return strings.Contains(hanzi.Printed(text).String(), phrase.Form) && !strings.Contains(hanzi.Printed(v.lead(o)).String(), phrase.Form)
}

// shortlist returns the passages, of those within if that is not nil, that may
// hold the skeleton s. A single character has no bigram: all may hold it, and the
// texts are as quick to look through as the words.
func (v *view) shortlist(s []rune, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if len(s) == 1 && within != nil {
		return within, nil
	}
	if len(s) == 1 {
		all := roaring.New()
		all.AddRange(0, uint64(len(v.Ordinal)))
		return all, nil
	}
	found, err := v.words.all(bigramField, pairs(s))
	if found != nil && within != nil {
		found.And(within)
	}
	return found, err
}

func pairs(s []rune) []string {
	var all []string
	seen := map[string]bool{}
	for i := 0; i+1 < len(s); i++ {
		if pair := string(s[i : i+2]); !seen[pair] {
			seen[pair] = true
			all = append(all, pair)
		}
	}
	return all
}

// each calls do with the ordinal of every live passage of a bitmap.
func (v *view) each(numbers *roaring.Bitmap, do func(ordinal uint32)) {
	if numbers == nil {
		return
	}
	for it := numbers.Iterator(); it.HasNext(); {
		if n := it.Next(); !v.isDead(n) {
			do(v.Ordinal[n])
		}
	}
}

// beside finds a phrase whose word characters are all in one passage and whose
// first or last marks are in the one next to it.
func (v *view) beside(o uint32, phrase *needle) (run, bool) {
	if !phrase.marked() || !phrase.in(v.edged(o, o)) {
		return run{}, false
	}
	first, last := v.neighbours(o)
	r := run{o, []int{utf8.RuneCountInString(phrase.Skeleton)}}
	if o > first && isMark(firstRune(phrase.Exact)) {
		r.first, r.parts = o-1, append([]int{1}, r.parts...)
	}
	if o < last && isMark(lastRune(phrase.Exact)) {
		r.parts = append(r.parts, 1)
	}
	return r, true
}

// marked reports a phrase that begins or ends with a mark that counts.
func (n *needle) marked() bool {
	return n.Exact != "" && (isMark(firstRune(n.Exact)) || isMark(lastRune(n.Exact)))
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }

// edged returns the text of neighbouring passages with the punctuation just
// before and after them: a quotation may begin or end with the mark of the
// passage next to it.
func (v *view) edged(from, to uint32) string {
	first, last := v.neighbours(from)
	var b strings.Builder
	if from > first {
		before := v.extended(from - 1)
		b.WriteString(before[len(strings.TrimRightFunc(before, isMark)):])
	}
	for o := from; o <= to; o++ {
		b.WriteString(v.extended(o))
	}
	if to < last {
		after := v.extended(to + 1)
		b.WriteString(after[:len(after)-len(strings.TrimLeftFunc(after, isMark))])
	}
	return b.String()
}

func isMark(r rune) bool { return !hanzi.IsWord(r) }

// maxEdges is how many passage ends are looked at for one phrase. Only a text that
// says the same over and over, thousands of characters long, comes to it.
const maxEdges = 20_000

// findRuns finds where the phrase runs over passage ends: at each of its bigrams
// that stands at one.
func (v *view) findRuns(s []rune, phrase *needle, found *occurrences) {
	seen, looked := map[uint32]bool{}, 0
	for i := 1; i < len(s); i++ {
		pair := edgePair(s[i-1], s[i])
		at, _ := slices.BinarySearch(v.Edge, pair)
		for ; at < len(v.Edge) && v.Edge[at] == pair && looked < maxEdges; at++ {
			looked++
			r, ok := v.runAt(v.EdgeOf[at], s, i)
			if !ok || seen[r.first] || !phrase.in(v.edged(r.first, r.first+uint32(len(r.parts))-1)) {
				continue
			}
			seen[r.first] = true
			found.runs = append(found.runs, r)
		}
	}
}

// runAt checks that s[:i] ends with the passage ordinal, going back over as many
// as it takes, and that s[i:] goes on in those after it.
func (v *view) runAt(ordinal uint32, s []rune, i int) (run, bool) {
	first, last := v.neighbours(ordinal)
	if v.isDead(v.number[ordinal]) {
		return run{}, false
	}
	var r run
	before, after := s[:i], s[i:]
	for o := ordinal; len(before) > 0; o-- {
		tail := lastRunes(v.extended(o), len(before))
		if !slices.Equal(tail, before[len(before)-len(tail):]) || o == first && len(tail) < len(before) {
			return r, false
		}
		before, r.first = before[:len(before)-len(tail)], o
		r.parts = append([]int{len(tail)}, r.parts...)
	}
	for o := ordinal + 1; len(after) > 0; o++ {
		if o > last {
			return r, false
		}
		head := firstRunes(v.extended(o), len(after))
		if !slices.Equal(head, after[:len(head)]) {
			return r, false
		}
		after = after[len(head):]
		r.parts = append(r.parts, len(head))
	}
	return r, true
}

// lastRunes returns the last n word characters of a text's skeleton, fewer if it
// has fewer.
func lastRunes(text string, n int) []rune {
	out := make([]rune, 0, min(n, len(text)))
	for len(text) > 0 && len(out) < n {
		r, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
		if r = unicode.ToLower(hanzi.Fold(r)); hanzi.IsWord(r) {
			out = append(out, r)
		}
	}
	slices.Reverse(out)
	return out
}

// firstRunes returns the first n word characters of a text's skeleton.
func firstRunes(text string, n int) []rune {
	out := make([]rune, 0, min(n, len(text)))
	for _, r := range text {
		if len(out) == n {
			break
		}
		if r = unicode.ToLower(hanzi.Fold(r)); hanzi.IsWord(r) {
			out = append(out, r)
		}
	}
	return out
}

// titled returns the first passages of the live documents whose title holds the
// phrase, or whose 文号 it is.
func (v *view) titled(phrase *needle) *roaring.Bitmap {
	found := roaring.New()
	for d, title := range v.titles {
		if held := strings.Contains(title, phrase.Skeleton) && phrase.in(v.docs[d].Title); !held && v.nums[d] != phrase.Skeleton {
			continue
		}
		if !v.deadDoc(d) {
			found.Add(v.number[v.first[d]])
		}
	}
	return found
}

// addDocs adds the passages of the documents that pass.
func (v *view) addDocs(to *roaring.Bitmap, pass func(doc int) bool) {
	for d := range v.docs {
		if pass(d) {
			for o := v.first[d]; o < v.first[d+1]; o++ {
				to.Add(v.number[o])
			}
		}
	}
}

// longest sorts runs so that a passage in two of them belongs to the one with
// its longer part.
func longest(runs []run) []run {
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(slices.Max(b.parts), slices.Max(a.parts)) })
	return runs
}
