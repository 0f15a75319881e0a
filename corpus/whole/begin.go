package whole

import (
	"fmt"
	"regexp"
	"strings"

	"yinju/corpus"
)

// latest is the highest number with which a text of a few articles begins that lost
// its beginning; one that begins higher counts only if it counts on for long.
const (
	latest  = 20
	lengthy = 5
)

// partial is what says that a text is a part: a book of a code, an excerpt.
var partial = regexp.MustCompile(`第[一二三四五六七八九十]+编|编$|法典.{0,4}[总分附]则$|节选|摘录|摘编|摘要|节录|选登|选编|略）`)

// beginning finds a count whose first number is missing in the whole text. A
// chapter that is not counted tells nothing: collections lose such headings.
func (s series) beginning(d *corpus.Document, lines []line, runs [][]member) (Finding, bool) {
	if s.what == "章" || len(runs) == 0 || len(runs[0]) < s.least {
		return Finding{}, false
	}
	first, next := runs[0][0], runs[0][1]
	if first.number < 2 || first.number > latest && (len(runs) > 1 || len(runs[0]) < lengthy) || next.number-first.number > 1 || partial.MatchString(d.Title.Value) {
		return Finding{}, false
	}
	if s.stands(d.Text, 1) || saysPart(lines) {
		return Finding{}, false
	}
	name := func(n int) string { return strings.TrimSuffix(fmt.Sprintf(s.form, corpus.WriteNumeral(n)), "、") }
	missing := name(1)
	if first.number > 2 {
		missing += "至" + name(first.number-1)
	}
	return Finding{Numbers, fmt.Sprintf("正文开头可能不全：%s从%s起，缺%s。", s.what, name(first.number), missing), first.at}, true
}

// saysPart reports a head that says that the text is a part.
func saysPart(lines []line) bool {
	for _, l := range lines[:min(headLines, len(lines))] {
		if partial.MatchString(l.text) {
			return true
		}
	}
	return false
}
