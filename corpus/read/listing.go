package read

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"yinju/corpus/hanzi"
)

// Sizes in Chinese characters by which a page without a text is known.
const (
	hardlyText  = 30 // a page with less outside its links, and no sentence, has none
	footerText  = 60 // sentences of a page's foot
	linksToText = 4  // a page of links has so many times more in them than outside
)

// onlyLinks reports a page that holds nothing but links and its own chrome: a
// list of articles, a start page.
func (w weights) onlyLinks(body *html.Node) bool {
	text, sentences, links := w.all[body], w.sentences[body], linkHan(body)
	if sentences == 0 {
		return text < hardlyText || links > linksToText*text
	}
	return sentences < footerText && links > linksToText*text
}

// linkHan counts the Chinese characters inside links.
func linkHan(n *html.Node) int {
	han := 0
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.DataAtom == atom.A {
			for t := range c.Descendants() {
				if t.Type == html.TextNode {
					han += hanzi.HanCount(t.Data)
				}
			}
		}
	}
	return han
}
