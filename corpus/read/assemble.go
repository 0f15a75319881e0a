package read

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// assemble makes the Document of a page.
func assemble(p *page, name string, o Options) (*corpus.Document, error) {
	e := &evidence{page: p, name: name, fields: map[string][]claim{}}
	e.takeSayings(p.said)
	if p.given {
		e.readRecord()
	} else {
		e.readFile()
	}
	if o.Source != "" {
		e.claim("source", o.Source, corpus.Given, "导入时指定")
	}
	e.sourceFromURL()
	d := &corpus.Document{Key: o.Key, Whole: p.whole, Reader: Version}
	e.fill(d)
	e.writeText(d)
	if !hasWord(comment.ReplaceAllString(d.Text, "")) {
		return nil, &Error{Name: name, Reason: "没有正文", Step: p.bare}
	}
	d.Extra, d.Warnings = p.extra, p.warnings
	return d, nil
}

// readRecord concludes what a record of JSON Lines does not say.
func (e *evidence) readRecord() {
	if !e.page.whole {
		e.page.clean()
	}
	title := e.best("title")
	e.page.markPlans(title)
	if officialTitle(title) {
		e.titleBodies(title) // a headline (国务院印发《…》) tells of a body, the text is not its own
	}
	e.undeclared(isSpeech(title, e.best("genre")) && e.best("speaker") != "")
	e.readEdition()
	if len(e.bodies) > 0 || e.best("number") != "" || e.best("genre") != "" {
		e.fields["genre"] = genreClaims(e.fields["genre"], title, true)
		e.readEffective()
	}
}

// readFile concludes from the whole of a file with one text.
func (e *evidence) readFile() {
	p := e.page
	e.findTitle()
	before := len(p.said)
	p.beginAtTitle(e.best("title"))
	e.takeSayings(p.said[before:])
	p.clean()
	title := e.best("title")
	p.dropTitle(title)
	e.readHead()
	e.readDecree()
	p.markPlans(title)
	e.titleBodies(title)
	spoken := isSpeech(title, e.best("genre"))
	e.undeclared(spoken)
	e.readSpeech(spoken)
	e.readSignatures()
	e.readImprint()
	e.readDelegate()
	e.readTitleYear(spoken)
	e.readFileDate()
	e.readEdition()
	e.readEffective()
	e.fields["genre"] = genreClaims(e.fields["genre"], title, true)
	e.lawGenre(title)
}

// findTitle weighs header, printed title and file name.
func (e *evidence) findTitle() {
	p := e.page
	if title, n := markedTitle(p.paras); n > 0 {
		clean, _ := cleanTitle(title)
		e.claim("title", clean, corpus.Parsed, "首个标题")
	}
	if e.best("title") == "" {
		e.titleOfDecree()
	}
	if e.best("title") == "" {
		if title, i, n := printedTitle(p.paras); n > 0 {
			clean, tag := cleanTitle(title)
			e.claim("title", clean, corpus.Parsed, "首行")
			if tag != "" {
				p.keep("标题附注", tag)
			}
			p.paras = slices.Delete(p.paras, i, i+n)
		}
	}
	if title, _ := fileTitle(e.name); title != "" {
		e.claim("title", title, corpus.Inferred, "文件名")
	}
}

// markedTitle joins the outermost headings at the very beginning: 中华人民共和国
// 民法典, 婚姻家庭编.
func markedTitle(paras []para) (title string, n int) {
	for n < len(paras) && n < 3 && paras[n].depth == 1 {
		if n > 0 {
			title += " "
		}
		title += paras[n].text
		n++
	}
	return title, n
}

// dropTitle takes the printed title off the head of the text, also where it is
// broken over lines; the field keeps it. A text of nothing else keeps it.
func (p *page) dropTitle(title string) {
	if title == "" {
		return
	}
	want := titleForm(title)
	for i := 0; i < len(p.paras) && i < 10 && !strings.HasSuffix(p.paras[i].text, "。"); i++ {
		joined := ""
		for n := 1; n <= 4 && i+n <= len(p.paras); n++ {
			joined += titleForm(p.paras[i+n-1].text)
			if joined == want && n < len(p.paras) {
				p.paras = slices.Delete(p.paras, i, i+n)
				i--
				break
			}
			if len(joined) >= len(want) {
				break
			}
		}
	}
}

// titleBodies reads the bodies that a title names before 关于.
func (e *evidence) titleBodies(title string) {
	if names, more := titleIssuers(title); len(names) > 0 {
		e.bodies = append(e.bodies, bodyClaim{names, more, corpus.Parsed, "标题"})
		return
	}
	if m := cabinet.FindStringSubmatch(title); m != nil {
		e.bodies = append(e.bodies, bodyClaim{[]string{m[1]}, false, corpus.Inferred, "标题“" + clip(title) + "”"})
	}
}

// cabinet: 2024年国务院政府工作报告, 广州市人民政府工作报告.
var cabinet = regexp.MustCompile(`^(?:[12]\d{3}年)?(?:中华人民共和国)?(国务院|\p{Han}{2,9}人民政府)(?:政府)?工作报告`)

// readTitleYear: the year in the title of a report is when it was given.
func (e *evidence) readTitleYear(spoken bool) {
	title := e.best("title")
	if m := titleYear.FindStringSubmatch(title); m != nil && spoken {
		if d, _, ok := readDate(m[1]); ok {
			e.date(corpus.Spoken, d, corpus.Inferred, "标题“"+clip(title)+"”")
		}
	}
}

var titleYear = regexp.MustCompile(`^([12]\d{3})年.*工作报告`)

// readEdition: 甲条例（2023年修正） was last revised in that year, unless it is dated
// then or later, or tells of a revision of the winter before.
func (e *evidence) readEdition() {
	title := e.best("title")
	m := editionYear.FindStringSubmatch(title)
	if m == nil {
		return
	}
	d, _, ok := readDate(m[1])
	told := func(c dateClaim) bool {
		return c.kind != corpus.Effective && c.date.Year >= d.Year || c.kind == corpus.Revised && c.date.Year == d.Year-1
	}
	if !ok || slices.ContainsFunc(e.dates, told) {
		return
	}
	e.dates = slices.Insert(e.dates, 0, dateClaim{corpus.Revised, d, corpus.Parsed, "标题“" + clip(title) + "”"})
}

var editionYear = regexp.MustCompile(`[（(〔\[【][ 　]*([12]\d{3})年?(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)(?:文本|版|本)?[ 　]*[）)〕\]】]$`)

// readFileDate: a date in the file name says no kind and counts only where
// nothing else tells it. A date in brackets names the version that is held: well
// after the last act that the text tells, it is that of a revision.
func (e *evidence) readFileDate() {
	_, date := fileTitle(e.name)
	d, _, ok := readDate(date)
	if !ok {
		return
	}
	last := 0
	for _, c := range e.dates {
		if within(d, c.date) {
			return
		}
		if c.kind != corpus.Effective {
			last = max(last, c.date.Number())
		}
	}
	e.page.keep("文件名日期", date)
	basis := "文件名 " + path.Base(e.name)
	version := strings.Contains(e.name, date+")") || strings.Contains(e.name, date+"）")
	switch {
	case version && last > 0 && d.Number()-last > 10000:
		e.dates = slices.DeleteFunc(e.dates, func(c dateClaim) bool { return c.kind == corpus.Revised && c.state != corpus.Given })
		e.date(corpus.Revised, d, corpus.Inferred, basis+"，晚于题下说明的最后日期 "+corpus.DateFromNumber(last).String())
	case !hasKind(e.dates, corpus.Published) && d.Number() > last:
		e.date(corpus.Published, d, corpus.Inferred, basis)
	}
}

func hasKind(list []dateClaim, kind corpus.DateKind) bool {
	return slices.ContainsFunc(list, func(c dateClaim) bool { return c.kind == kind })
}

// fill settles the fields.
func (e *evidence) fill(d *corpus.Document) {
	d.Title = settle(e.fields["title"])
	d.OriginalTitle = settle(e.fields["original"])
	d.Subtitle = settle(e.fields["subtitle"])
	d.Source = settle(e.fields["source"])
	d.Number = settle(e.fields["number"])
	d.Genre = settle(e.fields["genre"])
	d.Speaker = settle(e.fields["speaker"])
	d.Author = settle(e.fields["author"])
	d.URL = settle(e.fields["url"])
	d.Issuers = e.located(e.issuers())
	d.Dates = settleDates(e.dates)
	d.Level, d.Place = e.levelAndPlace(d)
}

// levelAndPlace concludes from the first body, else the title, else the folders
// of the file.
func (e *evidence) levelAndPlace(d *corpus.Document) (level, where corpus.Field) {
	unknown := corpus.Field{State: corpus.Unknown}
	for _, name := range d.Issuers.Values {
		if organs.national(name) {
			return corpus.Field{Value: "中央", State: corpus.Inferred, Basis: "发文机关 " + name}, unknown
		}
		if p, ok := placeOf(name); ok {
			return placeFields(p, "发文机关 "+name)
		}
	}
	title := d.Title.Value
	if strings.HasPrefix(title, "中华人民共和国") && d.Genre.Value != "" || partyCongress.MatchString(title) || nationalTitle(title) && (!e.page.given || officialTitle(title)) {
		return corpus.Field{Value: "中央", State: corpus.Inferred, Basis: "标题 " + clip(title)}, unknown
	}
	if e.page.given {
		return unknown, unknown
	}
	if p, ok := placeOf(titleHead.ReplaceAllString(title, "")); ok {
		return placeFields(p, "标题 "+clip(title))
	}
	return e.placeOfPath()
}

// partyCongress: 在中国共产党第九次全国代表大会上的报告.
var partyCongress = regexp.MustCompile(`^\p{Han}{0,4}在中国共产党第[一二三四五六七八九十]+次全国代表大会`)

var titleHead = regexp.MustCompile(`^(?:[12]\d{3}年[，,]?|关于)*`)

// nationalTitle reports a title that begins with bodies, the first of the centre.
func nationalTitle(title string) bool {
	names, _ := titleIssuers(title)
	return len(names) > 0 && organs.national(names[0])
}

func placeFields(p place, basis string) (level, where corpus.Field) {
	if p.level == "" {
		return corpus.Field{State: corpus.Unknown}, corpus.Field{Value: p.name, State: corpus.Inferred, Basis: basis}
	}
	return corpus.Field{Value: p.level, State: corpus.Inferred, Basis: basis},
		corpus.Field{Value: p.name, State: corpus.Inferred, Basis: basis}
}

// placeOfPath reads a folder that names a place: 地方法规/北京.
func (e *evidence) placeOfPath() (level, where corpus.Field) {
	folders := strings.Split(path.Dir(e.name), "/")
	slices.Reverse(folders)
	for _, folder := range folders {
		if nationalFolders[folder] {
			return corpus.Field{Value: "中央", State: corpus.Inferred, Basis: "文件夹 " + folder}, corpus.Field{State: corpus.Unknown}
		}
		for _, form := range []string{folder, folder + "市", folder + "省"} {
			if p, ok := gazetteer[form]; ok {
				return placeFields(p, "文件夹 "+folder)
			}
		}
	}
	return corpus.Field{State: corpus.Unknown}, corpus.Field{State: corpus.Unknown}
}

// nationalFolders are classes of national statutes that collections use as
// folder names.
var nationalFolders = map[string]bool{"宪法": true, "宪法相关法": true, "法律": true, "行政法规": true, "司法解释": true, "部门规章": true, "国务院文件": true}

// writeText joins the paragraphs and marks headings and origin.
func (e *evidence) writeText(d *corpus.Document) {
	if len(e.page.paras) == 0 && d.Title.Value != "" && !e.page.given {
		e.page.paras = []para{{text: d.Title.Value, depth: 1}}
	}
	var b strings.Builder
	var hints []corpus.Hint
	for i, q := range e.page.paras {
		if i > 0 {
			b.WriteByte('\n')
		}
		if n := utf8.RuneCountInString(q.text); n > MaxParagraph {
			e.page.warn(fmt.Sprintf("第 %d 段有 %d 字，疑为未分段的文件", i+1, n))
		}
		d.Origin = append(d.Origin, corpus.Piece{Clean: b.Len(), Received: q.at})
		start := b.Len()
		b.WriteString(q.text)
		if q.depth > 0 || q.title {
			hints = append(hints, corpus.Hint{Span: corpus.Span{Start: start, End: b.Len()}, Depth: q.depth, Title: q.title})
		}
	}
	d.Text = b.String()
	if !d.Whole {
		d.Sections = corpus.Outline(d.Text, hints)
	}
}
