package lineage

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// leading is a place at the head of a title, as far as its last character tells.
var leading = regexp.MustCompile(`^\p{Han}{2,8}?(?:省|自治区|特别行政区|自治州|自治县|自治旗|林区|市|盟|县|区|旗)`)

// placed takes the place off the head of a subject: the document's own where it
// stands there in full or in part, else one that its form shows. Where none
// stands there it is the document's own, and the subject is whole.
func placed(d *corpus.Document, subject string) (place, core string) {
	own := skeleton(d.Place.Value)
	switch {
	case begins(subject, "nation"):
		return "", subject
	case strings.HasPrefix(subject, "中共"):
		return own, subject
	}
	place = leadingPlace(subject, own)
	core = subject[len(place):]
	if inner := leadingPlace(core, own); inner != "" && province.MatchString(place) {
		place, core = lying(place, inner), core[len(inner):]
	} else if !strings.HasSuffix(own, place) {
		place = lying(own, place)
	}
	if strings.HasSuffix(own, place) {
		place = own
	}
	return place, core
}

// lying names a place that lies in another. A district is named with it, since
// cities have districts of one name, and words end as districts do: 居民住宅区.
func lying(in, place string) string {
	if strings.HasSuffix(place, "区") {
		return in + place
	}
	return place
}

// province is a place that others lie in.
var province = regexp.MustCompile(`(?:省|自治区|市|州)$`)

// leadingPlace returns the place that s begins with, "" for none. own is tried
// first, and its parts: 广州市天河区 also stands as 天河区.
func leadingPlace(s, own string) string {
	if own != "" && strings.HasPrefix(s, own) {
		return own
	}
	p := leading.FindString(s)
	rest := s[len(p):]
	if p == "" || ends(p, "noplace") != "" || utf8.RuneCountInString(rest) < leastCode || noPlaceAfter.MatchString(rest) {
		return ""
	}
	return p
}

// noPlaceAfter: 市场, 市域, 市容, 市委, 县城, 红旗渠 go on as words.
var noPlaceAfter = regexp.MustCompile(`^[场域容民委级城渠]`)

// national reports that a subject without a place is of the whole country: its
// first words or its issuer say so, or nothing in the text speaks of a place or a
// house of its own.
func national(d *corpus.Document, subject string) bool {
	if begins(subject, "nation") || d.Level.Value == "中央" {
		return true
	}
	if d.Level.Value != "" || len(d.Issuers.Values) > 0 || holds(d.Text, "local") {
		return false
	}
	return strings.HasSuffix(subject, "条例") || !holds(d.Text, "unit")
}

// general are the bodies that speak for the whole of a place.
var general = regexp.MustCompile(`人民政府$|政府$|人民代表大会$|常务委员会$|委员会常委会$|^国务院$|^中国共产党中央委员会$|^中共中央$|办公厅$|^最高人民法院$|^最高人民检察院$|^中央军事委员会$|^政务院$`)

// department returns the skeleton of the body that gives a text if it is one of
// many of its place: a ministry, a bureau, a company.
func department(d *corpus.Document) string {
	if len(d.Issuers.Values) == 0 || general.MatchString(d.Issuers.Values[0]) {
		return ""
	}
	return skeleton(d.Issuers.Values[0])
}
