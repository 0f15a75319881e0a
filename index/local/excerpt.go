package local

import (
	"slices"
	"strings"

	"yinju/corpus/hanzi"
	"yinju/index"
)

// quoted reports that the whole query was found as an excerpt.
func (s *search) quoted() bool {
	return slices.ContainsFunc(s.parts, func(p *part) bool {
		return p.quote != nil && (!p.quote.whole.IsEmpty() || len(p.quote.runs) > 0)
	})
}

// findExcerpt looks for the query as an excerpt.
func (p *part) findExcerpt(r index.Request) (err error) {
	if r.Excerpt != nil {
		p.quote, err = p.v.find(newNeedle(r.Excerpt.Literal), nil)
	}
	return err
}

func (p *part) markPhrases(r index.Request) {
	if len(r.Phrases) == 0 {
		return
	}
	for _, n := range p.members {
		switch {
		case p.agreed.Contains(n):
			p.marks[n] |= whole | exact
		case p.held.Contains(n):
			p.marks[n] |= whole
		default:
			p.marks[n] |= touched | exact
		}
	}
}

// addExcerpt marks the passages that hold the whole query as an excerpt, and adds
// those that are no members if it is long enough.
func (p *part) addExcerpt(x *index.Excerpt) {
	for it := p.quote.whole.Iterator(); it.HasNext(); {
		n := it.Next()
		p.quoteIn(n, x.Adds, whole, p.quote.agrees.Contains(n))
	}
	for _, run := range p.quote.runs {
		agrees := strings.Contains(hanzi.Printed(p.v.edged(run.first, run.first+uint32(len(run.parts))-1)).String(), x.Form)
		for i := range run.parts {
			if n := p.v.number[run.first+uint32(i)]; p.marks[n]&whole == 0 {
				p.quoteIn(n, x.Runs, touched, agrees)
			}
		}
	}
	p.runs = append(p.runs, p.quote.runs...)
}

func (p *part) quoteIn(n uint32, adds bool, mark uint8, agrees bool) {
	if !adds && p.marks[n]&member == 0 {
		return
	}
	if agrees {
		mark |= exact
	}
	p.join(n, mark|worded)
}
