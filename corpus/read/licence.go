package read

import (
	_ "embed"
	"regexp"
	"strings"
)

//go:embed licence.tsv
var licenceText string

var licences = licencePatterns(licenceText)

func licencePatterns(text string) []*regexp.Regexp {
	var list []*regexp.Regexp
	for _, row := range rows(text) {
		list = append(list, regexp.MustCompile(`^(?:`+row[0]+`)`))
	}
	return list
}

// licenceRunes bounds what may follow the first line of a licence box; more
// than that is text.
const licenceRunes = 2500

// cutLicence takes off the licence box at the end and all that follows it.
func (p *page) cutLicence() {
	rest, from := 0, -1
	for i := len(p.paras) - 1; i >= 0; i-- {
		rest += len(p.paras[i].text) / 3
		if rest > licenceRunes {
			break
		}
		if opensLicence(p.paras[i].text) {
			from = i
		}
	}
	if from > 0 {
		p.paras = p.paras[:from]
	}
}

func opensLicence(s string) bool {
	s = strings.TrimSpace(s)
	for _, form := range licences {
		if form.MatchString(s) {
			return true
		}
	}
	return false
}
