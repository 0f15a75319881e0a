package theme

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
	famSkip                  // hides the cues inside it
	families
)

var familyNames = [families]string{
	"more", "good", "push", "less", "ban", "penalty", "evil", "fault", "proc", "define",
	"formal", "duty", "cond", "calc", "thanks", "tell", "rel", "able", "strict", "norm", "office", "aim", "steady", "skip",
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
}

// clauses cuts text at its punctuation and gives every cue to its clause. What
// stands in parentheses or in 《》 is an aside or a name: its cues do not count
// and its punctuation cuts nothing.
func (l *lexicon) clauses(text []rune) []clause {
	var list []clause
	start, aside := 0, asides(text)
	cut := func(end int) {
		if end > start {
			list = append(list, l.clause(text, aside, start, end))
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

func (l *lexicon) clause(text []rune, aside []bool, start, end int) clause {
	c := clause{start: start, end: end}
	for _, m := range l.find(text[start:end]) {
		m.start, m.end = m.start+start, m.end+start
		if aside[m.start] {
			continue
		}
		c.cues = append(c.cues, m)
		for _, v := range l.cues[m.cue].votes {
			c.sum[v.for_] += v.weight
		}
	}
	return c
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
	cut = s[famLess] + s[famBan] + s[famPenalty] + s[famFault]
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
