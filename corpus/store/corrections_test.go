package store

import (
	"context"
	"sync"
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

func TestTwoCorrectionsAtOnceAreBothKept(t *testing.T) {
	dir := t.TempDir()
	made, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer made.Close()
	other, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	ctx, at := context.Background(), time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	const each = 20
	var wg sync.WaitGroup
	for half, s := range []*Store{made, other} {
		wg.Go(func() {
			for i := range each {
				c := Correction{Document: "d", Key: "k", Passage: "d.p", Category: "加", At: at.Add(time.Duration(2*i + half))}
				if added, err := s.Correct(ctx, c); added != 1 || err != nil {
					t.Errorf("added %d, %v", added, err)
				}
			}
		})
	}
	wg.Wait()
	all, err := made.Corrections(ctx)
	if err != nil || len(all) != 2*each {
		t.Fatalf("%d kept, %v", len(all), err)
	}
	if c := Counting(all); len(c) != 1 || !c[0].At.Equal(at.Add(2*each-1)) {
		t.Errorf("%v counts, want the latest", c)
	}
}
