package theme

import "testing"

// The labels of an archive are made without reasons.
func BenchmarkLabel(b *testing.B) {
	a := annotator(b)
	test, err := TestReadings()
	if err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		a.Label(test[n%len(test)].Input)
	}
}
