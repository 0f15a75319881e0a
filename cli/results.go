package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"yinju/archive"
	"yinju/corpus/theme"
	"yinju/index"
)

// writeResults writes what a search found for a person to read.
func (p *program) writeResults(r *index.Results, q index.Query, v index.Vocabulary, m archive.MeaningState) error {
	for _, note := range notes(r, m) {
		p.note("%s", note)
	}
	w := bufio.NewWriter(p.out)
	fmt.Fprintf(w, "共 %d 段，出自 %d 份文件%s\n", r.Total, r.Documents, underlining(r.Hits, p.outWidth))
	for i, h := range r.Hits {
		writeHit(w, (q.Page-1)*q.Size+i+1, h, v, min(p.outWidth, widest))
	}
	return w.Flush()
}

func writeHit(w io.Writer, number int, h index.Hit, v index.Vocabulary, width int) {
	fmt.Fprintf(w, "\n%d  %s\n", number, title(h.Title, width))
	for _, line := range []string{sourceLine(h), place(h)} {
		if line != "" {
			fmt.Fprintln(w, "   "+printable(line))
		}
	}
	shown := excerptOf(h)
	fmt.Fprintln(w, wrapped(shown.text, shown.marks, shown.best, "   ", width))
	if line := bestLine(h); line != "" && width == 0 {
		fmt.Fprintln(w, "   "+line)
	}
	if line := evidenceLine(h.Evidence); line != "" {
		fmt.Fprintln(w, "   "+printable(line))
	}
	fmt.Fprintln(w, "   "+printable(footLine(h, v)))
}

func title(s string, width int) string {
	if s = cmp.Or(printable(s), "题名不详"); width > 0 {
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

// categoryWords is a category's sign and label, the same as on the page. A sign that
// reads as the point between fields would be an empty field here.
func categoryWords(code string) string {
	for _, c := range theme.Categories() {
		switch {
		case c.Code == code && c.Sign == point:
			return c.Label
		case c.Code == code:
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

// point stands between the fields of a line.
const point = "·"

// joined sets a point between the parts that are not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " "+point+" ")
}
