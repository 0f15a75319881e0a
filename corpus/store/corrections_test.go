package store

import (
	"context"
	"testing"
	"time"
)

func TestCorrectionsKeepTheirHistory(t *testing.T) {
	s, err := Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, at := context.Background(), time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)
	first := Correction{Document: "d", Key: "k", Passage: "d.p", Category: "加", At: at}
	second := Correction{Document: "d", Key: "k", Passage: "d.p", Category: "减", Themes: []string{"env", "sci"}, At: at.Add(1)}
	if added, err := s.Correct(ctx, second, first, first); added != 2 || err != nil {
		t.Fatalf("added %d, %v", added, err)
	}
	for _, want := range []string{"减", "加", ""} {
		all, err := s.CorrectionsOf(ctx, "d")
		if err != nil || len(all) != 2 {
			t.Fatalf("%d kept, %v", len(all), err)
		}
		got := ""
		for _, c := range Counting(all) {
			got = c.Category
		}
		if got != want {
			t.Errorf("%q counts, want %q", got, want)
		}
		if _, err := s.Undo(ctx, "d", "d.p", "", at.Add(time.Hour)); (err == nil) != (want != "") {
			t.Errorf("undo of %q: %v", want, err)
		}
	}
	if damage, err := s.Verify(ctx, nil); err != nil || len(damage) > 0 {
		t.Errorf("%v, %v", damage, err)
	}
}
