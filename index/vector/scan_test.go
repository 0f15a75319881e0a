package vector

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// dimensionsTried are one, those around a register's width, those of known models,
// and the largest.
var dimensionsTried = []int{1, 2, 3, 7, 15, 16, 17, 31, 33, 63, 64, 65, 79, 80, 127, 129, 384, 511, 512, 768, 1000, 1024, 3072, 4095, 4096}

// TestDotsAreEqual compares both products with one in big integers, at every
// alignment of the row.
func TestDotsAreEqual(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range dimensionsTried {
		for fill := range fills {
			memory, question := make([]int8, n+n%5), make([]int16, n)
			row := memory[n%5:]
			fills[fill](r, row, question)
			want := exactDot(row, question)
			if got := dotPlain(row, question); int64(got) != want {
				t.Errorf("%d dimensions, fill %d: plain %d, want %d", n, fill, got, want)
			}
			if got := dotRow(row, question); int64(got) != want {
				t.Errorf("%d dimensions, fill %d: here %d, want %d", n, fill, got, want)
			}
		}
	}
}

// fills are ways to fill a row and a question: at random, and with what overflows
// first.
var fills = []func(r *rand.Rand, row []int8, question []int16){
	func(r *rand.Rand, row []int8, question []int16) {
		for i := range row {
			row[i], question[i] = int8(r.IntN(256)-128), int16(r.IntN(2*questionLimit+1)-questionLimit)
		}
	},
	func(_ *rand.Rand, row []int8, question []int16) { fill(row, question, -128, -questionLimit) },
	func(_ *rand.Rand, row []int8, question []int16) { fill(row, question, -128, questionLimit) },
	func(_ *rand.Rand, row []int8, question []int16) { fill(row, question, 127, -questionLimit) },
	func(_ *rand.Rand, row []int8, question []int16) {
		fill(row, question, -128, questionLimit)
		for i := range row[:len(row)/2] {
			question[2*i] = -questionLimit
		}
	},
}

func fill(row []int8, question []int16, x int8, y int16) {
	for i := range row {
		row[i], question[i] = x, y
	}
}

func exactDot(row []int8, question []int16) int64 {
	sum := new(big.Int)
	for i := range row {
		sum.Add(sum, big.NewInt(int64(row[i])*int64(question[i])))
	}
	return sum.Int64()
}

// TestExtremeVectors scans vectors that are all of one size, as large or as small
// as a float32 can be.
func TestExtremeVectors(t *testing.T) {
	for _, n := range []int{1, 512, 4096} {
		table := openTable(t, t.TempDir()+"/t.vec", n, true)
		vectors := [][]float32{constant(n, 1), constant(n, -math.MaxFloat32), constant(n, math.SmallestNonzeroFloat32), constant(n, 0)}
		if _, err := table.Append(numberedKeys(0, 4), vectors); err != nil {
			t.Fatal(err)
		}
		s := table.Snapshot()
		for i, want := range [][]float32{{1, -1, 1, 0}, {-1, 1, -1, 0}, {1, -1, 1, 0}, {0, 0, 0, 0}} {
			out := make([]float32, 4)
			if err := s.Scan(t.Context(), vectors[i], out); err != nil || !allNear(out, want, 5e-3) {
				t.Errorf("%d dimensions, question %d: %v, want %v; %v", n, i, out, want, err)
			}
		}
		s.Release()
	}
}

func constant(n int, x float32) []float32 { return slices.Repeat([]float32{x}, n) }

func allNear(a, b []float32, by float64) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Abs(float64(x-y)) <= by })
}

// TestScanIsCosine compares scans, by any number of workers, with cosines of the
// unrounded vectors.
func TestScanIsCosine(t *testing.T) {
	const rows = 3*blockRows + 5
	for _, n := range []int{1, 10, 100, 513} {
		table := openTable(t, t.TempDir()+"/t.vec", n, true)
		mustAppend(t, table, 0, rows)
		vectors, question := numberedVectors(0, rows, n), numberedVectors(rows, rows+1, n)[0]
		for _, workers := range []int{0, 1, 2, 7} {
			table.Workers = workers
			s := table.Snapshot()
			out := make([]float32, rows+3)
			if err := s.Scan(t.Context(), question, out); err != nil {
				t.Fatal(err)
			}
			checkCosines(t, question, vectors, out)
			s.Release()
		}
	}
}

func checkCosines(t *testing.T, question []float32, vectors [][]float32, out []float32) {
	t.Helper()
	for row, v := range vectors {
		if want := cosine(question, v); math.Abs(want-float64(out[row])) > .01 {
			t.Fatalf("%d dimensions, row %d: %f, want %f", len(v), row, out[row], want)
		}
	}
}

func TestScanRefuses(t *testing.T) {
	table := openTable(t, t.TempDir()+"/t.vec", 2, true)
	mustAppend(t, table, 0, 1)
	s := table.Snapshot()
	defer s.Release()
	for _, question := range [][]float32{nil, {1}, {1, 2, 3}, {float32(math.NaN()), 1}, {1, float32(math.Inf(1))}} {
		if err := s.Scan(t.Context(), question, make([]float32, 1)); err == nil {
			t.Errorf("%v was accepted", question)
		}
	}
}

// TestRestore has vectors come back from their rows, at length 1 and within a step
// of each coordinate's rounding.
func TestRestore(t *testing.T) {
	for _, n := range dimensionsTried {
		for i, v := range append(randomVectors(rand.New(rand.NewPCG(1, uint64(n))), 3, n), spike(n)) {
			r := record(appendRecord(nil, KeyOf("a"), v))
			if !r.whole() || r.key() != KeyOf("a") || len(r) != stride(n) {
				t.Fatalf("%d dimensions: a row is not as it was written", n)
			}
			if got := r.restore(); !allNear(got, unit(v), .02) || cosine(got, v) < .9999 {
				t.Errorf("%d dimensions, vector %d: cosine %f", n, i, cosine(got, v))
			}
		}
	}
}

// spike returns a vector with one coordinate much larger than the others.
func spike(n int) []float32 {
	v := constant(n, .1)
	v[n/3] = 30
	return v
}

func TestZeroVector(t *testing.T) {
	into := []int8{1, 2, 3}
	if scale := quantise(make([]float32, 3), into, rowLimit); scale != 0 || !slices.Equal(into, []int8{0, 0, 0}) {
		t.Errorf("%v times %f", into, scale)
	}
}

// TestRotation holds rotate to what it is for: lengths and angles stay, it can be
// undone, and a single large coordinate is spread over all.
func TestRotation(t *testing.T) {
	for _, n := range dimensionsTried {
		vectors := randomVectors(rand.New(rand.NewPCG(2, uint64(n))), 2, n)
		a, b := unit(vectors[0]), unit(vectors[1])
		before := product(a, b)
		rotate(a)
		rotate(b)
		if math.Abs(product(a, b)-before) > 1e-5 || math.Abs(product(a, a)-1) > 1e-5 {
			t.Errorf("%d dimensions: product %f, was %f; length² %f", n, product(a, b), before, product(a, a))
		}
		unrotate(a)
		if !allNear(a, unit(vectors[0]), 1e-5) {
			t.Errorf("%d dimensions: not undone", n)
		}
	}
	for _, n := range []int{384, 512, 768, 1000, 1024, 1536, 3072} {
		for at := 0; at < n; at += 37 {
			v := make([]float32, n)
			v[at] = 1
			rotate(v)
			if top := largest(v) * math.Sqrt(float64(n)); top > 5 {
				t.Errorf("%d dimensions, coordinate %d: the largest is %.1f times the mean", n, at, top)
			}
		}
	}
}

// TestOverlap holds the rounding to its promise: of the hundred nearest by the
// unrounded vectors at least .98 are among the hundred nearest by the rows.
func TestOverlap(t *testing.T) {
	const rows, n = 3000, 512
	r := rand.New(rand.NewPCG(11, 12))
	for name, all := range map[string][][]float32{
		"independent": randomVectors(r, rows+20, n),
		"clustered":   clustered(r, rows+20, n),
	} {
		table := openTable(t, t.TempDir()+"/t.vec", n, true)
		keys := numberedKeys(0, rows)
		if _, err := table.Append(keys, all[:rows]); err != nil {
			t.Fatal(err)
		}
		originals := map[Key][]float32{KeyOf("not in the table"): all[0]}
		for i, key := range keys {
			originals[key] = all[i]
		}
		s := table.Snapshot()
		got, err := s.Overlap(t.Context(), all[rows:], originals, 100)
		t.Logf("%s: %.4f", name, got)
		if err != nil || got < .98 || got > 1 {
			t.Errorf("%s: overlap %f, %v", name, got, err)
		}
		s.Release()
	}
}

// clustered returns vectors like those of texts: all in one cone, in groups of some
// hundred, with a few coordinates much larger than the others.
func clustered(r *rand.Rand, rows, n int) [][]float32 {
	cone, centres := randomVectors(r, 1, n)[0], randomVectors(r, rows/100, n)
	cone[3], cone[100] = 12, -9
	vectors := randomVectors(r, rows, n)
	for _, v := range vectors {
		centre := centres[r.IntN(len(centres))]
		for i := range v {
			v[i] = v[i]*.5 + centre[i] + 1.5*cone[i]
		}
	}
	return vectors
}

// TestOverlapSeesDifference gives originals that are not those of the rows.
func TestOverlapSeesDifference(t *testing.T) {
	table := openTable(t, t.TempDir()+"/t.vec", 16, true)
	mustAppend(t, table, 0, 1000)
	originals := map[Key][]float32{}
	for i, v := range numberedVectors(1000, 2000, 16) {
		originals[numberedKeys(i, i+1)[0]] = v
	}
	s := table.Snapshot()
	defer s.Release()
	got, err := s.Overlap(t.Context(), numberedVectors(2000, 2010, 16), originals, 100)
	if err != nil || got > .3 {
		t.Errorf("overlap of unrelated vectors: %f, %v", got, err)
	}
}

// TestConcurrentUse has a writer, a reader that follows and scans of both run side
// by side, with a file that grows and is pruned.
func TestConcurrentUse(t *testing.T) {
	const rows, dimensions = 600, 300
	path := t.TempDir() + "/t.vec"
	writer, reader := openTable(t, path, dimensions, true), openTable(t, path, dimensions, false)
	var group sync.WaitGroup
	done := make(chan struct{})
	for _, table := range []*Table{writer, reader} {
		group.Go(func() { scanUntil(t, table, done) })
	}
	group.Go(func() {
		defer close(done)
		for first := 0; first < rows; first += 20 {
			mustAppend(t, writer, first, first+20)
		}
		if _, err := writer.Prune(func(key Key) bool { return key != KeyOf("3") }); err != nil {
			t.Error(err)
		}
		mustAppend(t, writer, 0, rows)
	})
	group.Wait()
	if err := reader.Refresh(); err != nil || reader.Rows() != rows || writer.Rows() != rows {
		t.Errorf("%d and %d rows, %v", reader.Rows(), writer.Rows(), err)
	}
}

// scanUntil refreshes a table and asks for each row that it has until done.
func scanUntil(t *testing.T, table *Table, done chan struct{}) {
	for round := 0; ; round++ {
		select {
		case <-done:
			return
		default:
		}
		if err := table.Refresh(); err != nil {
			t.Error(err)
			return
		}
		s := table.Snapshot()
		out := make([]float32, s.Rows())
		number := round % 40
		question := numberedVectors(number, number+1, s.dimensions)[0]
		err := s.Scan(t.Context(), question, out)
		if row, ok := s.Row(numberedKeys(number, number+1)[0]); err != nil || ok && out[row] < .99 {
			t.Errorf("round %d: row %d of %d, %v", round, row, s.Rows(), err)
		}
		s.Release()
		if err := s.Scan(t.Context(), question, out); !errors.Is(err, ErrReleased) {
			t.Errorf("after release: %v", err)
		}
	}
}
