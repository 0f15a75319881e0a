package cli

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"yinju/archive"
	"yinju/corpus/theme"
	"yinju/index"
)

// writeResults writes what a search found for a person to read.
func (p *program) writeResults(r *index.Results, q index.Query, v index.Vocabulary) error {
	for _, note := range notes(r) {
		p.note("%s", note)
	}
	w := bufio.NewWriter(p.out)
	fmt.Fprintf(w, "共 %d 段，出自 %d 份文件\n", r.Total, r.Documents)
	for i, h := range r.Hits {
		writeHit(w, (q.Page-1)*q.Size+i+1, h, v, min(p.outWidth, widest))
	}
	return w.Flush()
}

// notes says what a reader should know of how the answer came about.
func notes(r *index.Results) []string {
	var list []string
	for _, w := range r.Rewrites {
		list = append(list, fmt.Sprintf("%s 也按 %s 检索%s", w.From, w.To, bracketed(rewriteWords[w.Kind])))
	}
	if r.Insufficient && r.Total > 0 {
		list = append(list, "证据不足：没有意思足够相近的段落，也没有含全词语的段落")
	}
	if r.Misplaced != "" {
		list = append(list, "所举文件中没有"+r.Misplaced+"，先列出同一文件中最近的一处")
	}
	if r.Relaxed {
		list = append(list, "词语全部出现的段落很少，已列入只含部分词语的段落")
	}
	for _, code := range r.Degraded {
		if words := degradedWords[code]; words != "" {
			list = append(list, words)
		}
	}
	return list
}

// rewriteWords names the kinds of rewriting.
var rewriteWords = map[string]string{
	"traditional": "简体", "regional": "大陆的说法", "pinyin": "拼音", "initials": "拼音首字母", "typo": "疑有误字",
	"english": "英文", "abbreviation": "简称或全称",
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

// degradedWords explains the codes of Results.Degraded. Without a model every
// answer is by words, which is no news to who uses this version.
var degradedWords = map[string]string{
	"vectors-incomplete": "部分段落尚无语义向量，按意思检索暂不完整",
	"embedder-timeout":   "语义模型未及时回应，只按词语检索",
	"embedder-error":     "语义模型出错，只按词语检索",
}

func writeHit(w io.Writer, number int, h index.Hit, v index.Vocabulary, width int) {
	fmt.Fprintf(w, "\n%d  %s\n", number, title(h.Title, width))
	for _, line := range []string{sourceLine(h), place(h)} {
		if line != "" {
			fmt.Fprintln(w, "   "+printable(line))
		}
	}
	fmt.Fprintln(w, wrapped(h.Text, h.Marks, "   ", width))
	if line := evidenceLine(h.Evidence); line != "" {
		fmt.Fprintln(w, "   "+printable(line))
	}
	fmt.Fprintln(w, "   "+printable(footLine(h, v)))
}

func title(s string, width int) string {
	if s = printable(s); width > 0 {
		return "\x1b[1m" + s + "\x1b[0m"
	}
	return s
}

// sourceLine is 发文机关 · 文号 · date with its kind · genre · source with its
// class · standing, as the page has it. 效力未核 is no news and is left out.
func sourceLine(h index.Hit) string {
	standing := h.StatusNote
	if h.Status == index.UnknownValue {
		standing = ""
	}
	return joined(strings.Join(h.Issuers, "、"), h.Number, dateWords(h), h.Genre, classed(h.Source, h.SourceClass), standing)
}

// classed writes a source with its class: 中国政府网（官方原文）. The class alone
// stands where the source is not known.
func classed(source, class string) string {
	if source == "" || class == "" {
		return source + class
	}
	return source + "（" + class + "）"
}

// kindWords names the kinds of dates.
var kindWords = map[string]string{
	"adopted": "成文", "spoken": "讲话", "published": "发布", "revised": "修订", "effective": "施行",
}

func dateWords(h index.Hit) string {
	if h.Date == nil {
		return "日期不详"
	}
	if h.DateKind == nil {
		return *h.Date
	}
	return *h.Date + " " + kindWords[*h.DateKind]
}

func place(h index.Hit) string { return joined(append(slices.Clone(h.Section), h.Locator)...) }

func footLine(h index.Hit, v index.Vocabulary) string {
	themes := make([]string, len(h.Themes))
	for i, code := range h.Themes {
		themes[i] = labelOf(v.Themes, code)
	}
	return joined(strings.Join(archive.Ways(h.Why), "、"), categoryWords(h.Category), strings.Join(themes, "、"), h.ID)
}

// categoryWords is a category's sign and label, the same as on the page.
func categoryWords(code string) string {
	for _, c := range theme.Categories() {
		if c.Code == code {
			return c.Sign + " " + c.Label
		}
	}
	return code
}

func labelOf(terms []index.Term, code string) string {
	for _, t := range terms {
		if t.Code == code {
			return t.Label
		}
	}
	return code
}

// joined sets a point between the parts that are not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}
