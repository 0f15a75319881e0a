package read

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"yinju/corpus/hanzi"
)

// Shares of a page's text, that is of its Chinese characters in no link, no
// chrome line and no row of labels.
const (
	blockShare = 0.8  // what a block must hold to be the text
	keepShare  = 0.5  // below it the choice was wrong
	gainShare  = 0.05 // what a wider block must add in sentences
	headHan    = 200  // more than that before the block is no head
)

// weights counts the text of every element of a page.
type weights struct {
	all       map[*html.Node]int
	sentences map[*html.Node]int // in texts that hold a sentence stop
}

func weigh(root *html.Node) weights {
	w := weights{map[*html.Node]int{}, map[*html.Node]int{}}
	w.visit(root)
	return w
}

func (w weights) visit(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.text(n)
		return
	case n.DataAtom == atom.A || n.DataAtom == atom.Tr && labelRow(n):
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.visit(c)
		w.all[n] += w.all[c]
		w.sentences[n] += w.sentences[c]
	}
}

func (w weights) text(n *html.Node) {
	text := visible(oneLine(n.Data))
	if text == "" || isChrome(text, "any") || isChrome(text, "tail") || isChrome(text, "head") || infoPairs(text) != nil {
		return
	}
	w.all[n] = hanzi.HanCount(text)
	if strings.ContainsAny(text, "。！？；") {
		w.sentences[n] = w.all[n]
	}
}

// labelRow reports a row of labels and values.
func labelRow(n *html.Node) bool {
	var cells []string
	goquery.NewDocumentFromNode(n).ChildrenFiltered("td, th").Each(func(_ int, s *goquery.Selection) {
		cells = append(cells, visible(s.Text()))
	})
	return cellPairs(cells) != nil
}

// textBlock returns the elements that hold the text of a page: the first listed
// container with nearly all of it, else the smallest element that has; and
// before it the run of its siblings from the printed title on. sure is false
// where that is under half of the page, whose body is taken then. A page of
// links has no block.
func textBlock(doc *goquery.Document) (block *goquery.Selection, sure bool) {
	body := doc.Find("body").First()
	if len(body.Nodes) == 0 {
		return body, true
	}
	w := weigh(body.Nodes[0])
	if w.onlyLinks(body.Nodes[0]) {
		return nil, false
	}
	chosen := listedBlock(doc, w, w.all[body.Nodes[0]])
	if chosen == nil {
		chosen = w.widen(w.smallest(body.Nodes[0]))
	}
	if float64(w.all[chosen]) < keepShare*float64(w.all[body.Nodes[0]]) {
		return body, false
	}
	return doc.FindNodes(append(w.headRun(chosen), chosen)...), true
}

func listedBlock(doc *goquery.Document, w weights, total int) *html.Node {
	for _, sel := range containers {
		for _, n := range doc.Find(sel).Nodes {
			if w.all[n] > 0 && float64(w.all[n]) >= blockShare*float64(total) {
				return w.widen(n)
			}
		}
	}
	return nil
}

// smallest goes down from a node while one element below has nearly all text.
func (w weights) smallest(n *html.Node) *html.Node {
	want := blockShare * float64(w.all[n])
	for next := n; next != nil; {
		n, next = next, nil
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if holders[c.DataAtom] && w.all[c] > 0 && float64(w.all[c]) >= want {
				next = c
			}
		}
	}
	return n
}

// holders are the elements that may hold the text of a page.
var holders = map[atom.Atom]bool{
	atom.Div: true, atom.Td: true, atom.Tr: true, atom.Tbody: true, atom.Table: true, atom.Section: true, atom.Article: true,
	atom.Main: true, atom.Center: true, atom.Body: true,
}

// widen goes up while the element around adds sentences.
func (w weights) widen(n *html.Node) *html.Node {
	best := n
	for up := n.Parent; up != nil && up.DataAtom != atom.Html; up = up.Parent {
		if more := w.sentences[up] - w.sentences[best]; more > 0 && float64(more) >= gainShare*float64(w.all[best]) {
			best = up
		}
	}
	return best
}

// headRun returns the siblings before a block, or before an element around it,
// from the one with the printed title on; none where the block has it itself.
func (w weights) headRun(n *html.Node) []*html.Node {
	if hasHead(n) {
		return nil
	}
	for ; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		var run []*html.Node
		han := 0
		for s := n.PrevSibling; s != nil && han <= headHan; s = s.PrevSibling {
			run = append([]*html.Node{s}, run...)
			if han += w.all[s]; hasHead(s) && han <= headHan {
				return withoutTables(run)
			}
		}
	}
	return nil
}

func hasHead(n *html.Node) bool {
	return n.Type == html.ElementNode && (n.DataAtom == atom.H1 || goquery.NewDocumentFromNode(n).Find("h1").Length() > 0)
}

// withoutTables leaves the tables of labels to sayTables.
func withoutTables(run []*html.Node) (kept []*html.Node) {
	for _, n := range run {
		if n.Type == html.TextNode || n.Type == html.ElementNode && n.DataAtom != atom.Table && goquery.NewDocumentFromNode(n).Find("tr, dl").Length() == 0 {
			kept = append(kept, n)
		}
	}
	return kept
}
