package read

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"yinju/corpus/hanzi"
)

var (
	atx      = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t　]+(.*?))?[ \t　]*#*[ \t　]*$`)
	comment  = regexp.MustCompile(`(?s)<!--.*?-->`)
	infoEnd  = regexp.MustCompile(`(?m)^[ \t]*<!--\s*INFO END\s*-->`)
	beginner = regexp.MustCompile(`^(?:[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百千零〇\d]{1,8}[条章节编]|\d{1,3}[.．、）]|[-*+] |\|)`)
	// layoutLine has tags and no text: <br>, <div align=center>.
	layoutLine = regexp.MustCompile(`^(?i:</?(?:br|hr|div|center|p|span|font|table|thead|tbody|tr|td|th|img|a|b|u|sup|sub|blockquote)(?:[ /][^<>\p{Han}]*)?>\s*)+$`)
	rule       = regexp.MustCompile(`^ {0,3}([-*_] *){3,}$|^\|?[ :|-]+\|[ :|-]*$`)
)

// parseMarkdown reads Markdown: YAML front matter, # headings, paragraphs
// between blank lines. The text is taken line by line, so that list numbers and
// signs of the source stay. Promulgation notes up to <!-- INFO END --> are
// marked as preamble.
func parseMarkdown(d decoded) *page {
	p := &page{}
	lines := splitLines(d)
	rest := p.frontMatter(lines)
	blankComments(d.text, d.lines, lines)
	preamble := infoLines(d)
	if rest == 0 {
		rest = p.header(lines)
	}
	p.addBlocks(lines[rest:], preamble-rest)
	return p
}

// addBlocks makes paragraphs and headings of the lines after the front matter;
// the first preamble lines are promulgation notes.
func (p *page) addBlocks(body []line, preamble int) {
	loose := blankSeparated(body)
	join := false // the next line may go on with the last paragraph
	for i, l := range body {
		l = plainType(l)
		if m := atx.FindStringSubmatch(l.text); m != nil {
			p.addHeading(visible(m[2]), len(m[1]), l.at)
			join = false
			continue
		}
		text := strings.TrimFunc(l.text, hanzi.Invisible)
		if layoutLine.MatchString(text) {
			text = "" // as a blank line
		}
		if text == "" || rule.MatchString(l.text) {
			join = join && text == "" && zeroWidth(l.text)
			continue
		}
		if n := footnoteMark(body[i:]); n > 0 {
			blankNext(body[i:], n)
			continue
		}
		before := len(p.paras)
		p.addLine(l, join && loose && !strings.HasPrefix(l.text, "　　") && !beginsItem(text))
		if len(p.paras) > before {
			p.paras[before].preamble = i < preamble
		}
		join = true
	}
	if !loose {
		p.paras = rewrap(p.paras)
	}
}

// zeroWidth reports a line of zero-width characters, which Wikisource leaves in
// the middle of paragraphs.
func zeroWidth(s string) bool { return strings.ContainsAny(s, "\u200b\u200c\u200d\ufeff\u2060") }

func (p *page) addHeading(text string, depth, at int) {
	if text != "" {
		p.paras = append(p.paras, para{text: text, at: at, depth: depth})
	}
}

func beginsItem(s string) bool { return beginner.MatchString(s) || eventStart.MatchString(s) }

// blankComments empties the lines of comments, keeping line numbers.
func blankComments(text string, starts []int, lines []line) {
	found := comment.FindAllStringIndex(text, -1)
	slices.Reverse(found) // from the end, so that offsets before it stay right
	for _, c := range found {
		for i := lineOf(starts, c[0]); i <= lineOf(starts, c[1]-1); i++ {
			from, to := max(c[0]-starts[i], 0), min(c[1]-starts[i], len(lines[i].text))
			if from < to {
				lines[i].text = lines[i].text[:from] + lines[i].text[to:]
			}
		}
	}
}

// footnoteMark recognises a footnote sign that a page broke over three lines:
// [ 1 ]. It returns the number of lines, or 0.
func footnoteMark(lines []line) int {
	if len(lines) < 3 || strings.TrimSpace(lines[0].text) != "[" || strings.TrimSpace(lines[2].text) != "]" {
		return 0
	}
	if len(strings.TrimSpace(lines[1].text)) > 12 {
		return 0
	}
	return 3
}

func blankNext(lines []line, n int) {
	for i := 1; i < n; i++ {
		lines[i].text = "\u200b"
	}
}

// infoLines returns the number of lines before <!-- INFO END -->, 0 if none.
func infoLines(d decoded) int {
	m := infoEnd.FindStringIndex(d.text)
	if m == nil {
		return 0
	}
	return lineOf(d.lines, m[0])
}

// blankSeparated reports that paragraphs stand between blank lines, so that
// lines without one between them belong together.
func blankSeparated(lines []line) bool {
	apart, close := 0, 0
	text, gap := false, true
	for _, l := range lines {
		if strings.TrimFunc(l.text, hanzi.Invisible) == "" {
			gap = true
			continue
		}
		if text && gap {
			apart++
		} else if text {
			close++
		}
		text, gap = true, false
	}
	return apart*3 >= close
}

// frontMatter reads a YAML block between --- lines and returns how many lines
// it took. Broken YAML is read line by line.
func (p *page) frontMatter(lines []line) int {
	if len(lines) == 0 || strings.TrimSpace(strings.TrimPrefix(lines[0].text, "\ufeff")) != "---" {
		return 0
	}
	for i := 1; i < len(lines) && i < 200; i++ {
		if t := strings.TrimSpace(lines[i].text); t == "---" || t == "..." {
			p.readYAML(lines[1:i])
			return i + 1
		}
	}
	return 0
}

func (p *page) readYAML(lines []line) {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text + "\n")
	}
	var node yaml.Node
	if yaml.Unmarshal([]byte(b.String()), &node) != nil || len(node.Content) == 0 || node.Content[0].Kind != yaml.MappingNode {
		p.warn("文件头不是合法的 YAML，已逐行读取")
		for _, l := range lines {
			if key, value, ok := strings.Cut(l.text, ":"); ok {
				p.say(key, strings.Trim(strings.TrimSpace(value), `"'`), "文首元数据 "+squeeze(key))
			}
		}
		return
	}
	fields := node.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		p.sayYAML(fields[i].Value, fields[i+1])
	}
}

// sayYAML takes a scalar or a list of scalars, as written.
func (p *page) sayYAML(key string, value *yaml.Node) {
	where := "文首元数据 " + squeeze(key)
	switch value.Kind {
	case yaml.ScalarNode:
		if value.Tag != "!!null" {
			p.say(key, value.Value, where)
		}
	case yaml.SequenceNode:
		for _, v := range value.Content {
			if v.Kind == yaml.ScalarNode {
				p.say(key, v.Value, where)
			}
		}
	default:
		p.warn(fmt.Sprintf("文件头的 %s 不是一个值，未读", key))
	}
}
