package server

import "yinju/index"

// sign shows a category without relying on colour: the same sign in facets, hits
// and documents.
type sign struct {
	Mark  string // ＋ － ± ·
	Label string
	Class string // of the style sheet
}

var signs = map[string]sign{
	"加":  {"＋", "加法", "add"},
	"减":  {"－", "减法", "cut"},
	"加减": {"±", "加减", "both"},
	"无":  {"·", "无", "none"},
}

// signOf returns the sign of a category; one that is not known shows as itself.
func signOf(category string) sign {
	if s, ok := signs[category]; ok {
		return s
	}
	return sign{"", category, "none"}
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
