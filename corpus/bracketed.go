package corpus

import "strings"

// Bracketed puts a title into 《》; the marks inside it alternate: 《〈《》〉》. A
// title that is all inside one pair keeps it.
func Bracketed(title string) string {
	if wrapped(title) {
		title = strings.TrimSuffix(strings.TrimPrefix(title, "《"), "》")
	}
	depth := 1
	var b strings.Builder
	for _, r := range title {
		switch r {
		case '《', '〈':
			depth++
			b.WriteRune([]rune("〈《")[depth%2])
		case '》', '〉':
			depth = max(2, depth) // one too many closes an inner mark, not the title
			b.WriteRune([]rune("〉》")[depth%2])
			depth--
		default:
			b.WriteRune(r)
		}
	}
	for ; depth > 1; depth-- { // left open, or cut off
		b.WriteRune([]rune("〉》")[depth%2])
	}
	return "《" + b.String() + "》"
}

// wrapped reports a title whose first mark closes with its last character.
func wrapped(title string) bool {
	if !strings.HasPrefix(title, "《") || !strings.HasSuffix(title, "》") {
		return false
	}
	depth, rest := 0, len(title)
	for _, r := range title {
		rest -= len(string(r))
		switch r {
		case '《':
			depth++
		case '》':
			depth--
		}
		if depth == 0 && rest > 0 {
			return false
		}
	}
	return depth == 0
}
