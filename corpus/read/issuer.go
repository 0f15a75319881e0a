package read

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed organs.tsv
var organsText string

// organs knows how names of issuing bodies look.
var organs = readOrgans(organsText)

type organList struct {
	suffixes []string
	central  []string
	alias    map[string]string
	verbs    []string
	leads    []string
	joint    []string
}

func readOrgans(text string) organList {
	o := organList{alias: map[string]string{}}
	for _, row := range rows(text) {
		switch word := column(row, 1); row[0] {
		case "suffix":
			o.suffixes = append(o.suffixes, word)
		case "verb":
			o.verbs = append(o.verbs, word)
		case "lead":
			o.leads = append(o.leads, word)
		case "joint":
			o.joint = append(o.joint, word)
		case "central":
			o.central = append(o.central, word)
		case "alias":
			o.alias[word] = column(row, 2)
		}
	}
	return o
}

func (o organList) ends(s string) bool {
	s = simplified(s)
	for _, suffix := range o.suffixes {
		if strings.HasSuffix(s, suffix) && len(s) > len("部") {
			return true
		}
	}
	return false
}

// national reports a body of the centre, not one of its local branches.
func (o organList) national(name string) bool {
	if _, local := placeOf(name); local && party.MatchString(name) {
		return false // the local branch of a central body
	}
	name = congress.ReplaceAllString(simplified(name), "")
	for _, head := range o.central {
		if rest, ok := strings.CutPrefix(name, head); ok {
			_, local := placeOf(strings.TrimPrefix(rest, "驻"))
			return !local
		}
	}
	return false
}

// congress is the number before the name of a body that is elected anew.
var congress = regexp.MustCompile(`^(?:中国共产党|中共)?第[一二三四五六七八九十]+届`)

// issuerName returns the name as it is listed, or "" if s is no name of a body.
func issuerName(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune(" 　\u00a0、，,；;：:（）()《》", r) })
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 45 || strings.ContainsAny(s, "。！？；，,：:《》“”0123456789") || !organs.ends(s) {
		return ""
	}
	return organs.fullName(s)
}

// fullName writes a body's common short form out.
func (o organList) fullName(s string) string {
	if m := ministry.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if to := o.alias[s]; to != "" {
		return to
	}
	if head, ok := strings.CutSuffix(s, "人大常委会"); ok {
		return head + "人民代表大会常务委员会"
	}
	if m := partyOrgan.FindStringSubmatch(s); m != nil {
		return "中国共产党第" + m[1]
	}
	return s
}

// ministry: 中华人民共和国公安部 is the 公安部 of other texts.
var ministry = regexp.MustCompile(`^中华人民共和国(\p{Han}{2,16}(?:部|委员会)|国家\p{Han}{2,12}局)$`)

// partyOrgan: 第十九届中央委员会, 十三届中央委员会.
var partyOrgan = regexp.MustCompile(`^(?:中国共产党|中共)?第?([一二三四五六七八九十]+届中央(?:委员会|纪律检查委员会))$`)

// acts reports a clause rather than a name: it has a verb or begins as none does.
func (o organList) acts(s string) bool {
	s = simplified(s)
	for _, verb := range o.verbs {
		if strings.Contains(s, verb) {
			return true
		}
	}
	for _, lead := range o.leads {
		if strings.HasPrefix(s, lead) {
			return true
		}
	}
	return false
}

// apart takes two bodies apart that are written without a sign between them:
// 中共中央国务院, 中共北京市委北京市人民政府.
func (o organList) apart(s string) []string {
	for _, head := range o.joint {
		if rest, ok := strings.CutPrefix(s, head); ok && hasPrefix(rest, o.joint) && issuerName(rest) != "" {
			return append([]string{o.fullName(head)}, o.apart(rest)...)
		}
	}
	if m := national.FindStringSubmatch(s); m != nil {
		return append([]string{m[1]}, o.apart(m[2])...)
	}
	if m := committee.FindStringSubmatch(s); m != nil && strings.HasPrefix(s[len(m[0]):], m[1]) {
		return []string{m[0], o.fullName(s[len(m[0]):])}
	}
	return []string{o.fullName(s)}
}

// national is a body of the centre that another one follows: 国家经济委员会国家档案局.
var national = regexp.MustCompile(`^(国家\p{Han}+?(?:委员会|[部局]))(国家\p{Han}+)$`)

// committee is a local committee of the party, with its place.
var committee = regexp.MustCompile(`^中共(\p{Han}{2,10}?[省市县区])委(?:员会)?(?:办公厅|办公室)?`)

func hasPrefix(s string, list []string) bool {
	return slices.ContainsFunc(list, func(head string) bool { return strings.HasPrefix(s, head) })
}

var (
	others     = regexp.MustCompile(`等(?:[\d一二三四五六七八九十]{0,3}(?:个)?(?:部门|单位|部委|机关|委办局|委))?$`)
	bracketed  = regexp.MustCompile(`[（(][^（）()]*[）)]$`)
	listSigns  = regexp.MustCompile(`[、；;\n]`)
	separators = regexp.MustCompile(`[、，,；;/]|[ 　\x{a0}]+`)
)

// issuersOf takes a list of bodies apart: 甲、乙, 甲 乙. A note in brackets at the
// end and 等3部门 name nobody; more tells that there were such others.
func issuersOf(s string) (names []string, more bool) {
	s = strings.TrimSpace(bracketed.ReplaceAllString(strings.TrimSpace(s), ""))
	if cut := others.ReplaceAllString(s, ""); cut != s {
		s, more = cut, true
	}
	for _, part := range listSigns.Split(s, -1) {
		for _, name := range bodiesOf(strings.TrimSpace(part)) {
			names = append(names, organs.apart(name)...)
		}
	}
	return names, more
}

// bodiesOf takes a part of a list apart at spaces, commas and slashes if every
// piece is the name of a body; World Bank Group stays whole.
func bodiesOf(s string) []string {
	if s == "" {
		return nil
	}
	pieces := slices.DeleteFunc(separators.Split(s, -1), func(p string) bool { return p == "" })
	if len(pieces) < 2 || slices.ContainsFunc(pieces, func(p string) bool { return issuerName(p) == "" }) {
		return []string{s}
	}
	return pieces
}

// titleIssuers reads the bodies before 关于 or 印发 in a title. A clause of a
// headline names none: every name ends as one, and has no verb and no sign.
func titleIssuers(title string) (names []string, more bool) {
	head := beforeWords(title, "关于", "印发", "转发", "批转", "《")
	if head == title || head == "" || strings.ContainsAny(head, "：:！？。") {
		return nil, false
	}
	if rest, ok := placeDecree(head); ok {
		head = rest
	}
	list, more := issuersOf(head)
	for _, name := range list {
		if issuerName(name) == "" || organs.acts(name) {
			return nil, false
		}
	}
	return list, more
}

// beforeWords cuts s before the first of the words, simplified or not.
func beforeWords(s string, words ...string) string {
	simple := []rune(simplified(s))
	n := len(simple)
	for _, word := range words {
		if i := strings.Index(string(simple[:n]), word); i >= 0 {
			n = utf8.RuneCountInString(string(simple[:n])[:i])
		}
	}
	return string([]rune(s)[:n])
}

// placeDecree: 北京市人民政府令 … names the body before 令.
func placeDecree(head string) (string, bool) {
	return strings.CutSuffix(strings.TrimSpace(head), "令")
}

// signature returns the bodies that sign above line i, which holds the date:
// lines that are names of bodies, from the last one up. A line 代章 in brackets is
// passed over.
func signature(paras []para, i int) (names []string, from int) {
	from = i
	for k := i - 1; k >= 0 && i-k <= 60; k-- {
		text := paras[k].text
		if stamped.MatchString(text) {
			from = k
			continue
		}
		list := signers(text)
		if list == nil {
			break
		}
		if len(list) == 1 && ending.MatchString(list[0]) {
			if list = brokenName(paras, k); list == nil {
				break
			}
			k--
		}
		names, from = append(list, names...), k
	}
	return names, from
}

// ending is no name but the end of one.
var ending = regexp.MustCompile(`^(?:工作)?(?:领导小组|专班|指挥部)?(?:办公室|委员会)$|^(?:工作)?领导小组$`)

// brokenName returns the name that ends on line i and begins, with its place, on
// the line above; nil if it does not.
func brokenName(paras []para, i int) []string {
	if i == 0 || endsSentence(paras[i-1].text) {
		return nil
	}
	name := issuerName(strings.Join(strings.Fields(paras[i-1].text+paras[i].text), ""))
	if _, ok := placeOf(name); name == "" || !ok {
		return nil
	}
	return []string{name}
}

var stamped = regexp.MustCompile(`^[（(][^（）()]*(?:代章|盖章|公章|印章|章)[）)]$`)

// signers reads a line of one or more names of bodies, set apart by spaces or 、.
// Where a part is no name the spaces stand inside one long name.
func signers(text string) []string {
	if utf8.RuneCountInString(text) > 120 {
		return nil
	}
	name := issuerName(strings.Join(strings.Fields(text), ""))
	one := name != "" && !strings.Contains(name, "、") && utf8.RuneCountInString(name) <= 30
	if one && !wideGap.MatchString(text) {
		return organs.apart(name)
	}
	var names []string
	for _, part := range separators.Split(bracketed.ReplaceAllString(text, ""), -1) {
		listed := issuerName(part)
		switch {
		case part == "":
		case listed != "":
			names = append(names, listed)
		case one:
			return []string{name}
		default:
			return nil
		}
	}
	return names
}

var wideGap = regexp.MustCompile(`\p{Han}{4,}[ 　\x{a0}]+\p{Han}{4,}`)
