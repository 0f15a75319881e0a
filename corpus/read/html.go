package read

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"yinju/corpus/hanzi"
)

//go:embed containers.txt
var containersText string

//go:embed drops.txt
var dropsText string

var (
	containers = selectors(containersText)
	drops      = strings.Join(selectors(dropsText), ", ")
)

// selectors reads a list of CSS selectors with a comment column. A line that
// begins with "# " is a comment, "#name" is a selector.
func selectors(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if sel, _, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t"); sel != "" && !strings.HasPrefix(sel, "# ") {
			list = append(list, sel)
		}
	}
	return list
}

func looksLikeHTML(text string) bool {
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 512)]))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

// parseHTML reads a page saved from a site: its meta elements and metadata
// table, then the text of the element that holds it.
func parseHTML(d decoded) *page {
	p := &page{}
	root, err := html.ParseWithOptions(strings.NewReader(d.text), html.ParseOptionEnableScripting(false))
	if err != nil {
		p.warn("网页结构损坏：" + err.Error())
		return p
	}
	doc := goquery.NewDocumentFromNode(root)
	p.sayMeta(doc)
	title := visible(oneLine(doc.Find("title").First().Text()))
	heads := printedHeads(doc.Find("h1, [class*=title], [id*=title]"))
	doc.Find(drops).Remove()
	main, sure := textBlock(doc)
	if main == nil {
		p.bare = "网页里只有链接和栏目；请保存文章本身的页面"
		return p
	}
	if !sure {
		p.warn("没有认出正文所在的区块，已取整个页面的文字")
	}
	p.sayPageTitle(title, append(printedHeads(main.Find("h1, h2, h3, center, [align=center], [style*=center]")), heads...))
	p.sayTables(doc, main)
	w := &walker{page: p, source: d}
	main.Each(func(_ int, s *goquery.Selection) { w.node(s.Nodes[0], style{}) })
	w.flush()
	p.paras = rewrap(p.paras)
	return p
}

// sayMeta reads title, canonical address and meta elements.
func (p *page) sayMeta(doc *goquery.Document) {
	doc.Find("meta[name], meta[property]").Each(func(_ int, s *goquery.Selection) {
		name, _ := s.Attr("name")
		if name == "" {
			name, _ = s.Attr("property")
		}
		content, _ := s.Attr("content")
		if field, ok := metas[strings.ToLower(name)]; ok {
			content = visible(content)
			if field == "title" {
				content = siteless(content)
			}
			p.say(field, content, "网页标记 "+name)
		}
	})
	if href, ok := doc.Find("link[rel=canonical]").Attr("href"); ok {
		p.say("url", strings.TrimSpace(href), "网页标记 canonical")
	}
}

// metas are the names of meta elements, and the labels they stand for.
var metas = map[string]string{
	"issuer": "issuer", "number": "number", "author": "author", "source": "source", "contentsource": "source",
	"articletitle": "title", "og:title": "title", "pubdate": "published", "publishdate": "published",
	"article:published_time": "published", "og:url": "url", "keywords": "关键词", "columnname": "tags",
}

// sayTables reads labels and values in neighbouring cells, and lines such as
// 发布时间：2024-06-06 outside the text.
func (p *page) sayTables(doc *goquery.Document, main *goquery.Selection) {
	doc.Find("tr, dl").Each(func(_ int, s *goquery.Selection) { p.sayCells(s, main) })
	doc.Find("td, th, dt, li, span, p, div, h5, h6").Each(func(_ int, s *goquery.Selection) {
		if inside(main, s.Nodes[0]) || s.Find("td, div, p, li").Length() > 0 {
			return
		}
		text := spaced(s.Nodes[0])
		if utf8.RuneCountInString(text) > 300 {
			return
		}
		for _, pair := range infoPairs(text) {
			if next := visible(s.Next().Text()); pair.value == "" && follows(pair.label, next) {
				pair.value = next
			}
			p.say(pair.label, pair.value, "页面 "+pair.label)
		}
	})
}

// sayCells reads a row of cells that are labels and values in turn.
func (p *page) sayCells(row, main *goquery.Selection) {
	if inside(main, row.Nodes[0]) || row.Find("tr, dl").Length() > 0 {
		return
	}
	var cells []string
	row.ChildrenFiltered("td, th, dt, dd").Each(func(_ int, s *goquery.Selection) { cells = append(cells, visible(s.Text())) })
	for _, pair := range cellPairs(cells) {
		p.say(pair.label, pair.value, "页面 "+pair.label)
	}
}

// spaced is the text of an element with a line break between the texts of its
// parts, which a page sets apart by its layout.
func spaced(n *html.Node) string {
	var parts []string
	for c := range n.Descendants() {
		if text := visible(oneLine(c.Data)); c.Type == html.TextNode && text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n")
}

func inside(main *goquery.Selection, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if main.IndexOfNode(n) >= 0 {
			return true
		}
	}
	return false
}

// walker goes through the nodes of the text and makes paragraphs.
type walker struct {
	page   *page
	source decoded
	from   int // where the next text is looked for in the source
	text   strings.Builder
	at     int // of the paragraph in the making, -1 before its first character
	begun  bool
	style  style
	inRow  bool // the paragraph is a row of a table
}

// style is what the elements around a text say of it.
type style struct {
	depth   int
	centred bool
	pre     bool
}

func (w *walker) node(n *html.Node, s style) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data, s)
		return
	case html.ElementNode:
	default:
		return
	}
	if n.DataAtom == atom.Br {
		if w.style.centred && w.begun {
			return // a heading broken over two lines
		}
		w.flush()
		return
	}
	if n.DataAtom == atom.Tr && plainRow(n) {
		w.row(n, s)
		return
	}
	s = styled(n, s)
	if blocks[n.DataAtom] {
		w.flush()
		w.style = s
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, s)
	}
	if blocks[n.DataAtom] {
		w.flush()
	}
}

var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Td: true, atom.Th: true, atom.Tr: true, atom.Table: true, atom.Ul: true, atom.Ol: true,
	atom.Li: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Section: true,
	atom.Article: true, atom.Blockquote: true, atom.Pre: true, atom.Center: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.Tbody: true, atom.Thead: true, atom.Caption: true, atom.Figure: true, atom.Header: true, atom.Main: true, atom.Hr: true,
}

var centring = regexp.MustCompile(`(?i)text-align:\s*center`)

func styled(n *html.Node, s style) style {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		s.depth = int(n.Data[1] - '0')
	case atom.Center:
		s.centred = true
	case atom.Pre:
		s.pre = true
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "align":
			s.centred = strings.EqualFold(a.Val, "center") && n.DataAtom != atom.Td && n.DataAtom != atom.Table && n.DataAtom != atom.Tr
		case a.Key == "style" && strings.Contains(a.Val, "text-align"):
			s.centred = centring.MatchString(a.Val)
		}
	}
	return s
}

// plainRow reports a row of a table of data: cells of short text without blocks
// inside.
func plainRow(n *html.Node) bool {
	cells := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		cells++
		s := goquery.NewDocumentFromNode(c)
		if s.Find("table, div, li").Length() > 0 || s.Find("p").Length() > 1 || utf8.RuneCountInString(s.Text()) > 400 {
			return false
		}
	}
	return cells > 1
}

// row makes one paragraph of a row, its cells set apart by a wide space.
func (w *walker) row(n *html.Node, s style) {
	w.flush()
	w.style = style{}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		text := visible(strings.Join(strings.Fields(goquery.NewDocumentFromNode(c).Text()), " "))
		if text == "" {
			continue
		}
		if w.begun {
			w.text.WriteString("　")
		}
		w.write(text, style{})
	}
	w.inRow = true
	w.flush()
}

// write adds text to the paragraph; line breaks of the source are white space.
func (w *walker) write(data string, s style) {
	if s.pre {
		for i, part := range strings.Split(data, "\n") {
			if i > 0 {
				w.flush()
			}
			w.add(part)
		}
		return
	}
	w.add(oneLine(data))
}

// oneLine folds runs of ASCII white space with a line break in them: between two
// Chinese characters into nothing, elsewhere into a space.
func oneLine(data string) string {
	if !strings.ContainsAny(data, "\n\r") {
		return data
	}
	parts := strings.FieldsFunc(data, func(r rune) bool { return r == '\n' || r == '\r' })
	out := ""
	for _, part := range parts {
		part = strings.Trim(part, " \t")
		if part == "" {
			continue
		}
		if out == "" {
			out = part
		} else {
			out = glue(out, part)
		}
	}
	return out
}

func (w *walker) add(data string) {
	if !w.begun && strings.TrimFunc(data, hanzi.Invisible) != "" {
		w.begun, w.at = true, w.locate(data)
	}
	w.text.WriteString(data)
}

// locate finds where a text begins in the received file, searching on from the
// text before. Text written with entities stays at the place before.
func (w *walker) locate(data string) int {
	data = strings.TrimLeftFunc(data, hanzi.Invisible)
	probe := data
	if i := strings.IndexAny(probe, "<>&\u00a0\n"); i > 0 {
		probe = probe[:i]
	}
	if len(probe) > 60 {
		probe = strings.ToValidUTF8(probe[:60], "")
	}
	if i := strings.Index(w.source.text[w.from:], probe); i >= 0 && probe != "" {
		w.from += i
	}
	return w.source.received(w.from)
}

func (w *walker) flush() {
	text := visible(w.text.String())
	if text != "" {
		w.page.paras = append(w.page.paras, para{text: text, at: w.at, depth: w.style.depth, centred: w.style.centred, row: w.inRow})
	}
	w.text.Reset()
	w.begun, w.inRow = false, false
}
