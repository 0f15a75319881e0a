package eval

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCollapse(t *testing.T) {
	found := []Found{{"d1.a", "k 1"}, {"d2.a", "k2"}, {"d1.b", "k 1"}, {"d3.a", "k3"}}
	tests := []struct {
		name  string
		unit  Unit
		depth int
		want  []string
	}{
		{"passages", Passages, 10, []string{"d1.a", "d2.a", "d1.b", "d3.a"}},
		{"documents at their best passage", Documents, 10, []string{"k%201", "k2", "k3"}},
		{"depth counts documents, not passages", Documents, 2, []string{"k%201", "k2"}},
		{"depth of passages", Passages, 3, []string{"d1.a", "d2.a", "d1.b"}},
		{"none wanted", Documents, 0, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Collapse(found, tt.unit, tt.depth)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTarget(t *testing.T) {
	held := map[string]Known{"p1": {Passage: true}, "p2": {Passage: true}, "k1": {Document: true}}
	lookup := func(id string) (Known, error) { return held[id], nil }
	tests := []struct {
		name string
		ids  []string
		want Aim
	}{
		{"all passages", []string{"p1", "p2"}, Aim{Passages, []string{}, []string{}}},
		{"unknown ids decide nothing", []string{"p1", "x"}, Aim{Passages, []string{"x"}, []string{}}},
		{"one document", []string{"k1", "p1", "x"}, Aim{Documents, []string{"x"}, []string{"p1"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Target(tt.ids, lookup)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTargetStopsAtAnError(t *testing.T) {
	broken := errors.New("disk")
	_, err := Target([]string{"a"}, func(string) (Known, error) { return Known{}, broken })
	if !errors.Is(err, broken) {
		t.Errorf("error = %v", err)
	}
}
