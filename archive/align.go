package archive

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// alignCells bounds the pairs of paragraphs that are tried for likeness in one
// changed stretch; in a longer one nothing is paired.
const alignCells = 400_000

// likeness is the share of character pairs that two paragraphs must have in common
// to be taken for one that was changed.
const likeness = 0.4

// changeTime bounds the search for the least changes between two paragraphs; what
// is longer or more different than that allows is shown as changed altogether.
const changeTime = 50 * time.Millisecond

// align pairs the paragraphs of two texts, in the order of both. Equal ones come
// first; what lies between them is paired by likeness.
func align(a, b []paragraph) []pair {
	var all, gone, come []pair
	flush := func() {
		all = append(all, alike(a, b, gone, come)...)
		gone, come = nil, nil
	}
	i, j := 0, 0
	for _, d := range equal(a, b) {
		for range []rune(d.Text) {
			switch d.Type {
			case diffmatchpatch.DiffDelete:
				gone = append(gone, pair{i, -1})
				i++
			case diffmatchpatch.DiffInsert:
				come = append(come, pair{-1, j})
				j++
			default:
				flush()
				all = append(all, pair{i, j})
				i, j = i+1, j+1
			}
		}
	}
	flush()
	return all
}

// equal compares the texts paragraph by paragraph, each of them standing for one
// character.
func equal(a, b []paragraph) []diffmatchpatch.Diff {
	known := map[string]rune{}
	letters := func(list []paragraph) []rune {
		runes := make([]rune, len(list))
		for i, p := range list {
			if known[p.bare] == 0 {
				known[p.bare] = letter(len(known))
			}
			runes[i] = known[p.bare]
		}
		return runes
	}
	dmp := diffmatchpatch.New()
	return dmp.DiffMainRunes(letters(a), letters(b), false)
}

// letter returns the n-th character that survives being made a string: surrogates
// do not.
func letter(n int) rune {
	if n++; n >= 0xD800 {
		n += 0x800
	}
	return rune(n)
}

// alike pairs what left and what came in one stretch so that the paired are as
// like as can be.
func alike(a, b []paragraph, gone, come []pair) []pair {
	if len(gone)*len(come) == 0 || len(gone)*len(come) > alignCells {
		return slices.Concat(gone, come)
	}
	best := likenesses(a, b, gone, come)
	var all []pair
	i, j := 0, 0
	for i < len(gone) && j < len(come) {
		switch {
		case best[i][j] == best[i+1][j]:
			all = append(all, gone[i])
			i++
		case best[i][j] == best[i][j+1]:
			all = append(all, come[j])
			j++
		default:
			all = append(all, pair{gone[i].from, come[j].to})
			i, j = i+1, j+1
		}
	}
	return slices.Concat(all, gone[i:], come[j:])
}

// likenesses returns the greatest sum of likeness that can be had from gone[i:] and
// come[j:].
func likenesses(a, b []paragraph, gone, come []pair) [][]float64 {
	left, right := make([][]string, len(gone)), make([][]string, len(come))
	for i, p := range gone {
		left[i] = characterPairs(a[p.from].bare)
	}
	for j, p := range come {
		right[j] = characterPairs(b[p.to].bare)
	}
	best := make([][]float64, len(gone)+1)
	best[len(gone)] = make([]float64, len(come)+1)
	for i := len(gone) - 1; i >= 0; i-- {
		best[i] = make([]float64, len(come)+1)
		for j := len(come) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if like := shared(left[i], right[j]); like >= likeness {
				best[i][j] = max(best[i][j], like+best[i+1][j+1])
			}
		}
	}
	return best
}

// characterPairs returns the pairs of neighbours in a text, sorted; of a single
// character itself.
func characterPairs(text string) []string {
	runes := []rune(text)
	pairs := make([]string, 0, len(runes))
	for i := range max(1, len(runes)-1) {
		pairs = append(pairs, string(runes[i:min(i+2, len(runes))]))
	}
	slices.Sort(pairs)
	return pairs
}

// shared is twice what two sorted lists have in common, over all they have.
func shared(a, b []string) float64 {
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			common++
			i, j = i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// changes cuts two paragraphs into pieces that both have and pieces that only one
// has. A number is one piece: 2015 is no 2020 with other digits at its end.
func changes(from, to string) (a, b []ComparedPiece) {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = changeTime
	var w wording
	one, other := w.letters(from), w.letters(to)
	for _, d := range dmp.DiffCleanupSemantic(dmp.DiffMainRunes(one, other, false)) {
		text := w.text(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			a = append(a, ComparedPiece{text, true})
		case diffmatchpatch.DiffInsert:
			b = append(b, ComparedPiece{text, true})
		default:
			a, b = append(a, ComparedPiece{text, false}), append(b, ComparedPiece{text, false})
		}
	}
	return a, b
}

// piece is what is compared as a whole: a number in digits, else a character.
var piece = regexp.MustCompile(`\d+(?:[.,．]\d+)*|(?s:.)`)

// wording gives every piece of two paragraphs a character of its own.
type wording struct {
	known  map[string]rune
	pieces []string
}

func (w *wording) letters(text string) []rune {
	if w.known == nil {
		w.known = map[string]rune{}
	}
	var letters []rune
	for _, p := range piece.FindAllString(text, -1) {
		if w.known[p] == 0 {
			w.known[p] = letter(len(w.pieces))
			w.pieces = append(w.pieces, p)
		}
		letters = append(letters, w.known[p])
	}
	return letters
}

func (w *wording) text(letters string) string {
	var b strings.Builder
	for _, r := range letters {
		if r >= 0xE000 {
			r -= 0x800
		}
		b.WriteString(w.pieces[r-1])
	}
	return b.String()
}
