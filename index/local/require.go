package local

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"yinju/index"
)

// require finds the passages that hold the phrases and whose documents have the
// titles and numbers asked for.
func (p *part) require(ctx context.Context, r index.Request) error {
	for _, phrase := range newNeedles(longestFirst(r.Phrases)) {
		if err := ctx.Err(); err != nil || p.base != nil && p.base.IsEmpty() {
			return err
		}
		found, err := p.v.find(phrase, p.base)
		if err != nil {
			return err
		}
		p.narrow(&p.held, found.whole)
		p.narrow(&p.agreed, found.agrees)
		p.runs = append(p.runs, found.runs...)
		any := found.whole.Clone()
		for _, r := range found.runs {
			for i := range r.parts {
				any.Add(p.v.number[r.first+uint32(i)])
			}
		}
		p.narrow(&p.base, any)
	}
	if len(r.Titles)+len(r.Numbers) > 0 {
		docs := roaring.New()
		p.v.addDocs(docs, func(d int) bool { return containsAll(p.v.titles[d], r.Titles) && containsAll(p.v.nums[d], r.Numbers) })
		p.narrow(&p.base, docs)
	}
	if p.base != nil && p.v.dead != nil {
		p.base.AndNot(p.v.dead)
	}
	return nil
}

// requireInTitles lets a phrase that no text holds be one of titles: a document
// is then found at its first passage, as a heading is at the passage after it.
func (s *search) requireInTitles() {
	for _, p := range s.parts {
		if p.base == nil || !p.base.IsEmpty() {
			return
		}
	}
	if len(s.r.Phrases) != 1 || len(s.r.Titles)+len(s.r.Numbers) > 0 {
		return
	}
	for _, p := range s.parts {
		p.held = p.v.titled(newNeedle(s.r.Phrases[0]))
		p.agreed, p.base = p.held, p.held.Clone()
	}
}

func (p *part) narrow(set **roaring.Bitmap, by *roaring.Bitmap) {
	if *set == nil {
		*set = by.Clone()
		return
	}
	(*set).And(by)
}

func containsAll(text string, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) })
}

// longestFirst orders phrases so that the one with the fewest passages likely
// comes first.
func longestFirst(phrases []index.Literal) []index.Literal {
	return slices.SortedStableFunc(slices.Values(phrases), func(a, b index.Literal) int { return cmp.Compare(len(b.Skeleton), len(a.Skeleton)) })
}
