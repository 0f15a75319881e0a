package read

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
	"yinju/corpus/hanzi"
)

// headParas is how many paragraphs at the beginning may tell of the document.
const headParas = 14

var (
	originalLine = regexp.MustCompile(`^原(?:标题|题)[：:][ 　]*(.+)$`)
	subtitleLine = regexp.MustCompile(`^[—－―─-]{1,3}[ 　]*(.{4,80})$`)
	occasion     = regexp.MustCompile(`在.{2,60}(?:上|会议|大会|仪式|开幕式|闭幕式|座谈会|论坛)`)
	delegate     = regexp.MustCompile(`我(?:谨)?(?:受|代表)(\p{Han}{3,20}?)(?:的?委托)?[，,]?(?:向|对|作|並|并)`)
)

// readHead reads what the first lines say: 原标题, subtitle, number, speaker,
// occasion, promulgation notes. A line that is no more than a label of its field
// is taken off the text.
func (e *evidence) readHead() {
	p := e.page
	var kept []para
	notes := ""
	for i, q := range p.paras {
		if i < headParas && e.takes(q, i) {
			continue
		}
		if q.preamble || i < headParas && q.depth == 0 && (isNote(q.text) || unclosed(notes)) {
			notes += q.text + "\n"
		}
		kept = append(kept, q)
	}
	p.paras = kept
	e.readNotes(notes)
}

// unclosed reports a note that ends inside a title: the source broke the line.
func unclosed(notes string) bool {
	return notes != "" && strings.Count(notes, "《") > strings.Count(notes, "》")
}

// takes reads one line of the head; true if it is only a label.
func (e *evidence) takes(q para, i int) bool {
	if m := originalLine.FindStringSubmatch(q.text); m != nil && i < 6 {
		title, _ := cleanTitle(m[1])
		e.claim("original", title, corpus.Given, "首行 原标题")
		return true
	}
	if utf8.RuneCountInString(q.text) > 90 {
		return false
	}
	if n, ok := number(q.text); ok {
		e.claim("number", n, corpus.Parsed, "首部 文号行")
		return false
	}
	if m := subtitleLine.FindStringSubmatch(q.text); m != nil && i < 6 && !endsSentence(q.text) {
		e.readSubtitle(m[1])
	}
	return false
}

// readSubtitle: ——2024年3月5日在第十四届全国人民代表大会第二次会议上.
func (e *evidence) readSubtitle(s string) {
	e.claim("subtitle", s, corpus.Parsed, "副题行")
	if !occasion.MatchString(s) {
		return
	}
	if dates, _ := findDates(s); len(dates) > 0 {
		e.date(corpus.Spoken, dates[0].date, corpus.Parsed, "副题 "+clip(s))
	}
}

// readSpeech reads a name and a day alone on a line under the title of a speech.
func (e *evidence) readSpeech(spoken bool) {
	for i, q := range e.page.paras {
		if i >= 8 || q.title || utf8.RuneCountInString(q.text) > longLine {
			break
		}
		if d, ok := aloneDate(q.text); ok {
			kind := corpus.Adopted
			if spoken {
				kind = corpus.Spoken
			}
			if spoken || strings.HasPrefix(q.text, "（") || strings.HasPrefix(q.text, "(") {
				e.date(kind, d, corpus.Parsed, "题下日期 "+q.text)
			}
		}
		name, ok := officer(q.text)
		if !ok && i > 0 {
			name, ok = alone(q.text)
		}
		if ok && spoken {
			e.claim("speaker", name, corpus.Parsed, "题下署名 "+q.text)
		}
	}
	if m := named.FindStringSubmatch(e.best("title")); m != nil && isName(m[1]) {
		e.claim("speaker", m[1], corpus.Inferred, "标题“"+clip(e.best("title"))+"”")
	}
}

// readDelegate: 我代表国务院，向大会作政府工作报告 names the body of a report.
func (e *evidence) readDelegate() {
	for i, q := range e.page.paras {
		if i >= headParas {
			return
		}
		m := delegate.FindStringSubmatch(hanzi.Simplify(q.text))
		if m == nil {
			continue
		}
		if name := organs.fullName(m[1]); organs.ends(name) {
			e.bodies = append(e.bodies, bodyClaim{[]string{name}, false, corpus.Inferred, "正文“" + clip(m[0]) + "”"})
			return
		}
	}
}

// readNotes makes claims of the acts in the promulgation notes.
func (e *evidence) readNotes(notes string) {
	list, refused := events(notes)
	for _, words := range refused {
		e.page.warn("日期“" + words + "”不存在，未采用（题下说明）")
	}
	e.noteDates(list)
	e.noteBodies(list)
	state := corpus.Parsed
	if hasKind(e.dates, corpus.Revised) {
		state = corpus.Inferred // the order of the first version
	}
	for _, ev := range list {
		if m := decree.FindStringSubmatch(blankTitles(ev.words)); m != nil && ev.has(corpus.Published) {
			if n, ok := number(m[1]); ok {
				e.claim("number", strings.TrimPrefix(n, "中华人民共和国国务院、"), state, "题下说明 "+clip(ev.words))
			}
		}
	}
}

var decree = regexp.MustCompile(`日[ 　]*(?:由|以|经)?(\p{Han}[\p{Han}、]{1,30}令(?:[〔\[（(]\d{4}[〕\]）)])?第?[\d〇零一二三四五六七八九十百]+号)`)

// noteDates: the first 通过 is the adoption, a later one by the same body and
// every 修正 or 修订 a revision, of which the last counts; the first 公布 is the
// publication; the last 施行 counts that is not of a text before the held one was
// given anew. A mere 批准 is kept apart.
func (e *evidence) noteDates(list []event) {
	anew := remade(list)
	if anew >= 0 {
		e.anew = list[anew:]
	}
	var adopted, revised, published, effective, granted *event
	for i := range list {
		ev := &list[i]
		again := ev.pass && (adopted != nil && sameActors(ev.body, adopted.body) && ev.date.Number() > adopted.date.Number() ||
			published != nil && ev.date.Year > published.date.Year)
		switch {
		case ev.has(corpus.Revised) || again:
			revised = later(revised, ev)
		case ev.pass && adopted == nil:
			adopted = ev
		}
		if ev.has(corpus.Published) && published == nil && !ev.has(corpus.Revised) {
			published = ev
		}
		if ev.has(corpus.Effective) && !ev.has(corpus.Revised) && i > anew {
			effective = later(effective, ev)
		}
		if ev.grant {
			granted = ev
		}
	}
	e.noteDate(corpus.Adopted, adopted)
	e.noteDate(corpus.Revised, revised)
	if published != nil && hasKind(e.dates, corpus.Published) {
		e.page.keep("公布日期", published.date.String()) // the page tells its own
	} else {
		e.noteDate(corpus.Published, published)
	}
	e.noteDate(corpus.Effective, effective)
	if granted != nil {
		e.page.keep("批准日期", granted.date.String())
	}
}

// remade returns the last act that gave the whole text anew, -1 for none: 修订, but
// not by a decision, which alters parts (《关于修改甲的决定》修订).
func remade(list []event) int {
	for i, ev := range slices.Backward(list) {
		if ev.has(corpus.Revised) && strings.Contains(ev.words, "修订") && !strings.Contains(ev.words, "决定") {
			return i
		}
	}
	return -1
}

func later(a, b *event) *event {
	if a == nil || b.date.Number() >= a.date.Number() {
		return b
	}
	return a
}

func sameActors(a, b string) bool {
	x, y := actors(a), actors(b)
	return len(x) > 0 && len(y) > 0 && x[0] == y[0]
}

func (e *evidence) noteDate(kind corpus.DateKind, ev *event) {
	if ev == nil {
		return
	}
	state := corpus.Parsed
	if kind == corpus.Revised && !ev.has(corpus.Revised) {
		state = corpus.Inferred // a second 通过 by the same body
	}
	e.date(kind, ev.date, state, "题下说明 "+clip(ev.words))
}

// noteBodies: who passed the text issues it; else who published it; else who
// revised it.
func (e *evidence) noteBodies(list []event) {
	for _, kind := range []corpus.DateKind{corpus.Adopted, corpus.Published, corpus.Revised} {
		for i, ev := range list {
			if !ev.has(kind) {
				continue
			}
			names := actors(ev.body)
			if ev.joint {
				names = append(names, actors(list[i+1].body)...)
			}
			if names = distinct(names); len(names) > 0 {
				e.bodies = append(e.bodies, bodyClaim{names, false, corpus.Parsed, "题下说明 " + clip(ev.words)})
				return
			}
		}
	}
}

func distinct(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
