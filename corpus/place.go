package corpus

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Place is a place in a text of articles as it is cited: 第十条之一第二款第（三）项.
type Place struct {
	Article int
	Branch  string // 之一, "" for none
	Clause  int    // 款; 0 for not named
	Item    int    // 项; 0 for not named

	bracketed bool // the item's mark is （三）
}

var placeForm = regexp.MustCompile(`^第([^条]+)条(之[一二三四五六七八九十]+)?(?:第([^款条]+)款)?(?:第([^项款]+)项)?`)

// ParsePlace reads the place with which s, a locator or an article as SplitCitation
// gives it, begins: of a range its beginning. It reports false if s begins with none.
func ParsePlace(s string) (Place, bool) {
	m := placeForm.FindStringSubmatch(s)
	if m == nil {
		return Place{}, false
	}
	p := Place{Branch: m[2], Item: itemNumber(m[4]), bracketed: bracketed(m[4])}
	p.Article, _ = Numeral(m[1])
	p.Clause, _ = Numeral(m[3])
	return p, p.Article > 0
}

// itemNumber reads the number of an item's mark: （三）, 3 or ③; 0 if it has none.
func itemNumber(mark string) int {
	if n, ok := Numeral(strings.Trim(mark, "（）()")); ok {
		return n
	}
	if r, _ := utf8.DecodeRuneInString(mark); r >= '①' && r <= '⑳' {
		return int(r-'①') + 1
	}
	return 0
}

// next returns the place of the paragraph after p: a paragraph is a clause unless it
// is marked as an item. Arabic marks under bracketed items stay within the item.
func (p Place) next(paragraph string) Place {
	mark := item(paragraph)
	switch {
	case mark == "":
		p.Clause, p.Item, p.bracketed = p.Clause+1, 0, false
	case p.Item == 0 || !p.bracketed || bracketed(mark):
		p.Item, p.bracketed = itemNumber(mark), bracketed(mark)
	}
	return p
}

func bracketed(mark string) bool { return strings.HasPrefix(mark, "（") }
