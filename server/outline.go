package server

import (
	"strconv"

	"yinju/archive"
)

// outlineDepth is how deep the list on the left goes; a law of a thousand
// headings is found by its chapters.
const outlineDepth = 3

// headingView is a heading among the paragraphs.
type headingView struct {
	ID    string
	Text  string
	Depth int  // 1 to 4
	Title bool // of a text inside the document
}

// outlineItem is a heading in the list on the left.
type outlineItem struct {
	Text  string
	URL   string
	Depth int
}

func headingID(i int) string { return "s" + strconv.Itoa(i+1) }

func headingBlock(d *archive.Document, i int) block {
	s := d.Sections[i]
	return block{Heading: &headingView{headingID(i), s.Heading, min(max(s.Depth, 1), 4), s.Title}}
}

func outline(d *archive.Document) []outlineItem {
	var items []outlineItem
	for i, s := range d.Sections {
		if s.Depth <= outlineDepth {
			items = append(items, outlineItem{s.Heading, "#" + headingID(i), max(s.Depth, 1)})
		}
	}
	return items
}
