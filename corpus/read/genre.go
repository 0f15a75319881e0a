package read

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

//go:embed genres.tsv
var genresText string

// genres gives the 文种 for the word a title ends with.
var genres = table(genresText)

var (
	versionNote = regexp.MustCompile(`[（(][^（）()]{1,20}[）)]$`)
	partNote    = regexp.MustCompile(`(?:第[一二三四五六七八九十\d]+(?:部分|批|号)|[一二三四五六七八九十]{1,3})$`)
	planTitle   = regexp.MustCompile(`《([^《》]*(?:《[^《》]*》[^《》]*|〈[^〈〉]*〉[^《》]*)*)》`)
)

// genreOf returns the 文种 that a title's last word names, with that word.
func genreOf(title string) (genre, word string) {
	title = simplified(strings.TrimSpace(title))
	for {
		cut := partNote.ReplaceAllString(strings.TrimSpace(versionNote.ReplaceAllString(title, "")), "")
		if cut == title || utf8.RuneCountInString(cut) < 2 {
			break
		}
		title = cut
	}
	for i := range title {
		if n := len(title) - i; n <= 18 {
			if g, ok := genres[title[i:]]; ok {
				return lawOnly(g, title), title[i:]
			}
		}
	}
	return "", ""
}

// lawGenre: what the national legislature gave under a name that ends in 法, or as a
// book of a code (民法典 物权编), is a law.
func (e *evidence) lawGenre(title string) {
	for _, b := range e.bodies {
		if len(b.names) > 0 && legislature.MatchString(b.names[0]) && lawName.MatchString(title) {
			e.claim("genre", "法律", corpus.Inferred, "标题 "+clip(title)+"，发文机关 "+b.names[0])
			return
		}
	}
}

var (
	legislature = regexp.MustCompile(`^全国人民代表大会(?:常务委员会)?$`)
	lawName     = regexp.MustCompile(`法$|法典 .{1,8}[编则]$`)
)

// lawOnly: 法 alone is a 文种 only in the name of a national law.
func lawOnly(genre, title string) string {
	if genre == "法律" && !strings.HasPrefix(title, "中华人民共和国") {
		return ""
	}
	return genre
}

// plans returns the titles of the texts that a title says it issues or passes
// on: 关于印发《甲》的通知, 关于印发甲的通知.
func plans(title string) []string {
	title = simplified(title)
	at := issues.FindStringIndex(title)
	if at == nil {
		return nil
	}
	rest := title[at[1]:]
	var list []string
	for _, m := range planTitle.FindAllStringSubmatchIndex(rest, -1) {
		if after := rest[m[1]:]; after == "" || planEnds.MatchString(after) {
			list = append(list, rest[m[2]:m[3]])
		}
	}
	if list == nil {
		if m := bareplan.FindStringSubmatch(rest); m != nil {
			list = append(list, m[1])
		}
	}
	return list
}

var (
	issues   = regexp.MustCompile(`印发|转发|批转|发布|公布|颁布`)
	planEnds = regexp.MustCompile(`^(?:的|等|、|和|及|与|《|（|\()`)
	bareplan = regexp.MustCompile(`^(\p{Han}.{3,60}?)的(?:通知|公告|通告|函|决定)`)
)

// genreClaims weighs what the header says against the title. 其他 says nothing;
// a header that names the kind of the issued plan does not differ.
func genreClaims(given []claim, title string, infer bool) []claim {
	var claims []claim
	for _, c := range given {
		if c.value != "其他" && c.value != "其它" && c.value != "无" {
			claims = append(claims, c)
		}
	}
	genre, word := genreOf(title)
	if genre == "" || !infer {
		return claims
	}
	state := claim{genre, "inferred", "标题末尾“" + word + "”"}
	if len(claims) > 0 && !fits(claims[0].value, genre, title) {
		state.state = "parsed"
	}
	return append(claims, state)
}

// fits reports that a given 文种 goes with the title: it is its last word, that
// of the plan inside, or a kind of either (措施 for 若干措施).
func fits(given, genre, title string) bool {
	if agree(given, genre) || strings.Contains(versionNote.ReplaceAllString(title, ""), given) && genres[given] == "" {
		return true
	}
	for _, plan := range plans(title) {
		if g, _ := genreOf(plan); g != "" && agree(given, g) || strings.HasSuffix(versionNote.ReplaceAllString(plan, ""), given) {
			return true
		}
	}
	return false
}
