package archive

import (
	"context"
	"iter"
	"slices"
	"unicode/utf8"

	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/index"
	"yinju/index/local"
	"yinju/index/rewrite"
)

// rewritten returns a query in other words, if that is wanted and there are plain
// words to be put otherwise.
func (a *Archive) rewritten(ctx context.Context, e *local.Engine, q index.Query) rewrite.Rewriting {
	if !q.Rewrite || q.Words == "" {
		return rewrite.Rewriting{Rewrites: []index.Rewrite{}, Meaning: q.Words}
	}
	return a.rewriter.Rewrite(q.Words, a.holdings(ctx, e))
}

// holdings says what an engine holds, for the rewriter.
func (a *Archive) holdings(ctx context.Context, e *local.Engine) rewrite.Holdings {
	return rewrite.Holdings{
		Frequency: e.Frequency,
		Literal: func(text string) bool {
			held, err := e.Holds(ctx, text)
			return err == nil && held
		},
		Together: e.Together,
		Words: func() iter.Seq2[string, int] {
			return func(yield func(string, int) bool) {
				if err := e.EachWord(yield); err != nil {
					a.log.Warn("the words of the index cannot be read", "error", err)
				}
			}
		},
		Titles: func() iter.Seq[string] { return e.Titles },
		Shorts: func() iter.Seq2[string, string] { return a.introduced(ctx, e) },
	}
}

// Bounds of reading what the passages introduce.
const (
	maxIntroducing = 5_000 // passages that are read for a word that introduces
	introducingRow = 500   // passages that are read from the store at once
)

// introduced yields the abbreviations that the served passages introduce, a pair
// once for every document that does. Only passages with a word that introduces are
// read: a few in a hundred documents.
func (a *Archive) introduced(ctx context.Context, e *local.Engine) iter.Seq2[string, string] {
	return func(yield func(short, full string) bool) {
		type pair struct{ doc, short, full string }
		seen := map[pair]bool{}
		for ids := range slices.Chunk(a.introducing(ctx, e), introducingRow) {
			rows, err := a.store.HitRows(ctx, ids)
			if err != nil {
				a.log.Warn("abbreviations cannot be read from the passages", "error", err)
				return
			}
			for _, row := range rows {
				for short, full := range rewrite.Introduced(row.Text) {
					p := pair{row.DocID, short, full}
					if !seen[p] && !yield(short, full) {
						return
					}
					seen[p] = true
				}
			}
		}
	}
}

// introducing returns the served passages with a word that introduces an
// abbreviation.
func (a *Archive) introducing(ctx context.Context, e *local.Engine) []string {
	var ids []string
	for _, word := range rewrite.Introducing() {
		found, err := e.Search(ctx, index.Request{Phrases: []index.Literal{index.LiteralOf(word)}, Size: maxIntroducing})
		if err != nil {
			a.log.Warn("abbreviations cannot be looked for", "error", err)
			return nil
		}
		for _, hit := range found.Hits {
			ids = append(ids, hit.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Learn has queries rewritten with the words of the archive, as a serving process
// does by itself. It takes a second or two in a large archive.
func (a *Archive) Learn(ctx context.Context) {
	if e := a.engine.Load(); e != nil {
		a.rewriter.Learn(a.holdings(ctx, e))
	}
}

// replacing are the kinds of rewriting whose typed form means nothing in a Chinese
// text by itself.
var replacing = map[string]bool{rewrite.Pinyin: true, rewrite.Initials: true, rewrite.English: true, rewrite.Typo: true}

// variantWeight is the weight of a wording that was not typed beside one that was.
const variantWeight = .9

// reword adds the other wordings to a plan. Where the typed words are none of the
// archive's, a part of them is no match.
func (a *Archive) reword(plan *index.Request, r rewrite.Rewriting) {
	for _, c := range r.Rewrites {
		plan.Strict = plan.Strict || replacing[c.Kind] && len(r.Variants) > 0
	}
	asPrinted(plan, r)
	plan.Named.Also = writtenOut(plan.Named, r)
	for _, text := range r.Variants {
		w := index.WordingOf(text, a.cutters())
		w.Weight = variantWeight
		plan.Also = append(plan.Also, w)
	}
}

// writtenOut returns the skeletons of the title that a query names with a place,
// its abbreviations written out: 长期护理保险办法 of 长护险办法第十七条.
func writtenOut(named index.Named, r rewrite.Rewriting) []string {
	isOther := func(c index.Rewrite) bool { return c.Kind != rewrite.Abbreviation && c.Kind != rewrite.Traditional }
	if named.Title == "" || slices.ContainsFunc(r.Rewrites, isOther) {
		return nil
	}
	var titles []string
	for _, text := range r.Variants {
		title, _ := corpus.SplitCitation(text)
		titles = append(titles, hanzi.Skeleton(title).String())
	}
	return titles
}

// asPrinted has abbreviations and regional words that the index would take apart
// (供改, 城投) count only as they are printed: their characters by themselves
// are no match. It changes nothing where the plan has longer words.
func asPrinted(plan *index.Request, r rewrite.Rewriting) {
	if slices.ContainsFunc(plan.Terms, func(t string) bool { return utf8.RuneCountInString(t) > 1 }) {
		return
	}
	shorts := slices.Clone(r.Printed)
	for _, c := range r.Rewrites {
		if c.Kind == rewrite.Abbreviation && !slices.Contains(shorts, c.From) {
			shorts = append(shorts, c.From)
		}
	}
	if len(shorts) == 0 {
		return
	}
	plan.Terms = shorts
	if plan.Excerpt != nil {
		plan.Excerpt.Adds = true
	}
}
