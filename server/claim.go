package server

import (
	"strings"

	"yinju/index"
)

// claimView says what a hit has of the figures, dates and names of a claim, one
// line: 含 60日、北京市；不同：百分之五（此处为百分之三）；未见：2020年.
type claimView struct {
	Contained, Differs, Absent string // "" where there are none
}

func claimOf(list []index.Evidence) *claimView {
	if len(list) == 0 {
		return nil
	}
	return &claimView{
		Contained: index.EvidenceWords(list, "contained", containedWords),
		Differs:   index.EvidenceWords(list, "differs", differingWords),
		Absent:    index.EvidenceWords(list, "absent", func(e index.Evidence) string { return e.Part }),
	}
}

// containedWords names a part, how it is written where that differs, and where it
// stands if not in the passage.
func containedWords(e index.Evidence) string {
	var notes []string
	if e.Place != inPassage {
		notes = append(notes, "见于"+placeNames[e.Place])
	}
	if !e.SameForm && e.Found != "" {
		notes = append(notes, "写作"+e.Found)
	}
	if len(notes) == 0 {
		return e.Part
	}
	return e.Part + "（" + strings.Join(notes, "，") + "）"
}

func differingWords(e index.Evidence) string {
	return e.Part + "（" + placeWords(e.Place) + "为" + e.Found + "）"
}

// The places where a part can stand, as index.Evidence has them.
const inPassage = "passage"

var placeNames = map[string]string{"heading": "小标题", "title": "标题", "date": "文件日期", "number": "文号", "speaker": "讲话人"}

func placeWords(place string) string {
	if name := placeNames[place]; name != "" {
		return name
	}
	return "此处"
}

// claimShades are the parts that stand in the passage itself, to be pointed at in
// its text.
func claimShades(list []index.Evidence) []shade {
	var shades []shade
	for _, e := range list {
		if e.Place != inPassage || e.Span[0] >= e.Span[1] {
			continue
		}
		switch e.Status {
		case "contained":
			shades = append(shades, shade{From: e.Span[0], To: e.Span[1], Kind: shadeHolds, Note: "所查的" + e.Part})
		case "differs":
			shades = append(shades, shade{From: e.Span[0], To: e.Span[1], Kind: shadeDiffers, Note: "所查的是" + e.Part})
		}
	}
	return shades
}
