package vector

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"unsafe"
)

// A row of a table file, little-endian: the key (16 bytes), the scale (float32),
// one int8 a dimension, and the CRC-32C of all before it (uint32).
const (
	scaleAt  = len(Key{})
	vectorAt = scaleAt + 4
	sumSize  = 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// stride is the size of a row in bytes.
func stride(dimensions int) int { return vectorAt + dimensions + sumSize }

// record is one row as it lies in the file.
type record []byte

func (r record) key() Key { return Key(r[:scaleAt]) }

func (r record) scale() float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(r[scaleAt:]))
}

func (r record) vector() []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(&r[vectorAt])), len(r)-vectorAt-sumSize)
}

// whole reports whether the row is as it was written.
func (r record) whole() bool {
	body := r[:len(r)-sumSize]
	return binary.LittleEndian.Uint32(r[len(body):]) == crc32.Checksum(body, castagnoli) && finite(r.scale())
}

// appendRecord appends the row of a vector to b.
func appendRecord(b []byte, key Key, v []float32) []byte {
	start := len(b)
	b = append(b, make([]byte, stride(len(v)))...)
	r := record(b[start:])
	copy(r, key[:])
	binary.LittleEndian.PutUint32(r[scaleAt:], math.Float32bits(quantise(v, r.vector(), rowLimit)))
	body := r[:len(r)-sumSize]
	binary.LittleEndian.PutUint32(r[len(body):], crc32.Checksum(body, castagnoli))
	return b
}

// The largest value that a coordinate of a row and of a question is scaled to,
// and the largest dimension.
//
// A dot product is summed in int32. A stored coordinate is -128 at worst (Append
// writes no less than -127, but a file is not to be trusted with an overflow), so
// no partial sum, in whatever order, is beyond 4096 × 128 × 4095 =
// 2,146,959,360 < 2³¹.
const (
	rowLimit           = 127
	questionLimit      = 4095
	maxTableDimensions = 4096
)

// quantise rounds v to integers of at most limit in size. They times the scale are v
// at length 1 and rotated (rotate.go), so that a dot product of two times both
// scales is the cosine. A vector of zeros has scale 0.
func quantise[T int8 | int16](v []float32, into []T, limit float64) (scale float32) {
	rotated := unit(v)
	rotate(rotated)
	top := largest(rotated)
	if top == 0 {
		clear(into)
		return 0
	}
	for i, x := range rotated {
		into[i] = T(math.Round(float64(x) / top * limit))
	}
	return float32(top / limit)
}

// restore returns the vector of a row.
func (r record) restore() []float32 {
	v := make([]float32, len(r.vector()))
	for i, x := range r.vector() {
		v[i] = float32(x) * r.scale()
	}
	unrotate(v)
	return v
}

// unit returns v at length 1, or zeros.
func unit(v []float32) []float32 {
	var squares float64
	for _, x := range v {
		squares += float64(x) * float64(x)
	}
	u := make([]float32, len(v))
	if squares > 0 {
		for i, x := range v {
			u[i] = float32(float64(x) / math.Sqrt(squares))
		}
	}
	return u
}

// largest is the largest absolute coordinate.
func largest(v []float32) (top float64) {
	for _, x := range v {
		top = max(top, math.Abs(float64(x)))
	}
	return top
}

func finite(x float32) bool { return !math.IsNaN(float64(x)) && !math.IsInf(float64(x), 0) }
