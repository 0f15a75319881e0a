package read

import (
	"regexp"
	"strings"
)

// emphasis are the marks of strong type around words: **…**, __…__, ***…***.
var emphasis = regexp.MustCompile(`\*{2,3}([^*\s](?:[^*]*[^*\s])?)\*{2,3}|(^|[^\w])_{2,3}([^_\s](?:[^_]*[^_\s])?)_{2,3}([^\w]|$)`)

// plainType takes the marks of strong type out of a line. A line that begins with
// one begins behind it in the received file.
func plainType(l line) line {
	if !strings.Contains(l.text, "**") && !strings.Contains(l.text, "__") {
		return l
	}
	lead := len(l.text) - len(strings.TrimLeft(l.text, " \t　"))
	marks := len(l.text) - lead - len(strings.TrimLeft(l.text[lead:], "*_"))
	plain := emphasis.ReplaceAllString(l.text, "$1$2$3$4")
	if marks > 1 && !strings.HasPrefix(plain[lead:], l.text[lead:lead+marks]) {
		l.at += marks
	}
	l.text = plain
	return l
}
