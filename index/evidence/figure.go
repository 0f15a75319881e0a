package evidence

import (
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"
)

// startsNumeral has the runes that a figure may begin with, startsDate a date.
var (
	startsNumeral = runeSet("0123456789零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾佰仟十百千万亿廿卅半")
	startsDate    = runeSet("0123456789一二三四五六七八九十\"“「『第")
)

func runeSet(runes string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range runes {
		set[r] = true
	}
	return set
}

// next returns where the next rune of a set stands from a byte on, -1 if nowhere.
func (f folded) next(at int, set map[rune]bool) int {
	n := strings.IndexFunc(f.text[at:], func(r rune) bool { return set[r] })
	if n < 0 {
		return -1
	}
	return at + n
}

// connector stands between the ends of a range: 3万到30万元, 5%—10%.
var connector = regexp.MustCompile(`^(?:[-—–~～－]+|至|到)`)

// figures returns the figures of a text in its order.
func figures(f folded) []item {
	var found []item
	for at := 0; at < len(f.text); {
		if at = f.next(at, startsNumeral); at < 0 {
			break
		}
		it, end, ok := f.figureAt(at)
		if ok {
			found = append(found, it)
		}
		at = end
	}
	return found
}

// figureAt reads the figure that begins at a byte. end is where to read on.
func (f folded) figureAt(at int) (it item, end int, ok bool) {
	if it, ok = f.fraction(at); ok {
		return it, it.end, true
	}
	if it, ok = f.half(at); ok {
		return it, it.end, true
	}
	if word, no := f.noFigure(at); no {
		return item{}, at + len(word), false
	}
	n, ok := readNumeral(f.text[at:])
	if !ok {
		return item{}, f.pastNumeral(at), false
	}
	end = at + n.length
	if f.vague(at, end) {
		return item{}, end, false
	}
	if it, ok = f.ordinal(at, n); ok {
		return it, it.end, true
	}
	it, ok = f.amount(at, n)
	if ok {
		end = it.end
	}
	return it, end, ok
}

// noFigure returns the word of units.tsv that begins like a figure and is none.
func (f folded) noFigure(at int) (string, bool) {
	for n := min(longestUnit, len(f.text)-at); n > 0; n-- {
		if u, ok := units[f.text[at:at+n]]; ok && u.no() {
			return u.word, true
		}
	}
	return "", false
}

// pastNumeral returns the end of the numeral characters at a byte, one at least.
func (f folded) pastNumeral(at int) int {
	written := numeralAt.FindString(f.text[at:])
	_, size := utf8.DecodeRuneInString(f.text[at:])
	return at + max(len(written), size)
}

// vague reports an approximation (几十, 数百, 十几) or digits that belong to a
// word in Latin letters (5G, GB 2760).
func (f folded) vague(start, end int) bool {
	before, after := f.before(start), f.after(end)
	manner := before != 0 && strings.ContainsRune("几数若", before) && !isDigit(rune(f.text[start]))
	return manner || after == '几' ||
		isLatin(before) || before == '.' || before == '/' || isLatin(after) && !f.latinUnit(end) || after == '/' && isLatin(f.after(end+1))
}

func (f folded) latinUnit(at int) bool {
	_, ok := unitAt(f.text[at:])
	return ok
}

// fractionForm matches 百分之五, 三分之一, 千分之1.5 and 3/4.
var fractionForm = regexp.MustCompile(`^(` + arabic + `|` + han + `+)分之(` + han + `+(?:点` + hanDigit + `+)?|` + arabic + `)`)
var slashForm = regexp.MustCompile(`^([1-9][0-9]?)/([1-9][0-9]?)(?:[^0-9/]|$)`)

func (f folded) fraction(at int) (item, bool) {
	if m := fractionForm.FindStringSubmatchIndex(f.text[at:]); m != nil {
		return f.quotient(at, at+m[1], f.text[at+m[4]:at+m[5]], f.text[at+m[2]:at+m[3]])
	}
	if m := slashForm.FindStringSubmatchIndex(f.text[at:]); m != nil && f.before(at) != '/' && !isLatin(f.before(at)) {
		return f.quotient(at, at+m[5], f.text[at+m[2]:at+m[3]], f.text[at+m[4]:at+m[5]])
	}
	return item{}, false
}

func (f folded) quotient(start, end int, above, below string) (item, bool) {
	a, okA := evaluate(above)
	b, okB := evaluate(below)
	if !okA || !okB || b.Sign() == 0 {
		return item{}, false
	}
	return figure(start, end, a.Quo(a, b), "率"), true
}

func figure(start, end int, n *big.Rat, class string) item {
	return item{start: start, end: end, kind: Figure, value: Value{Number: decimal(n), Class: class}}
}

// halfForm matches 半年, 半个月, 半天 and 一半.
var halfForm = regexp.MustCompile(`^半(个?[年月天]|个?小时|个月)`)

func (f folded) half(at int) (item, bool) {
	if strings.HasPrefix(f.text[at:], "一半") {
		return figure(at, at+len("一半"), big.NewRat(1, 2), "率"), true
	}
	m := halfForm.FindStringSubmatch(f.text[at:])
	if m == nil || strings.ContainsRune("上下后一大", f.before(at)) && f.before(at) != 0 {
		return item{}, false
	}
	u, ok := unitAt(m[1])
	if !ok {
		return item{}, false
	}
	return figure(at, at+len(m[0]), new(big.Rat).Quo(u.factor, rat(2)), u.class), true
}

// ordinalUnit matches what an ordinal counts and the 之一 of an article.
var ordinalUnit = regexp.MustCompile(`^(条|款|项|章|节|编|届|次|号|批|名|位|年|类|期|期间|部分)(之[一二三四五六七八九十]+)?`)

// ordinal reads 第十条, 第一百二十条之一, 第2届, 第（三）项.
func (f folded) ordinal(at int, n numeral) (item, bool) {
	start, end := at-len("第"), at+n.length
	if open := f.before(at); open == '（' || open == '(' {
		start -= utf8.RuneLen(open)
		end += utf8.RuneLen(max(f.after(end), 0))
	}
	if start < 0 || !strings.HasPrefix(f.text[start:], "第") || end > len(f.text) {
		return item{}, false
	}
	m := ordinalUnit.FindStringSubmatch(f.text[end:])
	if m == nil {
		return item{}, false
	}
	return figure(start, end+len(m[0]), n.value, "第"+m[1]+m[2]), true
}

// amount reads a numeral with its unit, or a bare Arabic one.
func (f folded) amount(at int, n numeral) (item, bool) {
	end := at + n.length
	if f.before(at) == '第' || f.swallowed(at, n) || f.names(end) {
		return item{}, false
	}
	if u, after, ok := f.unit(n, end); ok {
		return f.measured(at, after, n, u)
	}
	if it, ok := f.rangeStart(at, n); ok {
		return it, true
	}
	if n.han && !n.large() || len(n.digits) > 1 && n.digits[0] == '0' || f.enumerates(at, end) {
		return item{}, false
	}
	return figure(at, end, n.value, ""), true
}

// names reports that what follows a number makes a name of it: 三年级.
func (f folded) names(end int) bool {
	u, _ := unitAt(f.text[end:])
	return u.none
}

// enumerates reports the number of a list item (3.提升, （3）, 2、) or of a code.
func (f folded) enumerates(start, end int) bool {
	before, after := f.before(start), f.after(end)
	opens := before == 0 || strings.ContainsRune("\n(（[", before) || strings.HasSuffix(f.text[:start], "附件")
	if before == '-' || after == '-' { // of a code: ISO 2020-1
		return true
	}
	return opens && (after == 0 || strings.ContainsRune(".、)）]：:\n", after)) || strings.HasSuffix(f.text[:start], "附件")
}

// swallowed reports a 一 that is part of a word (统一, 唯一, 之一, 上一年; but 以上一年
// begins one), and a 零 alone (零件).
func (f folded) swallowed(at int, n numeral) bool {
	written, before := f.text[at:at+n.length], f.before(at)
	switch {
	case written == "零":
		return true
	case written != "一" || before == 0:
		return false
	case strings.HasSuffix(f.text[:at], "以上") || strings.HasSuffix(f.text[:at], "以下"):
		return false
	}
	return strings.ContainsRune("统唯专单归划之同不万逐每进另某任这那该合上下前后", before)
}

// unit reads the unit that stands at a byte after a numeral, 多 or 余 before it
// left out.
func (f folded) unit(n numeral, at int) (u unit, end int, ok bool) {
	if r := f.after(at); r == '多' || r == '余' {
		at += len("多")
	}
	halved := 0
	if strings.HasPrefix(f.text[at:], "个半") || strings.HasPrefix(f.text[at:], "个多") { // 两个半月, 3个多小时
		halved = len("个半")
	}
	u, ok = unitAt(f.text[at+halved:])
	if halved > 0 { // 月 is a unit only with its 个
		length := len(u.word)
		u, ok = units["个"+u.word]
		return u, at + halved + length, ok && !u.no()
	}
	return u, at + len(u.word), ok && !(n.han && (u.arabic || u.long && n.short()))
}

// bareUnits begin a numeral that is a manner of speaking: 百家争鸣, 千家万户.
const bareUnits = "百千万亿佰仟拾"

func (f folded) measured(start, end int, n numeral, u unit) (item, bool) {
	written := f.text[start : start+n.length]
	if u.count && written == "一" || n.han && strings.Trim(written, bareUnits) == "" && !strings.HasSuffix(written, "万") {
		return item{}, false
	}
	if (u.word == "日" || u.word == "号") && !n.han && f.isDay(start, end) {
		return item{}, false
	}
	v := new(big.Rat).Set(n.value)
	if strings.Contains(f.text[start:end], "个半") {
		v.Add(v, big.NewRat(1, 2))
	}
	if u.half && strings.HasPrefix(f.text[end:], "半") && !f.halfIsOther(end) {
		v.Add(v, big.NewRat(1, 2))
		end += len("半")
	}
	return figure(start, end, v.Mul(v, u.factor), u.class), true
}

// pointsAtDay matches what follows a day of a month named before: 15日电, 15日上午.
var pointsAtDay = regexp.MustCompile(`^(?:电|上午|下午|晚|凌晨|讯|在|召开|发布|发表|宣布|表示|通报)`)

// dayTo and toDay match what stands behind the first and before the last day of a
// range: 5日至11日.
var (
	dayTo = regexp.MustCompile(`^(?:[-—–~～－]+|至|到)(?:[12]?[0-9]|3[01])[日号](内?)`)
	toDay = regexp.MustCompile(`[0-9][日号](?:[-—–~～－]+|至|到)$`)
)

// isDay reports a number of a day, not of days: 15日电; 26日，…; 5日至11日
func (f folded) isDay(start, end int) bool {
	before, after := f.before(start), f.after(end)
	opens := before == 0 || strings.ContainsRune("。，；\n“（、至—-", before)
	if m := dayTo.FindStringSubmatch(f.text[end:]); m != nil {
		return m[1] == "" // 3日至5日内 are periods
	}
	if after != '内' && toDay.MatchString(f.text[max(0, start-12):start]) {
		return true
	}
	return pointsAtDay.MatchString(f.text[end:]) || opens && after != 0 && strings.ContainsRune("，、）至—-", after)
}

func (f folded) halfIsOther(at int) bool {
	return strings.ContainsRune("年个数价导", f.after(at+len("半")))
}

// rangeStart reads the first number of a range, which takes unit and magnitude
// from the second: 3到30万元 begins with 30,000 元.
func (f folded) rangeStart(at int, n numeral) (item, bool) {
	end := at + n.length
	mark := connector.FindString(f.text[end:])
	if mark == "" {
		return item{}, false
	}
	second, ok := readNumeral(f.text[end+len(mark):])
	if !ok {
		return item{}, false
	}
	u, _, ok := f.unit(second, end+len(mark)+second.length)
	if !ok || n.han && u.arabic {
		return item{}, false
	}
	v := new(big.Rat).Set(n.value)
	if v.Cmp(second.lead) < 0 && n.scale.Cmp(rat(1)) == 0 {
		v.Mul(v, second.scale)
	}
	return figure(at, end, v.Mul(v, u.factor), u.class), true
}
