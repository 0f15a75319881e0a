package evidence

// Clip returns the window of a text to show, in code points: the whole where it
// has at most most, else whole sentences round keep (the best sentence, marks), as
// many as fit, what follows before what precedes. Where keep alone is longer the
// window begins with its first span and has most code points; without keep it
// begins with the text. Spans of keep outside the text are cut to it.
func Clip(text string, keep [][2]int, most int) (from, to int) {
	length := len([]rune(text))
	if length <= most || most <= 0 {
		return 0, length
	}
	from, to = bounds(keep, length, most)
	return grown(Sentences(text), from, to, most)
}

// bounds returns the hull of the spans to keep, as far as it may be shown.
func bounds(keep [][2]int, length, most int) (from, to int) {
	for i, k := range keep {
		k[0], k[1] = min(max(k[0], 0), length), min(max(k[1], 0), length)
		switch {
		case i == 0:
			from, to = k[0], max(k[0], k[1])
		case max(to, k[1])-min(from, k[0]) <= most:
			from, to = min(from, k[0]), max(to, k[1])
		}
	}
	return from, min(to, from+most)
}

// grown widens a window to the ends of its sentences, as far as they fit, then by
// the sentences behind and before it that fit whole.
func grown(sentences [][2]int, from, to, most int) (int, int) {
	for _, s := range sentences { // the sentences that the window begins and ends in
		if s[0] <= from && from < s[1] && to-s[0] <= most {
			from = s[0]
		}
		if s[0] < to && to < s[1] {
			to = min(s[1], from+most)
		}
	}
	behind, before := true, true
	for behind || before {
		if to, behind = next(sentences, from, to, most); behind {
			continue
		}
		from, before = previous(sentences, from, to, most)
	}
	return from, to
}

// next returns the end of the sentence behind a window, if it fits.
func next(sentences [][2]int, from, to, most int) (int, bool) {
	for _, s := range sentences {
		if s[0] >= to {
			return pick(s[1]-from <= most, s[1], to)
		}
	}
	return to, false
}

// previous returns the start of the sentence before a window, if it fits.
func previous(sentences [][2]int, from, to, most int) (int, bool) {
	for i := len(sentences) - 1; i >= 0; i-- {
		if s := sentences[i]; s[1] <= from {
			return pick(to-s[0] <= most, s[0], from)
		}
	}
	return from, false
}

func pick(fits bool, wider, as int) (int, bool) {
	if fits {
		return wider, true
	}
	return as, false
}
