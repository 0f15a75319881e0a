package local

import (
	"context"
	"maps"
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"yinju/index"
)

// Frequency returns how many served passages have a word, as index/zh cuts them;
// 0 too where the index cannot be read.
func (e *Engine) Frequency(word string) int {
	g := e.acquire()
	defer g.release()
	n := 0
	err := guard(func() error {
		t, err := g.lookup(wordField, word)
		n = t.df
		return err
	})
	if err != nil {
		return 0
	}
	return n
}

// Together returns how many served passages have all of some words; 0 too where the
// index cannot be read.
func (e *Engine) Together(words ...string) int {
	g := e.acquire()
	defer g.release()
	n := 0
	err := guard(func() error {
		for _, v := range g.views {
			all, err := v.words.all(wordField, words)
			if err != nil {
				return err
			}
			if all != nil && v.dead != nil {
				all.AndNot(v.dead)
			}
			if all != nil {
				n += int(all.GetCardinality())
			}
		}
		return nil
	})
	if err != nil {
		return 0
	}
	return n
}

// EachWord calls do for every word of the index with the number of passages that
// have it, removed ones among them, in the order of the words, until do returns
// false. It reads the whole dictionary: some 200,000 words, a tenth of a second.
func (e *Engine) EachWord(do func(word string, passages int) bool) error {
	g := e.acquire()
	defer g.release()
	counts := map[string]int{}
	err := guard(func() error {
		for _, v := range g.views {
			if err := v.words.each(wordField, func(word string, n int) { counts[word] += n }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		if !do(word, counts[word]) {
			break
		}
	}
	return nil
}

// Titles calls yield for the title of every served document, in the order of the
// index, until it returns false.
func (e *Engine) Titles(yield func(title string) bool) {
	g := e.acquire()
	defer g.release()
	for _, v := range g.views {
		for d := range v.docs {
			if !v.deadDoc(d) && !yield(v.docs[d].Title) {
				return
			}
		}
	}
}

// each calls do for every term of a field with the number of its passages. Every
// term is looked up by itself: the counts of bleve's iterator are 1 from the first
// term of a single passage on (zapx 16.3, PostingsList.read leaves normBits1Hit set).
func (w *words) each(field string, do func(term string, passages int)) error {
	dictionary, err := w.seg.Dictionary(field)
	if err != nil {
		return err
	}
	var list segment.PostingsList
	for it := dictionary.AutomatonIterator(nil, nil, nil); ; {
		entry, err := it.Next()
		if err != nil || entry == nil {
			return err
		}
		if list, err = dictionary.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return err
		}
		do(entry.Term, int(list.Count()))
	}
}

// Holds reports whether some served passage has a text character by character,
// after folding; punctuation does not count.
func (e *Engine) Holds(ctx context.Context, text string) (bool, error) {
	l := index.LiteralOf(text)
	if l.Skeleton == "" {
		return false, nil
	}
	l.Exact = ""
	a, err := e.Search(ctx, index.Request{Phrases: []index.Literal{l}, Size: 1})
	if err != nil {
		return false, err
	}
	return a.Matched > 0, nil
}
