package corpus

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Lengths in runes that decide where a text is cut.
const (
	articleLimit   = 600  // a longer article is cut at its clauses
	paragraphLimit = 500  // a longer paragraph is cut at its sentences
	hardLimit      = 1200 // a longer sentence is cut anywhere
	shortLine      = 40   // lines up to this length, without a final stop, stand together
)

// Split cuts a document into passages. In a text of articles the passage is the
// article, long ones cut at clauses (款) and then at sentences; elsewhere it is
// the paragraph, long ones cut at sentence ends, runs of short lines joined.
// Passages are in the order of the text, never overlap each other or a heading,
// and hold every visible character that is in no heading. A text that has
// nothing but headings gives one passage of all of it; an empty one gives none.
func Split(d *Document) []Passage {
	var parts []part
	if d.Whole {
		parts = whole(d.Text)
	} else {
		for _, run := range runsOf(d) {
			parts = append(parts, cut(d.Text, run)...)
		}
		if parts == nil {
			parts = whole(d.Text)
		}
	}
	return number(d, parts)
}

// part is a passage in the making.
type part struct {
	span    Span
	section int
	locator string
}

func whole(text string) []part {
	span := trimSpan(text, Span{0, len(text)})
	if span.Start == span.End {
		return nil
	}
	return []part{{span, -1, "全文"}}
}

// number gives the parts their ids, order and lead.
func number(d *Document, parts []part) []Passage {
	id, end := DocID(d.Key), 0
	seen := make(map[string]int, len(parts))
	passages := make([]Passage, 0, len(parts))
	for i, p := range parts {
		bare := PassageID(id, p.span.of(d.Text), 1)
		seen[bare]++
		if n := seen[bare]; n > 1 {
			bare += "-" + strconv.Itoa(n)
		}
		passages = append(passages, Passage{ID: bare, Order: i, Span: p.span, Lead: Span{end, p.span.Start}, Section: p.section, Locator: p.locator})
		end = p.span.End
	}
	return passages
}

// runsOf groups the units that may share a passage: an article, or a run of
// short lines; every other paragraph is alone.
func runsOf(d *Document) [][]unit {
	var runs [][]unit
	var run []unit
	for _, u := range layout(d) {
		if u.heading {
			run = nil
			continue
		}
		if run == nil || !together(d.Text, run, u) {
			runs = append(runs, nil)
			run = nil
		}
		run = append(run, u)
		runs[len(runs)-1] = run
	}
	return runs
}

func together(text string, run []unit, u unit) bool {
	if u.article != "" {
		return !u.first && run[0].article == u.article
	}
	if run[0].article != "" || length(text, run)+runes(u.span.of(text)) > paragraphLimit {
		return false
	}
	if greets(text, run) {
		return true
	}
	return short(text, u) && (short(text, run[len(run)-1]) || leadsIn(text, run))
}

// short reports a line that says little alone: a list item, a signature, a date.
func short(text string, u unit) bool {
	line := u.span.of(text)
	if runes(line) > shortLine {
		return false
	}
	return item(line) != "" || commaMark.MatchString(line) || !endsSentence(line)
}

// greets reports that the run so far is no more than 各位代表： or 同志们！, which
// stands with the paragraph it opens.
func greets(text string, run []unit) bool {
	line := run[0].span.of(text)
	return len(run) == 1 && runes(line) <= 12 && item(line) == "" && (strings.HasSuffix(line, "：") || strings.HasSuffix(line, "！") || strings.HasSuffix(line, ":"))
}

// leadsIn reports that the run so far is a line that opens a list.
func leadsIn(text string, run []unit) bool {
	return len(run) == 1 && strings.HasSuffix(strings.TrimRight(run[0].span.of(text), closers), "：") && runes(run[0].span.of(text)) <= 200
}

func length(text string, run []unit) int {
	return runes(text[run[0].span.Start:run[len(run)-1].span.End])
}

// cut makes one run into parts of bearable length.
func cut(text string, run []unit) []part {
	if run[0].article == "" {
		if len(run) == 1 {
			return sentences(text, run[0], paragraphLimit)
		}
		return []part{join(run)}
	}
	if length(text, run) <= articleLimit {
		p := join(run)
		p.locator = run[0].article
		return []part{p}
	}
	var parts []part
	for _, group := range packed(text, run) {
		if len(group) == 1 {
			parts = append(parts, sentences(text, group[0], articleLimit)...)
		} else {
			parts = append(parts, join(group))
		}
	}
	return parts
}

func join(run []unit) part {
	first, last := run[0], run[len(run)-1]
	return part{Span{first.span.Start, last.span.End}, first.section, rangeLocator(first, last)}
}

// packed fills groups with whole clauses while they fit; a clause that does not
// fit alone is packed by its items.
func packed(text string, run []unit) [][]unit {
	var groups [][]unit
	for _, clause := range clauses(run) {
		if n := len(groups); n > 0 && fits(text, groups[n-1], clause) {
			groups[n-1] = append(groups[n-1], clause...)
			continue
		}
		if length(text, clause) <= articleLimit {
			groups = append(groups, clause)
			continue
		}
		groups = append(groups, byItems(text, clause)...)
	}
	return groups
}

// fits: together within the limit, and the group before ends with its clause.
func fits(text string, group, clause []unit) bool {
	return group[len(group)-1].clause != clause[0].clause && group[0].item == "" &&
		runes(text[group[0].span.Start:clause[len(clause)-1].span.End]) <= articleLimit
}

func clauses(run []unit) [][]unit {
	var list [][]unit
	for i, u := range run {
		if i == 0 || u.clause != run[i-1].clause {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], u)
	}
	return list
}

func byItems(text string, clause []unit) [][]unit {
	var groups [][]unit
	for _, u := range clause {
		if n := len(groups); n > 0 && runes(text[groups[n-1][0].span.Start:u.span.End]) <= articleLimit {
			groups[n-1] = append(groups[n-1], u)
			continue
		}
		groups = append(groups, []unit{u})
	}
	return groups
}

// sentences cuts one paragraph at sentence ends into parts of up to limit runes.
func sentences(text string, u unit, limit int) []part {
	if runes(u.span.of(text)) <= limit {
		return []part{{u.span, u.section, u.locator()}}
	}
	var parts []part
	start, first := u.span.Start, 1
	for n, s := range sentenceSpans(text, u.span) {
		if s.Start > start && runes(text[start:s.End]) > limit {
			parts = append(parts, sentencePart(text, u, Span{start, s.Start}, first))
			start, first = s.Start, n+1
		}
	}
	return append(parts, sentencePart(text, u, Span{start, u.span.End}, first))
}

func sentencePart(text string, u unit, s Span, first int) part {
	return part{trimSpan(text, s), u.section, u.locator() + "第" + strconv.Itoa(first) + "句起"}
}

// sentenceSpans cuts a span after 。！？； and the closing marks behind them; what
// is longer than the hard limit is cut by length.
func sentenceSpans(text string, span Span) []Span {
	var list []Span
	start, count := span.Start, 0
	for i := span.Start; i < span.End; {
		r, size := utf8.DecodeRuneInString(text[i:span.End])
		i += size
		count++
		if !strings.ContainsRune("。！？；!?", r) && !(count >= hardLimit) {
			continue
		}
		for i < span.End {
			r, size := utf8.DecodeRuneInString(text[i:span.End])
			if !strings.ContainsRune(closers+"。！？", r) {
				break
			}
			i += size
		}
		list = append(list, Span{start, i})
		start, count = i, 0
	}
	if start < span.End {
		list = append(list, Span{start, span.End})
	}
	return list
}

// Locate returns the finest place of the byte offset: 第十条第二款第（三）项 in a
// text of articles, 第5段 elsewhere, 全文 in a whole document. An offset in a
// heading or between paragraphs has the place of the next paragraph; "" past the
// last one.
func Locate(d *Document, offset int) string {
	if d.Whole {
		return "全文"
	}
	for _, u := range layout(d) {
		if offset < u.span.End && !u.heading {
			return u.locator()
		}
	}
	return ""
}
