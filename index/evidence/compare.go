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
	InHeading Place = "heading" // a heading above the passage
	InTitle   Place = "title"
	InDate    Place = "date"    // the date of the document, which no span shows
	InNumber  Place = "number"  // its 文号, likewise
	InSpeaker Place = "speaker" // who speaks in it, likewise
)

// Verdict is what a passage has of one part.
type Verdict struct {
	Part     Part
	Status   Status
	Place    Place  // "" if absent
	Span     [2]int // code points of the passage, the title or the heading; [0, 0) elsewhere
	Text     string // as written there
	Value    Value  // of Text; the part's own if it is contained
	SameForm bool   // contained, and written alike but for width and characters: 5% and 5%, not 百分之五
}

// Source is a passage with what is known of its document.
type Source struct {
	Text     string
	Headings []string // outermost first
	Title    string
	Number   string      // 文号
	Speaker  string      // "" if unknown
	Date     corpus.Date // main date, zero if unknown; 今年 and a day without a year are of its year
}

// Compare looks for every part in a passage, in the order of the parts. A figure is
// contained where it stands among words of the claim, and differs where another
// value stands in its place (figured); of a year the nearest context decides
// (years.go); other dates and names count wherever the passage or the title has
// them. Absent is the rule, Differs needs support.
func (c *Claim) Compare(s Source) []Verdict {
	x := comparison{Claim: c, source: s, title: foldText(s.Title)}
	x.read()
	x.settle()
	verdicts := make([]Verdict, len(c.parts))
	for i := range c.parts {
		verdicts[i] = x.verdict(i)
	}
	for i, v := range verdicts {
		if v.Status == Absent {
			verdicts[i] = x.differing(i, verdicts)
		}
	}
	return verdicts
}

// comparison is a passage that is being compared with a claim.
type comparison struct {
	*Claim
	source          Source
	text            scene
	title           folded
	inText, inTitle []item          // figures and dates
	contexts        []context       // of inText
	settled         []bool          // of inText
	others          []uint64        // by segment of the text: the parts whose value it has
	given           map[int]bool    // the parts that have a member of a list
	phrases         []pairSet       // of inText, if any is given
	passed, open    map[[2]int]bool // part and value: a list gives the value to another, or does not tell to whom
}

func (c *comparison) read() {
	c.text = newScene(foldText(c.source.Text).inFull(), c.pairs)
	c.inTitle = valuesOf(c.title, c.source.Date)
	c.inText = withSpans(c.text.folded, valuesOf(c.text.folded, c.yearOf()))
	c.passed, c.open = map[[2]int]bool{}, map[[2]int]bool{}
	c.given = map[int]bool{}
	c.contexts = make([]context, len(c.inText))
	c.others = make([]uint64, len(c.text.segments))
	for k, it := range c.inText {
		c.contexts[k] = c.text.context(it.start, it.end)
		for i, p := range c.parts[:min(64, len(c.parts))] {
			if c.holds(it, p) {
				c.others[c.contexts[k].segment] |= 1 << i
			}
		}
	}
	c.give()
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

// verdict says what the passage has of a part by itself, before the other parts are
// known.
func (c *comparison) verdict(i int) Verdict {
	p := c.parts[i]
	switch {
	case p.Kind == Name:
		return c.named(p)
	case p.Kind == Figure:
		return c.figured(i)
	case p.Value.Class == "year":
		return c.inYear(i)
	}
	if own, ok := c.strongest(i, c.own(i)); ok {
		return c.found(i, Contained, own.item)
	}
	return c.aside(p)
}

// aside looks for a part in the title and the date of the document.
func (c *comparison) aside(p Part) Verdict {
	for _, it := range c.inTitle {
		if c.holds(it, p) {
			return verdict(p, Contained, InTitle, c.title, it)
		}
	}
	if v, ok := c.dated(p); ok {
		return v
	}
	return Verdict{Part: p, Status: Absent}
}

func (c *comparison) found(i int, status Status, it item) Verdict {
	return verdict(c.parts[i], status, InPassage, c.text.folded, it)
}

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
// count the same things with another one (38件, 38份) if not each of the two says
// what kind of thing it counts (1300万辆, 1300万台).
func sameClass(a, b string, figures int) bool {
	if a == b {
		return true
	}
	return countable[a] && countable[b] && (a == "个" || b == "个" || figures > 1 && !(ofKind[a] && ofKind[b]))
}

// countable has the classes of measure words and of units that 个 may stand for,
// as 3个 does for 3个工作日.
var countable = readCountable()

// ofKind has the classes of measure words that only things of one kind have.
var ofKind = readOfKind()

func readOfKind() map[string]bool {
	classes := map[string]bool{}
	for _, u := range units {
		if u.kind {
			classes[u.class] = true
		}
	}
	return classes
}

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
