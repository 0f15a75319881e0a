package evidence

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// respective is a list that 分别 gives values to, one each:
// 高技术制造业、装备制造业增加值分别增长8.9%、7.7%.
type respective struct {
	values  []int    // indices of the values, in the order of the text
	members [][2]int // runes of what they are given to, as many; none where these cannot be told
	common  [][2]int // runes that speak of every member: 增加值, 增长
}

const respectively = "分别"

// respectives returns the lists of a text with these values.
func (s *scene) respectives(found []item) []respective {
	var lists []respective
	for at := 0; ; at += len(respectively) {
		n := strings.Index(s.text[at:], respectively)
		if n < 0 {
			return lists
		}
		at += n
		values := s.valuesGiven(found, at+len(respectively))
		if len(values) < 2 {
			continue
		}
		r := respective{values: values}
		r.members, r.common = s.members(int(s.index[at]), len(values))
		r.common = append(r.common, [2]int{int(s.index[at]), int(s.index[found[values[0]].start])})
		lists = append(lists, r)
	}
}

// listed matches what stands between the values of a list.
var listed = regexp.MustCompile(`^(?:左右|以上|以下|以内)?(?:、|和|与|及|以及)约?$`)

// valuesGiven returns the run of figures that begins in the clause from a byte on.
func (s *scene) valuesGiven(found []item, from int) []int {
	var run []int
	for _, k := range inOrder(found) {
		switch it := found[k]; {
		case it.start < from:
		case len(run) == 0 && strings.IndexFunc(s.text[from:it.start], endsClause) >= 0:
			return nil
		case len(run) > 0 && !listed.MatchString(s.text[found[run[len(run)-1]].end:it.start]):
			return run
		default:
			run = append(run, k)
		}
	}
	return run
}

// inOrder returns the indices of the figures of a text in its order, the ends
// of ranges left out.
func inOrder(found []item) []int {
	var order []int
	for k, it := range found {
		if it.kind == Figure && !it.implied && !it.ofSpan {
			order = append(order, k)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return found[a].start - found[b].start })
	return order
}

// members returns the n members before the rune of 分别 and what is common to them.
// Where its clause lists nothing they stand in the one before (黄埔区、番禺区…，
// 其农村标准分别为).
func (s *scene) members(to, n int) (members, common [][2]int) {
	limit := s.segments[s.segmentOf(to)].from
	for {
		from := s.phrase(to, limit)
		if members = s.split(from, to, n); members != nil {
			tail := s.cutTail(members)
			if len(common) == 0 {
				common = append(common, tail)
			}
			return members, common
		}
		if from <= limit || strings.ContainsAny(string(s.words[from:to]), "、和与及") {
			return nil, nil
		}
		common, to = append(common, [2]int{from, to}), from-1
	}
}

// phrase returns where the stretch between commas begins that ends at a rune.
func (s *scene) phrase(to, limit int) int {
	for to > limit && !endsPhrase(s.words[to-1]) {
		to--
	}
	return to
}

// endsPhrase reports a pause that 、 is none of.
func endsPhrase(r rune) bool { return strings.ContainsRune("，,：:", r) || endsSegment(r) }

// split cuts runes [from, to) in n members: at 、, else at 和, 与 and 及 as well
// (租赁和商务服务业 is one).
func (s *scene) split(from, to, n int) [][2]int {
	for _, marks := range []string{"、", "、和与及"} {
		var list [][2]int
		start := from
		for i := from; i <= to; i++ {
			if i < to && !strings.ContainsRune(marks, s.words[i]) {
				continue
			}
			if start < i {
				list = append(list, [2]int{start, i})
			}
			start = i + 1
		}
		if len(list) == n {
			return list
		}
	}
	return nil
}

// cutTail takes off the last member what follows the kind that it shares with
// another, and returns it: 装备制造业增加值 beside 高技术制造业. Where they share
// none it leaves as much as the longest of the others has: 失业保险费率 beside 养老.
func (s *scene) cutTail(members [][2]int) [2]int {
	last := &members[len(members)-1]
	text, end, longest := string(s.words[last[0]:last[1]]), last[1], 0
	widest := 0
	for _, m := range members[:len(members)-1] {
		widest = max(widest, m[1]-m[0])
		for n := m[1] - m[0]; n > longest; n-- {
			kind := string(s.words[m[1]-n : m[1]])
			if at := strings.Index(text, kind); at >= 0 {
				end, longest = last[0]+utf8.RuneCountInString(text[:at])+n, n
			}
		}
	}
	if longest == 0 {
		end = min(last[1], last[0]+widest)
	}
	tail := [2]int{end, last[1]}
	last[1] = end
	return tail
}

// nearMember returns the pairs of the n-th member with those of what is common to all.
func (s *scene) nearMember(r respective, n int) pairSet {
	set := s.pairsIn(r.members[n])
	for _, c := range r.common {
		s.gather(&set, c[0], c[1])
	}
	return set
}

func (s *scene) pairsIn(runes [2]int) (set pairSet) {
	s.gather(&set, runes[0], runes[1])
	return set
}

// subjects notes of every part of a claim what it is said of: its member of a list,
// else what stands between the commas.
func (c *Claim) subjects(found []item) {
	for _, p := range c.parts {
		c.subject = append(c.subject, c.scene.said(c.scene.bytes(p.Span)))
	}
	for _, r := range c.scene.respectives(found) {
		for n := range r.members {
			for i, p := range c.parts {
				if start, _ := c.scene.bytes(p.Span); start == found[r.values[n]].start {
					c.subject[i], c.contexts[i].near = c.scene.pairsIn(r.members[n]), c.scene.nearMember(r, n)
				}
			}
		}
	}
}

// give sets the values of the lists of the passage among the words of their members,
// and passes over those that are given to another member than a part of the claim
// is said of.
func (c *comparison) give() {
	lists := c.text.respectives(c.inText)
	for _, r := range lists {
		before := c.contexts[r.values[0]].before
		for n := range r.members {
			c.contexts[r.values[n]].near = c.text.nearMember(r, n)
			c.contexts[r.values[n]].before = before
		}
		for i, p := range c.parts {
			if p.Kind == Figure && kin(p.Value.Class) == kin(c.inText[r.values[0]].value.Class) {
				c.choose(i, r)
			}
		}
	}
	if len(c.given) > 0 {
		c.spread(lists)
	}
}

// spread notes what stands between the commas round the values of the segments that
// have a list; the words of a list are known.
func (c *comparison) spread(lists []respective) {
	c.phrases = make([]pairSet, len(c.inText))
	for k := range c.inText {
		c.phrases[k] = c.contexts[k].near
	}
	for _, r := range lists {
		for k, it := range c.inText {
			if c.contexts[k].segment == c.contexts[r.values[0]].segment && !slices.ContainsFunc(lists, func(r respective) bool { return slices.Contains(r.values, k) }) {
				c.phrases[k] = c.text.said(it.start, it.end)
			}
		}
	}
}

// said returns the pairs between the commas round bytes [start, end).
func (s *scene) said(start, end int) pairSet {
	at, to := int(s.index[start]), int(s.index[end])
	n := s.segmentOf(at)
	if n < 0 {
		return pairSet{}
	}
	for to < s.segments[n].to && !endsPhrase(s.words[to]) {
		to++
	}
	return s.pairsIn([2]int{s.phrase(at, s.segments[n].from), to})
}

// choose notes which values of a list a part is not about, and where that does not
// show that it may be any.
func (c *comparison) choose(i int, r respective) {
	n, some := c.member(c.subject[i], r)
	if n < 0 && !some {
		n, some = c.member(*c.around(i), r)
	}
	if n >= 0 {
		c.given[i] = true
	}
	for j, k := range r.values {
		switch {
		case n >= 0 && j != n:
			c.passed[[2]int{i, k}] = true
		case n < 0 && (some || len(r.members) == 0):
			c.open[[2]int{i, k}] = true
		}
	}
}

// member returns the member that shares most with a set of pairs, -1 if none does or
// two do, and whether any does.
func (c *comparison) member(pairs pairSet, r respective) (best int, some bool) {
	best, most := -1, 0
	for n, m := range r.members {
		held := c.text.pairsIn(m)
		switch shared := pairs.shared(&held); {
		case shared > most:
			best, most = n, shared
		case shared == most:
			best = -1
		}
	}
	return best, most > 0
}
