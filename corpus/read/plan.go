package read

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// mostPlans is how many texts one notice is taken to issue. Every name is looked
// for in every line, so their number must not grow with the text.
const mostPlans = 20

// planNames returns the titles of the texts that a notice says it issues, in its
// title and its first paragraphs.
func (p *page) planNames(title string) []string {
	names := plans(title)
	for i := 0; i < len(p.paras) && i < headParas; i++ {
		if issues.MatchString(p.paras[i].text) {
			for _, m := range planTitle.FindAllStringSubmatch(p.paras[i].text, -1) {
				names = append(names, m[1])
			}
		}
	}
	names = distinct(names)
	return names[:min(len(names), mostPlans)]
}

// markPlans marks the title lines of the texts that a notice issues or passes
// on: those its title names, and a centred line after a signature.
func (p *page) markPlans(title string) {
	for _, name := range p.planNames(title) {
		p.markPlan(name, isVersion)
	}
	p.markPlan(title, sameLine)
	if len(plans(title)) > 0 && !slices.ContainsFunc(p.paras, func(q para) bool { return q.title }) {
		p.markBelowSignature()
	}
}

// markBelowSignature marks the short line that ends in a genre word and stands
// right under the signature of a notice: the title of what it issues, in other
// words than the notice has.
func (p *page) markBelowSignature() {
	list, _ := signatures(p.paras)
	at := slices.IndexFunc(list, func(s signed) bool { return len(s.names) > 0 })
	if at < 0 {
		return
	}
	for i := list[at].at + 1; i < len(p.paras)-3; i++ {
		line := p.paras[i].text
		if passedOver.MatchString(line) {
			continue
		}
		if genre, _ := genreOf(line); genre != "" && utf8.RuneCountInString(line) <= longLine && !endsSentence(line) && !beginsItem(line) {
			p.paras[i].title = true
		}
		return
	}
}

// passedOver are lines between a signature and the title of the text below it.
var passedOver = regexp.MustCompile(`^附件?[：:一二三四五六七八九十\d]*|^[（(].*[）)]$|^(?:抄送|主题词)`)

// markPlan marks the first paragraph that is the plan's title, also where it is
// broken over two or three lines, which are joined.
func (p *page) markPlan(name string, same func(line, name string) bool) {
	want := titleForm(name)
	if utf8.RuneCountInString(want) < 4 {
		return
	}
	for i := range p.paras {
		text := ""
		for n := 0; n < 3 && i+n < len(p.paras); n++ {
			line := p.paras[i+n].text
			if utf8.RuneCountInString(line) > 80 || strings.HasSuffix(line, "。") {
				break
			}
			text = glue(text, line)
			if sameLine(text, name) || same(text, name) {
				p.paras[i].text, p.paras[i].title = text, true
				p.paras = slices.Delete(p.paras, i+1, i+n+1)
				return
			}
		}
	}
}

// isVersion: the line is the title with or without a note at its end (（试行）,
// （2024—2026年）), with or without the name of a body before it, 的 apart.
func isVersion(line, want string) bool {
	a, b := unnoted(line), unnoted(want)
	if a == b {
		return utf8.RuneCountInString(a) >= 4
	}
	if head, ok := strings.CutSuffix(a, b); ok {
		return utf8.RuneCountInString(b) >= 6 && issuerName(head) != ""
	}
	head, ok := strings.CutSuffix(b, a)
	return ok && utf8.RuneCountInString(a) >= 6 && issuerName(head) != ""
}

// unnoted is a title as it is compared, without the notes at its end.
func unnoted(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return hanzi.Invisible(r) || strings.ContainsRune("《》", r) })
	for {
		cut := strings.TrimSpace(endNote.ReplaceAllString(s, ""))
		if cut == s || cut == "" {
			return strings.ReplaceAll(titleForm(s), "的", "")
		}
		s = cut
	}
}

var endNote = regexp.MustCompile(`[（(〔\[][^（）()〔〕\[\]]{1,24}[）)〕\]]$|试行$|暂行$|修订版?$|征求意见稿$`)
