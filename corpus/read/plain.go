package read

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// headerLine is 标题：…, in any width of colon, with spaces inside the label.
var headerLine = regexp.MustCompile(`^[\s　\x{FEFF}]*([\p{Han}A-Za-z][\p{Han}A-Za-z \x{3000}\x{a0}]{0,14}?)[ 　\x{a0}]*[：:][ 　\x{a0}\t]*(.*?)[\s　]*$`)

// bracketLine is 【标题】…, [发文字号]….
var bracketLine = regexp.MustCompile(`^[\s　\x{FEFF}]*[【\[〔［]([\p{Han}][\p{Han} \x{3000}\x{a0}]{0,10})[】\]〕］][ 　\x{a0}\t：:]*(.*?)[\s　]*$`)

// headerLines is how many lines a header may have, blank ones included.
const headerLines = 40

// parsePlain reads plain text: header lines, then one paragraph a line, save
// where a line is plainly the middle of a sentence.
func parsePlain(d decoded) *page {
	p := &page{}
	lines := splitLines(d)
	rest := p.header(lines)
	for _, l := range lines[rest:] {
		p.addLine(l, false)
	}
	p.paras = rewrap(p.paras)
	return p
}

// line is one line of the received text.
type line struct {
	text string // without its end, white space kept
	at   int    // byte in the received file
}

func splitLines(d decoded) []line {
	list := make([]line, len(d.lines))
	for i, start := range d.lines {
		end := len(d.text)
		if i+1 < len(d.lines) {
			end = d.lines[i+1] - 1
		}
		text := d.text[start:end]
		lead := len(text) - len(strings.TrimLeftFunc(text, hanzi.Invisible))
		list[i] = line{strings.TrimSuffix(text, "\r"), d.received(start + lead)}
	}
	return list
}

// header reads the labelled lines at the head and returns how many lines it
// took. It ends at the first line that is neither empty nor labelled.
func (p *page) header(lines []line) int {
	taken := 0
	for i, l := range lines {
		if i == headerLines {
			break
		}
		if strings.TrimFunc(l.text, hanzi.Invisible) == "" {
			continue
		}
		label, value, ok := labelled(l.text)
		if !ok {
			break
		}
		p.say(label, value, "文件头 "+squeeze(label))
		taken = i + 1
	}
	return taken
}

// labelled takes a line with a known label apart.
func labelled(s string) (label, value string, ok bool) {
	if len(s) > 4000 {
		return "", "", false
	}
	m := headerLine.FindStringSubmatch(s)
	if m == nil {
		m = bracketLine.FindStringSubmatch(s)
	}
	if m == nil {
		return "", "", false
	}
	label, value = m[1], strings.TrimFunc(m[2], hanzi.Invisible)
	_, ok = labels[labelKey(label)]
	return label, value, ok && !fontSwitch(label, value)
}

// fontSwitch: 字号：大 中 小 is a switch of the page, 字号：国发〔2019〕5号 a label.
func fontSwitch(label, value string) bool {
	_, is := number(value)
	return labelKey(label) == "字号" && !is
}

// addLine adds a line as a paragraph; with join it goes on with the last one.
func (p *page) addLine(l line, join bool) {
	text := visible(l.text)
	if text == "" {
		return
	}
	if n := len(p.paras); join && n > 0 {
		p.paras[n-1].text = glue(p.paras[n-1].text, text)
		return
	}
	p.paras = append(p.paras, para{text: text, at: l.at, centred: centredByIndent(l.text)})
}

// centredByIndent: a short line far from the margin.
func centredByIndent(s string) bool {
	lead := 0
	for _, r := range s {
		if r == ' ' {
			lead++
		} else if r == '　' || r == '\t' {
			lead += 2
		} else {
			break
		}
	}
	return lead >= 8 && utf8.RuneCountInString(s) < 60
}

// visible takes control and zero-width characters out, and white space off the
// ends; spaces inside stay as they are, tabs become spaces.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == ' ' || r == '\r':
			return ' '
		case r == '\u00a0' || r == '　' || r == '\u2002' || r == '\u2003':
			return r
		case hanzi.Invisible(r) && r != utf8.RuneError && !(r >= 0x2000 && r <= 0x200A):
			return -1
		}
		return r
	}, s)
	return strings.TrimFunc(s, hanzi.Invisible)
}

// glue joins two parts of a broken line; two Latin words keep a space.
func glue(a, b string) string {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	if x < 0x80 && y < 0x80 && isLetter(x) && isLetter(y) {
		return a + " " + b
	}
	return a + b
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
