package corpus

import "strings"

// Numeral reads a Chinese or Arabic numeral of up to 9,999 (十二, 二〇二四, １２,
// 一百零三); false if s is not one.
func Numeral(s string) (int, bool) {
	if s == "" || len(s) > 30 {
		return 0, false
	}
	if n, ok := positional(s); ok {
		return n, true
	}
	return additive(s)
}

const digits = "零一二三四五六七八九"

// digitOf returns the value of one digit in any of its written forms, or -1.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	case r == '〇' || r == '○' || r == 'Ｏ' || r == 'O' || r == '◯':
		return 0
	case r == '两':
		return 2
	}
	if i := strings.IndexRune(digits, r); i >= 0 {
		return i / len("零")
	}
	return -1
}

// positional reads digits one after the other: 2024, 二〇二四, 一九八二.
func positional(s string) (int, bool) {
	n, count := 0, 0
	for _, r := range s {
		d := digitOf(r)
		if d < 0 || count == 4 {
			return 0, false
		}
		n, count = n*10+d, count+1
	}
	return n, true
}

// additive reads 千, 百, 十 and 廿, 卅: 一千零四十二, 十二, 二十.
func additive(s string) (int, bool) {
	total, pending := 0, -1
	for _, r := range s {
		if d := digitOf(r); d >= 0 {
			if pending > 0 {
				return 0, false // two digits without a unit between
			}
			pending = d
			continue
		}
		unit, ok := units[r]
		if !ok {
			return 0, false
		}
		if pending < 0 {
			pending = 1
		}
		total, pending = total+pending*unit, -1
	}
	if pending > 0 {
		total += pending
	}
	return total, total > 0
}

var units = map[rune]int{'十': 10, '百': 100, '千': 1000, '廿': 20, '卅': 30}
