package local

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"yinju/index"
)

// bookOf matches the titles of the books of a code, which are cited by the
// code's name: 民法典第四百六十五条 stands in 中华人民共和国民法典 合同编.
var bookOf = regexp.MustCompile(`^(.*法典).{0,6}(?:编|总则|分则|附则)$`)

const commonName = "中华人民共和国"

// government is what the title of a work report may leave out.
var government = strings.NewReplacer(commonName, "", "国务院政府工作报告", "政府工作报告")

// report is the title of a work report that does not say of which year it is.
const report = "政府工作报告"

// reportName is the name of a national work report of a year, "" for other
// documents.
func (d *shardDoc) reportName(title string) string {
	if government.Replace(title) != report || d.Place != "" || d.Date == 0 {
		return ""
	}
	return fmt.Sprintf("%d年%s", d.Date/10000, report)
}

// names returns the skeletons by which a document is named, of those of its
// title and its 文号: the title whole, without 中华人民共和国, the code of which it
// is a book, the 文号.
func names(title, number string) []string {
	all := []string{title}
	if m := bookOf.FindStringSubmatch(title); m != nil {
		all = append(all, m[1])
	}
	for _, name := range all {
		if short := strings.TrimPrefix(name, commonName); short != name && short != "" {
			all = append(all, short)
		}
	}
	if short := government.Replace(title); short != "" && !slices.Contains(all, short) {
		all = append(all, short)
	}
	if number != "" {
		all = append(all, number)
	}
	return all
}

// nameDocs lists the documents of every name.
func (s *shard) nameDocs() {
	s.named = make(map[string][]uint32, len(s.docs))
	for d := range s.docs {
		for _, name := range append(names(s.titles[d], s.nums[d]), s.docs[d].reportName(s.titles[d])) {
			if name != "" {
				s.named[name] = append(s.named[name], uint32(d))
			}
		}
	}
}

// addNamed adds the document or the place that the query names. A document is
// lifted by its first passage.
func (p *part) addNamed(name index.Named) {
	docs := p.v.named[name.Title]
	if len(docs) == 0 {
		docs = p.v.named[government.Replace(name.Title)]
	}
	if name.Number != name.Title {
		docs = append(slices.Clip(docs), p.v.named[name.Number]...)
	}
	docs = append(slices.Clip(docs), p.v.named[name.Number+"号"]...)
	for _, d := range docs {
		if !p.v.deadDoc(int(d)) {
			p.lift(int(d), name.Article)
		}
	}
}

func (p *part) lift(doc int, article string) {
	for o := p.v.first[doc]; o < p.v.first[doc+1]; o++ {
		mark := uint8(worded)
		if article == "" && o == p.v.first[doc] || article != "" && p.v.docs[doc].hasPlace(int(o-p.v.first[doc]), article) {
			mark = worded | lifted
		}
		if mark != worded || article == "" {
			p.join(p.v.number[o], mark)
		}
	}
}

// hasPlace reports whether the nth passage is the place, holds it, or is part of it.
func (d *shardDoc) hasPlace(nth int, place string) bool {
	if nth >= len(d.Locators) {
		return false
	}
	l := d.Locators[nth]
	within := func(outer, inner string) bool {
		rest, ok := strings.CutPrefix(inner, outer)
		return ok && !strings.HasPrefix(rest, "之")
	}
	return within(l, place) || within(place, l)
}
