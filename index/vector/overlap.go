package vector

import (
	"cmp"
	"context"
	"slices"
)

// Overlap measures what rounding to int8 costs. Of the rows that originals has the
// unrounded vectors of, it takes the n nearest to each question by the table and by
// the originals, and returns the mean share of the first that are among the second.
// Originals that the table lacks are left out.
func (s *Snapshot) Overlap(ctx context.Context, questions [][]float32, originals map[Key][]float32, n int) (float64, error) {
	byRow := map[int32][]float32{}
	for key, v := range originals {
		if row, ok := s.Row(key); ok {
			byRow[row] = unit(v)
		}
	}
	n = min(n, len(byRow))
	cosines, shared := make([]float32, s.Rows()), 0
	for _, q := range questions {
		if err := s.Scan(ctx, q, cosines); err != nil {
			return 0, err
		}
		rounded := nearest(byRow, n, func(row int32, _ []float32) float64 { return float64(cosines[row]) })
		exact := nearest(byRow, n, func(_ int32, v []float32) float64 { return product(q, v) })
		shared += common(rounded, exact)
	}
	return float64(shared) / float64(max(n*len(questions), 1)), nil
}

// nearest returns the n rows for which of is largest.
func nearest(vectors map[int32][]float32, n int, of func(row int32, v []float32) float64) []int32 {
	rows, cosines := make([]int32, 0, len(vectors)), make(map[int32]float64, len(vectors))
	for row, v := range vectors {
		rows, cosines[row] = append(rows, row), of(row, v)
	}
	slices.SortFunc(rows, func(a, b int32) int {
		return cmp.Or(cmp.Compare(cosines[b], cosines[a]), cmp.Compare(a, b))
	})
	return rows[:n]
}

func product(a, b []float32) (sum float64) {
	for i, x := range a {
		sum += float64(x) * float64(b[i])
	}
	return sum
}

// common is how many elements of a are in b.
func common(a, b []int32) (n int) {
	in := make(map[int32]bool, len(b))
	for _, row := range b {
		in[row] = true
	}
	for _, row := range a {
		if in[row] {
			n++
		}
	}
	return n
}
