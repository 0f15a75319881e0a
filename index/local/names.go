package local

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"yinju/corpus"
	"yinju/corpus/hanzi"
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

// edition matches what a title says of the edition: 立法法（2015年修正）.
var edition = regexp.MustCompile(`[（(](?:19|20)\d\d年?[^（()）]{0,6}[)）]$`)

// congress matches the report to a congress of the party by the end of its title,
// or by the line under it.
var congress = regexp.MustCompile(`(?:^|.*)在?中国共产党第?([一二三四五六七八九十\d]+)次全国代表大会上的(?:政治)?报告$`)

// ofCongress matches the title of such a report with the congress in brackets.
var ofCongress = regexp.MustCompile(`[（(]([一二三四五六七八九十]+)大[)）]$`)

// congressAsked matches how it is asked for: 二十大报告, 党的十九大报告.
var congressAsked = regexp.MustCompile(`^(?:党的|中共|中国共产党)?第?([一二三四五六七八九十\d]+)(?:次全国代表大会|大)(?:上的|的)?(?:政治)?报告(?:全文)?$`)

// congressReport is what the report to a congress is called, 二十大报告; "" for other
// documents. number is as a match of the above has it.
func congressReport(number string) string {
	n, ok := corpus.Numeral(number)
	if !ok {
		return ""
	}
	return corpus.WriteNumeral(n) + "大报告"
}

// openingLines is how many lines of a document may stand under its title.
const openingLines = 12

// commonlyCalled is the name of a document that is neither title nor 文号; "" for none.
func commonlyCalled(d *index.Document) string {
	lines := []string{d.Title}
	for _, p := range d.Passages[:min(2, len(d.Passages))] {
		lines = append(lines, strings.Split(p.Lead+p.Text, "\n")...)
	}
	for _, line := range lines[:min(openingLines, len(lines))] {
		if m := congress.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			return congressReport(m[1])
		}
	}
	if m := ofCongress.FindStringSubmatch(d.Title); m != nil && strings.HasSuffix(d.Genre, "报告") {
		return congressReport(m[1])
	}
	return ""
}

// yearOfNumber matches a 文号 of a year in any form that leaves word characters:
// 国办发2018123号 of 国办发〔2018〕123号, 国办发2018年第123号, 国办发2018123.
var yearOfNumber = regexp.MustCompile(`^(.*\p{Han})((?:19|20)\d\d)年?第?(\d+)(?:号(?:文件?)?)?$`)

// order matches the number of an order in the forms that leave word characters:
// 国令第746号, 国务院令746号, 国务院第746号令, 主席令第四十五号.
var order = regexp.MustCompile(`^(.*?)(?:令第?([\d零〇一二三四五六七八九十百千]+)号?|第?([\d零〇一二三四五六七八九十百千]+)号令)$`)

// ordering is who gives an order, in one form.
var ordering = strings.NewReplacer(commonName, "", "国务院", "国", "人民政府", "政府", "国家主席", "主席")

// plainNumber is a 文号 of a year, or the number of an order, in one form.
func plainNumber(number string) string {
	if m := yearOfNumber.FindStringSubmatch(number); m != nil {
		return m[1] + m[2] + m[3] + "号"
	}
	if m := order.FindStringSubmatch(number); m != nil {
		if n, ok := corpus.Numeral(m[2] + m[3]); ok {
			return fmt.Sprintf("%s令%d号", ordering.Replace(m[1]), n)
		}
	}
	return number
}

// byGovernment matches the plain number of an order with who gave it, by level.
var byGovernment = regexp.MustCompile(`^(.*?)([省市区县]?政府)?(令\d+号)$`)

// orderNames returns how the order of a plain number may be called without the name
// of the place: 市政府令179号, 政府令179号, 令179号; none for other numbers.
func orderNames(plain string) []string {
	m := byGovernment.FindStringSubmatch(plain)
	if m == nil || m[1] == "" && m[2] == "" {
		return nil
	}
	list := []string{m[3]}
	if m[2] != "" {
		list = append(list, "政府"+m[3], m[2]+m[3])
	}
	return list
}

// names returns the skeletons by which a document is named, of those of its
// title and its 文号: the title whole, without 中华人民共和国, the code of which it
// is a book, the 文号, for an order without its place.
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
		plain := plainNumber(number)
		all = append(append(all, plain), orderNames(plain)...)
	}
	return all
}

// nameDocs lists the documents of every name.
func (s *shard) nameDocs() {
	s.named = make(map[string][]uint32, len(s.docs))
	for d := range s.docs {
		row := &s.docs[d]
		all := append(names(s.titles[d], s.nums[d]), row.reportName(s.titles[d]), row.Also)
		if plain := edition.ReplaceAllString(row.Title, ""); plain != row.Title {
			all = append(all, names(hanzi.Skeleton(plain).String(), "")...)
		}
		for _, name := range all {
			if of := s.named[name]; name != "" && !slices.Contains(of, uint32(d)) {
				s.named[name] = append(of, uint32(d))
			}
		}
	}
}

// askedEdition matches a title with the year of the edition that is meant, as a
// skeleton: 公司法2018, 公司法2018年修正, 2018年公司法.
var askedEdition = regexp.MustCompile(`^(?:(\D.*?)((?:19|20)\d\d)年?(?:修正|修订|修改)?[版本]?|((?:19|20)\d\d)年?版?的?(\D.*))$`)

// called returns the documents that a skeleton names.
func (s *shard) called(name string) []uint32 {
	if name == "" {
		return nil
	}
	forms := []string{name, government.Replace(name), plainNumber(name), name + "号"}
	if m := congressAsked.FindStringSubmatch(name); m != nil {
		forms = append(forms, congressReport(m[1]))
	}
	for _, form := range forms {
		if docs := s.named[form]; len(docs) > 0 {
			return docs
		}
	}
	if m := askedEdition.FindStringSubmatch(name); m != nil {
		return s.ofYear(s.called(m[1]+m[4]), m[2]+m[3])
	}
	return nil
}

// ofYear returns the documents of a year, by their main date or their titles.
func (s *shard) ofYear(docs []uint32, year string) []uint32 {
	return slices.DeleteFunc(slices.Clone(docs), func(d uint32) bool {
		return fmt.Sprint(s.docs[d].Date/10000) != year && !strings.Contains(s.docs[d].Title, year)
	})
}
