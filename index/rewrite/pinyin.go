package rewrite

import (
	"math"
	"slices"
	"strings"
)

// Bounds of what is taken for pinyin.
const (
	maxLetters  = 120 // letters of a stretch
	maxSyllable = 8   // syllables of a word
	singleCost  = 4.0 // added cost of a word of one character, natural logarithm
)

// step is the best way to read typed letters up to a place.
type step struct {
	cost      float64
	from      int // place where the last word begins
	key       string
	reachable bool
}

// pinyin reads tokens as pinyin: the words of the archive that are most likely
// together, a word's likelihood being its share of all words. It returns
// nothing where letters are left over or the words are not likely meant.
func (a *attempt) pinyin(tokens []span, likely func([]spoken) bool) []edit {
	texts := make([]string, len(tokens))
	for i, t := range tokens {
		texts[i] = a.text(t)
	}
	l, ok := spell(texts)
	if !ok || len(l.text) > maxLetters {
		return nil
	}
	words := a.likeliest(&l)
	if !likely(words) {
		if words = a.doubled(texts); words == nil {
			return nil
		}
	}
	to := a.settle(words, a.before(tokens[0]))
	if len(to) == 0 {
		return nil
	}
	return []edit{{span{tokens[0].start, tokens[len(tokens)-1].end}, to, Pinyin}}
}

// doubled reads a token in which a letter that ends a syllable and begins the next
// was typed once (sanong for san nong); nil where nothing is certain.
func (a *attempt) doubled(texts []string) []spoken {
	if len(texts) > 1 {
		return nil
	}
	for at, r := range texts[0] {
		if r != 'n' && r != 'g' {
			continue
		}
		if l, ok := spell([]string{texts[0][:at] + string(r) + texts[0][at:]}); ok {
			if words := a.likeliest(&l); len(words) == 1 && certain(words) {
				return words
			}
		}
	}
	return nil
}

// spoken is a word as it sounds, with the words of the archive that sound so,
// commonest first.
type spoken struct {
	syllables  int
	candidates []string
	tokenStart bool // a typed token begins here
}

// likeliest returns the words of the cheapest path through the letters; nil if
// there is none.
func (a *attempt) likeliest(l *letters) []spoken {
	best := make([]step, len(l.text)+1)
	best[0] = step{reachable: true}
	for at := range l.text {
		if best[at].reachable {
			a.extend(l, best, at, at, "", 0)
		}
	}
	if !best[len(l.text)].reachable {
		return nil
	}
	var words []spoken
	for end := len(l.text); end > 0; end = best[end].from {
		s := best[end]
		words = append(words, spoken{strings.Count(s.key, " ") + 1, a.lexicon.named(a.lexicon.sound(s.key)), l.space[s.from]})
	}
	slices.Reverse(words)
	return words
}

// extend tries all words that begin at from and whose syllables up to at are key.
func (a *attempt) extend(l *letters, best []step, from, at int, key string, syllables int) {
	for _, end := range l.syllablesAt(at, a.tables.syllables) {
		longer := l.text[at:end]
		if key != "" {
			longer = key + " " + longer
		}
		words, more := a.lexicon.prefix(longer)
		if len(words) > 0 {
			cost := best[from].cost + a.lexicon.cost(words[0].word)
			if syllables == 0 {
				cost += singleCost
			}
			if !best[end].reachable || cost < best[end].cost {
				best[end] = step{cost, from, longer, true}
			}
		}
		if more && syllables+1 < maxSyllable {
			a.extend(l, best, from, end, longer, syllables+1)
		}
	}
}

// plausible reports words of which most syllables are in words of several
// characters.
func plausible(words []spoken) bool {
	all, single := 0, 0
	for _, w := range words {
		all += w.syllables
		if w.syllables == 1 {
			single++
		}
	}
	return all > 1 && single*3 <= all
}

// certain reports words that all have several characters.
func certain(words []spoken) bool {
	return len(words) > 0 && !slices.ContainsFunc(words, func(w spoken) bool { return w.syllables == 1 })
}

// before returns the Chinese word that stands directly before a token, "" for none.
func (a *attempt) before(token span) string {
	for _, w := range a.typed.words {
		if w.end == token.start || w.end == token.start-1 && a.runes[w.end] == ' ' {
			return a.text(w)
		}
	}
	return ""
}

// settle chooses among words of the same sound: where the archive holds one next
// to its neighbour, that one; else the commonest. A word whose rival is not much
// rarer gives further readings.
func (a *attempt) settle(words []spoken, before string) []string {
	chosen := make([]string, len(words))
	for i, w := range words {
		chosen[i] = w.candidates[0]
	}
	settled := make([]bool, len(words))
	for range 2 { // a word that is settled may settle the one before it
		for i, w := range words {
			if settled[i] || len(w.candidates) < 2 {
				settled[i] = true
				continue
			}
			left, right := before, ""
			if i > 0 {
				left = chosen[i-1]
			}
			if i+1 < len(words) {
				right = chosen[i+1]
			}
			chosen[i], settled[i] = a.neighbourly(w.candidates, left, right)
		}
	}
	return a.alternatives(words, chosen, settled)
}

// neighbourly returns the candidate that the archive holds next to a neighbour, or
// else in one passage with it.
func (a *attempt) neighbourly(candidates []string, left, right string) (string, bool) {
	neighbour := left
	if left == "" {
		neighbour = right
	}
	first := candidates[:min(3, len(candidates))]
	for _, c := range first {
		if left != "" && a.literal(left+c, false) || left == "" && right != "" && a.literal(c+right, false) {
			return c, true
		}
	}
	best, most := candidates[0], 0
	for _, c := range first {
		if n := a.beside(c, neighbour); n > most {
			best, most = c, n
		}
	}
	return best, false
}

// beside returns how many passages have both of two words, of several characters.
func (a *attempt) beside(word, other string) int {
	if len([]rune(word)) < 2 || len([]rune(other)) < 2 {
		return 0
	}
	return a.both(word, other)
}

// rival is how much rarer than the commonest a word may be to be offered too.
const rival = 4

func (a *attempt) alternatives(words []spoken, chosen []string, settled []bool) []string {
	var list []string
	if a.attached(chosen) {
		list = append(list, a.joined(words, chosen))
	}
	for i, w := range words {
		if settled[i] {
			continue
		}
		for _, c := range w.candidates[:min(3, len(w.candidates))] {
			if a.frequency(c)*rival < a.frequency(chosen[i]) {
				break
			}
			other := slices.Clone(chosen)
			other[i] = c
			if c != chosen[i] && a.attached(other) {
				list = append(list, a.joined(words, other))
			}
		}
	}
	return list[:min(3, len(list))]
}

// attached reports words of which those of one character stand next to a neighbour
// somewhere in the archive: 机主证 is made of words that it has, and is none.
func (a *attempt) attached(chosen []string) bool {
	for i, word := range chosen {
		if len(chosen) == 1 || len([]rune(word)) > 1 {
			continue
		}
		before := i > 0 && a.literal(chosen[i-1]+word, false)
		if !before && (i+1 == len(chosen) || !a.literal(word+chosen[i+1], false)) {
			return false
		}
	}
	return true
}

// joined puts words together: without spaces where the archive holds them so.
func (a *attempt) joined(words []spoken, chosen []string) string {
	whole := strings.Join(chosen, "")
	if len(chosen) == 1 || a.literal(whole, false) {
		return whole
	}
	var b strings.Builder
	for i, word := range chosen {
		if i > 0 && words[i].tokenStart {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// cost is the negative logarithm of a word's share of all words.
func (l *lexicon) cost(word int32) float64 {
	return math.Log(l.total) - math.Log(float64(l.counts[word])+1)
}
