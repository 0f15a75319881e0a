package read

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

//go:embed chrome.tsv
var chromeText string

// chrome are the patterns of lines that a site or a print adds to a text.
var chrome = chromePatterns(chromeText)

type chromePattern struct {
	where string // any, head (before the first long paragraph), tail (after the last one)
	form  *regexp.Regexp
}

func chromePatterns(text string) []chromePattern {
	var list []chromePattern
	for _, row := range rows(text) {
		list = append(list, chromePattern{row[0], regexp.MustCompile(`^(?i:` + column(row, 1) + `)$`)})
	}
	return list
}

// longLine is the length in runes from which a paragraph is surely text.
const longLine = 60

// clean takes off site chrome, page numbers, licence boxes and empty lines.
func (p *page) clean() {
	p.cutLicence()
	p.paras = dropPageNumbers(p.paras)
	first, last := longSpan(p.paras)
	kept := p.paras[:0:0]
	for i, q := range p.paras {
		where := "any"
		if i < first {
			where = "head"
		} else if i > last {
			where = "tail"
		}
		if !isChrome(q.text, where) {
			kept = append(kept, q)
		}
	}
	p.paras = kept
}

// longSpan returns the indices of the first and last paragraph that is surely
// text; all lines are head and tail where there is none.
func longSpan(paras []para) (first, last int) {
	first, last = len(paras), -1
	for i, q := range paras {
		if utf8.RuneCountInString(q.text) >= longLine {
			first, last = min(first, i), i
		}
	}
	return first, last
}

func isChrome(s, where string) bool {
	if !hasWord(s) {
		return !strings.Contains(s, "…")
	}
	if len(s) > 300 {
		return false
	}
	tight := strings.Join(strings.Fields(s), " ")
	for _, c := range chrome {
		if (c.where == "any" || c.where == where) && c.form.MatchString(tight) {
			return true
		}
	}
	return false
}

func hasWord(s string) bool { return strings.ContainsFunc(s, hanzi.IsWord) }

var (
	dashedPage = regexp.MustCompile(`^[—－–\-~～·•]{1,3}\s*[\d０-９]{1,4}\s*[—－–\-~～·•]{1,3}$`)
	wordedPage = regexp.MustCompile(`^第\s*[\d０-９]{1,4}\s*页\s*(?:[，,/／]?\s*共\s*[\d０-９]{1,4}\s*页)?$|^共\s*\d{1,4}\s*页\s*第\s*\d{1,4}\s*页$|^(?i:page)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$`)
	barePage   = regexp.MustCompile(`^\d{1,4}$`)
)

// dropPageNumbers takes page numbers off and joins the paragraph that a page
// end cut in two.
func dropPageNumbers(paras []para) []para {
	bare := barePages(paras)
	var out []para
	cut := false
	for i, q := range paras {
		if dashedPage.MatchString(q.text) || wordedPage.MatchString(q.text) || bare[i] {
			cut = true
			continue
		}
		if n := len(out); cut && n > 0 && goesOn(out[n-1], q) {
			out[n-1].text = glue(out[n-1].text, q.text)
		} else {
			out = append(out, q)
		}
		cut = false
	}
	return out
}

// goesOn: a long paragraph without a final stop, and the next no heading.
func goesOn(a, b para) bool {
	return utf8.RuneCountInString(a.text) > 30 && !endsSentence(a.text) && a.depth == 0 && b.depth == 0 && !b.centred && !beginsItem(b.text)
}

// barePages finds numbers alone on a line that count the pages: at least two,
// each one more than the last, with a page of text between. Cells of a table
// stand too close together.
func barePages(paras []para) map[int]bool {
	var at []int
	last, since := 0, 0
	for i, q := range paras {
		if !barePage.MatchString(q.text) {
			since += utf8.RuneCountInString(q.text)
			continue
		}
		n, _ := strconv.Atoi(q.text)
		if len(at) > 0 && (n != last+1 || since < 200) {
			return nil
		}
		at, last, since = append(at, i), n, 0
	}
	if len(at) < 2 {
		return nil
	}
	pages := make(map[int]bool, len(at))
	for _, i := range at {
		pages[i] = true
	}
	return pages
}
