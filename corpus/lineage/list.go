package lineage

import (
	"regexp"
	"strings"

	"yinju/corpus"
)

// cited is a text that a sentence names, with the byte range of its title and of
// the note in brackets after it. lead is where what belongs to the title before
// it begins: 1993年8月4日国务院发布的《甲》.
type cited struct {
	title, number    string
	date             corpus.Date
	lead, start, end int
}

// citations returns the texts that a sentence names in 《》 or by number alone.
func citations(s string) []cited {
	var list []cited
	for at := 0; ; {
		i := strings.Index(s[at:], "《")
		if i < 0 {
			break
		}
		start := at + i
		n := closing(s[start:])
		if n < 0 {
			break
		}
		c := cited{title: s[start+len("《") : start+n], start: start, end: start + n + len("》")}
		c.note(s)
		c.origin(s, at)
		c.year()
		list, at = append(list, c), c.end
	}
	if list == nil {
		return numbers(s)
	}
	return list
}

// note takes the brackets after a title: its number and what else stands there.
func (c *cited) note(s string) {
	if m := following.FindStringIndex(s[c.end:]); m != nil {
		c.number = numberIn(s[c.end : c.end+m[1]])
		c.end += m[1]
	}
}

// origin reads who made the text and when: the words before the title back to
// the last sign or the title before.
func (c *cited) origin(s string, from int) {
	c.lead = c.start
	if m := maker.FindStringSubmatchIndex(s[from:c.start]); m != nil {
		c.lead = from + m[0]
		if before := notOrigin.FindAllStringIndex(s[c.lead:c.start], -1); before != nil {
			c.lead += before[len(before)-1][1]
		}
		c.date = dateIn(s[c.lead:c.start])
		if c.number == "" {
			c.number = numberIn(s[c.lead:c.start])
		}
	}
}

// notOrigin ends what is said before the text that is repealed comes in: its
// word, and when the new text takes effect.
var notOrigin = regexp.MustCompile(repealing + `|(?:施行|实施|生效|执行)[，,。；]`)

// year takes the year of the number where the clause gives no date.
func (c *cited) year() {
	if m := numberYear.FindStringSubmatch(c.number); m != nil && c.date.Year == 0 {
		c.date.Year, _ = corpus.Numeral(m[1])
	}
}

var numberYear = regexp.MustCompile(`〔(\d{4})〕`)

var (
	following = regexp.MustCompile(`^[ 　]*[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]`)

	// maker is what may stand before a title and belongs to it.
	maker = regexp.MustCompile(`(?:原)?(?:[\p{Han}\d、，,〔〕\[\]（）()第 　]{2,160}(?:发布|公布|颁布|印发|批准|通过|制定|下发|发出|施行|实施|修订|修正|修改|公告|令)的?|[\p{Han}、 　]{2,30})$`)

	// numberForm is a 文号 with its year; the numbers of orders are written in too
	// many ways to be compared.
	numberForm = regexp.MustCompile(`\p{Han}[\p{Han}、]{0,14}(?:〔|［|\[|【|（|\()[ 　]*(?:19|20)\d\d[ 　]*年?(?:〕|］|\]|】|）|\))[ 　]*(?:第[ 　]*)?\d{1,5}[ 　]*号`)
	brackets   = strings.NewReplacer("［", "〔", "[", "〔", "【", "〔", "（", "〔", "(", "〔", "］", "〕", "]", "〕", "】", "〕", "）", "〕", ")", "〕", " ", "", "　", "")
)

// numberIn returns the first 文号 in s, "" for none.
func numberIn(s string) string {
	number := numberForm.FindString(strings.TrimLeft(s, "（( 　"))
	return brackets.Replace(ownWords.ReplaceAllString(number, ""))
}

// ownWords are what runs into a number before it: 日, 我院, 原.
var ownWords = regexp.MustCompile(`^(?:\p{Han}*[日的以由]|我[院局部委厅办]|原|发文字号|文号)`)

// numbers returns the texts that a sentence names by number alone:
// 京政发〔2010〕1号文件同时废止.
func numbers(s string) []cited {
	var list []cited
	for _, m := range bareNumber.FindAllStringIndex(s, -1) {
		list = append(list, cited{number: numberIn(s[m[0]:m[1]]), lead: m[0], start: m[0], end: m[1]})
	}
	return list
}

var bareNumber = regexp.MustCompile(`\p{Han}{1,12}(?:〔|［|\[)[ 　]*(?:19|20)\d\d[ 　]*(?:〕|］|\])[ 　]*(?:第)?\d{1,5}号`)

// dateIn returns the last date in s that says when a text was made; zero for none.
func dateIn(s string) corpus.Date {
	var last corpus.Date
	for _, m := range dateForm.FindAllStringSubmatch(s, -1) {
		year, ok := corpus.Numeral(m[1])
		month, _ := corpus.Numeral(m[2])
		day, _ := corpus.Numeral(m[3])
		if d, valid := corpus.NewDate(year, month, day); ok && valid {
			last = d
		}
	}
	return last
}

var dateForm = regexp.MustCompile(`([\d〇○零一二三四五六七八九]{4})年(?:([\d一二三四五六七八九十]{1,2})月(?:([\d一二三四五六七八九十]{1,3})日)?)?`)

// joined reports that a sentence goes on from one title to the next: 《甲》、1998年
// 国务院发布的《乙》, 《甲》以及《乙》.
func joined(between string) bool {
	rest := link.ReplaceAllString(strings.TrimSpace(between), "")
	return rest == "" || len(rest) < len(strings.TrimSpace(between)) && maker.FindString(rest) == rest && !strings.Contains(rest, "废止")
}

var link = regexp.MustCompile(`^[，,]?(?:、|和|及|以及|与|或者|或|，|,|并)[ 　]*`)

// entry reads one entry of a list of repealed texts; false for a line that is none.
func entry(line string) ([]cited, bool) {
	bare := item.ReplaceAllString(line, "")
	if bare == line && !strings.HasPrefix(line, "《") {
		return nil, false
	}
	bare = strings.TrimRight(bare, "；;。，,、 　")
	if list := citations(bare); len(list) > 0 && list[0].title != "" && !inTitle(bare, list[0]) {
		var whole []cited
		for _, c := range list {
			if !titled(bare[c.end:]) {
				whole = append(whole, c)
			}
		}
		return whole, true
	}
	return bareEntry(bare)
}

// inTitle reports a title in 《》 that is part of a longer one: 某市实施《甲》办法.
func inTitle(s string, c cited) bool {
	return c.lead == 0 && c.start > 0 && followedByName.MatchString(s[c.end:])
}

var followedByName = regexp.MustCompile(`^\p{Han}{0,12}(?:办法|规定|细则|意见|条例|决定|通知|公告|解释|批复)(?:$|[（(])`)

// bareEntry is an entry without 《》: a title that ends as titles do, with or
// without its number in brackets.
func bareEntry(s string) ([]cited, bool) {
	number := ""
	if m := trailing.FindStringIndex(s); m != nil {
		number, s = numberIn(s[m[0]:]), s[:m[0]]
	}
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "。；，：") || len(s) < 4*len("字") || number == "" && ends(skeleton(s), "rule") == "" && !noticeEnd.MatchString(s) {
		return nil, false
	}
	return []cited{{title: s, number: number}}, true
}

var (
	trailing  = regexp.MustCompile(`[ 　]*[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]$`)
	noticeEnd = regexp.MustCompile(`(?:通知|通告|公告|决定|意见|函|方案|批复)$`)
)
