package vector

import (
	"math"
	"math/bits"
)

// Vectors are rotated before they are rounded. In those of bge-small-zh a few
// coordinates are seven times as large as the others, and one scale for all would
// leave the others few steps. A random rotation makes them alike and changes no
// cosine. It is a Hadamard transform after random changes of sign (Ailon and
// Chazelle, The fast Johnson-Lindenstrauss transform, SIAM J. Comput. 39, 2009),
// twice: over as many of the first coordinates as are a power of two, and over as
// many of the last.
//
// The signs are part of the file's form.

// rotate rotates v in place.
func rotate(v []float32) {
	first, last := halves(v)
	change(first, 0)
	transform(first)
	change(last, 1)
	transform(last)
}

// unrotate undoes rotate: the steps are their own inverses.
func unrotate(v []float32) {
	first, last := halves(v)
	transform(last)
	change(last, 1)
	transform(first)
	change(first, 0)
}

// halves returns the first and the last coordinates, as many as are a power of two.
// They overlap.
func halves(v []float32) (first, last []float32) {
	n := 1 << (bits.Len(uint(len(v))) - 1)
	return v[:n], v[len(v)-n:]
}

// change changes the signs of about half the coordinates, the same ones every time.
func change(v []float32, pass int) {
	for i := range v {
		if scramble(uint64(2*i+pass))&1 == 1 {
			v[i] = -v[i]
		}
	}
}

// scramble is a step of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// transform is the Hadamard transform, scaled to keep lengths.
func transform(v []float32) {
	for half := 1; half < len(v); half *= 2 {
		for start := 0; start < len(v); start += 2 * half {
			butterfly(v[start:start+half], v[start+half:start+2*half])
		}
	}
	scale := float32(1 / math.Sqrt(float64(len(v))))
	for i := range v {
		v[i] *= scale
	}
}

func butterfly(a, b []float32) {
	b = b[:len(a)]
	for i := range a {
		a[i], b[i] = a[i]+b[i], a[i]-b[i]
	}
}
