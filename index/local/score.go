package local

import (
	"cmp"
	"context"
	"math"
	"slices"

	"yinju/index"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// BM25 as Robertson and Zaragoza give it ("The Probabilistic Relevance
// Framework", 2009), with the idf that cannot be negative. k1 and b are their
// usual values.
const (
	k1 = 1.2
	b  = .75
)

// bigramWeight is the weight of the bigrams beside the words. Measured on
// bench/statutes (400 questions), nDCG@10 and R@100: weight .5 .3449 and .6167,
// .7 .3489 and .6125, 1 .3479 and .6124. On bench/policy, judged only, the
// three are within .002 of each other.
const bigramWeight = .7

// idf of a term that df of n passages have.
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+.5)/(float64(df)+.5))
}

// bm25 is the part of the score that depends on the passage.
func bm25(tf, length, average float64) float64 {
	return tf * (k1 + 1) / (tf + k1*(1-b+b*length/average))
}

// term is a term's postings in every shard, with its weight over all.
type term struct {
	lists []segment.PostingsList // by view
	df    int
	idf   float64
}

// lookup finds a term in every shard. Document frequency leaves dead passages out.
func (g *generation) lookup(field, text string) (term, error) {
	t := term{}
	df := 0
	for _, v := range g.views {
		list, err := v.words.list(field, text)
		if err != nil {
			return t, err
		}
		t.lists = append(t.lists, list)
		n := int(list.Count())
		if v.dead != nil && n > 0 {
			n -= int(bitmapOf(list).AndCardinality(v.dead))
		}
		df += n
	}
	t.df, t.idf = df, idf(g.passages, df)
	return t, nil
}

// Of more terms than these, as of a page pasted whole, only the rarest count: the
// common ones cost the most and tell the least.
const (
	scoredWords   = 64
	scoredBigrams = 128
)

// lookupAll finds terms in every shard, at most limit of them.
func (g *generation) lookupAll(field string, texts []string, limit int) ([]term, error) {
	terms := make([]term, 0, len(texts))
	for _, text := range texts {
		t, err := g.lookup(field, text)
		if err != nil {
			return nil, err
		}
		terms = append(terms, t)
	}
	if len(terms) > limit {
		terms = slices.DeleteFunc(terms, func(t term) bool { return t.df == 0 })
		slices.SortStableFunc(terms, func(a, b term) int { return cmp.Compare(b.idf, a.idf) })
		terms = terms[:min(limit, len(terms))]
	}
	return terms, nil
}

// eachPosting calls do for every passage in a list.
func eachPosting(ctx context.Context, list segment.PostingsList, do func(number uint32, tf float64)) error {
	if list.Count() == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	it := list.Iterator(true, false, false, nil)
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		do(uint32(p.Number()), float64(p.Frequency()))
	}
}

// rankWording adds the words of the phrases, and the bigrams, to the members'
// scores. The kept terms were added when they were matched.
func (s *search) rankWording(ctx context.Context, w index.Wording) error {
	if len(w.Ranking)+len(w.Bigrams) == 0 {
		return nil
	}
	words, err := s.g.lookupAll(wordField, w.Ranking, scoredWords)
	if err != nil {
		return err
	}
	bigrams, err := s.g.lookupAll(bigramField, w.Bigrams, scoredBigrams)
	if err != nil {
		return err
	}
	return s.run(func(p *part) error {
		if err := p.addScores(ctx, words, 1, p.v.Words, s.g.average[0]); err != nil {
			return err
		}
		return p.addScores(ctx, bigrams, bigramWeight, p.v.Bigrams, s.g.average[1])
	})
}

func (p *part) addScores(ctx context.Context, terms []term, weight float64, lengths []uint32, average float64) error {
	for _, t := range terms {
		err := eachPosting(ctx, t.lists[p.at], func(n uint32, tf float64) {
			if p.marks[n]&member != 0 {
				p.words[n] += weight * t.idf * bm25(tf, float64(lengths[n]), average)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}
