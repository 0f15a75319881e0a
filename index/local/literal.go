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
// decided on the stored text.
//
// Of a phrase that runs over one end, one part has at least half its characters
// and therefore all bigrams of that half. Of one that runs over several ends, a
// part in the middle is a whole extended passage, and those are listed by hash
// when they are short enough to lie within a phrase.

// occurrences are the passages of a shard that hold a phrase.
type occurrences struct {
	whole *roaring.Bitmap // numbers of passages that hold all of it
	runs  []run
}

// run is a phrase running over passage ends: ordinals first to last, with the
// length in code points of the part in each.
type run struct {
	first uint32
	parts []int
}

// find returns where a phrase occurs in live passages.
func (v *view) find(phrase index.Literal) (*occurrences, error) {
	found := &occurrences{whole: roaring.New()}
	s := []rune(phrase.Skeleton)
	if len(s) == 0 {
		return found, nil
	}
	candidates, err := v.shortlist(s)
	if err != nil {
		return nil, err
	}
	if candidates != nil {
		for it := candidates.Iterator(); it.HasNext(); {
			number := it.Next()
			if o := v.Ordinal[number]; holds(v.extended(o), phrase) || phrase.Exact != "" && holds(v.edged(o, o), phrase) {
				found.whole.Add(number)
			}
		}
	}
	if len(s) >= minRun {
		err = v.findRuns(s, phrase, found)
	}
	if v.dead != nil {
		found.whole.AndNot(v.dead)
	}
	return found, err
}

// minRun is the least length of a phrase that is looked for over passage ends:
// below it half a phrase has no bigram.
const minRun = 4

// shortlist returns the passages that may hold the skeleton s.
func (v *view) shortlist(s []rune) (*roaring.Bitmap, error) {
	if len(s) == 1 {
		return v.words.containing(s[0])
	}
	return v.words.all(bigramField, pairs(s))
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

// holds reports whether text contains the phrase in the form that counts for it.
// Text that has the folded phrase as it stands needs no folding, and most does.
func holds(text string, phrase index.Literal) bool {
	if phrase.Exact == "" {
		return strings.Contains(text, phrase.Skeleton) || strings.Contains(hanzi.Skeleton(text).String(), phrase.Skeleton)
	}
	return strings.Contains(text, phrase.Exact) || strings.Contains(hanzi.Literal(text).String(), phrase.Exact)
}

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

func (v *view) findRuns(s []rune, phrase index.Literal, found *occurrences) error {
	half := (len(s) + 1) / 2
	front, err := v.words.all(bigramField, pairs(s[:half]))
	if err != nil {
		return err
	}
	back, err := v.words.all(bigramField, pairs(s[len(s)-half:]))
	if err != nil {
		return err
	}
	seen := map[uint32]bool{}
	add := func(ordinal uint32) {
		if r, ok := v.runFrom(ordinal, s, phrase); ok && !seen[r.first] {
			seen[r.first] = true
			found.runs = append(found.runs, r)
		}
	}
	v.each(front, func(o uint32) {
		tail := lastRunes(v.extended(o), len(s)-1)
		for n := len(tail); n >= half; n-- {
			if slices.Equal(tail[len(tail)-n:], s[:n]) {
				add(o)
				return
			}
		}
	})
	v.each(back, func(o uint32) {
		head := firstRunes(v.extended(o), len(s)-1)
		for n := len(head); n >= half; n-- {
			if slices.Equal(head[:n], s[len(s)-n:]) {
				v.backTo(o, s[:len(s)-n], add)
				return
			}
		}
	})
	v.middles(s, func(o uint32, at int) { v.backTo(o, s[:at], add) })
	return nil
}

// each calls do with the ordinal of every live passage of a bitmap.
func (v *view) each(numbers *roaring.Bitmap, do func(ordinal uint32)) {
	if numbers == nil {
		return
	}
	for it := numbers.Iterator(); it.HasNext(); {
		if n := it.Next(); v.dead == nil || !v.dead.Contains(n) {
			do(v.Ordinal[n])
		}
	}
}

// middles calls do for every short passage that is a whole part of s, with where
// in s it begins.
func (v *view) middles(s []rune, do func(ordinal uint32, at int)) {
	for i := 1; i < len(s)-1; i++ {
		for j := i + 1; j < len(s) && j-i <= shortRunes; j++ {
			h := hashRunes(s[i:j])
			at, ok := slices.BinarySearch(v.ShortOf, h)
			for ; ok && at < len(v.ShortOf) && v.ShortOf[at] == h; at++ {
				do(v.Short[at], i)
			}
		}
	}
}

// backTo walks back from the passage before ordinal until the passages walked
// over hold all of before, and calls add with the first of them.
func (v *view) backTo(ordinal uint32, before []rune, add func(ordinal uint32)) {
	first, _ := v.neighbours(ordinal)
	for o := ordinal; o > first && len(before) > 0; {
		o--
		tail := lastRunes(v.extended(o), len(before))
		if !slices.Equal(tail, before[len(before)-len(tail):]) {
			return
		}
		if before = before[:len(before)-len(tail)]; len(before) == 0 {
			add(o)
			return
		}
	}
}

// runFrom checks that s begins at the end of the passage ordinal and goes on in
// those after it.
func (v *view) runFrom(ordinal uint32, s []rune, phrase index.Literal) (run, bool) {
	_, last := v.neighbours(ordinal)
	tail := lastRunes(v.extended(ordinal), len(s)-1)
	for n := len(tail); n > 0; n-- {
		if !slices.Equal(tail[len(tail)-n:], s[:n]) {
			continue
		}
		r, rest := run{ordinal, []int{n}}, s[n:]
		for o := ordinal + 1; o <= last && len(rest) > 0; o++ {
			head := firstRunes(v.extended(o), len(rest))
			if !slices.Equal(head, rest[:len(head)]) {
				break
			}
			r.parts, rest = append(r.parts, len(head)), rest[len(head):]
		}
		if len(rest) == 0 {
			return r, holds(v.edged(ordinal, ordinal+uint32(len(r.parts))-1), phrase)
		}
	}
	return run{}, false
}

// lastRunes returns the last n word characters of a text's skeleton, fewer if it
// has fewer.
func lastRunes(text string, n int) []rune {
	out := make([]rune, 0, n)
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
	out := make([]rune, 0, n)
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

// excluded returns the passages whose text or title holds the phrase.
func (v *view) excluded(phrase index.Literal) (*roaring.Bitmap, error) {
	candidates, err := v.shortlist([]rune(phrase.Skeleton))
	if err != nil {
		return nil, err
	}
	out := roaring.New()
	if candidates != nil {
		for it := candidates.Iterator(); it.HasNext(); {
			if n := it.Next(); holds(v.passage(v.Ordinal[n]), phrase) {
				out.Add(n)
			}
		}
	}
	v.addDocs(out, func(d int) bool {
		return strings.Contains(v.titles[d], phrase.Skeleton) && holds(v.docs[d].Title, phrase)
	})
	return out, nil
}

// titled returns the first passages of the live documents whose title holds the
// phrase.
func (v *view) titled(phrase index.Literal) *roaring.Bitmap {
	found := roaring.New()
	for d, title := range v.titles {
		if strings.Contains(title, phrase.Skeleton) && !v.deadDoc(d) && holds(v.docs[d].Title, phrase) {
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
