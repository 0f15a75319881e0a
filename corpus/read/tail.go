package read

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// signed is a place where bodies sign a text and date it.
type signed struct {
	names []string
	date  corpus.Date // the zero Date where the one written does not exist
	from  int         // first paragraph of the signature
	at    int         // paragraph of the date
}

// signatures finds the dates that stand alone under names of bodies: at the end
// of a text, or of the notice above a plan. Impossible dates are returned apart.
func signatures(paras []para) (list []signed, refused []string) {
	for i := range paras {
		text := paras[i].text
		if utf8.RuneCountInString(text) > longLine {
			continue
		}
		d, bad, ok := signedDate(text)
		if ok || bad != "" {
			names, from := signature(paras, i)
			if bad != "" && len(names) > 0 {
				refused = append(refused, bad)
				list = append(list, signed{names, d, from, i})
			} else if ok && i > 0 && (d.Day != 0 || len(names) > 0) {
				list = append(list, signed{names, d, from, i})
			}
			continue
		}
		if m := signedLine.FindStringSubmatch(text); m != nil {
			d, bad, ok := signedDate(m[2])
			names := signers(strings.TrimSpace(m[1]))
			if ok && names != nil {
				list = append(list, signed{names, d, i, i})
			} else if bad != "" && names != nil {
				refused = append(refused, bad)
				list = append(list, signed{names, d, i, i})
			}
		}
	}
	return list, refused
}

// signedLine is a body and a day on one line.
var signedLine = regexp.MustCompile(`^(.{2,60}?)[ 　\x{a0}]+([^ 　\x{a0}]{4}[ 　]*年.*[日月]|[12]\d{3}[-./]\d{1,2}[-./]\d{1,2})$`)

// readSignatures: the first signature with names, else a day alone at the very
// end, tells who issued the text and on what day it was made. Of a notice that
// holds another text only its own part above that text counts.
func (e *evidence) readSignatures() {
	own, holds := e.ownPart()
	list, refused := signatures(own)
	for _, words := range refused {
		e.page.warn("日期“" + words + "”不存在，未采用（落款）")
	}
	for _, s := range list {
		if len(s.names) > 0 || s.at >= len(own)-3 && (s.at >= 3 || holds && s.at > 0) {
			e.sign(s, own[s.at].text)
			return
		}
	}
}

func (e *evidence) sign(s signed, line string) {
	names := strings.Join(s.names, "、")
	if s.date.Year != 0 && s.date != e.decreed {
		e.date(corpus.Adopted, s.date, corpus.Parsed, "落款 "+strings.TrimSpace(names+" "+clip(line)))
	}
	if names != "" {
		e.bodies = append(e.bodies, bodyClaim{distinct(s.names), false, corpus.Parsed, "落款 " + clip(names)})
	}
}

// ownPart returns the paragraphs of the document itself: of a notice those above
// the text that it issues or passes on. holds tells that there is such a text.
func (e *evidence) ownPart() (own []para, holds bool) {
	if !issues.MatchString(simplified(e.best("title"))) {
		return e.page.paras, false
	}
	if at := slices.IndexFunc(e.page.paras, func(q para) bool { return q.title }); at > 0 {
		return e.page.paras[:at], true
	}
	return e.page.paras, false
}

// imprint: 某某办公室　　　2023年7月1日印发, at the foot of a printed document.
var imprint = regexp.MustCompile(`(?:^|[ 　\x{a0}])((?:` + numeralDigit + `{4}[ 　]*年|[中民]\S{2,8}年)[^，。；]{2,14}日)[ 　\x{a0}]*印发$`)

// readImprint reads the day of printing at the end of a text: it was published.
func (e *evidence) readImprint() {
	paras := e.page.paras
	for i := len(paras) - 1; i >= 0 && i >= len(paras)-6; i-- {
		m := imprint.FindStringSubmatch(strings.TrimSpace(paras[i].text))
		if m == nil || utf8.RuneCountInString(paras[i].text) > longLine {
			continue
		}
		if d, refused, ok := readDate(m[1]); ok && d.Day != 0 {
			if hasKind(e.dates, corpus.Published) {
				e.page.keep("版记日期", d.String()) // the page tells its own
				return
			}
			e.date(corpus.Published, d, corpus.Parsed, "版记 "+clip(paras[i].text))
			return
		} else if refused != "" {
			e.page.warn("日期“" + clip(refused) + "”不存在，未采用（版记）")
		}
	}
}

const takesEffect = `(?:起|之日起)?(?:正式|开始|试)?(?:施行|实施|生效|执行|试行)(?:[。，；,;）)]|$)`

var (
	fromDay  = regexp.MustCompile(`自[ 　]*((?:` + numeralDigit + `{4}[ 　]*年|中?[华華]?民[国國])[^，。；自]{2,14}日)` + takesEffect)
	fromThat = regexp.MustCompile(`自(公布|发布|印发|颁布|通过|公告|下发|发文)之日` + takesEffect)
	itself   = regexp.MustCompile(`(?:本|此|以上|上述|该|前述|这些)[^，。；《》 ]{0,16}，?$`)
)

// readEffective reads 本办法自2023年3月1日起施行 and 自公布之日起施行; the latter
// is concluded only where that day is known. Of several the last one counts. A
// clause about another text (《甲》自…起施行) does not.
func (e *evidence) readEffective() {
	for i := len(e.page.paras) - 1; i >= 0; i-- {
		text := e.page.paras[i].text
		if !strings.Contains(text, "自") {
			continue
		}
		bare := blankTitles(text)
		if m := fromDay.FindStringSubmatchIndex(bare); m != nil && e.speaksOf(text, bare[:m[0]], i) {
			if d, refused, ok := readDate(bare[m[2]:m[3]]); ok && d.Day != 0 {
				e.date(corpus.Effective, d, corpus.Parsed, "“"+clip(clauseOf(text, m[0], m[1]))+"”")
				return
			} else if refused != "" {
				e.page.warn("日期“" + clip(refused) + "”不存在，未采用（施行日期）")
			}
		}
		if m := fromThat.FindStringSubmatchIndex(bare); m != nil && e.speaksOf(text, bare[:m[0]], i) {
			e.effectiveFrom(bare[m[2]:m[3]], clauseOf(text, m[0], m[1]))
			return
		}
	}
}

// speaksOf reports that a clause which begins with before is about the text
// itself: 本办法, nothing, a kind of text, or the title that the document has.
func (e *evidence) speaksOf(text, before string, at int) bool {
	clause := before[strings.LastIndexAny(before, "。；;")+1:]
	if itself.MatchString(clause) {
		return true
	}
	if at >= headParas && at < len(e.page.paras)-headParas {
		return false
	}
	for _, m := range planTitle.FindAllStringSubmatch(text[:len(before)], -1) {
		if title := titleForm(m[1]); !strings.Contains(titleForm(e.best("title")), title) {
			return false
		}
	}
	return true
}

// clauseOf returns the words of the clause up to end: from 本办法, else from the
// last stop or comma before start.
func clauseOf(text string, start, end int) string {
	from := strings.LastIndexAny(text[:start], "。；，")
	if m := itself.FindStringIndex(text[:start]); m != nil {
		from = m[0]
	} else if from >= 0 {
		from += len("。")
	}
	return strings.TrimRight(text[max(from, 0):end], "。，；,;）)")
}

// effectiveFrom concludes the day from that of the act named.
func (e *evidence) effectiveFrom(word, words string) {
	if e.anew != nil {
		e.effectiveAnew(word, words)
		return
	}
	kinds := []corpus.DateKind{corpus.Published}
	if word == "印发" || word == "下发" || word == "发文" || word == "通过" {
		kinds = []corpus.DateKind{corpus.Adopted, corpus.Published}
	}
	for _, kind := range kinds {
		for _, f := range settleDates(e.dates) {
			if f.Kind == kind && strong(f.State) && f.Date.Day != 0 {
				e.date(corpus.Effective, f.Date, corpus.Inferred, "“"+clip(words)+"”，"+f.Basis)
				return
			}
		}
	}
}

// effectiveAnew concludes the day of a text that was given anew, whose first
// publication says nothing of it.
func (e *evidence) effectiveAnew(word, words string) {
	for _, ev := range e.anew {
		if word == "通过" || ev.has(corpus.Published) || decree.MatchString(blankTitles(ev.words)) {
			e.date(corpus.Effective, ev.date, corpus.Inferred, "“"+clip(words)+"”，题下说明 "+clip(ev.words))
			return
		}
	}
}
