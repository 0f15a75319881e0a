package rewrite

import (
	"slices"
	"strings"
	"testing"

	"yinju/index"
)

// What strangers typed comes out as they meant it, every row.
func TestTyped(t *testing.T) {
	h, r := testArchive(t)
	for _, c := range readCases(t, "typed.tsv") {
		got := r.Rewrite(c.query, h)
		switch {
		case c.class == "stay" && slices.ContainsFunc(got.Rewrites, func(w index.Rewrite) bool { return w.Kind != Abbreviation }):
			t.Errorf("%s is rewritten: %v", c.query, got.Rewrites)
		case c.class == "right" && squeeze(append(got.Variants, "=")[0]) != squeeze(c.want[0]):
			t.Errorf("%s becomes %q, want %s first", c.query, got.Variants, strings.Join(c.want, "|"))
		}
	}
}
