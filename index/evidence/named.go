package evidence

import (
	"slices"
	"strings"

	"yinju/corpus/hanzi"
)

// named finds a name, or another word of names.tsv for it, in text or title; a 文号
// also as the document's own, a person as who speaks in it.
func (c *comparison) named(p Part) Verdict {
	if it, ok := nameIn(p, c.text.folded); ok {
		return verdict(p, Contained, InPassage, c.text.folded, it)
	}
	if it, ok := nameIn(p, c.title); ok {
		return verdict(p, Contained, InTitle, c.title, it)
	}
	switch {
	case p.Value.Class == "number" && hanzi.Skeleton(c.source.Number).String() == p.Value.Name:
		return Verdict{Part: p, Status: Contained, Place: InNumber, Text: c.source.Number, Value: p.Value}
	case p.Value.Class == "person" && c.source.Speaker != "":
		return c.spoken(p)
	}
	return Verdict{Part: p, Status: Absent}
}

// spoken compares a person with who speaks in the document.
func (c *comparison) spoken(p Part) Verdict {
	v := Verdict{Part: p, Status: Differs, Place: InSpeaker, Text: c.source.Speaker}
	v.Value = Value{Class: "person", Name: hanzi.Skeleton(c.source.Speaker).String()}
	if strings.Contains(v.Value.Name, p.Value.Name) {
		v.Status, v.Value = Contained, p.Value
	}
	return v
}

// otherName looks for another place or office where the claim has a part's.
func (c *comparison) otherName(i int, verdicts []Verdict) Verdict {
	p := c.parts[i]
	if p.Value.Class != "province" && p.Value.Class != "city" && p.Value.Class != "office" {
		return verdicts[i]
	}
	o := *c
	o.inText, o.contexts = nil, nil
	for _, it := range listedNames(c.text.folded) {
		if rival(it, p) && !taken(it, verdicts) {
			o.inText, o.contexts = append(o.inText, it), append(o.contexts, c.text.context(it.start, it.end))
		}
	}
	if best, ok := o.strongest(i, func(int) bool { return true }); ok && best.differs(Name) {
		return c.found(i, Differs, best.item)
	}
	return verdicts[i]
}

// nameIn finds a name in a text: titles and 文号 whatever their punctuation, what
// names.tsv lists in any of its forms, all others as they are written.
func nameIn(p Part, in folded) (item, bool) {
	if p.Value.Class == "title" || p.Value.Class == "number" {
		return in.findSkeleton(p.Value)
	}
	written := foldText(p.Text).text
	if p.Value.Class == "person" {
		written = p.Value.Name
	}
	for _, word := range append([]string{written, p.Value.Name}, known.forms[p.Value.Name]...) {
		if at, ok := in.findWord(word); ok {
			return item{start: at, end: at + len(word), kind: Name, value: p.Value}, true
		}
	}
	return item{}, false
}

// findWord finds a name where it does not begin a word that is none (大连 in 扩大连接).
func (f folded) findWord(word string) (at int, ok bool) {
	for at = strings.Index(f.text, word); at >= 0; {
		if longer, n := known.at(f.text[at:]); !n.no() && (longer != word || !f.isDepartment(at, word)) {
			return at, true
		}
		next := strings.Index(f.text[at+len(word):], word)
		if next < 0 {
			break
		}
		at += len(word) + next
	}
	return 0, false
}

// listedNames returns the names of a text that names.tsv lists.
func listedNames(f folded) []item {
	var found []item
	end := 0
	for at := range f.text {
		if at < end {
			continue
		}
		if it, ok := f.listed(at); ok {
			found, end = append(found, it), it.end
		}
	}
	return found
}

// findSkeleton finds the skeleton of a title or a 文号.
func (f folded) findSkeleton(v Value) (item, bool) {
	bare, wanted := hanzi.Skeleton(f.text), []rune(v.Name)
	for i := 0; i+len(wanted) <= len(bare.Runes) && len(wanted) > 0; i++ {
		if slices.Equal(bare.Runes[i:i+len(wanted)], wanted) {
			start, end := bare.Span(f.text, i, i+len(wanted))
			return item{start: start, end: end, kind: Name, value: v}, true
		}
	}
	return item{}, false
}
