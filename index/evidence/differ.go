package evidence

import (
	"slices"
	"strings"
)

// differing looks for another value where the claim has the part's. Values that
// other parts of the claim have are not looked at, and where two different values
// have the same support there is no saying which is meant.
func (c *comparison) differing(v Verdict, known []Verdict) Verdict {
	rivals := slices.DeleteFunc(c.rivals(v.Part), func(it item) bool { return taken(it, known) })
	most, tied := 0, false
	var best item
	for _, it := range rivals {
		switch support := c.support(v.Part, c.text, it); {
		case support > most:
			best, most, tied = it, support, false
		case support == most && it.value != best.value:
			tied = true
		}
	}
	if most >= enough && !tied {
		return verdict(v.Part, Differs, InPassage, c.text, best)
	}
	if it, ok := c.onlyRival(v.Part, rivals); ok {
		return verdict(v.Part, Differs, InPassage, c.text, it)
	}
	return v
}

// onlyRival returns the one value that a part can be confused with if its
// sentence and the claim are about the same.
func (c *comparison) onlyRival(p Part, rivals []item) (item, bool) {
	if len(rivals) == 0 || slices.ContainsFunc(rivals, func(it item) bool { return it.value != rivals[0].value }) {
		return item{}, false
	}
	best, most := item{}, 0
	for _, it := range rivals {
		if n := c.sentenceSupport(p, it); n > most {
			best, most = it, n
		}
	}
	return best, most >= enoughOfSentence
}

// rivals returns the values of the passage that a part could be confused with.
func (c *comparison) rivals(p Part) []item {
	items := c.inText
	if p.Kind == Name {
		if p.Value.Class != "province" && p.Value.Class != "city" && p.Value.Class != "office" {
			return nil
		}
		items = listedNames(c.text)
	}
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return !rival(it, p) })
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
	return it.value.Class == p.Value.Class
}

// taken reports a value that another part of the claim has.
func taken(it item, known []Verdict) bool {
	return slices.ContainsFunc(known, func(v Verdict) bool {
		return v.Status == Contained && v.Part.Kind == it.kind && (v.Value == it.value || v.Part.Value == it.value)
	})
}
