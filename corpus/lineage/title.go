package lineage

import (
	"regexp"
	"strings"
)

var (
	// edition is a note at the end of a title that tells which text it is.
	edition = regexp.MustCompile(`[（(〔\[【][ 　]*(?:` + strings.Join([]string{
		yearly + `(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改|公布|发布|通过|施行)?(?:文本|版|本|稿)?`,
		yearly + `\d{1,2}月(?:\d{1,2}日)?(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改|公布|发布|通过|施行)?(?:版|本)?`,
		`\d{4}[-—.]\d{1,2}[-—.]\d{1,2}`,
		`(?:第[一二三四五六七八九十]+次)?(?:最新)?(?:修正|修订|修改)(?:文本|版|本)?`,
		`试行|暂行|试行稿|试行本|新版|最新版|现行有效|已失效|已废止|失效|废止|有效|已修改|已被修改|全文`,
		`[^（）()〔〕\[\]【】]*令(?:第|〔\d{4}〕)?[\d〇零一二三四五六七八九十百]+号`,
	}, "|") + `)[ 　]*[）)〕\]】][ 　]*$`)

	// bareEdition is one without brackets: …办法2019年修订版.
	bareEdition = regexp.MustCompile(`[ 　]*(?:19|20)\d\d年?(?:修正|修订|修改)(?:文本|版|本)?$`)

	// tag is what a collection puts before a title: 【行政法规】.
	tag = regexp.MustCompile(`^(?:【[^】]{1,10}】|\[[^\]]{1,10}\])[ 　]*`)
)

const yearly = `(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})年?`

// plainTitle returns a title without tags and notes of the edition.
func plainTitle(title string) string {
	title = tag.ReplaceAllString(strings.TrimSpace(title), "")
	for {
		cut := bareEdition.ReplaceAllString(edition.ReplaceAllString(title, ""), "")
		if cut = strings.TrimSpace(cut); cut == title {
			return title
		}
		title = cut
	}
}

var (
	issuing  = regexp.MustCompile(`(?:印发|颁布|公布|发布)(?:实施|施行)?`)
	relaying = regexp.MustCompile(`转发|批转`)
	noticed  = regexp.MustCompile(`^(?:[（(][^（）()]*[）)])?的(?:通知|通告|公告|函|决定)(?:[（(][^（）()]*[）)])?$`)
	barePlan = regexp.MustCompile(`^(?:实施|施行)?(\p{Han}[^《》]{5,60}?)的(?:通知|通告|公告|函)$`)
)

// issuedTitle returns the title of the text that a title issues, with true, or
// the title itself: 甲局关于印发《乙办法》的通知 and 国务院印发《乙规划》 give 乙.
// The title of a text that issues several, or passes one on, gives "". Within
// another 《》 the marks are 〈〉.
func issuedTitle(title string) (string, bool) {
	title = outermost.Replace(title)
	at := issuing.FindStringIndex(title)
	switch {
	case relaying.MatchString(title):
		return "", true
	case at == nil:
		return title, false
	}
	rest := strings.TrimSpace(title[at[1]:])
	if strings.HasPrefix(rest, "《") {
		return quoted(rest), true
	}
	if m := barePlan.FindStringSubmatch(rest); m != nil && strings.Contains(title[:at[0]], "关于") {
		return plainTitle(m[1]), true
	}
	return title, false
}

var outermost = strings.NewReplacer("〈", "《", "〉", "》")

// quoted returns the one title in 《》 that rest begins with, if nothing follows
// but 的通知; "" otherwise.
func quoted(rest string) string {
	end := closing(rest)
	if end < 0 {
		return ""
	}
	after := strings.TrimSpace(rest[end+len("》"):])
	if after != "" && !noticed.MatchString(after) {
		return ""
	}
	return plainTitle(rest[len("《"):end])
}

// closing returns the byte offset of the 》 that closes the 《 at the head of s,
// -1 if none does.
func closing(s string) int {
	depth := 0
	for i, r := range s {
		switch r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

var article = regexp.MustCompile(`(?m)^[ 　]*第[一二三四五六七八九十百千零〇\d]{1,7}[条條]`)

// articles reports a text in articles.
func articles(text string) bool { return len(article.FindAllStringIndex(text, 3)) == 3 }
