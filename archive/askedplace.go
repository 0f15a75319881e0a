package archive

import (
	"unicode/utf8"

	"yinju/corpus"
)

// askedPlace returns the mark, in code points, of the 款 or 项 that a place such as
// 第十条第二款 names in a passage. It is nil where the place names none, or the passage
// has nothing of it.
func askedPlace(text, locator, place string) [][2]int {
	wanted, ok := corpus.ParsePlace(place)
	if !ok || wanted.Clause == 0 && wanted.Item == 0 {
		return nil
	}
	span, ok := wanted.In(locator, text)
	if !ok {
		return nil
	}
	start := utf8.RuneCountInString(text[:span.Start])
	return [][2]int{{start, start + utf8.RuneCountInString(text[span.Start:span.End])}}
}

// misplaced returns the place that was asked for, if no document of the name has it.
func (f *finding) misplaced() string {
	if !f.answer.Misplaced {
		return ""
	}
	return f.plan.Named.Article
}
