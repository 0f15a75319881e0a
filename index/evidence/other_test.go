package evidence

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// A passage of another matter has as a rule neither the value nor another one in
// its place: of all pairs of claims and passages of testdata/verdicts.jsonl at most
// one in two hundred parts differs.
func TestOtherPassagesDoNotDiffer(t *testing.T) {
	type row struct{ Claim, Title, Text, Only string }
	f, err := os.Open("testdata/verdicts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []row
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if r.Only == "" {
			list = append(list, r)
		}
	}
	parts, differ := 0, 0
	for _, claim := range list {
		for _, other := range list {
			if claim.Title == other.Title {
				continue
			}
			for _, v := range Compare(Parts(claim.Claim), claim.Claim, Source{Text: other.Text, Title: other.Title}) {
				parts++
				if v.Status == Differs {
					differ++
					t.Logf("%s\n\t%s differs from %s in %s", claim.Claim, v.Part.Text, v.Text, other.Text)
				}
			}
		}
	}
	t.Logf("%d of %d parts differ", differ, parts)
	if parts == 0 || differ*200 > parts {
		t.Errorf("%d of %d parts differ", differ, parts)
	}
}
