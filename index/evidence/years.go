package evidence

import "strings"

// inYear says of a year what the nearest context of the claim's matter has: the
// segment of the passage that it is in, what stands before it, the headings from
// the innermost, then the rest, the title and the date. A nearer context of another
// year is not outdone by a farther one of this (一、2024年工作回顾 in the report of 2025).
func (c *comparison) inYear(i int) Verdict {
	if c.entitled[i] {
		if v := c.anywhere(i); v.Status == Contained {
			return v
		}
	}
	anchor, about := c.anchor(i)
	if about {
		for _, look := range []func(int, int) (Verdict, bool){c.yearIn, c.yearBefore, c.yearAbove} {
			if v, ok := look(i, anchor); ok {
				return v
			}
		}
	}
	if v, ok := c.heading(i, Contained); ok && !about {
		return v
	}
	return c.anywhere(i)
}

// anywhere looks for a part in the passage, the title and the date.
func (c *comparison) anywhere(i int) Verdict {
	if own, ok := c.strongest(i, c.own(i)); ok && c.compared[i] == c.isCompared(own.at) {
		return c.found(i, Contained, own.item)
	}
	return c.aside(c.parts[i])
}

// anchor returns the segment of the passage that shares most with a part's own, and
// whether it is about the same; one with the part's value comes first of equals.
func (c *comparison) anchor(i int) (segment int, about bool) {
	best, most := -1, -1
	for n := range c.text.segments {
		shared, others := c.around(i).shared(&c.text.segments[n].held), c.othersIn(n, i)
		score := 2*(shared+4*others) + int(c.others[n]>>min(i, 63)&1)
		if score > most {
			best, most, about = n, score, shared >= topical || others > 0
		}
	}
	return best, about
}

// yearIn looks at the years of a segment.
func (c *comparison) yearIn(i, segment int) (Verdict, bool) {
	here := func(k int) bool { return c.contexts[k].segment == segment && c.compared[i] == c.isCompared(k) }
	own, held := c.strongest(i, func(k int) bool { return here(k) && c.holds(c.inText[k], c.parts[i]) })
	rival, ok := c.strongest(i, func(k int) bool { return here(k) && c.otherYear(i, k) })
	switch {
	case held && !(ok && rival.near > 0 && rival.total() >= own.total()+2*override):
		return c.found(i, Contained, own.item), true
	case ok && (rival.only || rival.near+rival.edges >= 2):
		return c.found(i, Differs, rival.item), true
	}
	return Verdict{}, false
}

// yearBefore looks at the last year before a segment.
func (c *comparison) yearBefore(i, segment int) (Verdict, bool) {
	last := -1
	for k, it := range c.inText {
		if c.contexts[k].segment < segment && (last < 0 || it.start > c.inText[last].start) && !c.isCompared(k) &&
			(c.holds(it, c.parts[i]) || c.otherYear(i, k)) {
			last = k
		}
	}
	if last < 0 {
		return Verdict{}, false
	}
	if c.holds(c.inText[last], c.parts[i]) {
		return c.found(i, Contained, c.inText[last]), true
	}
	return c.found(i, Differs, c.inText[last]), true
}

// yearAbove looks at the headings.
func (c *comparison) yearAbove(i, _ int) (Verdict, bool) {
	if c.compared[i] {
		return Verdict{}, false
	}
	return c.heading(i, Differs)
}

// heading returns what the innermost heading with a year has of a part: Contained, or
// Differs if that is looked for. The title says less: a report of 2025 looks back at
// 2024.
func (c *comparison) heading(i int, wanted Status) (Verdict, bool) {
	for n := len(c.source.Headings) - 1; n >= 0; n-- {
		if c.source.Headings[n] == c.source.Title {
			continue
		}
		f := foldText(c.source.Headings[n])
		for _, it := range valuesOf(f, c.yearOf()) {
			switch p := c.parts[i]; {
			case it.implied:
			case c.holds(it, p):
				return verdict(p, Contained, InHeading, f, it), true
			case wanted == Differs && ofOneYear(it) && rival(it, p):
				return verdict(p, Differs, InHeading, f, it), true
			}
		}
	}
	return Verdict{}, false
}

// otherYear reports a date of another year than a part's that the claim does not have
// as well; one in the title of a document dates nothing here.
func (c *comparison) otherYear(i, k int) bool {
	it := c.inText[k]
	return ofOneYear(it) && rival(it, c.parts[i]) && !c.text.inTitle(it.start) && !c.isOfClaim(it)
}

func ofOneYear(it item) bool {
	return it.kind == Date && it.value.From.Year != 0 && it.value.From.Year == it.value.To.Year
}

// inTitle reports a byte within 《》.
func (f folded) inTitle(at int) bool {
	return strings.LastIndex(f.text[:at], "《") > strings.LastIndex(f.text[:at], "》")
}
