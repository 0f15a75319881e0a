package theme

import (
	_ "embed"

	"yinju/corpus/table"
)

//go:embed categories.tsv
var categoriesTSV string

//go:embed themes.tsv
var themesTSV string

// The category codes.
const (
	Add     = "加"
	Cut     = "减"
	Both    = "加减"
	Neither = "无"
)

// Fallback is the theme of a passage that fits no theme.
const Fallback = "gov"

// Category is one of the four answers to "which way does it push".
type Category struct {
	Code  string // 加, 减, 加减, 无
	Label string
	Sign  string // one character that reads without colour

	Definition string // for a reader of the pages, in Chinese
}

// Theme is one of the 23 subjects.
type Theme struct {
	Code  string // sci, digital …
	Label string // 科技创新 …

	Definition string // for a reader of the pages, in Chinese
}

// RelDefinition tells a reader what rel marks, in Chinese.
const RelDefinition = "讲增与减的关系：有增有减、以减促增、此消彼长，或者取舍与平衡。"

// Categories returns the four categories in their fixed order.
func Categories() []Category {
	var list []Category
	for _, row := range mustTable("categories.tsv", categoriesTSV, 5) {
		list = append(list, Category{Code: row[0], Label: row[1], Sign: row[2], Definition: row[3]})
	}
	return list
}

// Themes returns the 23 themes in the order in which they are shown.
func Themes() []Theme {
	var list []Theme
	for _, row := range mustTable("themes.tsv", themesTSV, 4) {
		list = append(list, Theme{Code: row[0], Label: row[1], Definition: row[2]})
	}
	return list
}

// mustTable reads a table that is part of the program; a test reads both, so
// the panic is for whoever edits them.
func mustTable(name, data string, n int) [][]string {
	rows, err := table.Rows("theme: "+name, data, n)
	if err != nil {
		panic(err)
	}
	return rows
}
