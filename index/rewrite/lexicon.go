package rewrite

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"yinju/corpus/hanzi"
)

// lexicon is the words of an archive, and the terms of the lists that it can
// hold, by themselves, by their sound, by their initials, and by what is left
// with a character missing.
type lexicon struct {
	words        []string
	counts       []int32 // passages
	index        map[string]int32
	sounds       []sound // sorted by key: syllables with spaces between
	initials     []sound // sorted by key: first letters, of words of three characters and more
	gaps         []gap   // sorted by hash: words of four characters and more, each character left out in turn
	ordered      []int32 // words by their text
	spans        map[rune][]*candidate
	introduced   introduced
	titles       []string
	foldedTitles []string // as queries are read
	total        float64  // passages of all words together
	least        int      // passages of a word that an error is corrected to
	learned      bool
}

// sound is a word under a key.
type sound struct {
	key  string
	word int32
}

type gap struct {
	hash uint64
	word int32
}

// Bounds of the words that are learned, in characters and passages.
const (
	maxWord    = 12
	minInitial = 3
	minShown   = 3 // passages of a word that is looked up by initials or with a character missing
	maxSounds  = 4 // ways to read a word
)

// Learn reads the words of an archive; until it returns, Rewrite goes by the
// lists or by what was learned before. About a second for 200,000 words.
func (r *Rewriter) Learn(h Holdings) {
	r.lexicon.Store(r.newLexicon(h))
	r.known.Clear()
	r.asked.Store(0)
}

// newLexicon makes a lexicon of an archive's words, of the lists alone if there is
// no archive.
func (r *Rewriter) newLexicon(h Holdings) *lexicon {
	l := &lexicon{index: map[string]int32{}, spans: map[rune][]*candidate{}, introduced: readIntroduced(h.Shorts), total: 1}
	if h.Words != nil {
		l.learned = true
		for word, n := range h.Words() {
			if size := hanzi.HanCount(word); size > 0 && size <= maxWord && size == len([]rune(word)) {
				l.add(word, n)
			}
		}
	}
	for _, term := range slices.Sorted(maps.Keys(r.tables.terms)) {
		l.addTerm(term, r.tables.terms[term], r.cut)
	}
	if h.Titles != nil {
		l.titles = slices.Compact(slices.Sorted(h.Titles()))
		for _, title := range l.titles {
			l.foldedTitles = append(l.foldedTitles, simple(title))
		}
	}
	l.least = minCorrect
	if l.learned && len(l.counts) > 0 {
		l.least = min(minCorrect, max(leastWord, int(slices.Max(l.counts))/sharedPart))
	}
	l.build(r.readings)
	return l
}

func (l *lexicon) add(word string, n int) {
	if _, ok := l.index[word]; ok || n <= 0 {
		return
	}
	word = strings.Clone(word)
	l.index[word] = int32(len(l.words))
	l.words, l.counts = append(l.words, word), append(l.counts, int32(min(n, 1<<30)))
	l.total += float64(n)
}

// addTerm adds a term of the lists: with the number of passages that the corpora
// have of it, but no more than its rarest word has here.
func (l *lexicon) addTerm(term string, n int, cut func(string) []string) {
	if hanzi.HanCount(term) != len([]rune(term)) {
		return
	}
	tokens := cut(term)
	if l.learned {
		for _, token := range tokens {
			i, ok := l.index[token]
			if !ok {
				return
			}
			n = min(n, int(l.counts[i]))
		}
	}
	l.add(term, n)
	l.addCandidate(term, tokens, n)
}

// count returns the passages of a word; false for one that is unknown, or as long
// as no archive was learned.
func (l *lexicon) count(word string) (int, bool) {
	i, ok := l.index[word]
	if !ok || !l.learned {
		return 0, false
	}
	return int(l.counts[i]), true
}

// build makes the tables by sound, initials and gaps.
func (l *lexicon) build(readings func(string) [][]string) {
	for i, word := range l.words {
		sounds := soundsOf(readings(word))
		for _, s := range sounds {
			l.sounds = append(l.sounds, sound{s, int32(i)})
		}
		size := len([]rune(word))
		if len(sounds) > 0 && size >= minInitial && l.counts[i] >= minShown {
			l.initials = append(l.initials, sound{firstLetters(sounds[0]), int32(i)})
		}
		if size > 3 && l.counts[i] >= minShown {
			l.gaps = append(l.gaps, gapsOf(word, int32(i))...)
		}
	}
	for _, table := range [][]sound{l.sounds, l.initials} {
		slices.SortFunc(table, func(a, b sound) int {
			return cmp.Or(strings.Compare(a.key, b.key), l.commoner(a.word, b.word))
		})
	}
	slices.SortFunc(l.gaps, func(a, b gap) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), l.commoner(a.word, b.word))
	})
	l.order()
}

// commoner orders words by passages, most first, then by text.
func (l *lexicon) commoner(a, b int32) int {
	return cmp.Or(int(l.counts[b])-int(l.counts[a]), strings.Compare(l.words[a], l.words[b]))
}

// order makes the list of words by their text.
func (l *lexicon) order() {
	l.ordered = make([]int32, len(l.words))
	for i := range l.ordered {
		l.ordered[i] = int32(i)
	}
	slices.SortFunc(l.ordered, func(a, b int32) int { return strings.Compare(l.words[a], l.words[b]) })
}

// soundsOf returns the ways to read a word, most common first, none if a character
// has no reading.
func soundsOf(readings [][]string) []string {
	ways := []string{""}
	for i, choices := range readings {
		if len(choices) == 0 {
			return nil
		}
		var longer []string
		for _, way := range ways {
			for _, c := range choices {
				if i > 0 {
					c = way + " " + c
				}
				longer = append(longer, c)
			}
		}
		ways = longer[:min(maxSounds, len(longer))]
	}
	return ways
}

// firstLetters returns the first letters of syllables with spaces between.
func firstLetters(syllables string) string {
	var b strings.Builder
	for s := range strings.FieldsSeq(syllables) {
		b.WriteByte(s[0])
	}
	return b.String()
}

var seed = maphash.MakeSeed()

func gapsOf(word string, i int32) []gap {
	runes := []rune(word)
	var list []gap
	for at := range runes {
		list = append(list, gap{maphash.String(seed, without(runes, at)), i})
	}
	return list
}

func without(runes []rune, at int) string { return string(runes[:at]) + string(runes[at+1:]) }

// sound returns the words of a sound, commonest first.
func (l *lexicon) sound(key string) []sound { return equal(l.sounds, key) }

// initial returns the words of initials, commonest first.
func (l *lexicon) initial(key string) []sound { return equal(l.initials, key) }

// prefix returns the words of a sound, and whether longer words begin with it.
func (l *lexicon) prefix(key string) (words []sound, more bool) {
	words = l.sound(key)
	i, _ := slices.BinarySearchFunc(l.sounds, key+" ", func(s sound, k string) int { return strings.Compare(s.key, k) })
	return words, i < len(l.sounds) && strings.HasPrefix(l.sounds[i].key, key+" ")
}

func equal(table []sound, key string) []sound {
	from, ok := slices.BinarySearchFunc(table, key, func(s sound, k string) int { return strings.Compare(s.key, k) })
	if !ok {
		return nil
	}
	to := from
	for to < len(table) && table[to].key == key {
		to++
	}
	return table[from:to]
}

// lacking returns the words that are text with one character more.
func (l *lexicon) lacking(text string) []string {
	hash := maphash.String(seed, text)
	i, _ := slices.BinarySearchFunc(l.gaps, hash, func(g gap, h uint64) int {
		return cmp.Compare(g.hash, h)
	})
	var list []string
	for ; i < len(l.gaps) && l.gaps[i].hash == hash && len(list) < 4; i++ {
		list = append(list, l.words[l.gaps[i].word])
	}
	return list
}

// named returns the words of sounds, each once.
func (l *lexicon) named(sounds []sound) []string {
	var list []string
	for _, s := range sounds {
		if w := l.words[s.word]; !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}
