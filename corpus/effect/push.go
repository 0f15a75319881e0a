package effect

import (
	"math"
	"slices"
	"strings"
)

// push is what one mention is told to undergo: above 0 support, below 0 limit.
type push struct {
	sum    float64
	by     []token
	also   bool // the other side holds as well: 规范发展
	harmed bool // the mention is what a harm is done to
	faulty bool // only a faulty part of the object is spoken of
	named  bool // the mention is part of a name
}

// noun is what the object is in its phrase: itself, a limit on it, a help to it, …
type noun struct {
	sense sense
	by    []token
}

const (
	tail     = 5  // runes between an object and the noun it qualifies: 出口的各种补贴
	barTail  = 8  // the same of a limit: 小微企业融资担保费率
	nested   = 4  // between a verb and the verb it governs: 防止[变相]限制
	banned   = 14 // between a ban and the verb it forbids
	farthest = 40 // between any two words that are read together
	subject  = 16 // between an object and its predicate
)

// fightFault is what fighting a fault of the object weighs.
const fightFault = .55

// excepted reports 除 before the mention: what follows is not said of it.
func (c *clause) excepted(i int) bool {
	at := c.tokens[i].start
	return slices.Contains(c.text[max(c.start, at-tail):at], '除')
}

// effect reads the mention at token i: first the noun it belongs to, then the
// verbs before it from the nearest outwards, then the predicate after it.
func (c *clause) effect(i int, k kind) push {
	if c.tokens[i].sense == name {
		return push{named: true}
	}
	n := c.noun(i)
	if n.sense == name {
		return push{named: true}
	}
	if n.sense == fault && c.fought(i) {
		return push{sum: -fightFault, by: n.by, faulty: true}
	}
	if k == limit && n.sense != fault {
		n.sense = bar
	}
	if c.led(i) {
		if p := c.told(i, n, k); p.sum != 0 {
			return p
		}
	}
	p := c.before(i, n, k)
	if p.sum == 0 {
		p = c.after(i, n, k, p)
	}
	return p
}

// led reports a preposition right before the mention: what stands before it does
// not govern it, unless it governs the whole phrase (取消对 X 的限制).
func (c *clause) led(i int) bool {
	at := c.tokens[i].start - 1
	if at < c.start || !slices.Contains([]rune("对向给为把将"), c.text[at]) {
		return false
	}
	return i == 0 || c.tokens[i-1].end != at || c.tokens[i-1].sense == ban
}

// told reads the predicate after a mention that a preposition leads: 对 X 给予补贴,
// 不得对 X 设置障碍.
func (c *clause) told(i int, n noun, k kind) push {
	p := c.after(i, n, k, push{})
	if p.sum < 0 && c.bans(i) {
		p.sum = -p.sum
	}
	return p
}

// noun looks at what follows the object closely, and at a fault right before it.
func (c *clause) noun(i int) noun {
	if i > 0 && c.tokens[i-1].sense == fault && c.tokens[i].start-c.tokens[i-1].end <= 4 {
		return noun{fault, []token{c.tokens[i-1]}}
	}
	end := c.tokens[i].end
	var found noun
	for _, t := range c.tokens[i+1:] {
		if t.sense == except && t.start == end && c.excepted(i) {
			return noun{sense: name}
		}
		if t.sense == name && t.start-end <= t.reach && !slices.Contains(c.text[end:t.start], '的') {
			return noun{sense: name}
		}
		if t.start-end > tail && t.sense != bar || t.start-end > barTail || slices.Contains(c.text[end:t.start], '、') {
			break
		}
		switch t.sense {
		case bar, aid, fault, harm:
			return noun{t.sense, []token{t}}
		case hold:
			if t.start-end <= 1 && (t.end == c.end || c.text[t.end] != '的') {
				return noun{bar, []token{t}}
			}
		case tidy:
			if t.weight >= .3 {
				return noun{tidy, []token{t}}
			}
		case up, order, head:
			if found.sense == noSense || found.sense == head && t.sense == up {
				found = noun{t.sense, []token{t}}
			}
		default:
			return found
		}
	}
	return found
}

// before applies the verbs before the mention, from the nearest outwards.
func (c *clause) before(i int, n noun, k kind) push {
	var p push
	inner := c.tokens[i]
	for j := i - 1; j >= 0; j-- {
		t := c.tokens[j]
		gap := inner.start - t.end
		if gap > farthest || c.tokens[i].start-t.end > 3*farthest {
			break
		}
		if t.sense == by && gap == 0 && inner.mention && c.bans(j) {
			return push{named: true}
		}
		if t.mention || c.coordinate(t, inner) {
			continue
		}
		switch {
		case p.sum == 0 && !p.harmed:
			if gap <= t.reach {
				p = govern(t, n, k).weaker(c.aside(t, c.tokens[i], n))
			}
		case p.sum > 0 && t.sense == order && gap <= 1:
			p.also = true
		case p.sum > 0 && t.sense == fault && gap <= 1:
			p.sum, p.faulty = -.6, true // 变相增加
			p.by = append([]token{t}, p.by...)
		case p.faulty:
		case p.harmed && t.sense == open:
			p.flip(t)
		case flips(t) && c.reaches(t, inner, gap):
			p.flip(t)
		case t.sense == not && gap <= 1:
			p.flip(t)
		}
		if p.sum != 0 || p.harmed {
			inner = t
		}
	}
	if p.harmed && p.sum == 0 {
		p.sum = .3
	}
	return p
}

// aside is the share of a helping verb that reaches the object: little where the
// object is only the place of the help (推进 A 在 X 领域应用) or qualifies the one
// who is asked to act (鼓励 X 企业投保).
func (c *clause) aside(t, inner token, n noun) float64 {
	if t.sense != up && t.sense != ban {
		return 1
	}
	m := inner
	far := m.start-t.end > 4 && n.sense != tidy && !slices.ContainsFunc(c.text[t.end:m.start], lists)
	switch {
	case t.sense == up && far:
		return .45
	case m.start > c.start && slices.Contains([]rune("将把向为给"), c.text[m.start-1]):
		return .35
	}
	if n.sense == head && (n.by[0].weight == 1 || c.goesOn(n.by[0])) || t.sense == up && slices.Contains(c.text[t.end:m.start], '在') {
		return .35
	}
	return 1
}

// bans reports a ban before token j.
func (c *clause) bans(j int) bool {
	return slices.ContainsFunc(c.tokens[max(0, j-farthest):j], func(t token) bool { return t.sense == ban })
}

// lists reports a character that joins or qualifies: what stands after it is as
// close to the verb as what stands before it.
func lists(r rune) bool { return slices.Contains([]rune("、和及与或等的"), r) }

// goesOn reports that the clause goes on after t, other than with a list.
func (c *clause) goesOn(t token) bool {
	return c.end-t.end > 2 && !lists(c.text[t.end])
}

func (p push) weaker(share float64) push {
	p.sum *= share
	return p
}

// coordinate reports a word that does not govern inner: a member of a list
// before it (限制、禁止 X; A 发展、X), or the end of a clause before 的.
func (c *clause) coordinate(t, inner token) bool {
	if t.end >= inner.start || t.end >= len(c.text) {
		return false
	}
	switch c.text[t.end] {
	case '、', '和', '及', '与', '或':
		return true
	}
	return false
}

func flips(t token) bool {
	return t.sense == ban || t.sense == stop || t.sense == cut || t.sense == hold
}

// reaches reports that what t does is done to what inner does: 不得[变相]限制,
// not 不得在禁止吸烟的场所.
func (c *clause) reaches(t, inner token, gap int) bool {
	switch {
	case t.sense == hold:
		return gap <= 1 && inner.sense != hold && inner.sense != ban
	case t.sense != ban:
		return gap <= nested
	case inner.sense == ban || inner.sense == stop:
		return false
	}
	return gap <= banned && !slices.Contains(c.text[t.end:inner.start], '在')
}

// fought reports that what is faulty about the object is fought after it is
// named: 债务风险防范化解, 违规收费整治.
func (c *clause) fought(i int) bool {
	for _, t := range c.tokens[i+1:] {
		if t.start-c.tokens[i].end > subject {
			break
		}
		if t.sense == stop || t.sense == hold {
			return true
		}
	}
	return false
}

// govern is what the verb t does to an object that is n in its phrase.
func govern(t token, n noun, k kind) push {
	p := push{by: append([]token{t}, n.by...), faulty: n.sense == fault}
	w := t.weight
	if k != thing && t.sense == up {
		w = max(w, .7) // 加强限购, 落实减税: there is no other way to carry them out
	}
	switch t.sense {
	case up:
		p.sum = w * [...]float64{1, -1, .1, 0, -1, 1, 1}[column(n.sense)]
		switch {
		case n.sense == bar && k != limit:
			p.sum *= .6
		case n.sense == tidy:
			p.sum = -.5
		case n.sense == up || n.sense == order:
			p.sum = max(p.sum, .7)
		}
	case hold:
		p.sum = w * [...]float64{-1, -.7, -fightFault, .9, -.8, -1, -1}[column(n.sense)]
	case ban, stop:
		p.sum = w * [...]float64{-1, 1, -fightFault, 1, -.8, -1, -1}[column(n.sense)]
	case open:
		p.sum = w
	case cut:
		p.sum = w * [...]float64{-1, 1, -fightFault, 1, .5, -1, -1}[column(n.sense)]
	case may:
		p.sum = w
	case aid:
		p.sum = w * .7
	case harm:
		return push{by: p.by, harmed: true}
	case run:
		p.sum = map[kind]float64{limit: -w, policy: w}[k]
	}
	return p
}

// column is where the tables of govern have what a noun does.
func column(s sense) int {
	switch s {
	case bar:
		return 1
	case fault:
		return 2
	case harm:
		return 3
	case tidy:
		return 4
	case up:
		return 5
	case order:
		return 6
	}
	return 0
}

// flip turns p around under t: 不得限制, 取消支持, 禁止侵占. A harm kept from the
// object is a support.
func (p *push) flip(t token) {
	p.by = append([]token{t}, p.by...)
	switch {
	case p.harmed:
		p.sum, p.harmed = .9, false
	case t.sense == hold && p.sum < 0: // 严格控制限制: both hold
	default:
		p.sum = -.9 * p.sum
	}
}

// after applies the predicate that follows the mention.
func (c *clause) after(i int, n noun, k kind, p push) push {
	m := c.tokens[i]
	aimed := c.aimed(m)
	for j := i + 1; j < len(c.tokens); j++ {
		t := c.tokens[j]
		if t.mention || t.sense == fault || t.sense == tidy || t.sense == run && k == thing {
			continue
		}
		if t.start-m.end > subject+10*btoi(aimed) {
			break
		}
		q := c.predicate(t, n, k, t.start-m.end, aimed)
		if t.sense == up && !aimed && t.end != c.end {
			q.sum *= .45 // X 保障条件
		}
		if q.sum != 0 {
			return c.inner(q, j)
		}
	}
	return c.bare(n, p)
}

// aimed reports that a 对, 把, 将, 给 or 向 right before the mention makes it the
// object of the predicate.
func (c *clause) aimed(m token) bool {
	for g := 1; g <= 6 && m.start-g >= c.start; g++ {
		switch r := c.text[m.start-g]; {
		case r == '对' || r == '把' || r == '将' || r == '给':
			return true
		case g <= 2 && (r == '为' || r == '向'):
			return true
		}
	}
	return false
}

// predicate is what a verb after the object says of it; far from an object that
// is only the subject it mostly has an object of its own.
func (c *clause) predicate(t token, n noun, k kind, gap int, aimed bool) push {
	q := govern(t, n, k)
	switch {
	case t.sense == may:
		q.sum *= float64(btoi(gap <= 1))
	case aimed:
	case t.sense == aid && gap <= 8:
	case t.sense == punish || t.sense == harm:
		return push{}
	case t.sense == ban && gap <= 2 && c.uses(t):
		q.sum *= .6
	case t.sense == ban:
		q.sum *= .35
	case t.sense == up && gap <= 3 && t.weight < .7:
		q.sum *= .5
	case t.sense == hold && gap <= 1:
		q.sum *= .9
	case t.sense == up && gap > 3:
		q.sum *= .3
	case t.sense == up && gap <= 3:
	case gap <= 3:
		q.sum *= .7
	default:
		q.sum *= .25
	}
	return q
}

// uses reports that what t forbids is the use of its subject: 不得进入快速路; other
// bans tell the subject how to behave.
func (c *clause) uses(t token) bool {
	rest := string(c.text[t.end:min(c.end, t.end+farthest)])
	return slices.ContainsFunc([]string{
		"行驶", "进入", "通行", "上路", "上道路", "使用", "销售", "生产", "经营", "开采", "燃放", "携带",
		"饲养", "建设", "新建", "扩建", "设立", "开展", "举办", "收取", "增加", "扩大", "超过", "从事",
	}, func(w string) bool { return strings.Contains(rest, w) })
}

// inner lets a ban after the object look at what it forbids: 对 X 不得限制.
func (c *clause) inner(q push, j int) push {
	t := c.tokens[j]
	if t.sense != ban && t.sense != not || j+1 >= len(c.tokens) {
		return q
	}
	next := c.tokens[j+1]
	if next.start-t.end <= nested && (next.sense == hold || next.sense == bar) {
		q.sum = math.Abs(q.sum)
		q.by = append(q.by, next)
	}
	return q
}

// bare is what a noun phrase without a verb says.
func (c *clause) bare(n noun, p push) push {
	p.by = n.by
	switch n.sense {
	case aid:
		p.sum = .5
	case bar:
		p.sum = -.4 * float64(btoi(len(n.by) > 0))
	}
	return p
}

// next lets the clause that follows a bare object speak of it: 对 X，实行许可.
func next(list []clause, i, k int) push {
	c := &list[i]
	if c.mark != ',' || i+1 == len(list) || k != len(c.tokens)-1 {
		return push{}
	}
	d := &list[i+1]
	if len(d.tokens) == 0 || d.tokens[0].mention || d.tokens[0].start-d.start > 3 {
		return push{}
	}
	if t := d.tokens[0]; t.sense != ban && t.sense != aid && t.end != d.end {
		return push{} // 使用化肥，减少污染: it has an object of its own
	}
	p := govern(d.tokens[0], noun{}, thing)
	p.sum *= .6
	return d.inner(p, 0)
}

// lead returns what governs the items after c: 禁止下列行为：, 给予下列支持：. It
// lasts to the end of the sentence that lists them.
func (c *clause) lead(last push, text []rune) push {
	if c.mark == '。' || c.mark == '\n' {
		return push{}
	}
	if c.mark != ':' {
		return last
	}
	for _, t := range c.tokens {
		if t.sense == ban || t.sense == punish || t.sense == up && t.weight == 1 || t.sense == aid {
			return push{sum: 1, by: []token{t}}
		}
	}
	return push{}
}

// under puts p under the lead-in of its list.
func (p push) under(lead push) push {
	if len(lead.by) == 0 || p.named {
		return p
	}
	t := lead.by[0]
	switch {
	case t.sense == up || t.sense == aid:
		if p.sum == 0 {
			return push{sum: .5, by: lead.by}
		}
	case p.harmed || p.sum < 0 && p.by[0].sense == hold && !p.faulty:
		return push{sum: max(.6, math.Abs(p.sum)), by: append(lead.by, p.by...)}
	case t.sense == ban && p.sum >= 0 && len(p.by) == 0:
		return push{sum: -.6, by: append(lead.by, p.by...)}
	}
	return p
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
