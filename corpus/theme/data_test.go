package theme

import (
	"strings"
	"testing"

	"yinju/corpus/hanzi"
)

func TestTaxonomies(t *testing.T) {
	if n := len(Categories()); n != len(categoryOrder) {
		t.Fatalf("%d categories", n)
	}
	for i, c := range Categories() {
		if c.Code != categoryOrder[i] || c.Label == "" || c.Sign == "" {
			t.Errorf("category %d is %+v", i, c)
		}
	}
	seen := map[string]bool{}
	for _, theme := range Themes() {
		if theme.Label == "" || seen[theme.Code] {
			t.Errorf("theme %+v has no label or comes twice", theme)
		}
		seen[theme.Code] = true
	}
	if len(seen) != 23 || !seen[Fallback] {
		t.Errorf("%d themes, fallback among them: %v", len(seen), seen[Fallback])
	}
}

// Every cue must be findable: it is folded as text is, and says why it is there.
func TestCuesAreFoundInThemselves(t *testing.T) {
	a := annotator(t)
	for name, lex := range map[string]*lexicon{"category": a.categoryCues, "theme": a.themeCues, "genre": a.titleGenres} {
		for id, c := range lex.cues {
			found := lex.find(fold(c.word).runes)
			if len(found) != 1 || int(found[0].cue) != id {
				t.Errorf("%s cue %s is not found in itself: %v", name, c.word, found)
			}
		}
	}
	for _, data := range []string{categoryCuesTSV, themeCuesTSV, titleGenresTSV} {
		for _, row := range mustTable("cues", data, 4) {
			if strings.TrimSpace(row[3]) == "" {
				t.Errorf("cue %s has no comment", row[0])
			}
		}
	}
}

// A category cue stands in one family: two would count it twice.
func TestCategoryCuesStandInOneFamily(t *testing.T) {
	for _, c := range annotator(t).categoryCues.cues {
		if len(c.votes) != 1 {
			t.Errorf("cue %s stands in %d families", c.word, len(c.votes))
		}
	}
}

func TestModelHasEveryFeature(t *testing.T) {
	rows := mustTable("category_model.tsv", categoryModelTSV, 5)
	if len(rows) != len(featureNames) {
		t.Errorf("category_model.tsv has %d rows, there are %d features; run go run ./corpus/theme/fit -write", len(rows), len(featureNames))
	}
	a := annotator(t)
	if n := len(a.Measure(Input{Text: "支持企业。"})); n != len(featureNames) {
		t.Errorf("%d features measured, %d named", n, len(featureNames))
	}
}

func TestBrokenDataIsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"short row":      "支持\tmore\n",
		"unknown family": "支持\tnobody\t1\twhy\n",
		"no number":      "支持\tmore\tmuch\twhy\n",
	} {
		if _, err := readLexicon("cues.tsv", data, familyNumber); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, data := range map[string]string{
		"unknown feature": "wind\t1\t1\t1\t1\n",
		"no number":       "bias\t1\tx\t1\t1\n",
	} {
		if _, err := readModel(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestLongestCueWins(t *testing.T) {
	m := newMatcher()
	for i, w := range []string{"环境", "营商环境", "营商"} {
		m.add([]rune(w), int32(i))
	}
	got := m.find([]rune("优化营商环境和环境，营商"))
	want := []match{{1, 2, 6}, {0, 7, 9}, {2, 10, 12}}
	if len(got) != len(want) {
		t.Fatalf("found %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("found %v, want %v", got[i], want[i])
		}
	}
}

func TestFoldedFormsAreThoseOfHanzi(t *testing.T) {
	for r := rune(0x4E00); r < 0xA000; r++ {
		if even(r) != hanzi.Fold(r) {
			t.Fatalf("%c is matched as %c, hanzi folds it to %c", r, even(r), hanzi.Fold(r))
		}
	}
}

func TestFingerprint(t *testing.T) {
	if f := Fingerprint(); len(f) != 16 || f != Fingerprint() {
		t.Errorf("fingerprint %q", f)
	}
}
