package read

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// promulgation is the order or announcement that stands before a rule and issues it:
// 某市人民政府令, 第42号, 《某办法》已于…会议通过，现予公布, who signs it and the day.
type promulgation struct {
	head     string   // 某市人民政府令; "" where none stands
	bodies   []string // who issues, by the head, else who passed it, by the sentence
	title    string   // of the rule
	sentence string
	at       int // paragraph of the sentence
}

var (
	nowIssued   = regexp.MustCompile(`^现(?:予)?(?:公布|发布|颁布)(?:修订|修改)?(?:后)?的?《([^《》]+(?:《[^《》]*》[^《》]*)*)》`)
	promulgates = regexp.MustCompile(`^《([^《》]+(?:《[^《》]*》[^《》]*)*)》(?:业?已|业)?(?:经|于|由|以)?[^。]*(?:通过|批准|同意)[^。]*(?:公布|发布|印发|颁布)`)
	decreeHead  = regexp.MustCompile(`^(.{2,60}?)[ 　\x{a0}]*(令|公告|通告)[ 　\x{a0}]*(?:[（(〔\[]?(?:[12]\d{3}[年〕\])）])?[ 　]*第?[ 　]*[\d〇零一二三四五六七八九十百]+[ 　]*号[）)]?)?$`)
	country     = regexp.MustCompile(`^中华人民共和国`)
)

// findDecree finds the sentence of a decree among the first paragraphs, and its
// head above it; nil where the text begins with none.
func (p *page) findDecree() *promulgation {
	for i := 0; i < len(p.paras) && i < headParas; i++ {
		text := p.paras[i].text
		m := promulgates.FindStringSubmatch(text)
		if m == nil {
			m = nowIssued.FindStringSubmatch(text)
		}
		if m != nil && utf8.RuneCountInString(text) <= 400 {
			d := &promulgation{title: m[1], sentence: text, at: i}
			d.readHead(p.paras[:i])
			return d
		}
		if endsSentence(text) {
			return nil
		}
	}
	return nil
}

// readHead reads the head of a decree; that of a president names nobody who
// made the rule.
func (d *promulgation) readHead(above []para) {
	for _, q := range above {
		m := decreeHead.FindStringSubmatch(q.text)
		switch {
		case m == nil:
			continue
		case strings.HasSuffix(m[1], "主席"):
			d.head, d.bodies = m[1]+m[2], d.passers()
		default:
			body := country.ReplaceAllString(m[1], "")
			d.head, d.bodies = body+m[2], namesOnly(body)
		}
		if len(d.bodies) > 0 {
			return
		}
		d.head = ""
	}
}

// namesOnly returns the bodies of a list that holds nothing but names of bodies.
func namesOnly(s string) []string {
	names, _ := issuersOf(s)
	for _, name := range names {
		if issuerName(name) == "" {
			return nil
		}
	}
	return names
}

// passers returns who passed the rule by the sentence: 已由…会议于…通过.
func (d *promulgation) passers() []string {
	m := passedBy.FindStringSubmatch(blankTitles(d.sentence))
	if m == nil {
		return nil
	}
	return namesOnly(country.ReplaceAllString(strings.Join(actors(m[1]), "、"), ""))
}

var passedBy = regexp.MustCompile(`[由经](\p{Han}+?)(?:于|[〇零一二\d]{4}年|通过)`)

// titleOfDecree claims the title of the rule that a decree issues, where the
// source gives no title itself.
func (e *evidence) titleOfDecree() {
	if d := e.page.findDecree(); d != nil && e.page.heads(d.title, d.at) {
		e.claim("title", d.title, corpus.Parsed, "公布令“"+clip(d.sentence)+"”")
	}
}

// heads reports that the title stands alone below paragraph at.
func (p *page) heads(title string, at int) bool {
	for i := at + 1; i < len(p.paras) && i <= at+headParas; i++ {
		if isVersion(p.paras[i].text, title) {
			return true
		}
	}
	return false
}

// readDecree reads who issued the rule, under which number, and when it was
// passed and published. What the page gives of itself goes before it.
func (e *evidence) readDecree() {
	d := e.page.findDecree()
	if d == nil || !sameTitle(d.title, e.best("title")) {
		return
	}
	if len(d.bodies) > 0 {
		e.bodies = append(e.bodies, bodyClaim{d.bodies, false, corpus.Parsed, "公布令 " + clip(d.head)})
		e.numberUnder(d.head)
	}
	e.datesOfDecree(d)
}

// datesOfDecree: the rule was made when it was passed, and published when the
// order was signed.
func (e *evidence) datesOfDecree(d *promulgation) {
	day := e.page.signedOn(d.at)
	if passed, ok := d.passed(); ok {
		if !hasKind(e.dates, corpus.Adopted) {
			e.date(corpus.Adopted, passed, corpus.Parsed, "公布令“"+clip(d.sentence)+"”")
		}
		e.decreed = day // and is not the day on which it was made
	}
	switch {
	case day.Year == 0:
	case hasKind(e.dates, corpus.Published):
		e.page.keep("公布日期", day.String()) // the page tells its own
	default:
		e.date(corpus.Published, day, corpus.Parsed, "公布令落款")
	}
}

func sameTitle(a, b string) bool { return isVersion(a, b) || isVersion(b, a) }

// passed returns the day in the sentence before 通过.
func (d *promulgation) passed() (corpus.Date, bool) {
	bare := blankTitles(d.sentence)
	before, _, found := strings.Cut(bare, "通过")
	dates, _ := findDates(before)
	if !found || len(dates) == 0 || dates[0].date.Day == 0 {
		return corpus.Date{}, false
	}
	return dates[0].date, true
}

// signedOn returns the day that stands alone under the sentence of a decree.
func (p *page) signedOn(at int) corpus.Date {
	for i := at + 1; i < len(p.paras) && i <= at+6; i++ {
		if d, _, ok := signedDate(p.paras[i].text); ok && d.Day != 0 {
			return d
		}
		if p.paras[i].title || beginsItem(p.paras[i].text) {
			break
		}
	}
	return corpus.Date{}
}

// numberUnder writes a number that stands alone under the head of a decree with
// it: 第42号 under 某市人民政府令.
func (e *evidence) numberUnder(head string) {
	for i, c := range e.fields["number"] {
		if strings.HasPrefix(c.value, "第") || bareYear.MatchString(c.value) {
			e.fields["number"][i].value = head + c.value
			e.fields["number"][i].basis += "，公布令 " + clip(head)
		}
	}
}

var bareYear = regexp.MustCompile(`^(?:[12]\d{3}年|〔[12]\d{3}〕)`)
