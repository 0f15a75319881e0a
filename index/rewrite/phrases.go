package rewrite

import "slices"

// phrase is a text with what may stand in its place, best first.
type phrase struct {
	from        []rune
	to          []string
	traditional bool // only in a query with Traditional characters
}

// phrases finds the longest phrase at a place.
type phrases struct{ by map[rune][]*phrase }

// add adds a phrase, or further alternatives to one.
func (p *phrases) add(from string, to []string, traditional bool) {
	if p.by == nil {
		p.by = map[rune][]*phrase{}
	}
	r := []rune(from)
	for _, known := range p.by[r[0]] {
		if slices.Equal(known.from, r) {
			known.to = append(known.to, to...)
			return
		}
	}
	p.by[r[0]] = append(p.by[r[0]], &phrase{r, to, traditional})
}

// sort puts longer phrases first; at expects it.
func (p *phrases) sort() {
	for _, list := range p.by {
		slices.SortStableFunc(list, func(a, b *phrase) int { return len(b.from) - len(a.from) })
	}
}

// at returns the longest phrase that runes begin with and that fits, or nil.
func (p *phrases) at(runes []rune, fits func(*phrase) bool) *phrase {
	if len(runes) == 0 {
		return nil
	}
	for _, ph := range p.by[runes[0]] {
		if len(ph.from) <= len(runes) && slices.Equal(ph.from, runes[:len(ph.from)]) && fits(ph) {
			return ph
		}
	}
	return nil
}

// find calls found for the phrases in a run, from left to right, none
// overlapping another; fits says which may be taken where.
func (p *phrases) find(runes []rune, run span, fits func(*phrase, span) bool, found func(*phrase, span)) {
	for at := run.start; at < run.end; {
		ph := p.at(runes[at:run.end], func(ph *phrase) bool { return fits(ph, span{at, at + len(ph.from)}) })
		if ph == nil {
			at++
			continue
		}
		found(ph, span{at, at + len(ph.from)})
		at += len(ph.from)
	}
}
