package archive

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/index"
	"yinju/index/evidence"
)

// A longer text than claimRunes characters is pasted to be found, and no claim; of
// a claim's figures, dates and names the first claimParts are looked for.
const (
	claimRunes = 400
	claimParts = 12
)

// explainer says of hits why they are there and what they hold of a claim.
type explainer struct {
	plan  index.Request
	claim *evidence.Claim  // nil where the query is none
	weigh evidence.Weigher // nil where nothing is matched by meaning
}

func (f *finding) explainer(a *Archive) *explainer {
	x := &explainer{plan: f.plan}
	if f.query.Blank() {
		return x
	}
	if utf8.RuneCountInString(f.query.Text) <= claimRunes {
		if parts := evidence.Parts(f.query.Text); len(parts) > 0 {
			x.claim = evidence.NewClaim(f.query.Text, parts[:min(len(parts), claimParts)])
		}
	}
	if f.plan.Meaning != nil {
		x.weigh = evidence.ByWords(f.query.Text, f.asked(), f.idf(), a.tokens.Query)
	}
	return x
}

// asked are the words of the question in all its wordings.
func (f *finding) asked() []string {
	words := slices.Concat(f.plan.Terms, f.plan.Ranking)
	for _, w := range f.plan.Also {
		words = append(words, w.Terms...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// idf returns how much a word tells in the archive, as BM25 has it.
func (f *finding) idf() func(string) float64 {
	n, known := float64(f.engine.Passages()), map[string]float64{}
	return func(word string) float64 {
		v, ok := known[word]
		if !ok {
			df := float64(f.engine.Frequency(word))
			v = math.Log(1 + (n-df+.5)/(df+.5))
			known[word] = v
		}
		return v
	}
}

// explain fills in a hit's best sentence, its matched words, and what it holds of
// the claim.
func (x *explainer) explain(h *index.Hit, date corpus.Date) {
	h.Why.Words, h.Why.Expanded = x.matched(h)
	h.Evidence = []index.Evidence{}
	if x.weigh != nil && h.Why.MeaningRank != nil && !h.Why.Literal {
		if start, end, ok := evidence.Best(h.Text, x.weigh); ok {
			h.Best = &[2]int{start, end}
		}
	}
	if x.claim == nil {
		return
	}
	source := evidence.Source{Text: h.Text, Headings: h.Section, Title: h.Title, Number: h.Number, Speaker: h.Speaker, Date: date}
	for _, v := range x.claim.Compare(source) {
		h.Evidence = append(h.Evidence, index.Evidence{
			Part: v.Part.Text, Kind: string(v.Part.Kind), Status: string(v.Status), Place: string(v.Place), Found: v.Text, Span: v.Span, SameForm: v.SameForm,
		})
	}
}

// Ways says how a hit was found, in the reader's terms. What holds the words as
// typed is not also said to be related to them.
func Ways(w index.Why) []string {
	var ways []string
	switch {
	case w.Literal:
		ways = append(ways, "原文命中")
	case w.WordsRank != nil:
		ways = append(ways, "词语相关")
	}
	if w.MeaningRank != nil {
		ways = append(ways, "词义相近")
	}
	return ways
}

// matched returns the words typed, and those of other wordings, that the passage
// has in text, title or headings.
func (x *explainer) matched(h *index.Hit) (words, expanded []string) {
	words, expanded = []string{}, []string{}
	if len(x.plan.Terms)+len(x.plan.Also) == 0 {
		return words, expanded
	}
	words = held(h, x.plan.Terms)
	for _, w := range x.plan.Also {
		for _, term := range held(h, w.Terms) {
			if !slices.Contains(words, term) && !slices.Contains(expanded, term) {
				expanded = append(expanded, term)
			}
		}
	}
	return words, expanded
}

// held returns the terms, at most namedTerms of them, that a hit has. Most texts
// are printed as terms are folded, so that folding is the exception: exports
// explain ten thousand passages.
func held(h *index.Hit, terms []string) []string {
	some, folded := []string{}, ""
	for _, t := range terms[:min(len(terms), namedTerms)] {
		if strings.Contains(h.Text, t) || strings.Contains(h.Title, t) {
			some = append(some, t)
			continue
		}
		if folded == "" {
			folded = strings.ToLower(hanzi.Words(strings.Join(append([]string{h.Title, h.Text}, h.Section...), "\n")))
		}
		if strings.Contains(folded, t) {
			some = append(some, t)
		}
	}
	return some
}

// namedTerms is how many terms of a query are named with a hit.
const namedTerms = 64

// insufficient reports an answer that bears nothing out: nothing in all of it is
// near enough in meaning, nothing holds the words as they stand. Which page is shown
// does not matter.
func (f *finding) insufficient() bool {
	if f.query.Blank() || f.plan.Meaning == nil {
		return false
	}
	b := f.answer.Borne
	return !b.Literal && !b.Meaning && !b.Words
}
