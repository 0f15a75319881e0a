package corpus

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// Hint is a heading that the source marks as one: a Markdown heading, an HTML
// heading, the title of a plan under a 印发 notice.
type Hint struct {
	Span  Span // of the whole paragraph
	Depth int  // 1 is the outermost; what the source says
	Title bool
}

// Ranks order the kinds of headings, outermost first. A hint without a mark of
// its own has rankHint plus its depth.
const (
	rankTitle    = 10
	rankHint     = 20
	rankDivision = 40 // 编 40, 分编 41, 章 42, 节 43, 目 44
	rankComma    = 50 // 一、
	rankBracket  = 60 // （一）
	rankDecimal  = 70 // 1 总则 70, 1.1 71, 1.1.1 72
	rankBare     = 80 // a line of its own between paragraphs
)

// headingLimit is the length in runes above which a line is no heading.
const headingLimit = 44

type heading struct {
	span  Span
	rank  int
	title bool
	told  bool // the source says so
	depth int  // what it says, 0 for nothing
	at    int  // paragraph number
}

// Outline finds the headings of a text: the hints, and lines that are headings
// by their form (第一章 …, 一、…, （一）… when short and without a final stop). A
// table of contents gives no headings, and inside an article there are none but
// those the source marks.
func Outline(text string, hints []Hint) []Section {
	marked := make(map[int]Hint, len(hints))
	for _, h := range hints {
		marked[h.Span.Start] = h
	}
	var found []heading
	articles, decimal := inArticles(text), inDecimals(text)
	inside := false
	all := paragraphs(text)
	for i, p := range all {
		h, ok := headingAt(text, p, marked, inside && articles)
		if !ok && decimal {
			h, ok = decimalAt(text, p)
		}
		if !ok && len(found) > 0 && namesAnnex(text, p, found[len(found)-1], i) {
			h, ok = heading{span: p, rank: rankTitle + 2}, true
		}
		if !ok && !articles && bare(text, all, i) {
			h, ok = heading{span: p, rank: rankBare}, true
		}
		if ok {
			h.at = i
			found = append(found, h)
			inside = false
		} else if _, _, is := article(p.of(text)); is {
			inside = true
		}
	}
	return nest(text, withoutContents(text, found))
}

func headingAt(text string, p Span, marked map[int]Hint, inside bool) (heading, bool) {
	line := p.of(text)
	hint, told := marked[p.Start]
	rank := rankOf(line)
	switch {
	case told && hint.Title:
		return heading{span: p, rank: rankTitle, title: true, told: true}, true
	case told && (rank == 0 || rank == rankBracket):
		return heading{span: p, rank: rankHint + min(hint.Depth, 15), told: true, depth: hint.Depth}, true
	case told:
		return heading{span: p, rank: rank, told: true, depth: hint.Depth}, true
	case rank == 0 || inside && rank >= rankComma || runes(line) > headingLimit || endsSentence(line) || hasStop(line):
		return heading{}, false
	}
	return heading{span: p, rank: rank}, true
}

// inDecimals reports a text whose sections are numbered 1, 1.1, 1.1.1, as in
// 应急预案: at least three short lines begin with 1.1 or the like.
func inDecimals(text string) bool {
	count := 0
	for _, p := range paragraphs(text) {
		if h, ok := decimalAt(text, p); ok && h.rank > rankDecimal {
			count++
		}
	}
	return count >= 3
}

// decimalAt reads a heading such as 1.1 编制目的 or 1 总则.
func decimalAt(text string, p Span) (heading, bool) {
	line := p.of(text)
	m := decimalMark.FindStringSubmatch(line)
	if m == nil || runes(line) > 30 || endsSentence(line) || hasStop(line) {
		return heading{}, false
	}
	return heading{span: p, rank: rankDecimal + strings.Count(m[2], ".") + strings.Count(m[2], "．")}, true
}

// bareBody is the least length in runes of the paragraph under a bare heading.
const bareBody = 80

// bare reports a heading without a mark, as essays have them: a short line
// without a stop, after a paragraph that ends in one and before a long one.
func bare(text string, all []Span, i int) bool {
	if i == 0 || i+1 == len(all) {
		return false
	}
	line, before, after := all[i].of(text), all[i-1].of(text), all[i+1].of(text)
	if n := runes(line); n < 4 || n > 30 || hanzi.HanCount(line) < 4 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	closed := hanzi.IsWord(last) || strings.ContainsRune("”’》）", last)
	return closed && !hasStop(line) && !strings.ContainsAny(line, "：:") && item(line) == "" && !dated.MatchString(line) &&
		endsSentence(before) && runes(after) >= bareBody && endsSentence(after)
}

// dated matches a line that signs or dates rather than heads.
var dated = regexp.MustCompile(`[0-9０-９〇一二三四五六七八九十]+\s*[年月日]|^[（(].*[）)]$`)

// namesAnnex: a short line under 附件1 is the annex's title.
func namesAnnex(text string, p Span, above heading, at int) bool {
	line := p.of(text)
	return above.rank == rankTitle+1 && above.at == at-1 && runes(line) <= headingLimit && item(line) == "" && rankOf(line) == 0 && !endsSentence(line) && !hasStop(line)
}

// hasStop reports a full stop inside the line: a list item, not a heading.
func hasStop(line string) bool { return strings.ContainsAny(line, "。；！？") }

// rankOf returns the rank of a line by its opening mark, 0 for none.
func rankOf(line string) int {
	if m := divisionMark.FindStringSubmatch(line); m != nil {
		return rankDivision + map[string]int{"编": 0, "篇": 0, "部分": 0, "分编": 1, "章": 2, "节": 3, "目": 4}[m[2]]
	}
	switch {
	case annexMark.MatchString(line):
		return rankTitle + 1
	case commaMark.MatchString(line):
		return rankComma
	case strings.HasPrefix(line, "（") && item(line) != "", strings.HasPrefix(line, "(") && item(line) != "":
		return rankBracket
	}
	return 0
}

// withoutContents drops the headings of a table of contents or of a bare list:
// a run of headings with no text between them in which a rank comes back.
func withoutContents(text string, found []heading) []heading {
	var kept []heading
	for i := 0; i < len(found); {
		j := i + 1
		for j < len(found) && found[j].at == found[j-1].at+1 {
			j++
		}
		kept = append(kept, realHeadings(text, found[i:j])...)
		i = j
	}
	return kept
}

// realHeadings returns the end of a run that heads something: from the place
// where the run begins to repeat itself, or all of it if no rank comes back.
func realHeadings(text string, run []heading) []heading {
	if !listLike(run) {
		return run
	}
	for i := 1; i < len(run); i++ {
		if same(text, run[0], run[i]) {
			return run[i:]
		}
	}
	return nil
}

// listLike: a rank comes back twice, or once where the source marks nothing.
func listLike(run []heading) bool {
	seen := map[int]int{}
	for _, h := range run {
		if h.title {
			return false
		}
		seen[h.rank]++
		if seen[h.rank] > 2 || seen[h.rank] > 1 && !h.told {
			return true
		}
	}
	return false
}

func same(text string, a, b heading) bool {
	return hanzi.Identity(a.span.of(text)) == hanzi.Identity(b.span.of(text))
}

// bracketsAbove lifts （一） above 一、 in a text that uses them in that order.
func bracketsAbove(found []heading) {
	comma := slices.IndexFunc(found, func(h heading) bool { return h.rank == rankComma })
	bracket := slices.IndexFunc(found, func(h heading) bool { return h.rank == rankBracket })
	if bracket < 0 || comma < bracket {
		return
	}
	for i := range found {
		if found[i].rank == rankBracket {
			found[i].rank = rankComma - 1
		}
	}
}

// nest turns ranks into depths: one deeper than the nearest heading above of a
// smaller rank. A heading without a mark of its own (序言) does not stand above one
// that the source sets on the same level (第一章).
func nest(text string, found []heading) []Section {
	var sections []Section
	var open []heading
	bracketsAbove(found)
	for _, h := range found {
		for len(open) > 0 && (open[len(open)-1].rank >= h.rank || open[len(open)-1].beside(h)) {
			open = open[:len(open)-1]
		}
		open = append(open, h)
		name := strings.Join(strings.Fields(h.span.of(text)), " ")
		sections = append(sections, Section{Heading: name, Span: h.span, Depth: len(open), Title: h.title})
	}
	return sections
}

// beside reports an unmarked heading that the source sets on the level of a later
// one, or below it.
func (h heading) beside(later heading) bool {
	return h.depth > 0 && h.rank < rankDivision && later.depth > 0 && later.depth <= h.depth
}

// inArticles reports a text in articles: at least three paragraphs begin with
// an article number, and most numbers follow the one before; or just 第一条 and
// 第二条 in a text of few paragraphs.
func inArticles(text string) bool {
	count, steps, last := 0, 0, 0
	all := paragraphs(text)
	for _, p := range all {
		_, n, ok := article(p.of(text))
		if !ok {
			continue
		}
		count++
		if n == last+1 || n == 1 || n > last && n < last+10 {
			steps++
		}
		last = n
	}
	short := count == 2 && last == 2 && steps == 2 && len(all) <= 12
	return short || count >= 3 && steps*10 >= count*7
}
