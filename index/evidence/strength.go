package evidence

import "strings"

// strength is how far a value of the passage stands where a part of the claim does,
// in shared pairs.
type strength struct {
	near     int  // of the clauses round the two
	segment  int  // of the claim's and the passage's segment
	sentence int  // of the claim's segment and the passage's sentence
	edges    int  // sides on which the same rune stands next to both
	others   int  // other parts of the claim that the segment has
	about    bool // the sentence is about what the claim is about
	form     int  // 2 if written alike, 1 if the end, as a rule the unit, is; decides between equals
}

// total weighs a clause above the rest of the sentence, and another figure of the
// claim in the same segment as much as a pair in the clause: 合同三个月以上不满一年的,
// 试用期… tells its case from the next by these alone.
func (s strength) total() int {
	return 3*s.near + s.segment + s.sentence + 2*s.edges + 4*s.others
}

// stands reports that a value stands among words of the claim.
func (s strength) stands() bool {
	return s.near+s.segment+s.edges+s.others > 0 || s.about
}

// measures reports that two values measure the same, as far as their clauses say.
func (s strength) measures() bool {
	return s.near >= 2 || s.near+s.edges >= 2 && s.about
}

const (
	topical      = 3 // pairs of a sentence from which it is about what the claim is about; fewer, two at least, where the claim has no more
	same         = 4 // of a segment from which its only value of a unit is the claim's
	override     = 4 // how much stronger another value must be than the claim's own
	saidOutright = 8 // how much stronger a value must be that is only implied
)

func (c *comparison) strength(i, k int) strength {
	mine, theirs := &c.Claim.contexts[i], &c.contexts[k]
	s := strength{near: mine.near.shared(&theirs.near), edges: sameEdge(mine.before, theirs.before) + sameEdge(mine.after, theirs.after)}
	if c.given[i] {
		s.near = c.subject[i].shared(&c.phrases[k])
	}
	if theirs.segment >= 0 {
		g, around := &c.text.segments[theirs.segment], c.around(i)
		s.segment, s.sentence = around.shared(&g.held), around.shared(&c.text.sentences[g.sentence])
		s.about = s.sentence >= min(topical, max(2, around.shared(around)))
		s.others = c.othersIn(theirs.segment, i)
	}
	if s.edges == 0 {
		s.edges = max(sameEdge(mine.before, theirs.after), sameEdge(mine.after, theirs.before)) // 最多罚10万, 处十万元以下罚款
	}
	s.form = sameForm(c.forms[i], c.text.text[c.inText[k].start:c.inText[k].end])
	if c.inText[k].implied {
		s.form = -saidOutright
	}
	return s
}

func sameEdge(a, b rune) int {
	if a != 0 && a == b {
		return 1
	}
	return 0
}

// othersIn counts the other figures of a part's segment of the claim that a segment
// of the passage has.
func (c *comparison) othersIn(segment, i int) int {
	n := 0
	for j, p := range c.parts[:min(64, len(c.parts))] {
		beside := c.Claim.contexts[j].segment == c.Claim.contexts[i].segment && p.Value != c.parts[i].Value
		if beside && p.Kind == Figure && c.others[segment]&(1<<j) != 0 {
			n++
		}
	}
	return n
}

func sameForm(a, b string) int {
	switch {
	case a == b:
		return 2
	case a != "" && b != "" && strings.HasSuffix(a, b[len(b)-min(3, len(b)):]):
		return 1
	}
	return 0
}

// candidate is a value of the passage with its strength for a part.
type candidate struct {
	item
	strength
	at   int  // its index
	tied bool // another value is as strong
	only bool // there is no other value
}

// own chooses the values of the passage that a part has.
func (c *comparison) own(i int) func(int) bool {
	return func(k int) bool { return c.holds(c.inText[k], c.parts[i]) && !c.passes(i, k) }
}

// passes reports a value that is not looked at for a part, neither as its own nor as
// another in its place.
func (c *comparison) passes(i, k int) bool {
	return c.passed[[2]int{i, k}] || c.outOfSpan(i, c.inText[k])
}

// strongest returns the strongest of the values that are chosen, the first of equals.
func (c *comparison) strongest(i int, chosen func(k int) bool) (best candidate, ok bool) {
	for k, it := range c.inText {
		if !chosen(k) {
			continue
		}
		s := c.strength(i, k)
		switch more := s.total() + s.form - best.total() - best.form; {
		case !ok:
			best, ok = candidate{item: it, strength: s, at: k, only: true}, true
		case more > 0:
			best = candidate{item: it, strength: s, at: k, only: best.only && it.value == best.value}
		default:
			best.tied = best.tied || more == 0 && it.value != best.value
			best.only = best.only && it.value == best.value
		}
	}
	return best, ok
}
