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
}

var counted = []series{
	{"条文", regexp.MustCompile(`^第([一二三四五六七八九十百千零〇两\d]{1,9})[条條](?:之[一二三四五六七八九十]+)?(.{0,12})`), "第%s条", true, 3, 30},
	{"章", regexp.MustCompile(`^第[ 　]*([一二三四五六七八九十百零〇\d]{1,5})[ 　]*章([ 　].{0,12}|$)`), "第%s章", false, 3, 5},
	{"标题", regexp.MustCompile(`^([一二三四五六七八九十]{1,3})、(.{0,12})`), "%s、", false, 3, 2},
}

// reference begins what makes 第十条 at the head of a line a reference.
var reference = regexp.MustCompile(`^(?:第|的|规定|所|至|到|、|和|与|及|或|，|,|。|中|修改|》|”|款|关于|之规定|增加|删去|分别|项)`)

// amending are titles of texts that quote the articles of others.
var amending = regexp.MustCompile(`修改|修正案|修订.{0,4}的决定|废止|对照表|解读|释义|问答|汇编|摘要|节选|摘编|基准|清单`)

// member is one place where a series counts on.
type member struct {
	number int
	at     corpus.Span
}

// numbers finds numbers that are skipped inside one run of counting.
func numbers(d *corpus.Document, lines []line) []Finding {
	if amending.MatchString(d.Title.Value) {
		return nil
	}
	var list []Finding
	for _, s := range counted {
		for _, run := range s.runs(lines) {
			list = append(list, s.gaps(d.Text, run)...)
		}
	}
	return told(len(list), func(i int) Finding { return list[i] })
}

// runs returns the stretches in which a series counts up. A number that is not
// above the one before begins a new run: an annex, a plan, a new chapter.
func (s series) runs(lines []line) [][]member {
	var runs [][]member
	last := 0
	for _, l := range lines {
		m := s.mark.FindStringSubmatch(l.text)
		if m == nil || s.refers && reference.MatchString(m[2]) || strings.Contains(l.text, "……") {
			continue
		}
		n, ok := corpus.Numeral(m[1])
		if !ok || n == last {
			continue
		}
		if n < last || len(runs) == 0 || n > last+s.widest {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], member{n, l.at})
		last = n
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
		if after.number == before.number+1 || s.stands(text[before.at.Start:after.at.Start], before.number+1) {
			continue
		}
		list = append(list, Finding{Numbers, s.says(before.number, after.number), after.at})
	}
	if len(list)*3 > len(run) {
		return nil // no count, but numbers that happen to rise
	}
	return list
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
