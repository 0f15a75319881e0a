package corpus

import (
	"cmp"
	"regexp"
	"strings"
)

// Places are the places that one reference names, in its order:
// 第五十条至第五十二条, 第十条、第十一条, 第十条第三款至第五款.
type Places []Range

// Range is the places of a text from one to another; one place is a range of itself.
type Range struct{ From, To Place }

// The units of a place.
const (
	ofArticle = 1 + iota
	ofClause
	ofItem
)

// cited is one number of a reference.
type cited struct {
	n         int
	unit      int    // 0 where the next number has it: 第一至三条
	branch    string // 之一
	bracketed bool
	joint     byte // what parts it from the number before: 0, 'l' (list) or 'r' (range)
}

const numerals = `0-9０-９零〇○一二两三四五六七八九十百千`

var numberForm = regexp.MustCompile(`^(至|到|[-－—–~～]+|、|，|,|和|及|以及|与)?第?([（(])?([` + numerals + `]+)[）)]?(条|款|项)?(之[一二三四五六七八九十]+)?`)

// ParsePlaces reads a reference without its title. It reports false if s is not one
// from end to end.
func ParsePlaces(s string) (Places, bool) {
	list, ok := numbersOf(strings.Join(strings.Fields(s), ""))
	if !ok {
		return nil, false
	}
	var places Places
	for i, e := range list {
		if i == 0 && (e.unit != ofArticle || e.joint != 0) {
			return nil, false
		}
		if places, ok = places.with(e); !ok {
			return nil, false
		}
	}
	return places, true
}

// numbersOf reads the numbers of a reference, each with its unit.
func numbersOf(s string) ([]cited, bool) {
	var list []cited
	for s != "" {
		m := numberForm.FindStringSubmatch(s)
		if m == nil {
			return nil, false
		}
		n, ok := Numeral(m[3])
		if !ok || m[5] != "" && m[4] != "条" {
			return nil, false
		}
		list = append(list, cited{n, unitOf(m[4]), m[5], m[2] != "", jointOf(m[1])})
		s = s[len(m[0]):]
	}
	for i := len(list) - 2; i >= 0; i-- {
		if list[i].unit == 0 && list[i+1].joint != 0 {
			list[i].unit = list[i+1].unit
		}
	}
	return list, len(list) > 0
}

func unitOf(word string) int {
	return map[string]int{"条": ofArticle, "款": ofClause, "项": ofItem}[word]
}

func jointOf(word string) byte {
	switch word {
	case "":
		return 0
	case "、", "，", ",", "和", "及", "以及", "与":
		return 'l'
	}
	return 'r'
}

// with adds a number: it narrows the last place, or is a further one. False where
// it can be neither.
func (ps Places) with(e cited) (Places, bool) {
	var last Place
	if len(ps) > 0 {
		last = ps[len(ps)-1].To
	}
	if e.unit == 0 || e.n == 0 || e.joint == 0 && e.unit <= last.unit() {
		return nil, false
	}
	p := last.narrowed(e)
	switch {
	case e.joint == 'r':
		ps[len(ps)-1].To = p
		return ps, ps[len(ps)-1].From.compared(p) >= 0
	case e.joint == 0 && len(ps) > 0 && ps[len(ps)-1].From != last:
		ps[len(ps)-1].To = p
		return ps, true
	case e.joint == 0 && len(ps) > 0:
		ps = ps[:len(ps)-1]
	}
	return append(ps, Range{p, p}), true
}

// narrowed is the place of a number within what stands above its unit.
func (p Place) narrowed(e cited) Place {
	switch e.unit {
	case ofArticle:
		return Place{Article: e.n, Branch: e.branch}
	case ofClause:
		return Place{Article: p.Article, Branch: p.Branch, Clause: e.n}
	}
	return Place{p.Article, p.Branch, p.Clause, e.n, e.bracketed}
}

func (p Place) unit() int {
	switch {
	case p.Item > 0:
		return ofItem
	case p.Clause > 0:
		return ofClause
	case p.Article > 0:
		return ofArticle
	}
	return 0
}

// compared orders a place of a text against p: negative before it, 0 within it.
func (p Place) compared(at Place) int {
	order := cmp.Or(cmp.Compare(at.Article, p.Article), cmp.Compare(at.sub(), p.sub()))
	if order == 0 && p.Clause > 0 {
		order = cmp.Compare(at.Clause, p.Clause)
	}
	if order == 0 && p.Item > 0 {
		order = cmp.Compare(at.Item, p.Item)
	}
	return order
}

// sub is the number of 之一, 0 for none.
func (p Place) sub() int {
	n, _ := Numeral(strings.TrimPrefix(p.Branch, "之"))
	return n
}

// holds reports that the place at is of the range. An item whose clause is not named
// may be of any.
func (r Range) holds(at Place) bool {
	if r.From != r.To {
		return r.From.compared(at) >= 0 && r.To.compared(at) <= 0
	}
	p := r.From
	return at.Article == p.Article && at.Branch == p.Branch &&
		(p.Clause == 0 || at.Clause == p.Clause) && (p.Item == 0 || at.Item == p.Item)
}

// Parts reports that a part of an article is named, not only articles.
func (ps Places) Parts() bool {
	for _, r := range ps {
		if r.From.unit() > ofArticle || r.To.unit() > ofArticle {
			return true
		}
	}
	return false
}

// In returns where in a passage, given by its locator and text, the places stand:
// the spans of the paragraphs in bytes of text, what adjoins as one. There is none
// if the passage has nothing of them.
func (ps Places) In(locator, text string) []Span {
	at, ok := ParsePlace(locator)
	if !ok {
		return nil
	}
	var found []Span
	joins := false
	for i, line := range paragraphs(text) {
		if at.Clause = max(at.Clause, 1); i > 0 {
			at = at.next(line.of(text))
		}
		of := ps.holds(at)
		switch {
		case of && joins:
			found[len(found)-1].End = line.End
		case of:
			found = append(found, line)
		}
		joins = of
	}
	return found
}

func (ps Places) holds(at Place) bool {
	for _, r := range ps {
		if r.holds(at) {
			return true
		}
	}
	return false
}

// String writes the places as locators are written: 第十条第三款至第五款.
func (ps Places) String() string {
	var b strings.Builder
	for i, r := range ps {
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString(r.From.String())
		if r.To != r.From {
			b.WriteString("至" + r.To.after(r.From))
		}
	}
	return b.String()
}

// String writes a place: 第十条之一第二款第（三）项.
func (p Place) String() string {
	return "第" + WriteNumeral(p.Article) + "条" + p.Branch + p.parts()
}

func (p Place) parts() string {
	s := ""
	if p.Clause > 0 {
		s = "第" + WriteNumeral(p.Clause) + "款"
	}
	switch {
	case p.Item > 0 && p.bracketed:
		s += "第（" + WriteNumeral(p.Item) + "）项"
	case p.Item > 0:
		s += "第" + WriteNumeral(p.Item) + "项"
	}
	return s
}

// after writes the end of a range without what its beginning says too.
func (p Place) after(from Place) string {
	if p.Article != from.Article || p.Branch != from.Branch || p.parts() == "" {
		return p.String()
	}
	if p.Clause == from.Clause && p.Item > 0 {
		p.Clause = 0
	}
	return p.parts()
}
