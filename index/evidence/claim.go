package evidence

import (
	"regexp"
	"slices"
	"strings"
)

// Claim is a claim ready to be compared with many passages.
type Claim struct {
	parts    []Part
	forms    []string // of the parts, folded
	pairs    map[[2]rune]int16
	scene    scene
	contexts []context // of the parts
	compared []bool    // the part is what something is compared with: 比2023年
	mostOf   []bool    // the part is said to be the most: 最高判十年
	entitled []bool    // the part is of the name of a document: 2019年政府工作报告
	ofSpan   []bool    // the part is an end of a range, or a bound: 1～3个百分点, 最高30万元
	subject  []pairSet // what the part is said of
}

// NewClaim reads a claim with those of its Parts that are to be looked for.
func NewClaim(text string, parts []Part) *Claim {
	f := foldText(text).inFull()
	c := &Claim{parts: parts, pairs: numbered([]rune(f.text))}
	c.scene = newScene(f, c.pairs)
	found := withSpans(f, figures(f))
	for _, p := range parts {
		start, end := f.bytes(p.Span)
		c.forms = append(c.forms, foldText(p.Text).text)
		c.contexts = append(c.contexts, c.scene.context(start, end))
		c.compared = append(c.compared, f.isCompared(start, end))
		c.mostOf = append(c.mostOf, most.MatchString(f.text[:start]))
		c.entitled = append(c.entitled, entitles.MatchString(f.text[end:]))
		c.ofSpan = append(c.ofSpan, f.bounds(start, end) || slices.ContainsFunc(found, func(it item) bool { return it.ofSpan && it.start == start }))
	}
	c.subjects(found)
	return c
}

// most matches what stands before the greatest of several figures.
var most = regexp.MustCompile(`(?:最高|最多|最长|最大|封顶|上限)[^，。；、0-9]{0,6}$`)

// bound matches what stands before or behind the end of a range.
var (
	bounding = regexp.MustCompile(`(?:最高|最多|最低|最少|至少|上限|下限|封顶|超过|高于|低于|少于|多于|达到)[^，。；、0-9]{0,6}$`)
	bounded  = regexp.MustCompile(`^(?:以上|以下|以内|起|封顶)`)
)

// bounds reports a figure that is said to be the least or the most.
func (f folded) bounds(start, end int) bool {
	return bounding.MatchString(f.text[:start]) || bounded.MatchString(f.text[end:])
}

// entitles matches the rest of a document's name behind its year.
var entitles = regexp.MustCompile(`^的?(?:[^，。；、的]{0,6}工作)?(?:报告|通知|通告|公告|方案|规划|计划|办法|意见|决定|讲话|白皮书|公报)`)

// numbered numbers the pairs of neighbouring characters that support anything.
func numbered(words []rune) map[[2]rune]int16 {
	pairs := map[[2]rune]int16{}
	for i := 1; i < len(words) && len(pairs) < maxPairs; i++ {
		if pair := [2]rune{words[i-1], words[i]}; supports(pair[0], pair[1]) {
			if _, ok := pairs[pair]; !ok {
				pairs[pair] = int16(len(pairs))
			}
		}
	}
	return pairs
}

// around returns the pairs of the segment that a part stands in.
func (c *Claim) around(part int) *pairSet {
	if n := c.contexts[part].segment; n >= 0 {
		return &c.scene.segments[n].held
	}
	return &pairSet{}
}

// bare reports a part without any words round it that could tell what it measures.
func (c *Claim) bare(part int) bool { return *c.around(part) == pairSet{} }

// isCompared reports what another value is only measured against: 比上年提高,
// 较2020年, 与2019年相比, 在2023年基础上, 由1957年的535万吨.
func (f folded) isCompared(start, end int) bool {
	before := f.before(start)
	if before == '由' || before == '从' {
		return strings.HasPrefix(f.text[end:], "的")
	}
	return before == '比' || before == '较' || strings.HasPrefix(f.text[end:], "相比") || strings.HasPrefix(f.text[end:], "基础上") ||
		strings.HasPrefix(f.text[end:], "的基础上")
}
