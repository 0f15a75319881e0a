package overlap

import (
	"testing"

	"yinju/corpus/hanzi"
)

func TestRuns(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		least      int
		want       []string // the stretches, as a has them
	}{
		{"nothing", "优化营商环境", "减税降费", 2, nil},
		{"too short", "优化营商环境", "改善营商环境", 5, nil},
		{"one", "要优化营商环境，激发活力。", "持续优化营商环境激发市场活力", 4, []string{"优化营商环境，激发"}},
		{"width and characters", "深化“放管服”改革，優化營商環境", "深化放管服改革优化营商环境", 6, []string{"深化“放管服”改革，優化營商環境"}},
		{"two, in the order of a", "坚持稳中求进工作总基调。推动高质量发展。", "推动高质量发展，必须坚持稳中求进工作总基调", 5, []string{"坚持稳中求进工作总基调", "推动高质量发展"}},
		{"the longest chooses first", "一二三四五六七八九", "三四五六 一二三四五六七", 3, []string{"一二三四五六七"}},
		{"empty", "", "营商环境", 2, nil},
		{"repeats", "改革改革改革改革", "改革改革", 2, []string{"改革改革"}},
	} {
		var got []string
		for _, r := range Runs(c.a, c.b, c.least) {
			got = append(got, c.a[r.A[0]:r.A[1]])
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
}

// Both ranges of a run have the same word characters, Length of them, and no two
// runs share any.
func FuzzRuns(f *testing.F) {
	f.Add("要优化营商环境，激发活力。", "持续优化營商環境激发市场活力", 3)
	f.Add("啊啊啊啊啊啊", "啊啊啊", 2)
	f.Fuzz(func(t *testing.T, a, b string, least int) {
		end := 0
		for _, r := range Runs(a, b, least) {
			x, y := hanzi.Skeleton(a[r.A[0]:r.A[1]]), hanzi.Skeleton(b[r.B[0]:r.B[1]])
			if x.String() != y.String() || len(x.Runes) != r.Length || r.Length < least {
				t.Errorf("%q and %q, length %d", x.String(), y.String(), r.Length)
			}
			if r.A[0] < end {
				t.Errorf("a run begins at %d, the one before ends at %d", r.A[0], end)
			}
			end = r.A[1]
		}
	})
}
