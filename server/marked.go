package server

// segment is a run of text that is marked or not. Templates escape it: text that
// contains markup shows as text.
type segment struct {
	Text string
	Mark bool
}

// clipLength is how many characters of a long passage a hit shows, clipOver the
// length from which a passage is long: cutting off a few words helps nobody.
const (
	clipLength = 200
	clipOver   = 260
)

// segments cuts text[from:to] at its marks. All offsets are code points of text;
// marks are sorted and disjoint, what lies outside the window is left out.
func segments(text []rune, marks [][2]int, from, to int) []segment {
	var list []segment
	at := from
	add := func(end int, mark bool) {
		if end > at {
			list = append(list, segment{string(text[at:end]), mark})
			at = end
		}
	}
	for _, m := range marks {
		start, end := max(m[0], at), min(m[1], to)
		if start < end {
			add(start, false)
			add(end, true)
		}
	}
	add(to, false)
	return list
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
