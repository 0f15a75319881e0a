package evidence

import (
	"math/big"
	"slices"
	"strings"
)

// figured says of a figure whether the passage has it where the claim does. The
// same figure elsewhere is none: a value that stands more clearly in its place
// (个人缴费549元, 财政补助820元 for 个人缴费820元) differs from it, and one that
// stands among none of the claim's words says nothing.
func (c *comparison) figured(i int) Verdict {
	own, held := c.strongest(i, c.own(i))
	rivals := c.rivals(i)
	rival, ok := c.strongest(i, func(k int) bool { return rivals(k) && !c.settled[k] })
	switch {
	case held && ok && c.outdoes(i, rival, own):
		return c.found(i, Differs, rival.item)
	case held && (own.stands() || c.bare(i) || strings.HasPrefix(c.parts[i].Value.Class, "第")):
		return c.found(i, Contained, own.item)
	case held:
		return Verdict{Part: c.parts[i], Status: Absent}
	}
	return c.aside(c.parts[i])
}

// settle notes the figures of the passage that stand where the claim has the same
// one: no other part is confused with these.
func (c *comparison) settle() {
	c.settled = make([]bool, len(c.inText))
	for i, p := range c.parts {
		if p.Kind != Figure {
			continue
		}
		own, held := c.strongest(i, c.own(i))
		rival, ok := c.strongest(i, c.rivals(i))
		if held && !(ok && c.outdoes(i, rival, own)) {
			c.settled[own.at] = true
		}
	}
}

// outdoes reports another value that stands more clearly in a part's place than the
// part's own: by its clause, else by more than the words of one pair. In another
// segment it does not support itself where it is a figure of the claim as well; and
// what the claim says is the most is not outdone by a lesser case.
func (c *comparison) outdoes(i int, rival, own candidate) bool {
	if c.open[[2]int{i, own.at}] && own.measures() {
		return false
	}
	least := override
	if rival.near > own.near {
		least = override - 1
	}
	if c.apart(rival, own) && c.isOfClaim(rival.item) {
		rival.others = max(0, rival.others-1)
	}
	if c.mostOf[i] && c.apart(rival, own) && !less(own.value, rival.value) {
		return false
	}
	return (c.closer(rival, own) || rival.others > own.others) && rival.near > 0 && rival.measures() && rival.total() >= own.total()+least
}

func (c *comparison) apart(a, b candidate) bool {
	return c.contexts[a.at].segment != c.contexts[b.at].segment
}

// less reports a smaller number of the same unit.
func less(a, b Value) bool {
	x, okX := new(big.Rat).SetString(a.Number)
	y, okY := new(big.Rat).SetString(b.Number)
	return okX && okY && x.Cmp(y) < 0
}

// closer reports a clause that has more of the claim's; twice as much in another
// segment, whose case may be another (造成特别重大损失的), than of a clause that fits.
func (c *comparison) closer(rival, own candidate) bool {
	if own.measures() && c.apart(rival, own) && rival.near < 2*own.near {
		return false
	}
	return rival.near+rival.edges > own.near+own.edges
}

func (c *comparison) isOfClaim(it item) bool {
	return slices.ContainsFunc(c.parts, func(p Part) bool { return c.holds(it, p) })
}

// differing looks for another value where the claim has the part's. Values that
// other parts of the claim have are not looked at, and where two different values
// have the same support the first is meant only if the sentence is about the same.
func (c *comparison) differing(i int, verdicts []Verdict) Verdict {
	v := verdicts[i]
	switch {
	case v.Part.Kind == Name:
		return c.otherName(i, verdicts)
	case v.Part.Value.Class == "year" && c.bare(i):
		return v
	}
	rivals := c.rivals(i)
	best, ok := c.strongest(i, func(k int) bool { return rivals(k) && !taken(c.inText[k], verdicts) })
	if ok && best.differs(v.Part.Kind) {
		return c.found(i, Differs, best.item)
	}
	return v
}

// differs reports that a value is plainly in the place of the part's.
func (b candidate) differs(kind Kind) bool {
	clear := !b.tied || b.about
	if kind == Figure {
		return b.measures() && clear || b.only && b.segment >= same
	}
	return b.near+b.edges >= 2 && !b.tied || b.only && b.segment >= topical
}

// rivals chooses the values of the passage that a part could be confused with.
func (c *comparison) rivals(i int) func(int) bool {
	p, bound := c.parts[i], c.Claim.contexts[i].bound
	if c.mostOf[i] && bound == 0 {
		bound = -1 // the most is no 以上
	}
	return func(k int) bool {
		return !c.passes(i, k) && rival(c.inText[k], p) && !c.holds(c.inText[k], p) && bound*c.contexts[k].bound >= 0 && c.compared[i] == c.isCompared(k)
	}
}

func (c *comparison) isCompared(k int) bool {
	it := c.inText[k]
	return it.kind == Date && c.text.folded.isCompared(it.start, it.end)
}

// rival reports another value of the same kind and class. Ordinals have none: 第十条
// is another article, not another value of this one; nor has a number without a
// unit, unless its 万 or 亿 shows an amount of money (最多罚10万). Dates that overlap
// may both be right.
func rival(it item, p Part) bool {
	if it.kind != p.Kind || it.implied || it.value == p.Value || strings.HasPrefix(p.Value.Class, "第") {
		return false
	}
	if p.Kind == Figure && p.Value.Class == "" {
		return it.value.Class == "元" && strings.ContainsAny(p.Text, "万亿萬億")
	}
	if p.Kind == Date {
		return slices.Contains(periods, it.value.Class) == slices.Contains(periods, p.Value.Class) && !it.value.overlaps(p.Value)
	}
	return kin(it.value.Class) == kin(p.Value.Class)
}

// taken reports a value that another part of the claim has.
func taken(it item, known []Verdict) bool {
	return slices.ContainsFunc(known, func(v Verdict) bool {
		return v.Status == Contained && v.Part.Kind == it.kind && (v.Value == it.value || v.Part.Value == it.value)
	})
}
