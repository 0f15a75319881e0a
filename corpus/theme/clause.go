package theme

import "slices"

// A family is what a category cue does in its clause; category_cues.tsv says
// which words belong to which.
type family = int

const (
	famMore    family = iota // adds by itself: 增加, 支持, 建设
	famGood                  // a wanted thing, pushes little by itself: 补贴, 就业
	famPush                  // pushes whatever its object is: 加强, 推进
	famLess                  // subtracts by itself: 降低, 打击, 防范
	famBan                   // forbids: 不得, 严禁
	famPenalty               // penalties and liability: 罚款, 责令
	famEvil                  // an unwanted object: 风险, 违法, 污染
	famFault                 // names a fault: 薄弱, 不到位
	famProc                  // procedure and materials
	famDefine                // definition and scope
	famFormal                // the formal parts of a document
	famDuty                  // who is in charge
	famCond                  // conditions of eligibility
	famCalc                  // formulas, indicators, tables
	famThanks                // courtesies
	famTell                  // tells or explains without pushing
	famRel                   // the relation of adding and subtracting
	famAble                  // what one wants more of: 能力, 体系
	famStrict                // tone of command: 坚决, 严格
	famNorm                  // language of rules: 应当, 或者
	famOffice                // names of offices
	famAim                   // aims and tasks
	famSteady                // balance and measure: 保持, 适度
	famSkip                  // hides the cues inside it; those below are not weighed by the model either
	famExempt                // exemptions from liability: exceptions to the rule
	families
)

var familyNames = [families]string{
	"more", "good", "push", "less", "ban", "penalty", "evil", "fault", "proc", "define",
	"formal", "duty", "cond", "calc", "thanks", "tell", "rel", "able", "strict", "norm", "office", "aim", "steady", "skip", "exempt",
}

func familyNumber(name string) (int, bool) {
	for i, n := range familyNames {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

// clause is the stretch of folded runes [start, end) between two marks of
// punctuation, with the cue weights found in it by family.
type clause struct {
	start, end int
	cues       []match
	sum        [families]float64
	weight     float64 // 1, less for an exception (see lowerProvisos)
}

// clauses cuts text at its punctuation and gives every cue to its clause. What
// stands in parentheses or in 《》 is an aside or a name: its cues do not count
// and its punctuation cuts nothing.
func (l *lexicon) clauses(text []rune) []clause {
	var list []clause
	start, aside, number := 0, asides(text), ordinals(text)
	cut := func(end int) {
		if end > start {
			list = append(list, l.clause(text, start, end, aside, number))
		}
		start = end + 1
	}
	for i, r := range text {
		if endsClause(r) && !aside[i] {
			cut(i)
		}
	}
	cut(len(text))
	return list
}

func (l *lexicon) clause(text []rune, start, end int, aside, number []bool) clause {
	c := clause{start: start, end: end, weight: 1}
	cut := -1 // the end of the last verb that subtracts
	for _, m := range l.find(text[start:end]) {
		m.start, m.end = m.start+start, m.end+start
		if aside[m.start] || number[m.start] && number[m.end-1] {
			continue
		}
		v := l.cues[m.cue].votes[0]
		if v.for_ == famLess {
			cut = m.end
		}
		if (v.for_ == famMore || v.for_ == famGood) && governs(text, cut, m.start) {
			continue // 遏制新增债务, 压缩开办时限: the object of a cut adds nothing
		}
		c.cues = append(c.cues, m)
		c.sum[v.for_] += v.weight
	}
	if c.sum[famLess] > 0 {
		c.sum[famProc] /= 3 // 压减审批环节: the object of a cut is no procedure
	}
	return c
}

// longestReach is how many runes a verb may stand before its object.
const longestReach = 12

// governs reports that what starts at start is still the object of the verb that
// ends at verb; -1 is no verb. A 、 starts a new member of a list.
func governs(text []rune, verb, start int) bool {
	return verb >= 0 && start-verb <= longestReach && !slices.Contains(text[verb:start], '、')
}

// longestAside is how many runes may stand between an opening mark and its
// closing mark; a mark without a partner opens nothing.
const longestAside = 80

func asides(text []rune) []bool {
	inside := make([]bool, len(text))
	for i, r := range text {
		if shut := closing(r); shut != 0 && !inside[i] {
			markAside(inside[i:], text[i:], shut)
		}
	}
	return inside
}

func markAside(inside []bool, text []rune, shut rune) {
	for n, r := range text[:min(len(text), longestAside)] {
		if r == shut {
			for k := range n + 1 {
				inside[k] = true
			}
			return
		}
	}
}

func closing(r rune) rune {
	switch r {
	case '(':
		return ')'
	case '《':
		return '》'
	case '<': // 《 as hanzi folds it
		return '>'
	}
	return 0
}

func endsClause(r rune) bool { return r == ',' || r == ':' || endsSentence(r) }

func endsSentence(r rune) bool {
	switch r {
	case '。', ';', '!', '?', '\n':
		return true
	}
	return false
}

// thrust says how far a clause adds and how far it subtracts. The object
// decides: 加强 with an unwanted object (加强风险管控) subtracts, without one it
// adds, and an adding verb that only serves a penalty or a ban counts for little.
func (c *clause) thrust() (add, cut float64) {
	s := &c.sum
	cut = c.cutting()
	add = s[famMore] + s[famGood]
	switch {
	case s[famEvil] > 0:
		cut += (s[famEvil] + s[famPush]) / 2
	case cut == 0:
		add += (s[famPush] + s[famAble]*truth(s[famPush] > 0)) / 2
	}
	if s[famBan]+s[famPenalty] > 0 {
		add /= 4
	}
	return add, cut
}

// cutting is the weight of what subtracts by itself.
func (c *clause) cutting() float64 {
	return c.sum[famLess] + c.sum[famBan] + c.sum[famPenalty] + c.sum[famFault]
}
