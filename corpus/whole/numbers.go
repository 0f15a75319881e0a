package whole

import (
	"fmt"
	"regexp"
	"strings"

	"yinju/corpus"
)

// series is one way in which the parts of a text are counted.
type series struct {
	what   string // 条文
	mark   *regexp.Regexp
	form   string // 第%s条
	refers bool   // a line that begins so may be a reference
	least  int    // fewest members of a run that shows a gap
	widest int    // widest gap that is one; a wider one is another count
	few    int    // a run has at least so many members for each gap
}

var counted = []series{
	{"条文", regexp.MustCompile(`^第([一二三四五六七八九十百千零〇两\d]{1,9})[条條](?:之([一二三四五六七八九十]+))?(.{0,12})`), "第%s条", true, 2, 30, 2},
	{"章", regexp.MustCompile(`^第[ 　]*([一二三四五六七八九十百零〇\d]{1,5})[ 　]*章()([ 　].{0,12}|$)`), "第%s章", false, 2, 5, 2},
	{"标题", regexp.MustCompile(`^([一二三四五六七八九十]{1,3})、()(.{0,12})`), "%s、", false, 3, 2, 3},
}

// reference begins what makes 第十条 at the head of a line a reference.
var reference = regexp.MustCompile(`^(?:第|的|规定|所|至|到|、|和|与|及|或|，|,|。|中|修改|》|”|款|关于|之规定|增加|删去|分别|项)`)

// amending are titles of texts that quote the articles of others.
var amending = regexp.MustCompile(`修改|修正案|修订.{0,4}的决定|废止|对照表|解读|释义|问答|汇编|摘要|节选|摘编|基准|清单`)

// member is one place where a series counts on.
type member struct {
	number int
	sub    int // 1 in 第二条之一, 0 in 第二条
	at     corpus.Span
}

// numbers finds numbers that are skipped inside one run of counting, and counts
// that have no beginning.
func numbers(d *corpus.Document, lines []line) []Finding {
	if amending.MatchString(d.Title.Value) {
		return nil
	}
	var list []Finding
	for _, s := range counted {
		runs := s.runs(lines)
		if f, ok := s.beginning(d, lines, runs); ok {
			list = append(list, f)
		}
		for _, run := range runs {
			list = append(list, s.gaps(d.Text, run)...)
		}
	}
	list = append(list, twice(lines)...)
	list = append(list, items(d.Text, lines)...)
	return told(len(list), func(i int) Finding { return list[i] })
}

// member reads the line as a member of the series.
func (s series) member(l line) (member, bool) {
	m := s.mark.FindStringSubmatch(l.text)
	if m == nil || s.refers && reference.MatchString(m[3]) || strings.Contains(l.text, "……") {
		return member{}, false
	}
	n, ok := corpus.Numeral(m[1])
	sub := 0
	if m[2] != "" {
		sub, _ = corpus.Numeral(m[2])
	}
	return member{n, sub, l.at}, ok
}

// runs returns the stretches in which a series counts up. A number that is not
// above the one before begins a new run: an annex, a plan, a new chapter.
func (s series) runs(lines []line) [][]member {
	var runs [][]member
	last := member{}
	for _, l := range lines {
		m, ok := s.member(l)
		if !ok || m.number == last.number && m.sub <= last.sub {
			continue
		}
		if m.number < last.number || len(runs) == 0 || m.number > last.number+s.widest {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], m)
		last = m
	}
	return runs
}

// gaps returns the skipped numbers of a run that is clear: it has enough members
// and most of them follow the one before.
func (s series) gaps(text string, run []member) []Finding {
	if len(run) < s.least || run[0].number > 1 && s.what != "条文" {
		return nil
	}
	var list []Finding
	for i := 1; i < len(run); i++ {
		before, after := run[i-1], run[i]
		gap, ok := s.skips(text[before.at.Start:after.at.Start], before, after)
		if ok && i == 1 && s.follows(text[:before.at.Start], before.number+1, after.number-1) {
			continue // told where it was swapped
		}
		if ok && s.swapped(text[after.at.End:], before.number+1, after.number-1) {
			gap = s.saysSwapped(before.number, after.number)
		}
		if ok {
			list = append(list, Finding{Numbers, gap, after.at})
		}
	}
	if len(list)*s.few > len(run) {
		return nil // no count, but numbers that happen to rise
	}
	return list
}

// skips says what is missing between two members.
func (s series) skips(between string, before, after member) (string, bool) {
	switch {
	case after.number == before.number:
		return s.skipsSub(between, before, after)
	case after.number == before.number+1 || s.stands(between, before.number+1):
		return "", false
	}
	return s.says(before.number, after.number), true
}

// swapped reports that the one missing number heads the next member.
func (s series) swapped(rest string, from, to int) bool {
	if from != to {
		return false
	}
	for l := range strings.Lines(rest) {
		if m, ok := s.member(line{text: strings.TrimSpace(l)}); ok {
			return m.number == from
		}
	}
	return false
}

// follows reports that the one missing number heads the member before.
func (s series) follows(text string, from, to int) bool {
	last := 0
	for l := range strings.Lines(text) {
		if m, ok := s.member(line{text: strings.TrimSpace(l)}); ok {
			last = m.number
		}
	}
	return from == to && last == from
}

func (s series) saysSwapped(before, after int) string {
	name := func(n int) string { return strings.TrimSuffix(fmt.Sprintf(s.form, corpus.WriteNumeral(n)), "、") }
	return fmt.Sprintf("%s次序颠倒：%s之后是%s，%s在它后面。", s.what, name(before), name(after), name(before+1))
}

// skipsSub says what is missing between 第二条之一 and 第二条之三.
func (s series) skipsSub(between string, before, after member) (string, bool) {
	name := func(sub int) string {
		article := fmt.Sprintf(s.form, corpus.WriteNumeral(before.number))
		if sub == 0 {
			return article
		}
		return article + "之" + corpus.WriteNumeral(sub)
	}
	missing := name(before.sub + 1)
	if after.sub == before.sub+1 || strings.Contains(between, missing) {
		return "", false
	}
	if after.sub > before.sub+2 {
		missing += "至" + name(after.sub-1)
	}
	return fmt.Sprintf("%s编号不连续：%s之后是%s，缺%s。", s.what, name(before.sub), name(after.sub), missing), true
}

// stands reports that the number is there, though not at the head of a line.
func (s series) stands(between string, number int) bool {
	mark := fmt.Sprintf(s.form, corpus.WriteNumeral(number))
	for i := 0; ; {
		k := strings.Index(between[i:], mark)
		if k < 0 {
			return strings.Contains(between, fmt.Sprintf("第%d条", number))
		}
		i += k + len(mark)
		if !reference.MatchString(between[i:]) {
			return true
		}
	}
}

func (s series) says(before, after int) string {
	name := func(n int) string { return strings.TrimSuffix(fmt.Sprintf(s.form, corpus.WriteNumeral(n)), "、") }
	missing := name(before + 1)
	if after > before+2 {
		missing += "至" + name(after-1)
	}
	return fmt.Sprintf("%s编号不连续：%s之后是%s，缺%s。", s.what, name(before), name(after), missing)
}
