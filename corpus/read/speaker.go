package read

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

//go:embed surnames.txt
var surnamesText string

var surnames = commonSet(surnamesText)

var (
	office    = regexp.MustCompile(`^(?:中华人民共和国)?(\p{Han}{0,20}?(?:总理|总书记|主席|书记|省长|市长|区长|县长|州长|院长|检察长|部长|主任|局长|委员长))[ 　\x{a0}]*(\p{Han}[ 　\x{a0}]*\p{Han}(?:[ 　\x{a0}]*\p{Han}){0,2})$`)
	named     = regexp.MustCompile(`^(\p{Han}{2,4}?)(?:同志)?在.{2,60}(?:讲话|报告|演讲|致辞|发言|主旨演讲)`)
	speech    = regexp.MustCompile(`(?:讲话|致辞|演讲|发言)$|在.{2,60}上的(?:政治)?报告|工作报告(?:（.*）)?$`)
	spacedHan = regexp.MustCompile(`^\p{Han}[ 　\x{a0}]*\p{Han}(?:[ 　\x{a0}]*\p{Han}){0,2}$`)
)

// isSpeech reports a title or a 文种 of something spoken.
func isSpeech(title, genre string) bool {
	return speech.MatchString(title) || strings.Contains(genre, "工作报告") || strings.Contains(genre, "讲话") || strings.Contains(genre, "党代会报告")
}

// officer reads 国务院总理　李　强.
func officer(s string) (name string, ok bool) {
	m := office.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", false
	}
	name = strings.Join(strings.Fields(m[2]), "")
	return name, isName(name)
}

// alone reads a name alone on its line, 习　近　平.
func alone(s string) (string, bool) {
	s = strings.Trim(strings.TrimSpace(s), "（）()")
	if !spacedHan.MatchString(s) {
		return "", false
	}
	name := strings.Join(strings.Fields(s), "")
	return name, isName(name)
}

// isName: two to four characters that begin with a common surname.
func isName(s string) bool {
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 4 || hanzi.HanCount(s) != n {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return surnames[hanzi.Fold(r)] || surnames[r]
}
