package corpus

import "strconv"

// unit is a paragraph with its place in the text.
type unit struct {
	span    Span
	para    int    // number among the paragraphs that are no headings, from 1
	section int    // innermost heading above, -1 if none
	heading bool   // the paragraph is a heading
	article string // 第十条, "" outside articles
	first   bool   // begins its article
	clause  int    // 款, from 1
	item    string // 项: （三）, "" outside lists
	only    bool   // the article has one clause
}

// layout reads the place of every paragraph of a document.
func layout(d *Document) []unit {
	spans := paragraphs(d.Text)
	list := make([]unit, 0, len(spans))
	starts := make(map[int]int, len(d.Sections))
	for i, s := range d.Sections {
		starts[s.Span.Start] = i
	}
	articles, section, para := inArticles(d.Text), -1, 0
	current := unit{}
	for _, span := range spans {
		if i, ok := starts[span.Start]; ok {
			section, current = i, unit{}
			list = append(list, unit{span: span, section: i, heading: true})
			continue
		}
		para++
		u := unit{span: span, para: para, section: section}
		if articles {
			u.place(span.of(d.Text), current)
			current = u
		}
		list = append(list, u)
	}
	markSingle(list)
	return list
}

// place sets article, clause and item after the unit before.
func (u *unit) place(text string, before unit) {
	if label, _, ok := article(text); ok {
		u.article, u.first, u.clause = label, true, 1
		return
	}
	if before.article == "" {
		return
	}
	u.article, u.clause, u.item = before.article, before.clause, item(text)
	if u.item == "" {
		u.clause++
	}
}

// markSingle marks the units of articles that have one clause, where an item is
// cited without it (第十条第（三）项).
func markSingle(list []unit) {
	for i := 0; i < len(list); {
		j := i + 1
		for j < len(list) && list[i].article != "" && !list[j].first && list[j].article == list[i].article {
			j++
		}
		for k := i; k < j; k++ {
			list[k].only = list[j-1].clause == 1
		}
		i = j
	}
}

// locator names the place of one unit as it is cited.
func (u unit) locator() string {
	if u.article == "" {
		return "第" + strconv.Itoa(u.para) + "段"
	}
	return u.clauseLocator() + u.itemPart()
}

func (u unit) clauseLocator() string {
	if u.only {
		return u.article
	}
	return u.article + u.clausePart()
}

func (u unit) clausePart() string { return "第" + WriteNumeral(u.clause) + "款" }

func (u unit) itemPart() string {
	if u.item == "" {
		return ""
	}
	return "第" + u.item + "项"
}

// rangeLocator names the units from a to b.
func rangeLocator(a, b unit) string {
	switch {
	case a.span == b.span:
		return a.locator()
	case a.article == "":
		return a.locator() + "至" + b.locator()
	case a.clause != b.clause:
		return a.article + a.clausePart() + "至" + b.clausePart()
	case a.item == "" || b.item == "":
		return a.clauseLocator()
	}
	return a.locator() + "至" + b.itemPart()
}
