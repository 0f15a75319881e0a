package evidence

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

//go:embed nopersons.txt
var nopersonsTXT string

// noPersons are words that begin with a surname and are none.
var noPersons = readWords(nopersonsTXT)

func readWords(list string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, word := range strings.Fields(line) {
			set[word] = true
		}
	}
	return set
}

// personForm matches a name of two or three characters with its office, leaderForm
// one behind it, speakerForm one with a verb of speech.
var (
	personForm  = regexp.MustCompile(`^(\p{Han}\p{Han}{1,2}?)(?:同志|总书记|副?主席|副?总理|副?委员长|副?部长|副?省长|副?市长)`)
	leaderForm  = regexp.MustCompile(`^(?:总书记|主席|总理|委员长|部长|省长|市长)(\p{Han}{2,3}?)(?:同志|` + speech + `|在|向|对|就|于|的|[^\p{Han}]|$)`)
	speakerForm = regexp.MustCompile(`^(\p{Han}\p{Han}{1,2}?)(?:同志)?(?:` + speech + `)`)
)

// speech has the verbs; 作 only of what is spoken (作报告, but 工作).
const speech = `作(?:了|的)?[^，。；\n]{0,16}(?:报告|讲话|说明|演讲)|说(?:[^明法服]|$)|指出|强调|表示|提出|宣布|认为|谈到|要求`

// officeRunes are in the names of offices, not of persons: 安全部部长, 工会主席.
const officeRunes = "部会委党省市区县局院长务副总书主国军协联席的和与任原前由向对把被给请"

// person reads 温家宝总理.
func (f folded) person(at int) (item, bool) {
	m := personForm.FindStringSubmatch(f.text[at:])
	if m == nil || !isPerson(m[1]) {
		return item{}, false
	}
	return f.name(at, at+len(m[0]), "person", m[1]), true
}

// leader reads 总理温家宝.
func (f folded) leader(at int) (item, bool) {
	m := leaderForm.FindStringSubmatchIndex(f.text[at:])
	if m == nil || !isPerson(f.text[at+m[2]:at+m[3]]) {
		return item{}, false
	}
	return f.name(at, at+m[3], "person", f.text[at+m[2]:at+m[3]]), true
}

// speaker reads 温家宝指出, where no word runs into the name.
func (f folded) speaker(at int) (item, bool) {
	first, size := utf8.DecodeRuneInString(f.text[at:])
	if !known.surnames[f.text[at:at+size]] || !f.opens(at) || first == utf8.RuneError {
		return item{}, false
	}
	m := speakerForm.FindStringSubmatchIndex(f.text[at:])
	if m == nil {
		return item{}, false
	}
	name := f.text[at+m[2] : at+m[3]]
	if !isPerson(name) {
		return item{}, false
	}
	return f.name(at, at+len(name), "person", name), true
}

// opens reports the beginning of a text or a clause, or what a date or an office
// ends with.
func (f folded) opens(at int) bool {
	before := f.before(at)
	return before == 0 || !hanzi.IsWord(before) || strings.ContainsRune("年月日时长席理记员", before)
}

func isPerson(name string) bool {
	_, size := utf8.DecodeRuneInString(name)
	_, n := known.at(name)
	if noPersons[name] || noPersons[string([]rune(name)[:2])] {
		return false
	}
	return n.class == "" && known.surnames[name[:size]] && !strings.ContainsAny(name[size:], officeRunes)
}
