package evidence

import "strings"

// spanned has the classes of amounts of which a range is a value of its own: who is
// to pay 1%～3% does not pay 1%. Ages, grades and hours are none: who is 18 is of
// those from 18至60周岁.
var spanned = readSpanned()

func readSpanned() map[string]bool {
	classes := map[string]bool{}
	for _, u := range units {
		if u.span {
			classes[u.class] = true
		}
	}
	return classes
}

// withSpans marks the figures that are the ends of a range of amounts and adds the
// ranges: 1～3个百分点. 从5%到10% is a change.
func withSpans(f folded, found []item) []item {
	order := inOrder(found)
	for n := 1; n < len(order); n++ {
		a, b := &found[order[n-1]], &found[order[n]]
		between := f.text[min(a.end, b.start):b.start]
		if a.ofSpan || between == "" || connector.FindString(between) != between || a.value.Class != b.value.Class || !spanned[a.value.Class] ||
			strings.ContainsRune("从由", f.before(a.start)) {
			continue
		}
		a.ofSpan, b.ofSpan = true, true
		whole := Value{Number: a.value.Number + "～" + b.value.Number, Class: a.value.Class}
		found = append(found, item{start: a.start, end: b.end, kind: Figure, value: whole, span: true})
	}
	return found
}

// outOfSpan reports a value that a part is not compared with: a range where the part
// is an end of one, or a bound, else the end of one.
func (c *comparison) outOfSpan(i int, it item) bool {
	if c.ofSpan[i] {
		return it.span
	}
	return it.ofSpan
}
