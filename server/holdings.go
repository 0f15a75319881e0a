package server

import (
	"fmt"
	"strconv"
	"strings"

	"yinju/archive"
	"yinju/corpus"
	"yinju/index"
)

// holds says in one sentence what an archive has: an answer of nothing is worth
// only as much as what was searched.
func holds(c *archive.Coverage) string {
	text := fmt.Sprintf("本库共 %s 份文件、%s 段", count(c.Documents), count(c.Passages))
	if c.From != nil && c.To != nil {
		text += fmt.Sprintf("，文件的主日期最早 %s、最晚 %s", chineseDate(*c.From), chineseDate(*c.To))
	}
	text += fmt.Sprintf("，日期不详 %s 份", count(c.Undated))
	if c.Imported != nil {
		text += "，最近导入于 " + moment(*c.Imported)
	}
	return text + "。"
}

// heldOf says, for every year, span of dates and source that a query asks for,
// how many documents the archive has of it at all.
func heldOf(q asked, c *archive.Coverage) []string {
	var lines []string
	for _, year := range q.Selected(index.Year) {
		lines = append(lines, ofYear(year, c))
	}
	if from, to := q.Filters.From, q.Filters.To; from.Year != 0 || to.Year != 0 {
		n := documentsBetween(from, to, c)
		lines = append(lines, heldLine(strings.TrimPrefix(span(from, to), "日期：")+" 各年", n))
	}
	for _, source := range q.Selected(index.Source) {
		lines = append(lines, heldLine("来源“"+sourceName(source)+"”", documentsFrom(source, c)))
	}
	return lines
}

func heldLine(what string, documents int) string {
	if documents == 0 {
		return "本库没有" + what + "的文件。"
	}
	return fmt.Sprintf("本库有%s的文件 %s 份。", what, count(documents))
}

func ofYear(value string, c *archive.Coverage) string {
	if value == index.UnknownValue {
		return heldLine("日期"+unknown, c.Undated)
	}
	year, _ := strconv.Atoi(value)
	for _, y := range c.Years {
		if y.Year == year {
			return heldLine(fmt.Sprintf(" %d 年", year), y.Documents)
		}
	}
	return heldLine(fmt.Sprintf(" %d 年", year), 0)
}

func documentsBetween(from, to corpus.Date, c *archive.Coverage) int {
	n := 0
	for _, y := range c.Years {
		if y.Year >= from.Year && (to.Year == 0 || y.Year <= to.Year) {
			n += y.Documents
		}
	}
	return n
}

func documentsFrom(source string, c *archive.Coverage) int {
	for _, s := range c.Sources {
		if s.Value == source || s.Value == "" && source == index.UnknownValue {
			return s.Count
		}
	}
	return 0
}

func sourceName(value string) string {
	if value == "" || value == index.UnknownValue {
		return unknown
	}
	return value
}

// sourceValue is what selects a source as the coverage names it.
func sourceValue(name string) string {
	if name == "" {
		return index.UnknownValue
	}
	return name
}
