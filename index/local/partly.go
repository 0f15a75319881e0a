package local

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// Titles are often cited in part: without the place (老年人优待办法 of 广州市老年人优待
// 办法), and without the words that many titles have before their last.

// loosened returns a title without words that are left out when it is cited.
func loosened(title string) string {
	for _, word := range []string{"管理", "实施", "暂行", "试行"} {
		title = strings.ReplaceAll(title, word, "")
	}
	return title
}

// statute matches the name of a law, which is whole as it is: 合同法 is not 劳动合同法.
var statute = regexp.MustCompile(`(?:^|[^办])法$|法典$`)

// opening matches what stands before the name of a law in a title.
var opening = regexp.MustCompile(`(?:^|共和国|关于|印发|公布|施行|实施|贯彻|修改|废止)$`)

// minPart is how many characters of a title name it.
const minPart = 4

// inTitle reports whether a name is a part of a title, both skeletons.
func inTitle(title, name string) bool {
	for at := 0; name != ""; {
		i := strings.Index(title[at:], name)
		if i < 0 {
			return false
		}
		if !statute.MatchString(name) || opening.MatchString(title[:at+i]) {
			return true
		}
		at += i + len(name)
	}
	return false
}

// endsTitle reports whether a title is cited by its end, both skeletons.
func endsTitle(title, name string) bool {
	before, ends := strings.CutSuffix(title, name)
	return ends && utf8.RuneCountInString(name) >= minPart && (!statute.MatchString(name) || opening.MatchString(before))
}

// loosely reports whether is holds for a title and one of its names, as they are or
// loosened.
func loosely(is func(title, name string) bool, title string, names []string) bool {
	loose := loosened(title)
	return slices.ContainsFunc(names, func(name string) bool {
		return is(title, name) || is(loose, loosened(name))
	})
}

// InTitle reports whether the title of a served document has one of some names in it.
func (e *Engine) InTitle(names ...string) bool {
	skeletons := make([]string, len(names))
	for i, name := range names {
		skeletons[i] = hanzi.Skeleton(name).String()
	}
	for title := range e.Titles {
		if loosely(inTitle, hanzi.Skeleton(title).String(), skeletons) {
			return true
		}
	}
	return false
}

// nameWhole puts the title that a name is a part of in its place, where no document
// has the name itself: written out, or as the end of the only title that ends so.
func (s *search) nameWhole() {
	name := &s.r.Named
	if name.Article == "" || s.isCalled(name.Title) {
		return
	}
	for _, full := range name.Also {
		if s.isCalled(full) {
			name.Title = full
			return
		}
	}
	if titles := s.endingIn(append([]string{name.Title}, name.Also...)); len(titles) == 1 {
		name.Title = titles[0]
	}
}

func (s *search) isCalled(name string) bool {
	return slices.ContainsFunc(s.parts, func(p *part) bool { return len(p.live(name)) > 0 })
}

// endingIn returns what the documents are called whose titles end in one of some
// names, every document by its shortest.
func (s *search) endingIn(names []string) []string {
	var titles []string
	for _, p := range s.parts {
		shortest := map[uint32]string{}
		for title := range p.v.named {
			if !loosely(endsTitle, title, names) {
				continue
			}
			for _, d := range p.live(title) {
				if known, ok := shortest[d]; !ok || len(title) < len(known) {
					shortest[d] = title
				}
			}
		}
		for _, title := range shortest {
			if !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
		}
	}
	return titles
}
