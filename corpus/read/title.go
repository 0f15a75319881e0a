package read

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

var (
	sourceTag  = regexp.MustCompile(`[ 　_]+[（(]([^（）()]{1,16})[）)]$`)
	dateTag    = regexp.MustCompile(`[ 　_]*[（(]?(\d{4}[-.]\d{1,2}[-.]\d{1,2})[）)]?$`)
	trueNote   = regexp.MustCompile(`试行|暂行|修订|修正|修改|草案|摘要|征求意见|节选|审议稿|送审稿|[年版届号批]|第?[一二三四五六七八九十]+$|摘登|全文`)
	siteSuffix = regexp.MustCompile(`[ 　]*[-_|–—－][ 　]*[^-_|–—－]{2,24}(?:政府网|门户网站|政府网站|官方网站|官网|人民政府|信息网|新闻网|新华网|人民网|央视网|网站)$`)
	datePrefix = regexp.MustCompile(`^(?:([12]\d{3}(?:[-.]\d{1,2}){0,2})[_\- 　]+|[\[【（(]([12]\d{3}[-.年]?\d{1,2}[-.月]?\d{1,2}日?)[\]】）)][_\- 　]*|([12]\d{3}[01]\d[0-3]\d)[_\- 　]*|([12]\d{3}年\d{1,2}月\d{1,2}日)[_\- 　]+)`)
	dateEnd    = regexp.MustCompile(`[_\-－—– 　]*(?:[（(\[【]((?:[12]\d{3})(?:年\d{1,2}月(?:\d{1,2}日)?|[-.]\d{1,2}[-.]\d{1,2}|[01]\d[0-3]\d))[）)\]】]|[_\-－—– 　]([12]\d{3}[01]\d[0-3]\d|[12]\d{3}[-.]\d{1,2}[-.]\d{1,2})|([12]\d{3}年\d{1,2}月\d{1,2}日))$`)
	ordinal    = regexp.MustCompile(`^\d{1,5}[_.、\- ]+`)
)

// cleanTitle takes off what is no part of a title: the site's name, a tag of the
// source such as " (十七大)", a date. The tag is returned apart.
func cleanTitle(s string) (title, tag string) {
	s = strings.Join(strings.FieldsFunc(visible(s), func(r rune) bool { return r == ' ' || r == '\u00a0' }), " ")
	s = siteSuffix.ReplaceAllString(s, "")
	if m := dateTag.FindStringSubmatchIndex(s); m != nil && m[0] > 0 {
		return strings.TrimSpace(s[:m[0]]), s[m[2]:m[3]]
	}
	if m := sourceTag.FindStringSubmatchIndex(s); m != nil && m[0] > 0 && !trueNote.MatchString(s[m[2]:m[3]]) {
		return strings.TrimSpace(s[:m[0]]), s[m[2]:m[3]]
	}
	return s, ""
}

// fileTitle reads a title and a date off a file name. Underscores stand for
// spaces or for signs that a file system forbids.
func fileTitle(name string) (title, date string) {
	base := path.Base(name)
	base = strings.TrimSuffix(base, ".gz")
	base = visible(legible(strings.TrimSuffix(base, path.Ext(base))))
	if m := datePrefix.FindStringSubmatchIndex(base); m != nil && hanzi.HanCount(base[m[1]:]) > 0 {
		date, base = group(base, m, 1)+group(base, m, 2)+group(base, m, 3)+group(base, m, 4), base[m[1]:]
	}
	if m := dateEnd.FindStringSubmatchIndex(base); m != nil && hanzi.HanCount(base[:m[0]]) > 1 {
		if d := group(base, m, 1) + group(base, m, 2) + group(base, m, 3); isDay(d) {
			date, base = d, base[:m[0]]
		}
	}
	base = strings.Trim(ordinal.ReplaceAllString(base, ""), "_-－—– 　")
	title, tag := cleanTitle(strings.ReplaceAll(base, "_", " "))
	if dateTag.MatchString("(" + tag + ")") {
		date = tag
	}
	if hanzi.HanCount(title) < 2 {
		return "", date
	}
	return title, date
}

var (
	colouring = regexp.MustCompile(`\x1b\[[0-9;?]*[ -/]*[@-~]`)
	brokenHan = regexp.MustCompile(`(\p{Han})[\r\n]+(\p{Han})`)
)

// legible takes the codes that colour a terminal out of a file name and joins its
// lines: a title that was pasted with its line ends.
func legible(name string) string {
	name = brokenHan.ReplaceAllString(colouring.ReplaceAllString(name, ""), "$1$2")
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(name)
}

func isDay(s string) bool {
	_, _, ok := readDate(s)
	return ok
}

// printedTitle finds the title among the first lines of a plain text, where no
// header names it: the first short line that is no number, no date, no name of
// a body alone, no head of a letter (…文件); a line that goes on with 关于 or
// ends in its kind is joined. n is how many paragraphs it takes from i.
func printedTitle(paras []para) (title string, i, n int) {
	for i := 0; i < len(paras) && i < 8; i++ {
		text := paras[i].text
		if !titleLine(text) {
			if utf8.RuneCountInString(text) >= longLine {
				return "", 0, 0
			}
			continue
		}
		title, n = text, 1
		for n < 4 && i+n < len(paras) && titleGoesOn(title, paras[i+n].text) {
			title += paras[i+n].text
			n++
		}
		if issuerName(title) != "" {
			continue
		}
		return title, i, n
	}
	return "", 0, 0
}

func titleLine(s string) bool {
	if _, is := number(s); is || utf8.RuneCountInString(s) > 80 || hanzi.HanCount(s) < 2 {
		return false
	}
	if _, is := aloneDate(s); is || strings.HasSuffix(s, "文件") || strings.HasSuffix(s, "令") || isNote(s) {
		return false
	}
	if _, _, is := labelled(s); is {
		return false
	}
	if _, is := officer(s); is {
		return false // who signed the order
	}
	return !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, "。") && !strings.HasPrefix(s, "——")
}

// titleGoesOn: the title so far is no whole one, and the next line ends it.
func titleGoesOn(title, next string) bool {
	if utf8.RuneCountInString(next) > 50 || endsSentence(next) || beginsItem(next) || strings.HasPrefix(next, "—") {
		return false
	}
	starts := strings.HasPrefix(next, "关于") || strings.HasPrefix(next, "印发") || strings.HasPrefix(next, "转发")
	if issuerName(title) != "" {
		return starts
	}
	open := strings.Contains(title, "关于") || strings.HasSuffix(title, "印发") || strings.Count(title, "《") > strings.Count(title, "》")
	genre, _ := genreOf(title)
	after, _ := genreOf(next)
	return open && genre == "" && after != ""
}

// sameLine compares two lines as titles: width, spaces and book marks apart.
func sameLine(a, b string) bool { return titleForm(a) == titleForm(b) }

func titleForm(s string) string { return hanzi.Skeleton(s).String() }
