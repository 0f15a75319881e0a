package server

import (
	"yinju/archive"
	"yinju/index"
)

// modeLink is a way of searching to choose: by words, by meaning, or both. The
// links keep every other parameter.
type modeLink struct {
	Label, URL string
	Title      string // what it does, or why it cannot
	Current    bool
}

// ways are the modes with their words, the default first.
var ways = []struct {
	mode         index.Mode
	label, title string
}{
	{index.Auto, "综合", "词语与意思合在一起排序"},
	{index.Words, "按词语", "只找含有这些词语的段落"},
	{index.Meaning, "按意思", "只找意思相近的段落，用词可以不同"},
}

func modes(q asked, m archive.MeaningState) []modeLink {
	var links []modeLink
	for _, way := range ways {
		other := copied(q)
		other.Mode = way.mode
		link := modeLink{Label: way.label, URL: searchURL(other), Title: way.title, Current: q.Mode == way.mode}
		if way.mode == index.Meaning && m.Model == "" {
			link.Title = m.Reason
		}
		links = append(links, link)
	}
	return links
}

// wayOf is how a mode searches, in words.
func wayOf(mode index.Mode) string {
	for _, way := range ways {
		if way.mode == mode {
			return way.label
		}
	}
	return string(mode)
}
