package vector

import (
	"slices"
	"sync/atomic"
)

// view is a table file as it was at one time. Rows that were appended later are in
// the mapping and in keys, and not in the view.
type view struct {
	*mapping
	keys       *keyIndex
	dimensions int
	numbering  int
	rows       int
	absent     []int32 // rows that are damaged or repeat a key, ascending
	damaged    int     // how many of them are damaged
}

// end is where the rows of the view end in the file, in bytes.
func (v *view) end() int64 { return headerSize + int64(v.rows)*int64(stride(v.dimensions)) }

func (v *view) record(row int) record {
	size := stride(v.dimensions)
	at := headerSize + row*size
	return record(v.data[at : at+size : at+size])
}

func (v *view) row(key Key) (row int32, ok bool) {
	row, ok = v.keys.row(key)
	return row, ok && int(row) < v.rows
}

// adopt takes in the rows that the file has beyond the view, size being the size of
// the file in bytes. Damaged rows after the last whole one may be rows that
// another process is writing just now: they are left for later unless all is set.
// It reads the mapping and must run under guard.
func (v *view) adopt(size int64, all bool) {
	last := int((size - headerSize) / int64(stride(v.dimensions)))
	v.keys.reserve(last)
	for row := v.rows; row < last; row++ {
		r := v.record(row)
		if !r.whole() {
			continue
		}
		v.skipTo(row)
		if !v.keys.add(r.key(), row) {
			v.absent = append(v.absent, int32(row))
		}
		v.rows = row + 1
	}
	if all {
		v.skipTo(last)
	}
}

// skipTo takes the rows before row that are not in the view yet for damaged.
func (v *view) skipTo(row int) {
	for ; v.rows < row; v.rows++ {
		v.absent = append(v.absent, int32(v.rows))
		v.damaged++
	}
}

// Snapshot is a Table as it was at one time. Its methods may be called
// concurrently. It holds the file's mapping until Release.
type Snapshot struct {
	view
	workers  int
	released atomic.Bool
}

// Release gives the mapping back; a scan that runs is finished first. Calls after
// the first do nothing.
func (s *Snapshot) Release() {
	if !s.released.Swap(true) {
		s.mapping.release()
	}
}

// Rows is how many rows there are, absent ones too.
func (s *Snapshot) Rows() int { return s.rows }

// Damaged is how many rows are damaged, and so absent.
func (s *Snapshot) Damaged() int { return s.damaged }

// Numbering tells snapshots of one table apart whose rows are numbered differently,
// because the file was replaced or cut between them. Where it is the same a key has
// the same row.
func (s *Snapshot) Numbering() int { return s.numbering }

// Row returns the row of a key, less than Rows.
func (s *Snapshot) Row(key Key) (row int32, ok bool) { return s.view.row(key) }

// Vector returns the vector of a row, of length 1 within rounding, or nil where
// the row is absent or cannot be read.
func (s *Snapshot) Vector(row int32) []float32 {
	if _, skip := slices.BinarySearch(s.absent, row); skip || row < 0 || int(row) >= s.rows || !s.hold() {
		return nil
	}
	defer s.mapping.release()
	var v []float32
	guard(func() {
		if r := s.record(int(row)); r.whole() {
			v = r.restore()
		}
	})
	return v
}

// hold keeps the mapping from being given back until it is released once more. It
// reports false after Release.
func (s *Snapshot) hold() bool { return !s.released.Load() && s.retain() }
