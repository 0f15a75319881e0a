package read

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// bareBody is a name that says 市 or 省 but not which: 市财政局, 省人民政府.
var bareBody = regexp.MustCompile(`^(?:市(?:场|容|区|域|级|政[^府协])|区(?:域|块)|省(?:际|级)|县(?:域|级))|^(自治区|自治州|省|市|县|区)\p{Han}+$`)

// located completes names of bodies that do not say their place with the place
// that the document states: in its title, in another body, in its folder. What
// stays without one is kept where the source gives it, and dropped where it was
// read off the text, since every place has such a body.
func (e *evidence) located(f corpus.ListField) corpus.ListField {
	var names, because []string
	for _, name := range f.Values {
		unit := unitOf(name)
		if unit == "" {
			names = append(names, name)
			continue
		}
		if where, basis := e.placeFor(unit, f.Values); where != "" {
			names = append(names, where+strings.TrimPrefix(name, unit))
			because = append(because, basis)
		} else if f.State == corpus.Given {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return corpus.ListField{Values: []string{}, State: corpus.Unknown}
	}
	f.Values = distinct(names)
	if len(because) > 0 {
		f.Basis += "；地名据" + strings.Join(distinct(because), "、")
		if f.State != corpus.Disputed {
			f.State = corpus.Inferred
		}
	}
	return f
}

// unitOf returns the 市, 省, 县 or 区 that a bare name begins with, or "".
func unitOf(name string) string {
	m := bareBody.FindStringSubmatch(name)
	if m == nil || m[1] == "" || issuerName(name) == "" {
		return ""
	}
	return m[1]
}

// placeFor finds the place of that kind which the document states.
func (e *evidence) placeFor(unit string, others []string) (name, basis string) {
	title := e.best("title")
	if where := ofUnit(titleHead.ReplaceAllString(title, ""), unit); where != "" {
		return where, "标题“" + clip(title) + "”"
	}
	for _, plan := range plans(title) {
		if where := ofUnit(plan, unit); where != "" {
			return where, "标题“" + clip(title) + "”"
		}
	}
	for _, b := range e.bodies {
		others = append(slices.Clone(others), b.names...)
	}
	for _, other := range others {
		if where := ofUnit(other, unit); where != "" {
			return where, "机关 " + other
		}
	}
	if e.page.given {
		return "", ""
	}
	if _, where := e.placeOfPath(); strings.HasSuffix(where.Value, unit) {
		return where.Value, where.Basis
	}
	return "", ""
}

// ofUnit returns the place that s begins with, up to the unit: for 市 of
// 广州市天河区教育局 that is 广州市.
func ofUnit(s, unit string) string {
	p, ok := placeOf(s)
	if !ok {
		return ""
	}
	if at := strings.Index(p.name, unit); at >= 0 && utf8.RuneCountInString(p.name[:at]) >= 1 {
		return p.name[:at+len(unit)]
	}
	return ""
}
