package lineage

import (
	"regexp"
	"strings"

	"yinju/corpus"
)

// Repeal is one text that a document says to be repealed.
type Repeal struct {
	Passage int         // index of the passage that says so
	Title   string      // as printed, without the outermost 《》; "" where only the number stands
	Number  string      // 文号 as printed, brackets as 〔〕; "" where none stands
	Called  string      // the title as Called gives it for the document that is meant; "" for none
	Date    corpus.Date // when the repealed text was made, as the clause or the number has it; zero where neither does
	Own     bool        // of the document's own name: an earlier text of the same title
}

// Repeals returns the texts that a document repeals, in the order in which they
// stand: 《甲办法》同时废止, 决定废止《乙》, a list under 下列文件同时废止：. It leaves
// out clauses that repeal an article only, that are quoted (“…”), denied or
// reported, and all of documents that talk of others (解读). passages are those
// of the document.
func Repeals(d *corpus.Document, passages []corpus.Passage) []Repeal {
	if !able(d) {
		return nil
	}
	var found []Repeal
	listing := false
	for i, p := range passages {
		text := d.Text[p.Span.Start:p.Span.End]
		if p.Section >= 0 && listHeading.MatchString(d.Sections[p.Section].Heading) {
			listing = true
		}
		if !listing && !word.MatchString(text) {
			continue
		}
		for line := range strings.Lines(text) {
			var titles []cited
			titles, listing = clause(strings.TrimSpace(line), listing)
			for _, t := range titles {
				found = append(found, repealOf(d, i, t))
			}
		}
	}
	return once(found)
}

// able reports a document of a kind that can repeal: none that talks of others or
// asks for something, none of the press.
func able(d *corpus.Document) bool {
	title := skeleton(d.Title.Value)
	if !official(d) || holds(title, "about", "draft") || ends(title, "wish") != "" || ends(skeleton(d.Genre.Value), "wish") != "" {
		return false
	}
	return len(d.Issuers.Values) == 0 || ends(skeleton(d.Issuers.Values[0]), "press") == ""
}

// repealOf makes the clause of a cited title. A department that speaks of a short
// title of its own means no text of another department: Name relates its texts,
// and the number may.
func repealOf(d *corpus.Document, passage int, t cited) Repeal {
	r := Repeal{passage, t.title, t.number, calledAs(d, t.title), t.date, own(d, t.title)}
	if s, ok := scoped(d, subject(t.title)); ok && r.Own && s.shared(d) {
		r.Called = ""
	}
	return r
}

func own(d *corpus.Document, title string) bool {
	name := Name(d)
	return name != "" && name == Cited(d, title)
}

// once drops what was said before, a title and number twice in one document, and
// what names nothing.
func once(list []Repeal) []Repeal {
	seen := map[[2]string]bool{}
	var kept []Repeal
	for _, r := range list {
		k := [2]string{skeleton(r.Title), r.Number}
		if k != [2]string{} && !seen[k] {
			seen[k] = true
			kept = append(kept, r)
		}
	}
	return kept
}

const (
	// repealing are the words that take a text out of force.
	repealing = `(?:废止|失效|停止执行|停止施行|不再执行|终止执行|作废)`

	// when says from which time on; it may stand between title and word.
	when = `(?:自|从|于)?(?:本|该|此)?[^，。；《》中]{0,16}?(?:之日|日|即日|起|之时|后)(?:起)?`
)

var (
	word = regexp.MustCompile(repealing)

	// outright is what may stand between the last title and its word.
	outright = regexp.MustCompile(`^(?:等)?(?:[〇零一二三四五六七八九十百\d]+(?:个|件|项|部)?)?(?:行政|政策|税收|部门)?(?:规范性文件|文件|文|规章|地方性法规|行政法规|法规|规定|办法|通知|决定|司法解释|条例)?[，,、 　]*(?:` + when + `)?[，,、 　]*(?:也|均|都|应当|应|一律|全部|相应|随之|现)?[，,、 　]*(?:同时|同步|一并|即行|即|予以|宣布|自行|自动|自然|正式|同日|于同日)*[，,、 　]*(?:予以)?` + repealing + `(.*)$`)

	// ended is what may follow the word: the end of the clause.
	ended = regexp.MustCompile(`^(?:执行)?[，,；;。.！）)：: 　]|^$|^[，,]?(?:其他|以前|此前|之前|本|但|并)`)

	// inverted is a decision that names the titles after its word.
	inverted = regexp.MustCompile(`(?:^|[，,；;。：:、 　]|决定|现|予以|宣布|同时|一并|起)(?:决定|现|予以|宣布|同时|一并|全文)*(?:废止|停止执行)[：:]?$`)

	// opens is a line that a list of repealed texts follows.
	opens = regexp.MustCompile(`(?:下列|以下|如下|下述|具体如下).*` + repealing + `[^。]*[：:]$|` + repealing + `.*(?:下列|以下|如下|具体如下|目录如下)[^。]*[：:]$|` + repealing + `[^。]{0,30}[：:]$|` + repealing + `[^\n]*。具体如下[：:]$`)

	// openedInline is such a line and the list on one line.
	openedInline = regexp.MustCompile(`^(?:[^：:]*(?:下列|以下|如下|下述)[^：:。]*` + repealing + `[^：:。]{0,12}|[^：:]*` + repealing + `[^：:。]{0,12}(?:下列|以下|如下|下述)[^：:。]*)[：:](.+)$`)

	// listHeading heads a list of repealed texts.
	listHeading = regexp.MustCompile(`^(?:[^，。]{0,30})?(?:决定|宣布|予以|明令|全文)?废止(?:和宣布失效|和失效|失效)?的?[^，。修改]{0,20}(?:目录|清单|文件|规章|法规|一览表)$`)

	// denied is a clause that repeals nothing: a condition, a report, a plan.
	denied = regexp.MustCompile(`不予?` + repealing + `|(?:尚未|并未|没有|未被|未予|未经|不得|拟|建议|应当及时|应当尽快|可以|是否|如果|如需|若)[^，。]{0,8}` + repealing + `|应当?(?:予以)?废止`)

	// certificate is what stands in 《》 and is no text.
	certificate = regexp.MustCompile(`(?:证|证书|执照|许可书|登记表|申请表|通行证|合同|协议|票据)$`)

	// item is the mark of one entry in a list.
	item = regexp.MustCompile(`^(?:[（(]?[〇零一二三四五六七八九十百\d]{1,4}[）)]?[、.．)） 　]|[①-⑳]|[-·•])[ 　]*`)
)

// longest is the length in bytes above which a sentence is no clause that repeals.
const longest = 8000

// clause reads one line. listing says that it may be an entry of a list of
// repealed texts, and what it returns says the same of the next line.
func clause(line string, listing bool) ([]cited, bool) {
	if listing {
		if t, ok := entry(line); ok {
			return t, true
		}
	}
	var found, listed []cited
	depth, inline := 0, false // depth of quotation marks
	for _, sentence := range sentences(line) {
		if depth <= 0 && len(sentence) <= longest {
			found = append(found, repealed(sentence)...)
			listed, inline = inlineEntries(sentence, inline)
			found = append(found, listed...)
		}
		depth += strings.Count(sentence, "“") - strings.Count(sentence, "”")
	}
	return found, depth <= 0 && len(line) <= longest && opens.MatchString(line) && !denied.MatchString(line) && !strings.Contains(line, "修改")
}

// inlineEntries reads a sentence as part of a list that stands on one line with
// what opens it: 下列文件同时废止：（一）《甲》；（二）《乙》。 listing says that the list
// was opened before, and what it returns says whether it goes on.
func inlineEntries(sentence string, listing bool) ([]cited, bool) {
	if m := openedInline.FindStringSubmatch(sentence); m != nil && !denied.MatchString(sentence) && !strings.Contains(sentence, "修改") {
		sentence, listing = m[1], true
	}
	if !listing {
		return nil, false
	}
	list, ok := entry(strings.TrimSpace(sentence))
	return list, ok && !strings.HasSuffix(sentence, "。")
}

// repealed returns the titles that one sentence repeals.
func repealed(sentence string) []cited {
	titles := citations(sentence)
	if bare := withoutTitles(sentence, titles); denied.MatchString(bare) || wished(bare) {
		return nil
	}
	var found []cited
	for i := 0; i < len(titles); {
		j := i + 1
		for j < len(titles) && joined(sentence[titles[j-1].end:titles[j].start]) {
			j++
		}
		first, last := titles[i], titles[j-1]
		if !certificate.MatchString(last.title) && !quotedAt(sentence, first.start) && (isRepealed(sentence[last.end:]) || inverted.MatchString(sentence[:first.lead]) && !titled(sentence[last.end:])) {
			found = append(found, titles[i:j]...)
		}
		i = j
	}
	return found
}

var (
	wish    = regexp.MustCompile(`主张|建议|认为|呼吁|提议|希望|要求尽快`)
	decided = regexp.MustCompile(`决定|宣布|现予|现将`)
)

// wished reports a sentence that tells what somebody thinks or asks for, and does not
// go on to decide it: 有人主张…废止, but 会议认为…，决定废止.
func wished(sentence string) bool {
	at := wish.FindAllStringIndex(sentence, -1)
	return at != nil && !decided.MatchString(sentence[at[len(at)-1][1]:])
}

// withoutTitles is what a sentence says itself.
func withoutTitles(sentence string, titles []cited) string {
	var b strings.Builder
	at := 0
	for _, t := range titles {
		b.WriteString(sentence[at:t.start])
		at = t.end
	}
	return b.String() + sentence[at:]
}

// isRepealed reports that what follows the last title repeals it.
func isRepealed(after string) bool {
	m := outright.FindStringSubmatch(after)
	return m != nil && ended.MatchString(m[1])
}

// titled reports that what follows a title makes it part of something else:
// 废止《甲》的决定, 废止《甲》第三条.
func titled(after string) bool {
	return strings.HasPrefix(after, "的") || strings.HasPrefix(after, "第") || strings.HasPrefix(after, "中") || strings.HasPrefix(after, "前") || strings.HasPrefix(after, "后") || strings.HasPrefix(after, "部分") || strings.HasPrefix(after, "有关")
}

// sentences cuts a line after 。 and ； outside of 《》.
func sentences(line string) []string {
	var list []string
	depth, start := 0, 0
	for i, r := range line {
		switch r {
		case '《':
			depth++
		case '》':
			depth--
		case '。', '；', ';':
			if depth <= 0 {
				end := i + len(string(r))
				list = append(list, line[start:end])
				start, depth = end, 0
			}
		}
	}
	return append(list, line[start:])
}

// quotedAt reports that the byte offset of a sentence lies within “…”.
func quotedAt(s string, at int) bool {
	return strings.Count(s[:at], "“") > strings.Count(s[:at], "”")
}
