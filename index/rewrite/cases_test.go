package rewrite

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// accuracies are the least shares of the cases of a class that come out as wanted
// over the archive of real vocabulary (testArchive), below what was measured so
// that a change of the corpora does not fail the test by a case.
var accuracies = map[string]float64{"trad": .85, "pinyin": .85, "initials": .7, "english": .85, "abbr": .7, "typo": .8, "stay": .9}

func TestCases(t *testing.T) {
	h, r := testArchive(t)
	for _, file := range []string{"cases.tsv", "apart.tsv", "others.tsv"} {
		right, all := map[string]int{}, map[string]int{}
		for _, c := range readCases(t, file) {
			all[c.class]++
			if got := r.Rewrite(c.query, h); c.fits(got) {
				right[c.class]++
			} else {
				t.Logf("%s: %s: got %q, embedded %q, want %q", c.class, c.query, got.Variants, got.Meaning, c.want)
			}
		}
		for class, n := range all {
			share := float64(right[class]) / float64(n)
			t.Logf("%s %s: %d of %d", file, class, right[class], n)
			if share < accuracies[class] {
				t.Errorf("%s: %s: %.2f of the cases come out as wanted, want %.2f", file, class, share, accuracies[class])
			}
		}
	}
}

type testCase struct {
	class, query string
	want         []string
}

func readCases(t *testing.T, file string) []testCase {
	t.Helper()
	table, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	for line := range strings.Lines(string(table)) {
		row := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(row) == 3 && !strings.HasPrefix(line, "#") {
			cases = append(cases, testCase{row[0], row[1], strings.Split(row[2], "|")})
		}
	}
	return cases
}

// fits reports whether a wanted form is among the variants or embedded; an
// English query wants it as a part of one.
func (c testCase) fits(got Rewriting) bool {
	if slices.Contains(c.want, "=") && len(got.Variants) == 0 || slices.Contains(c.want, "-") {
		return true
	}
	return slices.ContainsFunc(append(slices.Clone(got.Variants), got.Meaning), func(v string) bool {
		return slices.ContainsFunc(c.want, func(w string) bool {
			if c.class == "english" {
				return strings.Contains(v, w)
			}
			return squeeze(v) == squeeze(w) || c.class == "abbr" && strings.Contains(v, w)
		})
	})
}

func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }
