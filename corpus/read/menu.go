package read

// beginAtTitle drops the menus that a page saved as text has before its title:
// short lines, some of them known as chrome, up to the last place before the
// first long paragraph where the title stands alone. What they say of the
// document is taken.
func (p *page) beginAtTitle(title string) {
	noise := p.takePairs(title, p.headLimit())
	limit, at := p.headLimit(), -1
	for i := 0; i < limit; i++ {
		if sameLine(p.paras[i].text, title) && title != "" {
			at = i
		}
	}
	for i := 0; i < at; i++ {
		if isChrome(p.paras[i].text, "head") {
			noise++
		}
	}
	if at <= 0 || noise == 0 {
		return
	}
	kept := p.paras[:0:0]
	for i, q := range p.paras {
		_, isNumber := number(q.text)
		if i >= at || isNumber || isNote(q.text) {
			kept = append(kept, q)
		}
	}
	p.paras = kept
}

// headLimit is how many paragraphs stand before the first long one; of a text
// without one only the first lines are looked at.
func (p *page) headLimit() int {
	first, _ := longSpan(p.paras)
	if first == len(p.paras) {
		return min(first, headParas)
	}
	return min(first, 250)
}
