package whole

import (
	"fmt"
	"regexp"
)

// article is the head of an article: its number, set off from what it says.
var article = regexp.MustCompile(`^第([一二三四五六七八九十百千零〇两]{1,9})[条條](?:之([一二三四五六七八九十]+))?[ 　\t]+(.+)`)

// twice finds an article whose number the next one repeats.
func twice(lines []line) []Finding {
	var list []Finding
	last, words := "", ""
	for _, l := range lines {
		m := article.FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		key := "第" + m[1] + "条"
		if m[2] != "" {
			key += "之" + m[2]
		}
		switch {
		case key == last && m[3] == words:
			list = append(list, Finding{Numbers, fmt.Sprintf("条文重复：%s接连出现两次，文字相同。", key), l.at})
		case key == last:
			list = append(list, Finding{Numbers, fmt.Sprintf("条文编号重复：%s之后又是%s。", key, key), l.at})
		}
		last, words = key, m[3]
	}
	return list
}

// item is a list's item; above is what begins another list.
var (
	item  = series{"列项", regexp.MustCompile(`^[（(]([一二三四五六七八九十]{1,3})[）)]()(.{0,12})`), "（%s）", false, 3, 2, 3}
	above = regexp.MustCompile(`^(?:第[一二三四五六七八九十百千零〇两\d]{1,9}[条條章节編编]|[一二三四五六七八九十]{1,3}、|附件|附表)`)
)

// items finds numbers that a list of items skips.
func items(text string, lines []line) []Finding {
	var list []Finding
	from := 0
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && !above.MatchString(lines[i].text) {
			continue
		}
		list = append(list, itemGaps(text, lines[from:i])...)
		from = i
	}
	return list
}

// itemGaps: a list inside another one hides the outer count, so a run that
// another run before it completes has no gap.
func itemGaps(text string, lines []line) []Finding {
	var list []Finding
	ends := map[int]bool{}
	for _, run := range item.runs(lines) {
		if !continued(run, ends) {
			list = append(list, item.gaps(text, run)...)
		}
		for _, m := range run {
			ends[m.number] = true
		}
	}
	return list
}

// continued reports that the number before a gap stands in an earlier run.
func continued(run []member, seen map[int]bool) bool {
	for i := 1; i < len(run); i++ {
		if run[i].number > run[i-1].number+1 && seen[run[i].number-1] {
			return true
		}
	}
	return false
}
