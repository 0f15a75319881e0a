// Command asm writes the AVX2 dot product of package vector. It is a module of its
// own, so that the program does not depend on avo; `go generate ./index/vector`
// runs it. What it writes is committed.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

const (
	lanes  = 16 // int16 in a register
	unroll = 4  // sums that do not wait for one another
)

func main() {
	TEXT("dotAVX2", NOSPLIT, "func(row *int8, question *int16, n int) int32")
	Pragma("noescape")
	Doc("dotAVX2 is the dot product of the first n coordinates; n is a multiple of 16.")
	row, question, n := Load(Param("row"), GP64()), Load(Param("question"), GP64()), Load(Param("n"), GP64())
	sums := zeros()

	Label("wide")
	CMPQ(n, Imm(lanes*unroll))
	JL(LabelRef("narrow"))
	for i, sum := range sums {
		multiply(sum, row, question, i)
	}
	advance(row, question, n, lanes*unroll)
	JMP(LabelRef("wide"))

	Label("narrow")
	CMPQ(n, Imm(lanes))
	JL(LabelRef("sum"))
	multiply(sums[0], row, question, 0)
	advance(row, question, n, lanes)
	JMP(LabelRef("narrow"))

	Label("sum")
	total := add(sums)
	VZEROUPPER()
	Store(total, ReturnIndex(0))
	RET()
	Generate()
}

func zeros() (sums []VecVirtual) {
	for range unroll {
		sum := YMM()
		VPXOR(sum, sum, sum)
		sums = append(sums, sum)
	}
	return sums
}

// multiply adds the products of the i-th 16 coordinates, in pairs, to sum.
func multiply(sum VecVirtual, row, question Register, i int) {
	x := YMM()
	VPMOVSXBW(Mem{Base: row}.Offset(i*lanes), x)
	VPMADDWD(Mem{Base: question}.Offset(2*i*lanes), x, x)
	VPADDD(x, sum, sum)
}

func advance(row, question, n Register, by int) {
	ADDQ(Imm(uint64(by)), row)
	ADDQ(Imm(uint64(2*by)), question)
	SUBQ(Imm(uint64(by)), n)
}

// add returns the sum of all lanes of all sums.
func add(sums []VecVirtual) Register {
	VPADDD(sums[1], sums[0], sums[0])
	VPADDD(sums[3], sums[2], sums[2])
	VPADDD(sums[2], sums[0], sums[0])
	low, high := sums[0].AsX(), XMM()
	VEXTRACTI128(Imm(1), sums[0], high)
	VPADDD(high, low, low)
	VPSHUFD(Imm(0b01_00_11_10), low, high) // the upper half
	VPADDD(high, low, low)
	VPSHUFD(Imm(0b10_11_00_01), low, high) // the odd lanes
	VPADDD(high, low, low)
	total := GP32()
	VMOVD(low, total)
	return total
}
