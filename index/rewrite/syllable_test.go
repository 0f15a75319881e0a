package rewrite

import (
	"fmt"
	"strings"
	"testing"
)

func TestSpell(t *testing.T) {
	for _, c := range []struct {
		typed, text string
		begins      string // places where a syllable must begin
	}{
		{"yi4dai4", "yidai", "[0 2 5]"},
		{"Xī'ān", "xian", "[0 2 4]"},
		{"lüse", "lvse", "[0 4]"},
		{"lu\u0308se", "lvse", "[0 4]"},
		{"qü", "qu", "[0 2]"},
		{"yang lao", "yanglao", "[0 4 7]"},
		{"5g", "", "[]"},
		{"a.b", "", "[]"},
	} {
		l, ok := spell(strings.Fields(c.typed))
		begins := []int{}
		for i, b := range l.begins {
			if b {
				begins = append(begins, i)
			}
		}
		if l.text != c.text || ok != (c.text != "") || fmt.Sprint(begins) != c.begins {
			t.Errorf("spell(%q) = %q, %v, %v; want %q, %s", c.typed, l.text, begins, ok, c.text, c.begins)
		}
	}
}

func TestStem(t *testing.T) {
	tables := must(readTables())
	for word, want := range map[string]string{
		"subsidies": "subsidy", "women's": "woman", "taxes": "tax", "gas": "gas", "labour": "labor",
		"urbanisation": "urbanization", "businesses": "business", "children": "child", "basis": "basis",
	} {
		if got := tables.stem(word); got != want {
			t.Errorf("stem(%q) = %q, want %q", word, got, want)
		}
	}
}

// The lists are as large as they say, and every English term has a Chinese one
// that the corpora hold.
func TestTables(t *testing.T) {
	tables := must(readTables())
	for name, c := range map[string]struct{ got, least int }{
		"english": {len(tables.english), 8000}, "terms": {len(tables.terms), 9000},
		"syllables": {len(tables.syllables), 400}, "shapes": {len(tables.shapes), 600},
	} {
		if c.got < c.least {
			t.Errorf("%s has %d entries, want %d", name, c.got, c.least)
		}
	}
	for key, list := range tables.english {
		for _, term := range list {
			if tables.terms[simple(term)] == 0 {
				t.Errorf("%s: no passage of the corpora has %s", key, term)
			}
		}
	}
}
