package server

import (
	"slices"
	"strings"

	"yinju/archive"
	"yinju/index"
)

// segment is a run of text and how it is shown. Templates escape it: text that
// contains markup shows as text.
type segment struct {
	Text  string
	Kind  string    // of its shade; "" for plain text
	Note  string    // what it means, for those who point at it
	Cue   string    // class of the category that it speaks for; "" for no cue
	Inner []segment // of the sentence that is nearest in meaning; Text is then empty
	Whole bool      // that sentence is all of the passage
}

// shade is a run of a passage to be shown in a way of its own, in code points,
// half open.
type shade struct {
	From, To int
	Kind     string // one of those below
	Note     string
	Cue      string // class of the category that it speaks for, seen on demand
}

// The kinds of shades.
const (
	shadeMark    = "mark"    // words that were searched for
	shadeHolds   = "holds"   // a figure, date or name of the claim
	shadeDiffers = "differs" // another one in its place
)

// shaded is a passage with what is to be seen in it: shades, sorted and disjoint,
// and the sentence that is nearest in meaning, if one is.
type shaded struct {
	text   []rune
	shades []shade
	best   *[2]int
}

// markedText is a passage with marks, sorted and disjoint.
func markedText(text string, marks [][2]int) shaded {
	return shaded{text: []rune(text), shades: shadesOf(marks)}
}

// hitText is the passage of a hit with everything that is to be seen in it. A part
// of a claim stands before the words that it is made of.
func hitText(h index.Hit) shaded {
	s := shaded{text: []rune(h.Text), best: h.Best}
	s.shades = overlaid(claimShades(h.Evidence), shadesOf(h.Marks))
	return s
}

func shadesOf(marks [][2]int) []shade {
	list := make([]shade, len(marks))
	for i, m := range marks {
		list[i] = shade{From: m[0], To: m[1], Kind: shadeMark}
	}
	return list
}

// overlaid joins two lists of shades: of those below, what those above leave
// uncovered.
func overlaid(above, below []shade) []shade {
	all := disjoint(above)
	over := all
	for _, b := range below {
		for _, a := range over {
			if a.To <= b.From || b.To <= a.From {
				continue
			}
			if b.From < a.From {
				all = append(all, shade{b.From, a.From, b.Kind, b.Note, b.Cue})
			}
			b.From = a.To
		}
		if b.From < b.To {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b shade) int { return a.From - b.From })
	return all
}

// disjoint sorts shades and drops those that begin within another.
func disjoint(list []shade) []shade {
	slices.SortStableFunc(list, func(a, b shade) int { return a.From - b.From })
	var kept []shade
	for _, s := range list {
		if len(kept) == 0 || s.From >= kept[len(kept)-1].To {
			kept = append(kept, s)
		}
	}
	return kept
}

// whole is all of the passage.
func (s shaded) whole() []segment { return s.window(0, len(s.text)) }

// window is text[from:to], the best sentence as one segment. What lies outside is
// left out.
func (s shaded) window(from, to int) []segment {
	if s.best == nil {
		return s.flat(from, to)
	}
	start, end := min(max(s.best[0], from), to), max(min(s.best[1], to), from)
	if start >= end {
		return s.flat(from, to)
	}
	best := segment{Inner: s.flat(start, end), Whole: strings.TrimSpace(string(s.text)) == strings.TrimSpace(string(s.text[start:end]))}
	return slices.Concat(s.flat(from, start), []segment{best}, s.flat(end, to))
}

// flat cuts text[from:to] at its shades.
func (s shaded) flat(from, to int) []segment {
	var list []segment
	at := from
	add := func(end int, as shade) {
		if end > at {
			list = append(list, segment{Text: string(s.text[at:end]), Kind: as.Kind, Note: as.Note, Cue: as.Cue})
			at = end
		}
	}
	for _, m := range s.shades {
		start, end := max(m.From, at), min(m.To, to)
		if start < end {
			add(start, shade{})
			add(end, m)
		}
	}
	add(to, shade{})
	return list
}

// clipLength is how many characters of a long passage a hit shows, clipOver the
// length from which a passage is long: cutting off a few words helps nobody.
const (
	clipLength = 200
	clipOver   = 260
)

// Excerpt is the window of a hit's passage that is shown, in code points, half open:
// whole sentences round the one that is nearest in meaning, else the words that were
// searched for; all of a short passage.
func Excerpt(h index.Hit) (from, to int) {
	text := []rune(h.Text)
	if h.Best == nil || len(text) <= clipOver {
		return clip(text, h.Marks)
	}
	return archive.Clip(h.Text, append([][2]int{*h.Best}, h.Marks...), clipLength)
}

// clip chooses the window of a long passage that holds the most marked
// characters, begun at a sentence where one starts close before. A short passage
// is its own window.
func clip(text []rune, marks [][2]int) (from, to int) {
	if len(text) <= clipOver {
		return 0, len(text)
	}
	from = sentenceStart(text, bestWindow(marks)-clipLength/8, bestWindow(marks))
	to = min(from+clipLength, len(text))
	return max(0, to-clipLength), to
}

// bestWindow returns the start of the first mark from which clipLength characters
// hold the most marked ones.
func bestWindow(marks [][2]int) int {
	best, start := 0, 0
	for i, m := range marks {
		held := 0
		for _, next := range marks[i:] {
			if next[1] <= m[0]+clipLength {
				held += next[1] - next[0]
			}
		}
		if held > best {
			best, start = held, m[0]
		}
	}
	return start
}

// sentenceStart moves at to the start of a sentence close by: the next one, if it
// begins no later than the mark, else its own, if that is at most 40 characters
// back.
func sentenceStart(text []rune, at, mark int) int {
	if at <= 40 {
		return 0
	}
	for i := at; i <= min(mark, at+clipLength/8); i++ {
		if endsSentence(text, i) {
			return i
		}
	}
	for i := at; i > at-40; i-- {
		if endsSentence(text, i) {
			return i
		}
	}
	return at
}

// endsSentence reports whether a sentence ends right before text[i], closing
// marks included.
func endsSentence(text []rune, i int) bool {
	if isClosing(text[i]) {
		return false
	}
	for i--; i > 0 && isClosing(text[i]); i-- {
	}
	switch text[i] {
	case '。', '；', '！', '？', '\n':
		return true
	}
	return false
}

func isClosing(r rune) bool {
	return r == '”' || r == '’' || r == '」' || r == '』' || r == '）'
}
