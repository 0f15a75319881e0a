package theme

import (
	_ "embed"
	"slices"
)

//go:embed title_genres.tsv
var titleGenresTSV string

// genreNames are the kinds of document that a title can name; see title_genres.tsv.
var genreNames = [...]string{"report", "plan", "rule", "notice", "call", "purge"}

// genreNumber gives the number of a kind; skip, which hides the words inside
// it, has the number after the last.
func genreNumber(name string) (int, bool) {
	if name == "skip" {
		return len(genreNames), true
	}
	at := slices.Index(genreNames[:], name)
	return at, at >= 0
}

func (a *Annotator) genres(title string) (said [len(genreNames)]float64) {
	for _, m := range a.titleGenres.find(fold(title).runes) {
		for _, v := range a.titleGenres.cues[m.cue].votes {
			if v.for_ < len(said) {
				said[v.for_] = 1
			}
		}
	}
	return said
}
