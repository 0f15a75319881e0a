package archive

import "yinju/index/evidence"

// Clip returns the window of a passage to show in at most most characters, in code
// points, half open: whole sentences round the spans of keep, the first of which
// matters most. See evidence.Clip.
func Clip(text string, keep [][2]int, most int) (from, to int) {
	return evidence.Clip(text, keep, most)
}
