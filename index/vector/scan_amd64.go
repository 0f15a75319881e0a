package vector

import "golang.org/x/sys/cpu"

//go:generate go run -C asm . -out ../scan_amd64.s -stubs ../scan_stub_amd64.go -pkg vector

// lanes is how many coordinates dotAVX2 takes at a time.
const lanes = 16

// dotRow is the dot product of a row and a question of the same length, with AVX2
// where the processor has it.
func dotRow(row []int8, question []int16) int32 {
	n := len(row) &^ (lanes - 1)
	if n == 0 || !cpu.X86.HasAVX2 {
		return dotPlain(row, question)
	}
	_ = question[len(row)-1]
	return dotAVX2(&row[0], &question[0], n) + dotPlain(row[n:], question[n:])
}
