package archive

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// askedPlace returns the marks, in code points, of the 款 and 项 that a reference such
// as 第十条第二款 names in a passage. It is nil where it names none, or the passage
// has nothing of them.
func askedPlace(text, locator, reference string) [][2]int {
	wanted, ok := corpus.ParsePlaces(reference)
	if !ok || !wanted.Parts() {
		return nil
	}
	var marks [][2]int
	for _, span := range wanted.In(locator, text) {
		start := utf8.RuneCountInString(text[:span.Start])
		marks = append(marks, [2]int{start, start + utf8.RuneCountInString(text[span.Start:span.End])})
	}
	return marks
}

// misplaced returns the place that was asked for, if no document of the name has it.
func (f *finding) misplaced() string {
	if !f.answer.Misplaced {
		return ""
	}
	return f.plan.Named.Article
}

var (
	// lawTitle ends the titles that are cited with articles.
	lawTitle = regexp.MustCompile(`(?:宪法|法典|法|条例|规定|办法|细则|规则|章程)(?:[（(][^（）()]*[）)])?$`)
	// bareTitle is one title in 《》 and nothing else.
	bareTitle = regexp.MustCompile(`^《[^《》]+》$`)
	// fullNumber is a 文号 and nothing else.
	fullNumber = regexp.MustCompile(`^\p{Han}{2,30}(?:[〔\[（(【][ 　]*(?:19|20)\d\d年?[ 　]*[〕\]）)】][ 　]*第?[ 　]*\d+[ 　]*号|令[ 　]*第[ 　]*[\d零〇一二三四五六七八九十百千]+[ 　]*号|[ 　]*第[ 　]*\d+[ 　]*号令)$`)
)

// unheld returns the title or the 文号 of a document that the query plainly names and
// that the archive does not hold, in words; "" for all else. inTitle reports whether
// some title that is held has one of some names in it: then it may be what is meant.
func (f *finding) unheld(inTitle func(names ...string) bool) string {
	text := strings.TrimSpace(f.query.Text)
	if !f.answer.Unnamed || f.plan.Named.Title == "" {
		return ""
	}
	title, article := corpus.SplitCitation(text)
	switch title = strings.TrimSpace(title); {
	case fullNumber.MatchString(text):
		return "文号为" + text
	case !bareTitle.MatchString(title) && (article == "" || !lawTitle.MatchString(title)):
		return ""
	case inTitle(append([]string{title}, f.plan.Named.Also...)...):
		return ""
	}
	return "题名为" + corpus.Bracketed(strings.Trim(title, "《》"))
}
