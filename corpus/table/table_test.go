package table

import (
	"slices"
	"testing"
)

func TestRows(t *testing.T) {
	rows, err := Rows("room: f.tsv", "# head\n\na\tb\r\nc\td\te\n", 2)
	if err != nil || len(rows) != 2 || !slices.Equal(rows[0], []string{"a", "b"}) || !slices.Equal(rows[1], []string{"c", "d", "e"}) {
		t.Errorf("%q, %v", rows, err)
	}
	if _, err := Rows("room: f.tsv", "# head\na\tb\nc\n", 2); err == nil || err.Error() != "room: f.tsv line 3 has 1 columns, wants 2" {
		t.Errorf("a short row: %v", err)
	}
}
