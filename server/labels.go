package server

import "yinju/index"

// sign shows a category without relying on colour: the same sign in facets, hits
// and documents.
type sign struct {
	Mark   string // ＋ － ± ·
	Label  string
	Class  string // of the style sheet
	Unsure bool   // the label may well be wrong: 待定
}

var signs = map[string]sign{
	"加":  {Mark: "＋", Label: "加法", Class: "add"},
	"减":  {Mark: "－", Label: "减法", Class: "cut"},
	"加减": {Mark: "±", Label: "加减", Class: "both"},
	"无":  {Mark: "·", Label: "无", Class: "none"},
}

// signOf returns the sign of a category; one that is not known shows as itself.
func signOf(category string) sign {
	if s, ok := signs[category]; ok {
		return s
	}
	return sign{Label: category, Class: "none"}
}

// labelled is the sign of a passage's label.
func labelled(category string, confidence float64, corrected bool) sign {
	s := signOf(category)
	s.Unsure = confidence < index.UncertainBelow && !corrected
	return s
}

// themeNames are the labels of the archive's theme codes.
type themeNames map[string]string

func namesOf(v index.Vocabulary) themeNames {
	names := themeNames{}
	for _, t := range v.Themes {
		names[t.Code] = t.Label
	}
	return names
}

func (n themeNames) of(codes []string) []string {
	labels := make([]string, len(codes))
	for i, code := range codes {
		labels[i] = n.one(code)
	}
	return labels
}

func (n themeNames) one(code string) string {
	if n[code] == "" {
		return code
	}
	return n[code]
}
