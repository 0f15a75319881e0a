package read

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"

	"yinju/corpus/hanzi"
)

// sayPageTitle reads the title element without what the site adds to it. Where
// it holds a title printed on the page, that is the title; where it only names
// the site, the first printed one is.
func (p *page) sayPageTitle(raw string, printed []string) {
	title, _ := cleanTitle(siteless(raw))
	if hanzi.HanCount(raw) <= 3 || columnWord.MatchString(title) {
		title = ""
	}
	for _, s := range append(p.saidTitles(), printed...) {
		head, _ := cleanTitle(s)
		if !siteName(head) && !columnWord.MatchString(head) && (title == "" || !sameLine(head, title) && partOf(raw, head)) {
			p.say("title", head, "网页标题")
			return
		}
	}
	if title != "" {
		p.say("title", title, "网页 title")
	}
}

// partOf reports that head is a part of a page title, between its edges and the
// signs that set parts apart.
func partOf(raw, head string) bool {
	at := strings.Index(raw, head)
	if at < 0 {
		return false
	}
	before, after := strings.TrimSpace(raw[:at]), strings.TrimSpace(raw[at+len(head):])
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	return (before == "" || strings.ContainsRune("_|｜-–—－»", a)) && (after == "" || strings.ContainsRune("_|｜-–—－»", b))
}

// saidTitles are the titles of the meta elements.
func (p *page) saidTitles() (list []string) {
	for _, s := range p.said {
		if s.field == "title" {
			list = append(list, s.value)
		}
	}
	return list
}

// printedHeads are the short texts of the elements that a page prints as titles.
func printedHeads(found *goquery.Selection) (list []string) {
	found.Each(func(_ int, s *goquery.Selection) {
		text := visible(oneLine(s.Text()))
		if n := hanzi.HanCount(text); n > 5 && utf8.RuneCountInString(text) <= 100 && !endsSentence(text) && labelMarks(text) == nil {
			list = append(list, text)
		}
	})
	return list
}

var (
	titleParts = regexp.MustCompile(`[ 　]*[_|｜–—－»]+[ 　]*| *- *`)
	siteWords  = regexp.MustCompile(`(?:网|网站|门户|平台|政府|官网|首页|客户端|频道|专栏|栏目|云)$`)
	columnWord = regexp.MustCompile(`^(?:.{0,8}(?:信息公开|政务公开|信息公示|公开目录|公开指南|公开平台)|.{0,6}(?:文件|文件库|政策|法规|规章|通知公告|公告公示|公示公告|动态|要闻|新闻|资讯|解读|公报|正文|详情|内容|页面|详细信息)|(?:通知|公告|通告|公示|其他|规范性文件|(?:领导|重要)(?:讲话|活动|论述)|讲话文章|工作报告|计划规划|规划计划|统计数据|人事任免|财政预决算))$`)
)

// siteless takes the names of sites, columns and places off both ends of a page
// title. Where one part alone is an official title, it is the title.
func siteless(s string) string {
	cuts := titleParts.FindAllStringIndex(s, -1)
	if len(cuts) == 0 {
		if siteName(s) {
			return ""
		}
		return s
	}
	var from, to []int
	last := 0
	for _, c := range append(cuts, []int{len(s), len(s)}) {
		if inNumber(s, c) {
			continue
		}
		from, to, last = append(from, last), append(to, c[0]), c[1]
	}
	i, j := 0, len(from)
	for j > i && addedName(s[from[j-1]:to[j-1]]) {
		j--
	}
	for i < j && addedName(s[from[i]:to[i]]) {
		i++
	}
	if i == j {
		return ""
	}
	for k := i; k < j; k++ {
		if officialTitle(s[from[k]:to[k]]) && shortParts(s, from, to, k) {
			return s[from[k]:to[k]]
		}
	}
	return s[from[i]:to[j-1]]
}

// inNumber: the sign stands between digits or Latin letters, 2021-2025.
func inNumber(s string, c []int) bool {
	a, _ := utf8.DecodeLastRuneInString(s[:c[0]])
	b, _ := utf8.DecodeRuneInString(s[c[1]:])
	return c[1] < len(s) && a < 0x80 && b < 0x80 && c[1]-c[0] == 1 || strings.Contains(s[c[0]:c[1]], "——")
}

// shortParts: the parts beside k are too short to belong to a title.
func shortParts(s string, from, to []int, k int) bool {
	for i := range from {
		if i != k && hanzi.HanCount(s[from[i]:to[i]]) > 14 {
			return false
		}
	}
	return true
}

// officialTitle: 关于 and a genre word at the end.
func officialTitle(s string) bool {
	genre, _ := genreOf(s)
	return genre != "" && hanzi.HanCount(s) >= 8 && strings.Contains(simplified(s), "关于")
}

// addedName reports a part that a site adds: its name, a column, a place, a body.
func addedName(s string) bool {
	return siteName(s) || columnWord.MatchString(strings.TrimSpace(s))
}

// siteName reports the name of a site, a place or a body alone.
func siteName(s string) bool {
	s = strings.TrimSpace(s)
	n := hanzi.HanCount(s)
	if n == 0 {
		return utf8.RuneCountInString(s) < 20
	}
	if n > 20 || strings.Contains(simplified(s), "关于") {
		return false
	}
	for _, form := range []string{"", "市", "省", "县", "区"} {
		if _, ok := gazetteer[strings.TrimPrefix(s, "中国")+form]; ok {
			return true
		}
	}
	_, local := placeOf(s)
	return siteWords.MatchString(s) || issuerName(s) != "" && (local || organs.national(s) || n <= 6)
}
