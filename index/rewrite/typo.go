package rewrite

import (
	"cmp"
	"slices"
	"strings"
)

// Bounds of typing errors.
const (
	maxTypoText = 80   // runes of a query that is read for errors
	maxTypoRun  = 24   // Han characters of a run that is
	maxStretch  = 8    // characters of a stretch with an error
	longStretch = 5    // characters from which a stretch of known words may be an error for one word
	minGapped   = 4    // characters of a word in which one may be missing, doubled or out of place
	minCorrect  = 20   // passages of a word that an error is corrected to, in a large archive
	leastWord   = 3    // in any archive
	sharedPart  = 1000 // a word of this part of the passages is enough in a small archive
	shortRun    = 3    // characters of a query in which no one character is a sign of its own
	together    = 3    // passages with a correction and the word beside it
	maxAttempts = 4    // corrections of a stretch that are tried
)

// typos corrects stretches that the archive does not hold to words that sound or
// look like them.
func (a *attempt) typos() {
	if len(a.runes) > maxTypoText {
		return
	}
	for _, run := range a.runs {
		if run.len() > 1 && run.len() <= maxTypoRun {
			a.correctRun(run)
		}
	}
}

// within returns the words of a span.
func (a *attempt) within(run span) []span {
	var list []span
	for _, w := range a.words {
		if run.start <= w.start && w.end <= run.end {
			list = append(list, w)
		}
	}
	return list
}

// suspect reports a word that is a sign of an error: a single character that is
// no particle.
func (a *attempt) suspect(w span) bool { return a.alone(w) }

// absent reports a word of the tokeniser's dictionary that the archive lacks (布贴 in
// 财政布贴). It may be what is meant: only what stands beside it can tell.
func (a *attempt) absent(w span) bool {
	return w.len() > 1 && a.lexicon.learned && a.frequency(a.text(w)) == 0
}

// correctRun tries the stretches of a run from the longest to the shortest.
func (a *attempt) correctRun(run span) {
	words := a.within(run)
	var stretches []span
	for i := range words {
		for j := i; j < len(words); j++ {
			s := span{words[i].start, words[j].end}
			if a.dubious(s, words[i:j+1]) {
				stretches = append(stretches, s)
			}
		}
	}
	slices.SortStableFunc(stretches, func(x, y span) int { return y.len() - x.len() })
	for _, s := range stretches {
		if a.touched(s) {
			continue
		}
		if to := a.correct(s, run); to != "" {
			a.propose(edit{s, []string{to}, Typo}, false)
		}
	}
}

// dubious reports a stretch that may be an error: one with a character that is a
// word by itself or a word that the archive lacks, or a long one whatever its words,
// or the whole of a short query, whose last character may be any (居住正).
func (a *attempt) dubious(s span, words []span) bool {
	n := s.len()
	return n > 1 && n <= maxStretch && (n >= longStretch || a.entirely(s) || slices.ContainsFunc(words, a.suspect) || slices.ContainsFunc(words, a.absent))
}

// entirely reports a stretch of three or four characters that is a run by itself.
func (a *attempt) entirely(s span) bool {
	return s.len() >= shortRun && s.len() < longStretch && slices.Contains(a.runs, s)
}

// correction is a word in the place of a stretch.
type correction struct {
	word  string
	cost  int // 2 for a character of the same sound, 3 of like shape, 5 of like sound, 6 for one missing, doubled or out of place
	count int
}

// correct returns the word that a stretch is an error for, "" for none.
func (a *attempt) correct(s, run span) string {
	list := a.corrections(s)
	if len(list) == 0 || a.literal(a.text(run), true) {
		return ""
	}
	unknown := !a.literal(a.text(s), true)
	sure := s.len() >= longStretch || a.entirely(s) || slices.ContainsFunc(a.within(s), a.suspect)
	alone := sure && unknown && clear(list) && (s.len() > 3 || s == run && (a.entirely(s) || !a.anyParticle(s)))
	if alone && s.len() > 3 {
		return list[0].word
	}
	for _, c := range list[:min(maxAttempts, len(list))] {
		if context, ok := a.context(s, run); ok && a.fits(context, s, c.word, unknown) {
			return c.word
		}
	}
	if alone {
		return list[0].word
	}
	return ""
}

// anyParticle reports a stretch with a particle.
func (a *attempt) anyParticle(s span) bool {
	return slices.ContainsFunc(a.runes[s.start:s.end], func(r rune) bool { return a.tables.particles[r] })
}

// clear reports corrections of which the first is clearly the best.
func clear(list []correction) bool {
	return len(list) == 1 || list[0].cost < list[1].cost || list[0].count > 5*list[1].count
}

// fits reports whether the archive holds a correction in its context, and not
// what was typed.
func (a *attempt) fits(context, s span, word string, unknown bool) bool {
	before, after := string(a.runes[context.start:s.start]), string(a.runes[s.end:context.end])
	if a.literal(before+word+after, false) {
		return unknown || !a.literal(a.text(context), true)
	}
	return unknown && a.single(s) && a.both(before+after, word) >= together
}

// single reports a stretch all of whose characters are words by themselves.
func (a *attempt) single(s span) bool {
	return !slices.ContainsFunc(a.within(s), func(w span) bool { return !a.suspect(w) })
}

// context returns a stretch with the word before it or, at the beginning, after it.
func (a *attempt) context(s, run span) (span, bool) {
	for _, w := range a.within(run) {
		switch {
		case w.end == s.start && w.len() > 1:
			return span{w.start, s.end}, true
		case w.start == s.end && w.len() > 1 && s.start == run.start:
			return span{s.start, w.end}, true
		}
	}
	return s, false
}

// corrections returns the words that a stretch may be an error for, best first.
func (a *attempt) corrections(s span) []correction {
	typed := a.runes[s.start:s.end]
	c := corrector{attempt: a, typed: typed, seen: map[string]bool{string(typed): true}}
	c.bySound()
	c.byShape(typed, 0, 0, maxShapes(len(typed)))
	if len(c.list) == 0 && slices.ContainsFunc(a.within(s), a.suspect) {
		c.byRest()
		c.byPlace()
	}
	slices.SortFunc(c.list, func(x, y correction) int {
		return cmp.Or(x.cost-y.cost, y.count-x.count, strings.Compare(x.word, y.word))
	})
	return c.list
}

// maxErrors returns how many characters of a stretch may be wrong.
func maxErrors(size int) int {
	if size < 4 {
		return 1
	}
	return 2
}

// maxShapes is maxErrors for characters that look alike: two in a long stretch would
// be thousands of ways to write it.
func maxShapes(size int) int {
	if size > longStretch {
		return 1
	}
	return maxErrors(size)
}

type corrector struct {
	*attempt
	typed []rune
	seen  map[string]bool
	list  []correction
}

func (c *corrector) add(word string, cost int) {
	if c.seen[word] {
		return
	}
	c.seen[word] = true
	_, listed := c.tables.terms[word]
	if n := c.whole(word); n >= c.lexicon.least || listed && n >= leastWord {
		c.list = append(c.list, correction{word, cost, n})
	}
}

// whole returns the passages of a word that is one to the index or a term of the
// lists; words that only stand side by side are not enough.
func (a *attempt) whole(word string) int {
	if n, ok := a.lexicon.count(word); ok {
		return n
	}
	return a.h.Frequency(word)
}

// bySound adds words that sound as the stretch does, one syllable perhaps only
// nearly so.
func (c *corrector) bySound() {
	for _, key := range soundsOf(c.readings(string(c.typed))) {
		c.sounding(key, 2)
		syllables := strings.Fields(key)
		for i, s := range syllables {
			for _, near := range nearly(s) {
				other := slices.Clone(syllables)
				other[i] = near
				c.sounding(strings.Join(other, " "), 5)
			}
		}
	}
}

func (c *corrector) sounding(key string, cost int) {
	for _, word := range c.lexicon.named(c.lexicon.sound(key)) {
		wrong := differences(c.typed, []rune(word))
		if wrong > 0 && wrong <= maxErrors(len(c.typed)) {
			c.add(word, cost*wrong)
		}
	}
}

func differences(a, b []rune) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// byShape adds words that look as the stretch does, up to left characters from
// place from on being wrong.
func (c *corrector) byShape(typed []rune, from, cost, left int) {
	for i := from; i < len(typed) && left > 0; i++ {
		for _, r := range c.tables.shapes[typed[i]] {
			other := slices.Clone(typed)
			other[i] = r
			c.add(string(other), cost+3)
			c.byShape(other, i+1, cost+3, left-1)
		}
	}
}

// byRest adds words that have the stretch's characters but for one, whatever that is.
func (c *corrector) byRest() {
	if len(c.typed) < longStretch {
		return
	}
	for i := range c.typed {
		for _, word := range c.lexicon.lacking(without(c.typed, i)) {
			if r := []rune(word); len(r) == len(c.typed) && differences(c.typed, r) == 1 && !c.particle(r[i], c.typed[i]) {
				c.add(word, 5)
			}
		}
	}
}

// particle reports one of two characters being a word by itself in any sentence.
func (c *corrector) particle(x, y rune) bool { return c.tables.particles[x] || c.tables.particles[y] }

// byPlace adds words that have the stretch's characters but for one that is
// missing, doubled or has changed places with the next.
func (c *corrector) byPlace() {
	for i := range c.typed {
		if len(c.typed) > minGapped && i > 0 && c.typed[i] == c.typed[i-1] {
			c.add(without(c.typed, i), 6)
		}
		if i > 0 && len(c.typed) >= minGapped {
			swapped := slices.Clone(c.typed)
			swapped[i-1], swapped[i] = swapped[i], swapped[i-1]
			c.add(string(swapped), 6)
		}
	}
	if len(c.typed) >= minGapped {
		for _, word := range c.lexicon.lacking(string(c.typed)) {
			if len([]rune(word)) == len(c.typed)+1 {
				c.add(word, 6)
			}
		}
	}
}

// nearly returns the syllables that many speakers do not keep apart from one.
func nearly(syllable string) []string {
	var list []string
	for _, pair := range [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"l", "n"}} {
		if rest, ok := strings.CutPrefix(syllable, pair[0]); ok {
			list = append(list, pair[1]+rest)
		} else if rest, ok := strings.CutPrefix(syllable, pair[1]); ok {
			list = append(list, pair[0]+rest)
		}
	}
	for _, pair := range [][2]string{{"ang", "an"}, {"eng", "en"}, {"ing", "in"}, {"uo", "u"}} {
		if rest, ok := strings.CutSuffix(syllable, pair[0]); ok {
			list = append(list, rest+pair[1])
		} else if rest, ok := strings.CutSuffix(syllable, pair[1]); ok {
			list = append(list, rest+pair[0])
		}
	}
	return list
}
