package local

import (
	"strings"
)

// exclude takes off the members whose text or title holds one of the phrases.
func (p *part) exclude(phrases []*needle) error {
	for _, phrase := range phrases {
		candidates, err := p.v.shortlist([]rune(phrase.Skeleton), nil)
		if err != nil {
			return err
		}
		titled := p.v.titlesHolding(phrase)
		kept := p.members[:0]
		for _, n := range p.members {
			if titled[p.v.Doc[n]] || candidates != nil && candidates.Contains(n) && phrase.in(p.v.passage(p.v.Ordinal[n])) {
				p.idf[n], p.score[n], p.count[n], p.marks[n] = 0, 0, 0, 0
				continue
			}
			kept = append(kept, n)
		}
		p.members = kept
	}
	return nil
}

// titlesHolding tells of every document whether its title holds the phrase.
func (v *view) titlesHolding(phrase *needle) []bool {
	held := make([]bool, len(v.titles))
	for d, title := range v.titles {
		held[d] = strings.Contains(title, phrase.Skeleton) && phrase.in(v.docs[d].Title)
	}
	return held
}
