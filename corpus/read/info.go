package read

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus/hanzi"
)

// An info line tells of the document between its title and its text:
// 发布时间：2023-07-01　　来源：市应急局　　浏览次数：12.

// pair is a label with its value. The value is "" where it stands elsewhere, in
// the next line or cell.
type pair struct{ label, value string }

// valueRunes is the length in runes above which what follows a label is text.
const valueRunes = 40

var (
	colonMark = regexp.MustCompile(`[ 　\x{a0}]*[：:]`)
	valueGap  = regexp.MustCompile(`[ 　\x{a0}]{2,}|[\n|｜【\[]`)
	dayTime   = regexp.MustCompile(`^[\d０-９]{4}[-./年][\d０-９]{1,2}[-./月][\d０-９]{1,2}日?(?:[ 　\x{a0}T]*\d{1,2}:\d{2}(?::\d{2})?)?$`)
)

// infoPairs takes a line of labels and values apart; nil unless the line begins
// with a known label, or with a day and then a label, every label is known or a
// counter or a switch, and every value is one.
func infoPairs(s string) []pair {
	marks := labelMarks(s)
	if len(marks) == 0 {
		return nil
	}
	var pairs []pair
	if lead := trimmed(s[:marks[0].start]); dayTime.MatchString(lead) {
		pairs = append(pairs, pair{"发布时间", lead})
	} else if lead != "" {
		return nil
	}
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1].start
		}
		value, ok := labelValue(m.label, s[m.after:end])
		switch {
		case !ok:
			return nil
		case m.label == "时间" && len(marks)+len(pairs) > 1:
			pairs = append(pairs, pair{"发布时间", value})
		case labels[m.label] != "" && !fontSwitch(m.label, value):
			pairs = append(pairs, pair{m.label, value})
		case m.label == "时间":
			return nil
		}
	}
	return pairs
}

// mark is a label in a line: where it starts, and where its value begins.
type mark struct {
	label        string
	start, after int
}

// labelMarks finds the labels before colons. After the first one a label may
// follow a value at once: 来源：市应急局作者：张三.
func labelMarks(s string) []mark {
	var marks []mark
	from := 0
	for _, c := range colonMark.FindAllStringIndex(s, -1) {
		if label, start := labelBefore(s[from:c[0]], len(marks) > 0); label != "" {
			marks = append(marks, mark{label, from + start, c[1]})
			from = c[1]
		}
	}
	return marks
}

// labelBefore returns the longest known label that ends s, in the form in which
// labels are looked up, and where it starts. It stands at the beginning or after
// a sign or a space, with joined set also after other words.
func labelBefore(s string, joined bool) (label string, start int) {
	runes := 0
	for i := len(s); i > 0 && runes < 14; runes++ {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if i -= size; !hanzi.IsHan(r) && !isSpace(r) {
			break
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if key := labelKey(s[i:]); hanzi.IsHan(r) && infoLabel(key) && (joined && len(key) >= len("文号") || i == 0 || !hanzi.IsHan(before)) {
			label, start = key, i
		}
	}
	return label, start
}

// infoLabel: a label of a field, 时间, a counter or a switch.
func infoLabel(key string) bool {
	if _, known := labels[key]; known {
		return true
	}
	switch key {
	case "时间", "字体", "字号", "字体大小", "文字大小", "浏览量", "点击量", "阅读量", "访问量", "点击数", "浏览数", "阅读数",
		"浏览次数", "访问次数", "点击次数", "阅读次数", "点击率", "打印", "分享", "分享到", "保护视力色", "视力保护色":
		return true
	}
	return false
}

// labelValue cuts a value at a wide gap or a sign that parts columns. False if
// it is no value but text: too long, with a sentence stop or a further label.
func labelValue(label, s string) (string, bool) {
	value := trimmed(s)
	field := labels[label]
	if field != "title" && field != "issuer" && field != "url?" || field == "url?" && !isURL(value) {
		if gap := valueGap.FindStringIndex(value); gap != nil {
			if strings.ContainsAny(value[gap[1]:], "。；！？，") || hanzi.HanCount(value[gap[1]:]) > 20 {
				return "", false
			}
			value = trimmed(value[:gap[0]])
		}
	} else {
		joint := map[string]string{"issuer": " "}[field]
		value = trimmed(strings.ReplaceAll(strings.Split(value, "【")[0], "\n", joint))
	}
	return value, isValue(field, value)
}

// isValue reports that a value can be one of the field.
func isValue(field, value string) bool {
	limit := valueRunes
	if field == "title" || field == "issuer" || isURL(value) {
		limit = 120
	}
	return utf8.RuneCountInString(value) <= limit && !strings.ContainsAny(value, "。！？") && (field == "title" || isURL(value) || !strings.Contains(value, "："))
}

// follows reports that a text which stands in the next line or cell can be the
// value of a label.
func follows(label, value string) bool {
	field := labels[label]
	if value == "" || !isValue(field, value) || len(labelMarks(value)) > 0 || infoLabel(labelKey(value)) {
		return false
	}
	switch field {
	case "number":
		_, ok := number(value)
		return ok
	case "published", "adopted", "revised", "effective", "spoken", "date":
		_, _, ok := readDate(value)
		return ok
	case "url?", "author", "speaker":
		return utf8.RuneCountInString(value) <= 24 && !strings.ContainsAny(value, "，；") || isURL(value)
	}
	return true
}

// cellPairs reads a row of cells that are labels and values in turn, without
// colons; nil if it is none.
func cellPairs(cells []string) []pair {
	if len(cells) < 2 || len(cells)%2 != 0 {
		return nil
	}
	var pairs []pair
	for i := 0; i < len(cells); i += 2 {
		label, value := labelKey(strings.TrimRight(cells[i], "：: 　")), trimmed(cells[i+1])
		if field, known := labels[label]; !known || len(label) < len("标题") || value != "" && !isValue(field, value) || infoLabel(labelKey(value)) {
			return nil
		}
		pairs = append(pairs, pair{label, value})
	}
	if len(pairs) == 1 && utf8.RuneCountInString(pairs[0].label) < 3 {
		return nil // 来源, 分类 may head a row of data
	}
	return pairs
}

func trimmed(s string) string { return strings.TrimFunc(s, hanzi.Invisible) }

// takePairs reads 发布日期：2024-06-06 and a label alone with its value on the
// next line, among the first lines, and takes them off; it returns how many
// lines that were.
func (p *page) takePairs(title string, limit int) (taken int) {
	drop := map[int]bool{}
	for i := 0; i < limit; i++ {
		q := p.paras[i]
		if utf8.RuneCountInString(q.text) > 200 || drop[i] || q.depth > 0 {
			continue
		}
		pairs := infoPairs(q.text)
		if pairs == nil && q.row {
			pairs = cellPairs(strings.Split(q.text, "　"))
		}
		for _, pair := range pairs {
			drop[i] = true
			if pair.value == "" && i+1 < limit && p.valueBelow(i+1, pair.label, title) {
				pair.value = p.paras[i+1].text
				drop[i+1] = true
			}
			p.say(pair.label, pair.value, "页面 "+pair.label)
		}
	}
	kept := p.paras[:0:0]
	for i, q := range p.paras {
		if !drop[i] {
			kept = append(kept, q)
		}
	}
	p.paras = kept
	return len(drop)
}

// valueBelow: line i is the value of the label alone above it.
func (p *page) valueBelow(i int, label, title string) bool {
	text := p.paras[i].text
	return follows(label, text) && !isChrome(text, "head") && (!sameLine(text, title) || label == "名称")
}
