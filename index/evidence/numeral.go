package evidence

import (
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Pieces of regular expressions over folded text.
const (
	arabic   = `(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)`
	han      = `[零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾佰仟十百千万亿廿卅]`
	hanDigit = `[零〇○一二三四五六七八九]`
)

// longestNumeral is how many bytes a numeral may have; what is longer is no
// figure of a policy.
const longestNumeral = 60

// numeralAt matches a numeral at the start of a text: 147.2, 1,200, 3000万,
// 20多万, 一百零五, 十二点五, 1亿2000万.
var numeralAt = regexp.MustCompile(`^(?:` + arabic + `(?:[多余]?[十百千万亿]+(?:` + arabic + `[千万亿]+)?)?|` + han + `+(?:点` + hanDigit + `+[万亿]*|[多余][万亿]+)?)`)

// token is a number or a unit of counting in a numeral.
var token = regexp.MustCompile(arabic + `|.`)

// numeral is an amount as written.
type numeral struct {
	value  *big.Rat
	lead   *big.Rat // the value without its 万 or 亿 at the end
	scale  *big.Rat // what that 万 or 亿 multiplies by, 1 if there is none
	length int      // bytes
	han    bool     // written in Chinese characters
	digits string   // as written, separators left out
}

// short reports a numeral of one character.
func (n numeral) short() bool { return utf8.RuneCountInString(n.digits) < 2 }

// large reports an amount in Chinese characters that needs no unit to be one:
// 一千五百亿, but not 亿万 or 千万.
func (n numeral) large() bool {
	return n.scale.Cmp(rat(1)) > 0 && strings.Trim(n.digits, bareUnits) != ""
}

// ofThousand matches the rest of a unit that begins with 千.
var ofThousand = regexp.MustCompile(`^[瓦克米伏卡]`)

// capitals are numerals of cheques; one alone is as a rule another word.
const capitals = "壹贰叁肆伍陆柒捌玖拾佰仟"

// readNumeral reads the numeral that text begins with.
func readNumeral(text string) (numeral, bool) {
	written := numeralAt.FindString(text)
	if written == "" || len(written) > longestNumeral {
		return numeral{}, false
	}
	if rest := text[len(written):]; strings.HasSuffix(written, "千") && ofThousand.MatchString(rest) {
		written = strings.TrimSuffix(written, "千") // 440亿千瓦时
	}
	first, size := utf8.DecodeRuneInString(written)
	if size == len(written) && strings.ContainsRune(capitals, first) || written == "" {
		return numeral{}, false // 大陆架, 队伍
	}
	n := numeral{length: len(written), han: !isDigit(first), digits: strings.ReplaceAll(written, ",", "")}
	bare := strings.TrimRight(written, "万亿")
	n.scale = magnitude(written[len(bare):])
	var ok bool
	if n.value, ok = evaluate(written); !ok {
		return numeral{}, false
	}
	n.lead = new(big.Rat).Quo(n.value, n.scale)
	return n, true
}

func magnitude(units string) *big.Rat {
	scale := big.NewRat(1, 1)
	for _, r := range units {
		scale.Mul(scale, rat(counting[r]))
	}
	return scale
}

func rat(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

var counting = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 1e4, '亿': 1e8}

var digitValue = map[rune]int64{
	'零': 0, '〇': 0, '○': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

var digitsOnly = regexp.MustCompile(`^` + hanDigit + `{2,}$`)

// evaluate computes a numeral. Two digits in a row are no number but an
// approximation (三五) unless all are digits (二〇二四, and then four of them).
func evaluate(written string) (*big.Rat, bool) {
	if digitsOnly.MatchString(written) {
		return positional(written)
	}
	if whole, point, ok := strings.Cut(written, "点"); ok {
		return decimalPoint(whole, point)
	}
	s := sum{total: new(big.Rat), section: new(big.Rat)}
	for _, t := range token.FindAllString(written, -1) {
		if !s.add(t) {
			return nil, false
		}
	}
	return s.result(), true
}

func positional(written string) (*big.Rat, bool) {
	if utf8.RuneCountInString(written) < 4 {
		return nil, false
	}
	return spell(written)
}

// spell reads digits one after the other.
func spell(written string) (*big.Rat, bool) {
	n := new(big.Rat)
	for _, r := range written {
		n.Add(n.Mul(n, rat(10)), rat(digitValue[r]))
	}
	return n, true
}

// decimalPoint reads 十二点五 and 一点五亿.
func decimalPoint(whole, point string) (*big.Rat, bool) {
	bare := strings.TrimRight(point, "万亿")
	n, ok := evaluate(whole)
	if !ok {
		return nil, false
	}
	fraction, _ := spell(bare)
	for range utf8.RuneCountInString(bare) {
		fraction.Quo(fraction, rat(10))
	}
	return n.Mul(n.Add(n, fraction), magnitude(point[len(bare):])), true
}

// sum adds up a numeral from left to right.
type sum struct {
	total   *big.Rat // of whole 万 and 亿
	section *big.Rat // of 千, 百, 十 since
	pending *big.Rat // a digit that waits for its unit, nil if none
	unit    int64    // the last unit
	zero    bool     // a 零 stands after the last unit
}

// add takes the next token; false if it cannot stand there.
func (s *sum) add(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	switch unit := counting[r]; {
	case r == '多' || r == '余':
		return true
	case unit >= 1e4:
		return s.close(unit)
	case unit > 0:
		return s.count(unit)
	case r == '廿' || r == '卅':
		s.section.Add(s.section, rat(map[rune]int64{'廿': 20, '卅': 30}[r]))
		s.unit = 10
		return true
	}
	return s.digit(t, r)
}

func (s *sum) digit(t string, r rune) bool {
	if s.pending != nil {
		return false
	}
	if v, ok := digitValue[r]; ok {
		if v == 0 && s.unit > 0 {
			s.zero = true
			return true
		}
		s.pending = rat(v)
		return true
	}
	var ok bool
	s.pending, ok = new(big.Rat).SetString(strings.ReplaceAll(t, ",", ""))
	s.zero = true // 1亿2000: nothing is left out after an Arabic number
	return ok
}

// count takes 十, 百 or 千, which may stand without a digit only as 十.
func (s *sum) count(unit int64) bool {
	if s.pending == nil {
		if s.unit > 0 && s.unit <= unit && s.section.Sign() > 0 {
			return false
		}
		s.pending = rat(1)
	}
	s.section.Add(s.section, s.pending.Mul(s.pending, rat(unit)))
	s.pending, s.unit, s.zero = nil, unit, false
	return true
}

// close takes 万 or 亿, which multiply what stands before them.
func (s *sum) close(unit int64) bool {
	v := new(big.Rat).Set(s.section)
	if s.pending != nil {
		v.Add(v, s.pending)
	}
	if unit == 1e8 {
		v.Add(v, s.total)
		s.total.SetInt64(0)
	}
	if v.Sign() == 0 {
		return false
	}
	s.total.Add(s.total, v.Mul(v, rat(unit)))
	s.section, s.pending, s.unit, s.zero = new(big.Rat), nil, unit, false
	return true
}

// result returns the amount; a digit after 百, 千, 万 or 亿 without 零 counts the
// next lower unit: 三万五 is 35,000.
func (s *sum) result() *big.Rat {
	n := new(big.Rat).Add(s.total, s.section)
	if s.pending == nil {
		return n
	}
	if s.unit >= 100 && !s.zero {
		s.pending.Mul(s.pending, rat(s.unit/10))
	}
	return n.Add(n, s.pending)
}

// decimal writes n as a decimal if it ends, else as a fraction.
func decimal(n *big.Rat) string {
	if n.IsInt() {
		return n.Num().String()
	}
	if places, exact := n.FloatPrec(); exact {
		return n.FloatString(places)
	}
	return n.RatString()
}
