package server

import (
	"fmt"
	"slices"
	"strings"

	"yinju/archive"
	"yinju/index"
)

// whyView says how a hit was found: in a word or two at its foot, in full when
// asked.
type whyView struct {
	Found string   // 原文命中, 词语相关, 词义相近, or two of them
	Parts []string // what was matched and where it ranks
}

func whyOf(h index.Hit) whyView {
	v := whyView{strings.Join(archive.Ways(h.Why), "、"), whyParts(h.Why)}
	if h.Best != nil {
		v.Parts = append(v.Parts, "意思最近的一句："+opening(h.Text, *h.Best))
	}
	return v
}

// legend names what is shown in the passages of a page in ways of their own.
type legend struct{ Best, Differs bool }

func legendOf(hits []index.Hit) legend {
	var l legend
	for _, h := range hits {
		l.Best = l.Best || h.Best != nil
		l.Differs = l.Differs || slices.ContainsFunc(claimShades(h.Evidence), func(s shade) bool { return s.Kind == shadeDiffers })
	}
	return l
}

// openingRunes is how much of a sentence names it.
const openingRunes = 12

func opening(text string, span [2]int) string {
	sentence := strings.TrimSpace(string([]rune(text)[span[0]:span[1]]))
	if short := shorten(sentence, openingRunes); short != sentence {
		return "“" + short + "……”"
	}
	return "“" + sentence + "”"
}

func whyParts(w index.Why) []string {
	var parts []string
	add := func(name string, words []string) {
		if len(words) > 0 {
			parts = append(parts, name+"："+strings.Join(words, "、"))
		}
	}
	add("含所查的词语", w.Words)
	add("含换用的词语", w.Expanded)
	rank := func(name string, n *int) {
		if n != nil {
			parts = append(parts, fmt.Sprintf("%s排第 %s", name, count(*n)))
		}
	}
	rank("按词语", w.WordsRank)
	rank("按意思", w.MeaningRank)
	return parts
}
