package evidence

import (
	"slices"
	"strings"

	"yinju/corpus"
)

// Status is what a passage says of a part.
type Status string

const (
	Contained Status = "contained" // the passage, its title or its date has the value
	Differs   Status = "differs"   // it has another value where the claim has this one
	Absent    Status = "absent"    // it has neither
)

// Place is where a value was found.
type Place string

const (
	InPassage Place = "passage"
	InTitle   Place = "title"
	InDate    Place = "date" // the date of the document, which no span shows
)

// Verdict is what a passage has of one part.
type Verdict struct {
	Part     Part
	Status   Status
	Place    Place  // "" if absent
	Span     [2]int // code points of the passage, or of the title; [0, 0) if absent or in the date
	Text     string // as written there
	Value    Value  // of Text; the part's own if it is contained
	SameForm bool   // contained, and written alike but for width and characters: 5% and 5%, not 百分之五
}

// Source is a passage with what is known of its document.
type Source struct {
	Text  string
	Title string
	Date  corpus.Date // main date, zero if unknown; 今年 and a day without a year are of its year
}

// Compare looks for every part in a passage, in the order of the parts. A value
// counts as contained in whatever form and wherever the passage or the title has
// it. It differs where the passage has another value of the same kind and class
// and the words around both agree (see nearby): Absent is the rule, Differs needs
// support.
func Compare(parts []Part, claim string, s Source) []Verdict {
	c := comparison{claim: foldText(claim), text: foldText(s.Text), title: foldText(s.Title), source: s}
	c.read()
	verdicts := make([]Verdict, len(parts))
	for i, p := range parts {
		verdicts[i] = c.contained(p)
	}
	for i, v := range verdicts {
		if v.Status == Absent {
			verdicts[i] = c.differing(v, verdicts)
		}
	}
	return verdicts
}

// comparison is a passage that is being compared with a claim.
type comparison struct {
	claim, text, title folded
	source             Source
	inText, inTitle    []item // figures and dates
}

func (c *comparison) read() {
	c.inTitle = valuesOf(c.title, c.source.Date)
	c.inText = valuesOf(c.text, c.yearOf())
}

// yearOf returns the date that 今年 is read from: the document's, else the first
// year of its title (2022年政府工作报告).
func (c *comparison) yearOf() corpus.Date {
	if c.source.Date.Year != 0 {
		return c.source.Date
	}
	for _, it := range c.inTitle {
		if it.value.Class == "year" {
			return corpus.Date{Year: it.value.From.Year}
		}
	}
	return corpus.Date{}
}

// valuesOf returns the dates and figures of a text whose document has a date, and
// behind them what only implies one.
func valuesOf(f folded, date corpus.Date) []item {
	found := dates(f)
	found = append(found, outside(found, figures(f))...)
	return append(append(found, relatives(f, date)...), implied(f)...)
}

func (c *comparison) contained(p Part) Verdict {
	if p.Kind == Name {
		return c.named(p)
	}
	if v, ok := c.valued(p, c.inText, c.text, InPassage); ok {
		return v
	}
	if v, ok := c.valued(p, c.inTitle, c.title, InTitle); ok {
		return v
	}
	if v, ok := c.dated(p); ok {
		return v
	}
	return Verdict{Part: p, Status: Absent}
}

// valued finds the item with the value of a part: one written alike, else the
// one with the most support.
func (c *comparison) valued(p Part, items []item, in folded, place Place) (Verdict, bool) {
	best, most := Verdict{}, -1
	for _, it := range items {
		if !c.holds(it, p) {
			continue
		}
		v, support := verdict(p, Contained, place, in, it), c.support(p, in, it)
		switch form := foldText(p.Text).text; {
		case v.SameForm:
			support += alike
		case strings.Contains(in.text[it.start:it.end], form):
			support += holding
		}
		if support > most {
			best, most = v, support
		}
	}
	return best, most >= 0
}

// alike outweighs any support, holding any but that of one written alike.
const (
	holding = 1000
	alike   = 2 * holding
)

func verdict(p Part, status Status, place Place, in folded, it item) Verdict {
	found := it.part(in)
	same := status == Contained && in.text[it.start:it.end] == foldText(p.Text).text
	return Verdict{p, status, place, found.Span, found.Text, it.value, same}
}

// holds reports that an item has the value of a part.
func (c *comparison) holds(it item, p Part) bool {
	if it.kind != p.Kind {
		return false
	}
	if p.Kind == Figure {
		return sameFigure(it.value, p.Value)
	}
	v := it.value
	switch {
	case p.Value.From.Year == 0 && v.From.Year == v.To.Year:
		v = v.inYear(0)
	case v.From.Year == 0 && v.Class == p.Value.Class && c.source.Date.Year != 0:
		v = v.inYear(c.source.Date.Year)
	}
	return sameDate(v, p.Value)
}

// sameFigure: a number of four figures or more may stand without its unit on one
// of the sides (2400多万贫困学生, 最多罚10万).
func sameFigure(a, b Value) bool {
	if a.Number != b.Number {
		return false
	}
	bare := (a.Class == "" || b.Class == "") && len(a.Number) >= 4
	return bare || sameClass(a.Class, b.Class, len(a.Number))
}

// sameClass: 个 stands for any measure word, and a number of several figures may
// count the same things with another one (38件, 38份).
func sameClass(a, b string, figures int) bool {
	if a == b {
		return true
	}
	return countable[a] && countable[b] && (a == "个" || b == "个" || figures > 1)
}

// countable has the classes of measure words and of units that 个 may stand for,
// as 3个 does for 3个工作日.
var countable = readCountable()

func readCountable() map[string]bool {
	classes := map[string]bool{}
	for _, u := range units {
		if u.count || strings.HasPrefix(u.word, "个") && u.class != "率" {
			classes[u.class] = true
		}
	}
	return classes
}

// sameDate reports that a passage's date says at least what a claim's does: a day
// says its year, a year does not say the day. The end of a year is said by its
// last day or its last month only, and a longer period only by itself: a year of
// “十四五” is not “十四五”.
func sameDate(passage, claim Value) bool {
	switch {
	case claim.Class == "end" && passage.Class == "day":
		return passage.To == claim.To
	case slices.Contains(periods, claim.Class):
		return passage.From == claim.From && passage.To == claim.To
	}
	return passage.within(claim)
}

var periods = []string{"plan", "decade", "half", "quarter"}

// dated finds the date of a part in the document's own.
func (c *comparison) dated(p Part) (Verdict, bool) {
	own := Value{Class: "day", From: c.source.Date, To: c.source.Date}
	if p.Kind != Date || c.source.Date.Year == 0 {
		return Verdict{}, false
	}
	if own.From.Day == 0 {
		own = wholeOf(c.source.Date)
	}
	if !own.within(p.Value) {
		return Verdict{}, false
	}
	return Verdict{Part: p, Status: Contained, Place: InDate, Text: c.source.Date.String(), Value: own}, true
}
