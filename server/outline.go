package server

import (
	"strconv"

	"yinju/archive"
)

// outlineDepth is how deep the list on the left goes; a law of a thousand
// headings is found by its chapters.
const outlineDepth = 3

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
