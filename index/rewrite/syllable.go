package rewrite

import (
	"strings"
	"unicode/utf8"
)

// letters is typed pinyin: plain letters, ü as v, with the places where a
// syllable must begin.
type letters struct {
	text   string
	begins []bool // by byte of text, and its end: a token begins, or a tone, digit or apostrophe came before
	space  []bool // by byte of text: a token begins
	source []int  // by byte of text: index of the token
}

// tones maps a vowel with a tone mark to the plain one.
var tones = func() map[rune]byte {
	m := map[rune]byte{}
	for plain, marked := range map[byte]string{'a': "āáǎàăã", 'e': "ēéěèĕê", 'i': "īíǐìĭ", 'o': "ōóǒòŏ", 'u': "ūúǔùŭ", 'v': "üǖǘǚǜ"} {
		for _, r := range marked {
			m[r] = plain
		}
	}
	return m
}()

// spell joins tokens to letters; false if one of them has anything but letters,
// tone marks, a tone digit after a letter, and apostrophes.
func spell(tokens []string) (letters, bool) {
	l := letters{}
	for i, token := range tokens {
		if !l.token(strings.ToLower(token), i) {
			return letters{}, false
		}
	}
	l.begins = append(l.begins, true)
	l.text = respell(l.text)
	return l, l.text != ""
}

// respell writes v for the u of j, q, x and y as u: only n and l have ü apart.
func respell(text string) string {
	return strings.NewReplacer("jv", "ju", "qv", "qu", "xv", "xu", "yv", "yu").Replace(text)
}

func (l *letters) token(token string, source int) bool {
	begins := true
	start := len(l.text)
	for at, r := range token {
		plain, marked := tones[r]
		switch {
		case r >= 'a' && r <= 'z':
			plain = byte(r)
		case r >= '0' && r <= '5' && at > 0 && len(l.text) > start, r == '\'', r == '’':
			begins = true
			continue
		case r == '\u0308' && strings.HasSuffix(l.text, "u"):
			l.text = l.text[:len(l.text)-1] + "v"
			continue
		case r >= '\u0300' && r <= '\u030C':
			continue
		case !marked:
			return false
		}
		l.begins = append(l.begins, begins)
		l.space = append(l.space, len(l.text) == start)
		l.source = append(l.source, source)
		l.text += string(rune(plain))
		begins = false
	}
	return utf8.ValidString(token)
}

// longestSyllable is that of zhuang, in bytes.
const longestSyllable = 6

// syllablesAt returns the ends of the syllables that begin at a place.
func (l *letters) syllablesAt(at int, is map[string]bool) []int {
	var ends []int
	for end := at + 1; end <= min(at+longestSyllable, len(l.text)); end++ {
		if is[l.text[at:end]] {
			ends = append(ends, end)
		}
		if l.begins[end] {
			break
		}
	}
	return ends
}
