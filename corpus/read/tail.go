package read

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// signed is a place where bodies sign a text and date it.
type signed struct {
	names []string
	date  corpus.Date
	from  int // first paragraph of the signature
	at    int // paragraph of the date
}

// signatures finds the dates that stand alone under names of bodies: at the end
// of a text, or of the notice above a plan.
func signatures(paras []para) []signed {
	var list []signed
	for i := range paras {
		text := paras[i].text
		if utf8.RuneCountInString(text) > longLine {
			continue
		}
		if d, ok := aloneDate(text); ok {
			names, from := signature(paras, i)
			if i > 0 {
				list = append(list, signed{names, d, from, i})
			}
			continue
		}
		if m := signedLine.FindStringSubmatch(text); m != nil {
			d, ok := aloneDate(m[2])
			names := signers(strings.TrimSpace(m[1]))
			if ok && names != nil {
				list = append(list, signed{names, d, i, i})
			}
		}
	}
	return list
}

// signedLine is a body and a day on one line.
var signedLine = regexp.MustCompile(`^(.{2,60}?)[ 　\x{a0}]+([^ 　\x{a0}]{4}[ 　]*年.*日)$`)

// readSignatures: the first signature with names, else a day alone at the very
// end, tells who issued the text and on what day it was made.
func (e *evidence) readSignatures() {
	list := signatures(e.page.paras)
	for _, s := range list {
		if len(s.names) == 0 && (s.at < len(e.page.paras)-3 || s.at < 3) {
			continue
		}
		line := e.page.paras[s.at].text
		e.date(corpus.Adopted, s.date, corpus.Parsed, "落款 "+strings.Join(s.names, "、")+" "+clip(line))
		if len(s.names) > 0 {
			e.bodies = append(e.bodies, bodyClaim{distinct(s.names), false, corpus.Parsed, "落款 " + clip(strings.Join(s.names, "、"))})
		}
		return
	}
}

var (
	fromDay  = regexp.MustCompile(`(?:本|此)(\p{Han}{1,8}?)(?:，)?自(` + numeralDigit + `{4}[^，。；自]{2,14}日)(?:起)?(?:正式|开始)?(?:施行|实施|生效|执行)`)
	fromThat = regexp.MustCompile(`(?:本|此)(\p{Han}{1,8}?)(?:，)?自(公布|发布|印发|颁布|通过|公告|下发|发文)之日起(?:正式|开始)?(?:施行|实施|生效|执行)`)
)

// readEffective reads 本办法自2023年3月1日起施行 and 自公布之日起施行; the latter
// is concluded only where that day is known. Of several the last one counts.
func (e *evidence) readEffective() {
	for i := len(e.page.paras) - 1; i >= 0; i-- {
		text := e.page.paras[i].text
		if !strings.Contains(text, "自") {
			continue
		}
		bare := blankTitles(text)
		if m := fromDay.FindStringSubmatch(bare); m != nil {
			if d, refused, ok := readDate(m[2]); ok && d.Day != 0 {
				e.date(corpus.Effective, d, corpus.Parsed, "“"+clip(m[0])+"”")
				return
			} else if refused != "" {
				e.page.warn("日期“" + clip(refused) + "”不存在，未采用（施行日期）")
			}
		}
		if m := fromThat.FindStringSubmatch(bare); m != nil {
			e.effectiveFrom(m[2], m[0])
			return
		}
	}
}

// effectiveFrom concludes the day from that of the act named.
func (e *evidence) effectiveFrom(word, words string) {
	kind := corpus.Published
	if word == "印发" || word == "下发" || word == "发文" || word == "通过" {
		kind = corpus.Adopted
	}
	for _, f := range settleDates(e.dates) {
		if f.Kind == kind && strong(f.State) && f.Date.Day != 0 {
			e.date(corpus.Effective, f.Date, corpus.Inferred, "“"+clip(words)+"”，"+f.Basis)
		}
	}
}
