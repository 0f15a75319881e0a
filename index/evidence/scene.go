package evidence

import (
	"math/bits"
	"sort"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// pairSet marks pairs of a claim by their number; a claim has at most maxPairs that
// count, those past them are left out.
type pairSet [maxPairs / 64]uint64

const maxPairs = 512

func (s *pairSet) add(n int16) { s[n/64] |= 1 << (n % 64) }

// shared counts the pairs that both sets have.
func (s *pairSet) shared(t *pairSet) int {
	n := 0
	for i := range s {
		n += bits.OnesCount64(s[i] & t[i])
	}
	return n
}

// scene is a text cut into segments, each with the pairs of a claim that it has.
type scene struct {
	folded
	words      []rune  // of the folded text
	index      []int32 // by byte of the folded text, one more at the end: the rune
	pair, skip []int16 // by rune: the pair of the claim that ends there, next to each other or with one rune between; -1 if none
	segments   []segment
	sentences  []pairSet
}

// segment is a stretch that ends in 。；！？ or with the line, in runes; sentences,
// by number, also go on behind a ；.
type segment struct {
	from, to, sentence int
	held               pairSet
}

func newScene(f folded, pairs map[[2]rune]int16) scene {
	s := scene{folded: f, words: []rune(f.text), index: make([]int32, 0, len(f.text)+1)}
	for i, r := range s.words {
		for range utf8.RuneLen(r) {
			s.index = append(s.index, int32(i))
		}
	}
	s.index = append(s.index, int32(len(s.words)))
	s.findPairs(pairs)
	s.cut()
	return s
}

func (s *scene) findPairs(pairs map[[2]rune]int16) {
	numbers := make([]int16, 2*len(s.words))
	s.pair, s.skip = numbers[:len(s.words)], numbers[len(s.words):]
	at := func(i, back int) int16 {
		if i >= back {
			if n, ok := pairs[[2]rune{s.words[i-back], s.words[i]}]; ok {
				return n
			}
		}
		return -1
	}
	for i := range s.words {
		s.pair[i], s.skip[i] = at(i, 1), at(i, 2)
	}
}

func (s *scene) cut() {
	from, sentence := 0, 0
	for i, r := range s.words {
		if !endsSegment(r) && i+1 < len(s.words) {
			continue
		}
		g := segment{from: from, to: i + 1, sentence: sentence}
		s.gather(&g.held, from, i+1)
		s.segments, from = append(s.segments, g), i+1
		if r != '；' && r != ';' {
			sentence++
		}
	}
	s.sentences = make([]pairSet, sentence+1)
	for _, g := range s.segments {
		for i := range g.held {
			s.sentences[g.sentence][i] |= g.held[i]
		}
	}
}

// gather adds the pairs that stand within runes [from, to).
func (s *scene) gather(set *pairSet, from, to int) {
	for i := from + 1; i < to; i++ {
		if n := s.pair[i]; n >= 0 {
			set.add(n)
		}
		if n := s.skip[i]; n >= 0 && i > from+1 {
			set.add(n)
		}
	}
}

func endsSegment(r rune) bool { return strings.ContainsRune("。；！？;!?\n", r) }

// parts a clause from the next, within a segment.
func endsClause(r rune) bool { return strings.ContainsRune("，,、：:（）()", r) || endsSegment(r) }

// context is where a value stands.
type context struct {
	near          pairSet // of its clause
	before, after rune    // next to it on either side, light ones passed over; 0 for punctuation
	bound         int     // 1 if 以上 follows, -1 if 以下 or 以内 does, else 0
	segment       int     // index, -1 in an empty text
}

// context returns where bytes [start, end) of the folded text stand.
func (s *scene) context(start, end int) context {
	from, to := int(s.index[start]), int(s.index[end])
	c := context{segment: s.segmentOf(from), bound: boundOf(s.text[end:])}
	if c.segment < 0 {
		return c
	}
	g, stop := s.segments[c.segment], s.segments[s.segmentOf(max(from, to-1))].to // a name may go on behind a 。 in it
	first, last := s.clause(from, g.from, -1, reach), s.clause(to, stop, 1, reach)
	if first > g.from && !s.tells(first, from) && !s.tells(to, last) { // 产值100万元、增长5%
		first = s.clause(first-1, g.from, -1, 2*reach)
	}
	s.gather(&c.near, first, from)
	s.gather(&c.near, to, last)
	c.before, c.after = edge(s.words[first:from], true), edge(s.words[to:last], false)
	return c
}

// segmentOf returns the segment of a rune, -1 in an empty text.
func (s *scene) segmentOf(at int) int {
	n := sort.Search(len(s.segments), func(i int) bool { return s.segments[i].to > at })
	return min(n, len(s.segments)-1)
}

// clause returns how far a clause goes from a rune in a direction, at most so many
// characters and not past the end of the segment.
func (s *scene) clause(at, limit, step, most int) int {
	for n := 0; at != limit && n < most; at += step {
		r := s.words[at+min(step, 0)]
		if endsClause(r) {
			break
		}
		if hanzi.IsWord(r) && !isDigit(r) {
			n++
		}
	}
	return at
}

// tells reports a pair that supports anything.
func (s *scene) tells(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if supports(s.words[i-1], s.words[i]) {
			return true
		}
	}
	return false
}

func boundOf(rest string) int {
	switch {
	case strings.HasPrefix(rest, "以上"):
		return 1
	case strings.HasPrefix(rest, "以下"), strings.HasPrefix(rest, "以内"):
		return -1
	}
	return 0
}
