package whole

import (
	_ "embed"
	"regexp"
	"strings"
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
	enough   = 5  // so many paragraphs show how a text ends its paragraphs
	nearEnd  = 3  // so many last lines may say that there is more
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
	if why := unfinished(last.text, lines[:len(lines)-1]); why != "" {
		return []Finding{{End, "正文末尾可能不全：" + place(d, last.at.Start) + "“" + clipEnd(last.text) + "”" + why + "。", last.at}}
	}
	return nil
}

// unfinished says why the last line is not the end of a text, "" if it may be.
func unfinished(last string, before []line) string {
	r, _ := utf8.DecodeLastRuneInString(last)
	switch {
	case aside.MatchString(last):
		return ""
	case strings.ContainsRune("，、,", r):
		return "停在“" + string(r) + "”"
	case strings.ContainsRune("（(《“「『", r):
		return "停在未合的“" + string(r) + "”"
	case utf8.RuneCountInString(last) >= prose && hanzi.IsHan(r) && endOtherwise(before) && !strings.ContainsAny(last, "：:|｜"):
		return "没有句末标点，而前文各段都有"
	}
	return ""
}

// aside is a last line that no sentence mark ends: signatures, annexes, contacts.
var aside = regexp.MustCompile(`^(?:附|注|抄送|来源|作者|编辑|责任编辑|责编|联系|电话|地址|网址|邮编|主题词|公报|链接|相关|原文)|[年月日]$|https?://|[）)]$|(?:委员会|人民政府|办公厅|办公室|[局厅部院署会处])$|(?:通知|公告|通告|决定|办法|规定|意见|方案)》?$|.*[ 　]{2,}`)

// endOtherwise reports that nearly all paragraphs of prose end with a mark.
func endOtherwise(lines []line) bool {
	all, closed := 0, 0
	for _, l := range lines {
		if utf8.RuneCountInString(l.text) < prose {
			continue
		}
		all++
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.text, "”’」』）)》"))
		if strings.ContainsRune("。！？；：…!?;:.", r) {
			closed++
		}
	}
	return all >= enough && closed*100 >= all*95
}
