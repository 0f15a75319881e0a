package whole

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// pair is an opening mark with its closing one. reach is over how many further
// paragraphs the closing mark may come.
type pair struct {
	open, close string // all forms of each; the first is the one that is named
	reach       int
}

var pairs = []pair{{"“", "”", 40}, {"「", "」", 40}, {"『", "』", 40}, {"‘", "’", 40}, {"《", "》", 3}, {"（(", "）)", 1}}

// label is the mark of an item that closes a bracket which nothing opens: 1）, a).
var label = regexp.MustCompile(`(?:^|[\s　；;。：:，,、（(])(?:[\dA-Za-z]{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[）)]`)

// promulgated is a line of a note on who passed and revised a text; collections
// break such notes into lines and lose the bracket that opens them.
var promulgated = regexp.MustCompile(`(?:通过|公布|发布|修正|修订|修改|批准|施行|废止|实施)[）)]$`)

// open is a mark that waits for its other half.
type open struct {
	at   int // byte offset in the text
	line int
}

// marks finds marks without their other half.
func marks(d *corpus.Document, lines []line) []Finding {
	var alone []int
	var of []pair
	for _, p := range pairs {
		for _, at := range p.unpaired(lines) {
			alone, of = append(alone, at), append(of, p)
		}
	}
	list := told(len(alone), func(i int) Finding { return of[i].finding(d, alone[i]) })
	straight := straightAlone(lines)
	return append(list, told(len(straight), func(i int) Finding {
		at := straight[i].at
		return Finding{Marks, place(d, at.Start) + "的“\"”不成对。", at}
	})...)
}

// straightAlone returns the paragraphs with a straight quotation mark too many, in
// a text whose marks do not pair over paragraphs either. Inches are none.
func straightAlone(lines []line) []line {
	var odd []line
	for _, l := range lines {
		if strings.Count(inches.ReplaceAllString(l.text, ""), "\"")%2 == 1 {
			odd = append(odd, l)
		}
	}
	if len(odd)%2 == 0 {
		return nil // quotations of several paragraphs
	}
	return odd
}

var inches = regexp.MustCompile(`\d"`)

func (p pair) finding(d *corpus.Document, at int) Finding {
	r, size := utf8.DecodeRuneInString(d.Text[at:])
	other := first(p.close)
	if strings.ContainsRune(p.close, r) {
		other = first(p.open)
	}
	return Finding{Marks, place(d, at) + "的“" + string(r) + "”没有与之成对的“" + other + "”。", corpus.Span{Start: at, End: at + size}}
}

func first(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// unpaired returns the byte offsets of the marks that stay alone. A quotation
// that opens again at the head of each of its paragraphs is one quotation.
func (p pair) unpaired(lines []line) []int {
	var alone []int
	var waiting []open
	for i, l := range lines {
		for len(waiting) > 0 && i-waiting[0].line > p.reach {
			alone, waiting = append(alone, waiting[0].at), waiting[1:]
		}
		if !strings.ContainsAny(l.text, p.open+p.close) {
			continue
		}
		note := i < headLines*2 && promulgated.MatchString(l.text)
		for k, r := range p.blank(l.text) {
			switch {
			case strings.ContainsRune(p.open, r) && k == 0 && len(waiting) > 0 && waiting[len(waiting)-1].line < i:
				waiting[len(waiting)-1].line = i // opens again
			case strings.ContainsRune(p.open, r):
				waiting = append(waiting, open{l.at.Start + k, i})
			case !strings.ContainsRune(p.close, r):
			case len(waiting) > 0:
				waiting = waiting[:len(waiting)-1]
			case note:
			default:
				alone = append(alone, l.at.Start+k)
			}
		}
	}
	for _, w := range waiting {
		alone = append(alone, w.at)
	}
	return alone
}

// apostrophe is a mark in a foreign word: World’s.
var apostrophe = regexp.MustCompile(`[A-Za-z\d]’`)

// blank takes out of a line, byte for byte, what looks like a mark of the pair
// and is none: the closing brackets of item labels, apostrophes.
func (p pair) blank(s string) string {
	if p.close == "’" {
		return apostrophe.ReplaceAllStringFunc(s, func(m string) string { return strings.Repeat(" ", len(m)) })
	}
	if !strings.Contains(p.close, ")") {
		return s
	}
	return label.ReplaceAllStringFunc(s, func(m string) string {
		if strings.ContainsAny(m, "（(") {
			return m
		}
		return strings.Repeat(" ", len(m))
	})
}
