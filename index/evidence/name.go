package evidence

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

//go:embed names.tsv
var namesTSV string

// listedName is a row of names.tsv.
type listedName struct{ class, preferred string }

func (n listedName) no() bool { return n.class == "-" }

// gazetteer has the listed names by word, and the words by preferred form.
type gazetteer struct {
	words    map[string]listedName
	starting map[rune][]string // the words by first rune, longest first
	forms    map[string][]string
	surnames map[string]bool
}

var known = readNames(namesTSV)

func readNames(table string) gazetteer {
	g := gazetteer{map[string]listedName{}, map[rune][]string{}, map[string][]string{}, map[string]bool{}}
	for _, row := range rows(table, 4) {
		word, n := row[0], listedName{row[1], row[2]}
		if n.class == "surname" {
			g.surnames[word] = true
			continue
		}
		first, _ := utf8.DecodeRuneInString(word)
		g.words[word] = n
		g.starting[first] = append(g.starting[first], word)
		if !n.no() {
			g.forms[n.preferred] = append(g.forms[n.preferred], word)
		}
	}
	for _, words := range g.starting {
		slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	}
	return g
}

// at returns the longest listed word that text begins with.
func (g gazetteer) at(text string) (word string, n listedName) {
	first, _ := utf8.DecodeRuneInString(text)
	for _, word := range g.starting[first] {
		if strings.HasPrefix(text, word) {
			return word, g.words[word]
		}
	}
	return "", listedName{}
}

// names returns the names of a text in its order: titles in 《》, 文号, persons
// with their office, and what names.tsv lists.
func names(f folded) []item {
	var found []item
	for at := 0; at < len(f.text); {
		it, ok := f.nameAt(at)
		if ok {
			found = append(found, it)
			at = it.end
			continue
		}
		_, size := utf8.DecodeRuneInString(f.text[at:])
		at += max(size, len(it.value.Name)) // a listed word that is no name is passed over
	}
	return found
}

func (f folded) nameAt(at int) (item, bool) {
	for _, read := range []func(int) (item, bool){f.title, f.number, f.person, f.leader, f.speaker, f.district} {
		if it, ok := read(at); ok {
			return it, true
		}
	}
	return f.listed(at)
}

func (f folded) name(start, end int, class, name string) item {
	return item{start: start, end: end, kind: Name, value: Value{Class: class, Name: hanzi.Skeleton(name).String()}}
}

// longestTitle is how many bytes a title may have between its marks.
const longestTitle = 300

// title reads 《…》, marks within it paired.
func (f folded) title(at int) (item, bool) {
	window := f.text[at:min(len(f.text), at+longestTitle+2*len("》"))]
	if !strings.HasPrefix(window, "《") || !strings.Contains(window, "》") {
		return item{}, false
	}
	depth := 0
	for i, r := range f.text[at:] {
		switch {
		case r == '《':
			depth++
		case r == '》':
			depth--
		case r == '\n' || i > longestTitle:
			return item{}, false
		}
		if depth == 0 {
			inner := f.text[at+len("《") : at+i]
			return f.name(at, at+i+len("》"), "title", shortTitle(inner)), inner != ""
		}
	}
	return item{}, false
}

// shortTitle leaves out what is as a rule left out in speech.
func shortTitle(title string) string {
	if short, ok := strings.CutPrefix(title, "中华人民共和国"); ok && short != "" {
		return short
	}
	return title
}

// numberForm matches a 文号: 国办发〔2018〕123号, 京政发[2020]5号, 主席令第四十五号 is none.
var numberForm = regexp.MustCompile(`^[\p{Han}]{1,10}(?:〔|\[|【|（|\()(?:19|20)[0-9]{2}(?:〕|\]|】|）|\))(?:第?[0-9]{1,5}号)`)

// noNumber are runes that end the words before a 文号.
const noNumber = "据照按和与及见由的为以"

func (f folded) number(at int) (item, bool) {
	m := numberForm.FindString(f.text[at:])
	if m == "" {
		return item{}, false
	}
	first, _ := utf8.DecodeRuneInString(m)
	if head, _, _ := strings.Cut(m, "20"); strings.ContainsAny(head, noNumber) || strings.ContainsRune("《》", first) {
		return item{}, false
	}
	return f.name(at, at+len(m), "number", m), true
}

// districtForm matches a county or district behind a listed place.
var districtForm = regexp.MustCompile(`^\p{Han}{1,4}?(?:自治县|自治旗|县|区)`)

func (f folded) district(at int) (item, bool) {
	m := districtForm.FindString(f.text[at:])
	if utf8.RuneCountInString(m) < 3 || !f.behindPlace(at) || strings.ContainsAny(m, "的和与及或在各每该本全两") {
		return item{}, false
	}
	runes := []rune(m)
	if known.words[string(runes[len(runes)-2:])].no() {
		return item{}, false
	}
	return f.name(at, at+len(m), "district", m), true
}

// behindPlace reports that a listed place in its full form ends at a byte: 广州市.
func (f folded) behindPlace(at int) bool {
	if before := f.before(at); before == 0 || !strings.ContainsRune("省市州盟区", before) {
		return false
	}
	head := []rune(f.text[max(0, at-36):at])
	for n := 2; n <= len(head); n++ {
		switch known.words[string(head[len(head)-n:])].class {
		case "province", "city":
			return true
		}
	}
	return false
}

// listed reads a name of names.tsv. For a word that is no name it returns false
// and an item whose name has the bytes to pass over.
func (f folded) listed(at int) (item, bool) {
	word, n := known.at(f.text[at:])
	if word == "" || n.no() || f.isDepartment(at, word) {
		return item{value: Value{Name: passOver(word)}}, false
	}
	return f.name(at, at+len(word), n.class, n.preferred), true
}

// isDepartment reports 财政部门, 教育部署 and the like, where the list has a ministry.
func (f folded) isDepartment(at int, word string) bool {
	next := f.after(at + len(word))
	return strings.HasSuffix(word, "部") && strings.ContainsRune("门分署", next) && next != 0
}

// passOver returns the words that hide a name; the endings of places (社区) hide
// nothing.
func passOver(word string) string {
	if utf8.RuneCountInString(word) < 3 {
		return ""
	}
	return word
}
