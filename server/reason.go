package server

import (
	"fmt"
	"math"
	"slices"

	"yinju/index"
)

// reasonView says what made a label: cues of the passage, which the page marks when
// it is asked to, and those of headings and title.
type reasonView struct {
	Inside  []cueView
	Outside []cueView // of a heading or the title
	Empty   string    // in words, where there is no cue
}

// cueView is a cue with the sign of the category that it speaks for, or the theme.
type cueView struct {
	Text   string
	Sign   sign   // zero for a theme
	For    string // the theme, "" for a category
	Weight string
	Places int // how often it stands there
}

// reasonOf lists the cues of a label, each word once for what it speaks for.
func reasonOf(cues []index.Cue, category string, names themeNames) reasonView {
	var v reasonView
	for _, c := range cues {
		view := cueViewOf(c, category, names)
		into := &v.Inside
		if c.End == 0 {
			into = &v.Outside
		}
		same := slices.IndexFunc(*into, func(o cueView) bool { return o.Text == view.Text && o.For == view.For && o.Sign == view.Sign })
		if same >= 0 {
			(*into)[same].Places++
			continue
		}
		*into = append(*into, view)
	}
	if len(cues) == 0 {
		v.Empty = "没有找到增加或减少什么的词语"
		if category != "无" {
			v.Empty = "没有单独起作用的词语"
		}
	}
	return v
}

func cueViewOf(c index.Cue, category string, names themeNames) cueView {
	v := cueView{Text: c.Text, Weight: contribution(c.Weight), Places: 1}
	switch _, isCategory := signs[c.For]; {
	case c.For == "":
		v.Sign = signOf(category)
	case isCategory:
		v.Sign = signOf(c.For)
	default:
		v.For = names.one(c.For)
	}
	return v
}

// contribution writes the weight of a cue; against the label it has a minus.
func contribution(w float64) string {
	if math.Abs(w) < .005 {
		return "不到 .01"
	}
	return fmt.Sprintf("%.2f", w)
}

// cueShades are the cues that speak for a category, as shades of the passage.
func cueShades(cues []index.Cue, category string) []shade {
	var list []shade
	for _, c := range cues {
		v := cueViewOf(c, category, nil)
		if c.End > c.Start && v.For == "" {
			list = append(list, shade{From: c.Start, To: c.End, Cue: v.Sign.Class, Note: "依据：" + v.Sign.Label + " " + v.Weight})
		}
	}
	return disjoint(list)
}

// withCues lays cues over shades: where both are, a run is both.
func (s shaded) withCues(cues []shade) shaded {
	var all []shade
	for _, c := range cues {
		at := c.From
		for _, m := range s.shades {
			if m.To <= at || c.To <= m.From {
				continue
			}
			if at < m.From {
				all = append(all, shade{From: at, To: m.From, Cue: c.Cue, Note: c.Note})
			}
			from, to := max(at, m.From), min(c.To, m.To)
			all = append(all, shade{From: from, To: to, Kind: m.Kind, Note: firstKnown(m.Note, c.Note), Cue: c.Cue})
			at = to
		}
		if at < c.To {
			all = append(all, shade{From: at, To: c.To, Cue: c.Cue, Note: c.Note})
		}
	}
	slices.SortFunc(all, func(a, b shade) int { return a.From - b.From })
	s.shades = overlaid(all, s.shades)
	return s
}
