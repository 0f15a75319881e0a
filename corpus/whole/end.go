package whole

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinju/corpus"
	"yinju/corpus/hanzi"
)

//go:embed endings.tsv
var endingsText string

// endings are the words by which a page says that it is not all.
var endings = readEndings(endingsText)

type ending struct {
	pattern *regexp.Regexp
	what    string
}

func readEndings(text string) []ending {
	var list []ending
	for row := range strings.Lines(text) {
		c := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if !strings.HasPrefix(row, "#") && len(c) >= 2 {
			list = append(list, ending{regexp.MustCompile(c[0]), c[1]})
		}
	}
	return list
}

// Lengths in runes and counts of paragraphs by which an end is judged.
const (
	prose    = 30 // a line from here on is a paragraph of prose
	enough   = 3  // so many paragraphs show how a text ends its paragraphs
	closing  = 85 // percent of the paragraphs that end with a mark in a text that uses them
	nearEnd  = 3  // so many last lines may say that there is more
	lineful  = 8  // so many lines show that a text ends all of them with marks
	short    = 6  // a shorter last line may be somebody's name
	longWord = 60 // a longer line that names more to read is a sentence about it
)

// end finds an end that is cut off.
func end(d *corpus.Document, lines []line) []Finding {
	if len(lines) == 0 {
		return nil
	}
	for _, l := range lines[max(0, len(lines)-nearEnd):] {
		for _, e := range endings {
			if e.pattern.MatchString(l.text) && utf8.RuneCountInString(l.text) <= longWord {
				return []Finding{{End, "正文末尾有“" + clip(l.text) + "”：" + e.what + "。", l.at}}
			}
		}
	}
	last := lines[len(lines)-1]
	if why := unfinished(last.text, closable(lines[:len(lines)-1])); why != "" {
		return []Finding{{End, "正文末尾可能不全：" + place(d, last.at.Start) + "“" + clipEnd(last.text) + "”" + why + "。", last.at}}
	}
	return nil
}

// numberAlone is a line that has the 文号 and nothing else; no mark ends it.
var numberAlone = regexp.MustCompile(`^[（(]?\p{Han}{2,30}(?:[〔（(\[][ 　]*(?:19|20)\d\d[ 　]*[〕）)\]]|令)[ 　]*第?[ 　]*[\d〇零一二三四五六七八九十百]{1,5}[ 　]*号[）)]?$`)

// closable are the lines that could end with a mark.
func closable(lines []line) []line {
	return slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return numberAlone.MatchString(l.text) })
}

// unfinished says why the last line is not the end of a text, "" if it may be.
func unfinished(last string, before []line) string {
	r, _ := utf8.DecodeLastRuneInString(last)
	switch {
	case headsNothing(last, before):
		return "只有标题"
	case aside.MatchString(last), signed.MatchString(last) && !strings.ContainsAny(last, "，；。"):
		return ""
	case strings.ContainsRune("，、,", r):
		return "停在“" + string(r) + "”"
	case strings.ContainsRune("（(《“「『", r):
		return "停在未合的“" + string(r) + "”"
	case opensList(last, r):
		return "之后没有列出各项"
	case strings.ContainsRune("；;", r) && amongItems(last, before):
		return "停在“" + string(r) + "”"
	case endOtherwise(before, last) && hangs(last, r), regular(before) && breaks(last, r), allClosed(before) && breaksOff(last, r):
		return "没有句末标点，而前文各段都有"
	}
	return ""
}

// numbered is an item of a list with more than a heading's words.
var numbered = regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[）)].`)

// hangs reports a sentence without an end: a long paragraph, one that has marks
// inside, or an article that breaks off.
func hangs(last string, r rune) bool {
	if !hanzi.IsHan(r) && !unicode.IsDigit(r) || strings.ContainsAny(last, "|｜\t") {
		return false
	}
	inside := strings.ContainsAny(last, "，；。")
	switch {
	case strings.ContainsAny(last, "：:") && !inside:
		return false // a line of a form, a contact
	case article.MatchString(last), numbered.MatchString(last), inside:
		return true
	}
	return utf8.RuneCountInString(last) >= prose
}

// aside is a last line that no sentence mark ends: signatures, annexes, contacts.
var aside = regexp.MustCompile(`^(?:附|注|抄送|来源|作者|编辑|责任编辑|责编|联系|电话|地址|网址|邮编|主题词|公报|链接|相关|原文|[＠*※])|https?://|[）)]$|(?:施行|实施|执行|印发?)$|(?:打印|关闭|分享).{0,8}$|^[^第].*[ 　]{2,}`)

// signed ends a signature, a date or a title, which have no marks inside.
var signed = regexp.MustCompile(`[年月日]$|(?:委员会|人民政府|办公厅|办公室|[局厅部院署会处])$|(?:通知|公告|通告|决定|办法|规定|意见|方案|表|图|图案)》?$`)

// endOtherwise reports that nearly all paragraphs of prose, or items, end with a
// mark. Where there are few of them, the sentences of the last one count too.
func endOtherwise(lines []line, last string) bool {
	items := numbered.MatchString(last)
	all, closed := 0, 0
	for _, l := range lines {
		if utf8.RuneCountInString(l.text) < prose && !(items && numbered.MatchString(l.text)) {
			continue
		}
		all++
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.text, "”’」』）)》"))
		if strings.ContainsRune("。！？；：…!?;:.", r) {
			closed++
		}
	}
	if all < enough {
		return closed == all && strings.Contains(last, "。")
	}
	return closed*100 >= all*closing
}

// titled is a heading; it has no mark in a text whose other lines have.
var titled = regexp.MustCompile(`^(?:第[一二三四五六七八九十百零〇\d]{1,5}[ 　]*[编章节]|[一二三四五六七八九十]{1,3}、)`)

// headsNothing reports a last line that is a heading of a text whose other headings
// of that form have text under them.
func headsNothing(last string, before []line) bool {
	form := titled.FindString(last)
	if form == "" || utf8.RuneCountInString(last) >= prose || strings.ContainsAny(last, "。；，：:;!！?？") {
		return false
	}
	chapter := strings.HasPrefix(form, "第")
	others := 0
	for i, l := range before {
		if mark := titled.FindString(l.text); mark == "" || strings.HasPrefix(mark, "第") != chapter {
			continue
		}
		if i+1 == len(before) || titled.MatchString(before[i+1].text) {
			return false
		}
		others++
	}
	return others > 0 || chapter && len(before) >= enough && article.MatchString(before[len(before)-1].text)
}

// announces is what a list follows.
var announces = regexp.MustCompile(`(?:下列|以下|如下|下述|之一)[^。；]*[：:]$`)

// opensList reports a line that announces a list, or an article that breaks off
// before what it lists.
func opensList(last string, r rune) bool {
	return strings.ContainsRune("：:", r) && (announces.MatchString(last) || article.MatchString(last) || numbered.MatchString(last))
}

// amongItems reports an item that a further one should follow: others in the text
// are parted by the same mark and the lists before end with a full stop.
func amongItems(last string, before []line) bool {
	if !numbered.MatchString(last) && !article.MatchString(last) {
		return false
	}
	stops := 0
	for _, l := range before {
		if strings.HasSuffix(l.text, "。") {
			stops++
		}
	}
	return stops*2 >= len(before)
}

// allClosed reports a short text whose every line that is no heading ends with a
// mark.
func allClosed(lines []line) bool {
	closed := 0
	for _, l := range lines {
		if titled.MatchString(l.text) {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.text, "”’」』）)》"))
		if !strings.ContainsRune("。！？；：…!?;:", r) {
			return false
		}
		closed++
	}
	return closed >= 2
}

// breaksOff reports a sentence that goes on beyond the last line, or an article
// without an end.
func breaksOff(last string, r rune) bool {
	return hanzi.IsHan(r) && !strings.ContainsAny(last, "|｜\t") &&
		(strings.Contains(last, "，") && utf8.RuneCountInString(last) >= 20 || article.MatchString(last))
}

// regular reports a text, as a statute is one, whose every line that is no
// heading ends with a mark.
func regular(lines []line) bool {
	all, closed := 0, 0
	for _, l := range lines {
		if titled.MatchString(l.text) {
			continue
		}
		all++
		if r, _ := utf8.DecodeLastRuneInString(l.text); strings.ContainsRune("。；：;:", r) {
			closed++
		}
	}
	return all >= lineful && closed*100 >= all*90
}

// breaks reports a line that in a regular text is neither heading nor name.
func breaks(last string, r rune) bool {
	return hanzi.IsHan(r) && !titled.MatchString(last) && !strings.ContainsAny(last, "|｜\t：:") &&
		(utf8.RuneCountInString(last) >= short || begun.MatchString(last))
}

// begun is the head of an article or item that breaks off.
var begun = regexp.MustCompile(`^(?:第[一二三四五六七八九十百]+条?[ 　]*.{0,4}|[（(][一二三四五六七八九十]+[）)]?.{0,4})$`)
