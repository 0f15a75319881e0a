package local

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/index"
)

// bruteMatch is the matched set by the words of the design, section 4.3, one
// passage at a time.
func bruteMatch(all []plainPassage, q index.Query) map[int]bool {
	terms := index.Plan(q, tokens()).Terms
	holds := func(p plainPassage, phrase string) bool {
		return strings.Contains(hanzi.Literal(p.p.Text).String(), hanzi.Literal(phrase).String())
	}
	base := map[int]bool{}
	for i, p := range all {
		ok := true
		for _, phrase := range q.Phrases {
			ok = ok && holds(p, phrase)
		}
		for _, title := range q.Titles {
			ok = ok && strings.Contains(hanzi.Skeleton(p.doc.Title).String(), hanzi.Skeleton(title).String())
		}
		base[i] = ok
	}
	idf := func(term string) float64 {
		df := 0
		for _, p := range all {
			if p.words[term] > 0 {
				df++
			}
		}
		return idf(len(all), df)
	}
	sums, counts, best, strict := map[int]float64{}, map[int]int{}, 0., 0
	for _, term := range terms {
		w := idf(term)
		for i, p := range all {
			if base[i] && p.words[term] > 0 {
				sums[i] += w
				counts[i]++
			}
		}
	}
	for i := range all {
		best = max(best, sums[i])
		if len(terms) > 0 && counts[i] == len(terms) {
			strict++
		}
	}
	m := map[int]bool{}
	for i := range all {
		switch {
		case len(terms) == 0:
			m[i] = base[i] && (q.Blank() || len(q.Phrases)+len(q.Titles) > 0)
		case len(terms) == 1 || len(terms) <= 3 && strict >= 20:
			m[i] = counts[i] == len(terms)
		default:
			m[i] = sums[i] > 0 && sums[i] >= best*.3*(1-1e-6)
		}
		if adds(q) && strings.Contains(hanzi.Skeleton(all[i].p.Lead+all[i].p.Text).String(), hanzi.Skeleton(q.Text).String()) {
			m[i] = true
		}
		for _, x := range q.Excludes {
			if holds(all[i], x) || strings.Contains(hanzi.Literal(all[i].doc.Title).String(), hanzi.Literal(x).String()) {
				m[i] = false
			}
		}
	}
	return m
}

func bruteValues(p plainPassage, f index.Facet) []string {
	or := func(s string) []string {
		if s == "" {
			return []string{"unknown"}
		}
		return []string{s}
	}
	switch f {
	case index.Theme:
		return p.label.Themes
	case index.Category:
		return []string{p.label.Category}
	case index.Source:
		return or(p.doc.Source)
	case index.Issuer:
		if len(p.doc.Issuers) == 0 {
			return or("")
		}
		return p.doc.Issuers
	case index.Level:
		return or(p.doc.Level)
	case index.Place:
		return or(p.doc.Place)
	case index.Genre:
		return or(p.doc.Genre)
	case index.Status:
		return []string{p.status}
	}
	if p.doc.Date.Year == 0 {
		return or("")
	}
	return []string{fmt.Sprint(p.doc.Date.Year)}
}

// adds reports a query that matches wherever it stands: six characters, or a word
// of three.
func adds(q index.Query) bool {
	word := !strings.Contains(q.Text, " ") && utf8.RuneCountInString(hanzi.Skeleton(q.Text).String()) >= 3
	return q.Words == q.Text && q.Words != "" && (hanzi.HanCount(q.Words) >= 6 || word)
}

// brutePasses reports whether a passage passes all filters but those of one facet.
func brutePasses(p plainPassage, f index.Filters, but index.Facet) bool {
	for facet, selected := range f.Values {
		if facet != but && !slices.ContainsFunc(bruteValues(p, facet), func(v string) bool { return slices.Contains(selected, v) }) {
			return false
		}
	}
	if f.From.Year == 0 && f.To.Year == 0 {
		return true
	}
	d := p.doc.Date
	return d.Year != 0 && (f.From.Year == 0 || d.Last() >= f.From.First()) && (f.To.Year == 0 || d.First() <= f.To.Last())
}

// Three hundred random queries and filter sets count as a plain loop does.
func TestCountsAreBruteForce(t *testing.T) {
	docs := realDocuments(t, 2500)
	all := plainCorpus(docs)
	e := build(t, docs)
	random := rand.New(rand.NewPCG(5, 2026))
	queries := 300
	if testing.Short() {
		queries = 60
	}
	for n := range queries {
		q := randomQuery(random, all)
		a := ask(t, e, q)
		matched := bruteMatch(all, q)
		total, inDocs := 0, map[string]bool{}
		counts := map[index.Facet]map[string]int{}
		for i, p := range all {
			if !matched[i] {
				continue
			}
			if brutePasses(p, q.Filters, "") {
				total++
				inDocs[p.doc.ID] = true
			}
			for _, f := range index.Facets {
				if counts[f] == nil {
					counts[f] = map[string]int{}
				}
				if brutePasses(p, q.Filters, f) {
					for _, v := range bruteValues(p, f) {
						counts[f][v]++
					}
				}
			}
		}
		if a.Total != total || a.Documents != len(inDocs) {
			t.Fatalf("query %d %+v: %d passages in %d documents, brute force %d in %d", n, q, a.Total, a.Documents, total, len(inDocs))
		}
		for _, f := range index.Facets {
			got := map[string]int{}
			for _, v := range a.Facets[f] {
				got[v.Value] = v.Count
			}
			want := map[string]int{}
			for v, c := range counts[f] {
				want[v] = c
			}
			for _, v := range q.Selected(f) {
				want[v] += 0
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("query %d %+v, facet %s: %s", n, q, f, diff)
			}
		}
		checkHistogram(t, a, counts[index.Year])
	}
}

func checkHistogram(t *testing.T, a *index.Answer, years map[string]int) {
	t.Helper()
	sum := 0
	for i, bar := range a.Histogram {
		year := "unknown"
		if bar.Year != nil {
			year = fmt.Sprint(*bar.Year)
			if i > 0 && *bar.Year != *a.Histogram[i-1].Year+1 {
				t.Fatalf("the histogram leaves years out: %v", a.Histogram)
			}
		}
		if bar.Count != years[year] {
			t.Fatalf("histogram of %s: %d, brute force %d", year, bar.Count, years[year])
		}
		sum += bar.Count
	}
	for _, n := range years {
		sum -= n
	}
	if sum != 0 {
		t.Fatalf("the histogram is off by %d", sum)
	}
}

func randomQuery(r *rand.Rand, all []plainPassage) index.Query {
	text := func(n int) string { return cut(all[r.IntN(len(all))].p.Text, r.IntN(60), n) }
	word := func() string {
		words := tokenizer().Query(all[r.IntN(len(all))].p.Text)
		if len(words) == 0 {
			return "发展"
		}
		return words[r.IntN(len(words))]
	}
	q := index.ParseText([]string{
		"", word(), word() + " " + word(), word() + " " + word() + " " + word() + " " + word(),
		strings.ReplaceAll(text(12), " ", ""), "「" + strings.Trim(text(3), "「」“”‘’\"'") + "」", word() + " -" + word(), "标题:发展 " + word(), "-" + word(),
	}[r.IntN(9)])
	q.Filters.Values = map[index.Facet][]string{}
	for _, f := range index.Facets {
		if r.IntN(4) == 0 {
			for range 1 + r.IntN(2) {
				p := all[r.IntN(len(all))]
				if v := bruteValues(p, f)[0]; !slices.Contains(q.Filters.Values[f], v) {
					q.Filters.Values[f] = append(q.Filters.Values[f], v)
				}
			}
		}
	}
	if r.IntN(5) == 0 {
		q.Filters.From, _ = corpus.NewDate(1990+r.IntN(20), 0, 0)
		q.Filters.To, _ = corpus.NewDate(2010+r.IntN(10), 1+r.IntN(12), 0)
	}
	if len(q.Phrases) > 0 && hanzi.Skeleton(q.Phrases[0]).String() == "" {
		return index.Defaults(index.Query{Filters: q.Filters})
	}
	return q
}
