package server

import (
	"bytes"
	"testing"

	"yinju/index"
)

// A key may hold anything that a file name may; only the text has lines.
func TestCSVCellsAreLegible(t *testing.T) {
	var b bytes.Buffer
	if err := writeCSV(&b, index.Hit{ID: "i", Key: "a\x1b[31m\nb", Title: "\x1b=1", Text: "甲\r\n乙\x00丙"}); err != nil {
		t.Fatal(err)
	}
	if want := "i,,a[31m b,'=1,,,\"甲\r\n乙丙\",,,,,,,,,\r\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
