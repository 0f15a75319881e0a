package evidence

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestNamesTable(t *testing.T) {
	classes := []string{"-", "province", "city", "district", "region", "office", "organ", "surname"}
	seen := map[string]bool{}
	for _, row := range rows(namesTSV, 4) {
		word, class, preferred := row[0], row[1], row[2]
		if seen[word] || !slices.Contains(classes, class) || len(row) != 4 {
			t.Errorf("%q: repeated, or of no class", row)
		}
		if named := class != "-" && class != "surname"; named != (preferred != "") {
			t.Errorf("%q: the preferred form is missing or too much", row)
		}
		seen[word] = true
	}
}

// The cities are those of the reader's list of places.
func TestCitiesAreListedPlaces(t *testing.T) {
	places, err := os.ReadFile("../../corpus/read/places.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows(string(places), 3) {
		if row[1] == "市级" && known.words[row[0]].class != "city" {
			t.Errorf("names.tsv lacks %s", row[0])
		}
	}
}

func TestUnitsTable(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range rows(unitsTSV, 4) {
		if seen[row[0]] || row[1] == "" || (row[1] == "-") != (row[2] == "") {
			t.Errorf("%q: repeated, or of no class or factor", row)
		}
		for flag := range strings.SplitSeq(row[3], ",") {
			if !slices.Contains([]string{"", "arabic", "count", "half", "long", "none", "kind", "span", "like 元", "like 日", "like 辆"}, flag) {
				t.Errorf("%q: no such flag: %s", row, flag)
			}
		}
		seen[row[0]] = true
	}
}

func TestAsksNameKnownClasses(t *testing.T) {
	known := map[string]bool{"date": true, "name": true, "province": true, "city": true, "district": true}
	for _, u := range units {
		known[u.class] = true
	}
	for _, a := range asks {
		for _, class := range a.classes {
			if !known[class] {
				t.Errorf("%s: no such class: %s", a.question, class)
			}
		}
	}
}
