package read

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// event is one act in the making of a statute: 2012年12月28日 第十一届全国人民代表
// 大会常务委员会第三十次会议…修正.
type event struct {
	date  corpus.Date
	kinds []corpus.DateKind
	body  string // who acted, as written
	words string // the clause
	pass  bool   // 通过
	grant bool   // 批准
	joint bool   // acts together with the next one
}

var (
	eventStart = regexp.MustCompile(`^[（(]?(?:根据|依据|经|自)?[ 　]*` + numeralDigit + `{4}[ 　]*年[^。]{1,12}日`)
	inTitle    = regexp.MustCompile(`《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉`)
	act        = regexp.MustCompile(`修订通过|修订公布|修正公布|修订发布|公布施行|发布施行|公布实施|通过|批准|公布|发布|颁布|印发|公告|施行|实施|生效|修正|修订|修改`)
)

// events reads the acts of a promulgation note, in order. A clause runs from
// its date to the next one; its last acts count. A clause without an act shares
// that of the next.
func events(note string) (list []event, refused []string) {
	note = strings.ReplaceAll(note, "\n", "")
	bare := blankTitles(note)
	dates, refused := findDates(bare)
	for i, d := range dates {
		end := len(bare)
		if i+1 < len(dates) {
			end = dates[i+1].start
		}
		e := event{date: d.date, words: strings.TrimRight(note[d.start:end], "（(，,、；;根据依并经 　")}
		e.read(bare[d.end:end])
		if amendment.MatchString(note[d.end:end]) {
			e.kinds, e.pass = []corpus.DateKind{corpus.Revised}, false
		}
		list = append(list, e)
	}
	for i := len(list) - 2; i >= 0; i-- {
		if len(list[i].kinds) == 0 && !list[i].grant && list[i].body != "" {
			list[i].kinds, list[i].pass, list[i].joint = list[i+1].kinds, list[i+1].pass, true
		}
	}
	return list, refused
}

// amendment is a clause that names what altered the text and says no more of it:
// …会议通过的《中华人民共和国刑法修正案（八）》, …通过的《关于修改部分法律的决定》.
var amendment = regexp.MustCompile(`(?:通过|批准|公布|发布)的《(?:[^《》]*修正案(?:[（(][一二三四五六七八九十]+[）)])?|[^《》]*(?:《[^《》]*》[^《》]*)*(?:修改|修正|惩治|补充)[^《》]*(?:《[^《》]*》[^《》]*)*的(?:补充)?(?:决定|规定))》[ 　）)]*$`)

// blankTitles puts spaces over titles of other texts, whose words and dates do
// not count; an unclosed one is left.
func blankTitles(s string) string {
	return inTitle.ReplaceAllStringFunc(s, func(t string) string { return strings.Repeat(" ", len(t)) })
}

func (e *event) read(clause string) {
	acts := act.FindAllStringIndex(clause, -1)
	if acts == nil {
		e.body = strings.Trim(clause, "、，, 　（）()")
		return
	}
	e.body = strings.Trim(clause[:acts[0][0]], "，, 　（）()")
	for _, a := range acts {
		e.does(clause[a[0]:a[1]], clause[a[1]:])
	}
	if strings.Trim(clause[acts[len(acts)-1][1]:], " 　") == "和" {
		e.kinds, e.pass = nil, false // one act with the next: …通过和…第一次修正
	}
}

func (e *event) does(word, after string) {
	switch {
	case strings.HasPrefix(after, "的") && word != "公告":
		return // 通过的《…》: names another text
	case strings.HasPrefix(word, "修"):
		e.add(corpus.Revised)
	case word == "通过":
		e.pass = true
		e.add(corpus.Adopted)
	case word == "批准":
		e.grant = true
	case word == "施行", word == "实施", word == "生效":
		e.add(corpus.Effective)
	default:
		e.add(corpus.Published)
	}
	if strings.HasSuffix(word, "施行") && len(word) > len("施行") || word == "公布实施" {
		e.add(corpus.Effective)
	}
	if e.has(corpus.Revised) {
		e.kinds = []corpus.DateKind{corpus.Revised}
	}
}

func (e *event) add(k corpus.DateKind) {
	if !e.has(k) {
		e.kinds = append(e.kinds, k)
	}
}

func (e *event) has(k corpus.DateKind) bool {
	for _, have := range e.kinds {
		if have == k {
			return true
		}
	}
	return false
}

// isNote reports a promulgation note: a line that begins with a date and tells
// an act of a body, and is no sentence of the text. One that stands whole in
// brackets need not name the body: （2012年1月1日通过 根据2023年2月1日决定修正）.
func isNote(s string) bool {
	if !eventStart.MatchString(s) || utf8.RuneCountInString(s) > 3000 {
		return false
	}
	if strings.HasSuffix(s, "。") && !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return false
	}
	bare := blankTitles(s)
	return act.MatchString(bare) && (noteBody.MatchString(bare) || bracketedNote.MatchString(bare))
}

var bracketedNote = regexp.MustCompile(`^[（(][^（）()。；，]{8,80}(?:通过|公布|发布|施行|实施|修正|修订|修改)[）)]$`)

var noteBody = regexp.MustCompile(`会议|令|公告|委员会|国务院|政府|法院|检察院|[部局署会办](?:发布|公布|修订|批准)|^[（(]?[^，]{6,24}日?[ 　]*(?:施行|起施行|实施|公布|发布)`)

// session cuts 第十一届…第三十次会议 off the name of a body.
var session = regexp.MustCompile(`第?[一二三四五六七八九十百〇零\d]+[届次]|第[一二三四五六七八九十百〇零\d]+次?(?:常务|全体)?会议.*$|[一二三四五六七八九十]+次会议.*$|(?:全体|常务)?会议.*$|关于.*$`)

// actors returns the bodies of a clause by name, without sessions and numbers
// of orders: 全国人民代表大会常务委员会, 最高人民法院.
func actors(body string) []string {
	body = orderWord.ReplaceAllString(strings.TrimSpace(body), "")
	var list []string
	for _, part := range bodyParts(body) {
		part = session.ReplaceAllString(strings.TrimSpace(part), "")
		part = strings.Trim(strings.TrimSuffix(part, "审判委员会"), " 　以根据经")
		part = strings.TrimSuffix(strings.TrimSuffix(part, "检察委员会"), "主席团")
		if name := issuerName(part); name != "" {
			list = append(list, organs.apart(name)...)
		}
	}
	return list
}

// bodyParts takes joint bodies apart at 、, and at spaces if every part is a name.
func bodyParts(body string) []string {
	parts := separators.Split(body, -1)
	if slices.ContainsFunc(parts, func(s string) bool { return issuerName(s) == "" }) {
		return strings.Split(body, "、")
	}
	return parts
}

var orderWord = regexp.MustCompile(`(?:联合)?(?:令|公告|通告|主席令|第?[\d０-９〇一二三四五六七八九十百]+号令?|[〔\[（(]\d{4}[〕\]）)].*)+.*$`)
