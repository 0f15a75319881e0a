package vector

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"
)

// BenchmarkScan compares one question with 350,000 rows of 512 dimensions, about
// what the bench archive holds, and reports the least and the median time.
func BenchmarkScan(b *testing.B) {
	const rows, dimensions = 350_000, 512
	table := bigTable(b, rows, dimensions)
	question, out := randomVectors(rand.New(rand.NewPCG(1, 2)), 1, dimensions)[0], make([]float32, rows)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			table.Workers = workers
			scanRepeatedly(b, table, question, out)
		})
	}
}

func scanRepeatedly(b *testing.B, table *Table, question, out []float32) {
	s := table.Snapshot()
	defer s.Release()
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		if err := s.Scan(b.Context(), question, out); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.SetBytes(s.end() - headerSize)
	b.ReportMetric(took[0].Seconds()*1e3, "ms-min")
	b.ReportMetric(took[len(took)/2].Seconds()*1e3, "ms-median")
}

// BenchmarkOpen opens the same table and reports the memory that it takes.
func BenchmarkOpen(b *testing.B) {
	const rows = 350_000
	table := bigTable(b, rows, 512)
	for b.Loop() {
		before := heap()
		again, err := OpenTable(table.path, table.model, false)
		if err != nil || again.Rows() != rows {
			b.Fatal(again.Rows(), err)
		}
		b.ReportMetric(float64(heap()-before)/rows, "B/row")
		again.Close()
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// bigTable returns a table of random rows. Its vectors repeat, its keys do not.
func bigTable(b *testing.B, rows, dimensions int) *Table {
	b.Helper()
	table := openTable(b, b.TempDir()+"/big.vec", dimensions, true)
	vectors := randomVectors(rand.New(rand.NewPCG(3, 4)), 1000, dimensions)
	for first := 0; first < rows; first += len(vectors) {
		if _, err := table.Append(numberedKeys(first, first+len(vectors)), vectors); err != nil {
			b.Fatal(err)
		}
	}
	return table
}
