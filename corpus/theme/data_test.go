package theme

import (
	"bytes"
	"compress/gzip"
	"reflect"
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

func TestModelHasEveryMeasure(t *testing.T) {
	data, err := unpack(weightsGZ)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]int{}
	for _, row := range mustTable("weights.tsv", data, 2) {
		have[row[0]]++
	}
	if have[kindMeasure] != len(featureNames) || have[kindTheme] != len(Themes()) || have[kindText] < 1000 {
		t.Errorf("weights.tsv has %v, there are %d measures; run go run ./corpus/theme/fit -write", have, len(featureNames))
	}
	r := annotator(t).read(Input{Text: "支持企业。"})
	if n := len(r.features()); n != len(featureNames) {
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
		"unknown feature": "m\twind\t1\t1\t1\t1\t1\n",
		"unknown kind":    "x\tbias\t1\t1\t1\t1\t1\n",
		"no number":       "m\tbias\t1\tx\t1\t1\t1\n",
		"short":           "m\tbias\t1\n",
	} {
		if _, err := readModel(packed(t, data), settingsTSV, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func packed(t *testing.T, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(data))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What Packed writes gives the same labels when it is read again.
func TestWeightsReadBack(t *testing.T) {
	a := annotator(t)
	data, err := a.Packed()
	if err != nil {
		t.Fatal(err)
	}
	b, err := a.Replaced(data, settingsTSV)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range sentences(t) {
		if x, y := a.Label(Input{Text: row[0]}), b.Label(Input{Text: row[0]}); !reflect.DeepEqual(x, y) {
			t.Errorf("%s is %+v, read back %+v", row[0], x, y)
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
